from __future__ import annotations

import pytest

from csa_research.records import Coding, WorkstreamRow
from csa_research.theory.triangulate import combine, grid, not_asked, supported, talk

from .tiny import coding, row, theory

THEORY = theory()
LINKS = {link.id: link for link in THEORY.links}


def states(link: str, codings: tuple[Coding, ...] = (), rows: tuple[WorkstreamRow, ...] = ()) -> dict[str, str]:
    return {kind: state for kind, state, _ in grid(LINKS[link], talk(LINKS[link], codings), rows)}


NEED = coding("G1", 1, "OR01", "barrier", "need")
WORKS = coding("G1", 2, "OR01", "enabler", "mechanism")
FAILS = coding("G2", 1, "OR01", "barrier", "counter")
OTHER = coding("G2", 2, "OR01", "neutral", "none")


@pytest.mark.parametrize(
    ("codings", "state"),
    [
        ((), "not asked"),
        ((OTHER,), "silent"),
        ((NEED,), "partly"),
        ((WORKS,), "agree"),
        ((NEED, WORKS), "agree"),
        ((FAILS,), "disagree"),
        ((WORKS, FAILS), "partly"),
    ],
)
def test_what_focus_groups_say_of_a_link(codings: tuple[Coding, ...], state: str) -> None:
    assert states("L1", codings)["focus_group"] == state


def test_a_link_without_codes_could_not_be_asked() -> None:
    assert states("L3", (NEED, WORKS))["focus_group"] == "not asked"


def test_literature_speaks_through_its_links_and_role() -> None:
    def study(role: str, links: str = "L1;L2") -> WorkstreamRow:
        return row("literature", "LIT1", toc_link_ids=links, evidence_role=role, code_ids="OR01")

    assert states("L1", rows=(study("mechanism"),))["literature"] == "agree"
    assert states("L1", rows=(study("need"),))["literature"] == "partly"
    assert states("L1", rows=(study("counter"),))["literature"] == "disagree"
    assert states("L1", rows=(study("mechanism"), study("counter")))["literature"] == "partly"
    assert states("L1", rows=(study("mechanism", ""),))["literature"] == "silent"  # same code, another link
    assert states("L4", rows=(study("mechanism"),))["literature"] == "not asked"


def test_audit_praise_agrees_and_a_point_to_develop_shows_the_need() -> None:
    assert states("L1", rows=(row("audit_findings", "AD1", polarity="enabler"),))["audit"] == "agree"
    assert states("L1", rows=(row("audit_findings", "AD1", polarity="barrier"),))["audit"] == "partly"
    assert states("L1", rows=(row("audit_findings", "AD7", polarity="enabler"),))["audit"] == "not asked"


def test_a_training_title_without_measures_is_silent() -> None:
    assert states("L1", rows=(row("training", "T1"),))["training"] == "silent"
    assert states("L1", rows=(row("training", "T1", attended="20"),))["training"] == "partly"
    assert states("L1", rows=(row("training", "T1", measure_pre="2", measure_post="3.5"),))["training"] == "agree"
    assert states("L1", rows=(row("training", "T1", measure_pre="3", measure_post="3"),))["training"] == "disagree"


def test_a_dataset_of_one_period_tests_no_link() -> None:
    assert states("L2", rows=(row("referrals", "referrals:2"),))["dataset"] == "silent"
    assert states("L2")["dataset"] == "not asked"


def test_silence_and_not_being_asked_are_never_merged() -> None:
    assert combine(["silent", "not asked"]) == "silent"
    assert combine(["not asked"]) == "not asked"
    assert combine(["agree", "disagree"]) == "partly"
    assert combine([]) == "not asked"


def test_focus_groups_alone_never_support_a_link() -> None:
    assert not supported([("focus_group", "agree", "")])
    assert supported([("focus_group", "agree", ""), ("audit", "agree", ""), ("dataset", "silent", "")])
    assert not supported([("focus_group", "agree", ""), ("audit", "agree", ""), ("training", "disagree", "")])
    assert not supported([("focus_group", "partly", ""), ("audit", "agree", "")])


def test_references_are_shortened_and_counted() -> None:
    many = tuple(coding("G1", i, "OR01", "enabler", "mechanism") for i in range(9))
    assert grid(LINKS["L1"], talk(LINKS["L1"], many), ())[0][2].endswith("G1.5.0-7; and 3 more")


def test_whom_nobody_could_ask() -> None:
    assert not_asked((4,), {"health"}, ("health", "police")) == ("police", "probation", "voluntary_sector")
    assert not_asked((5,), {"health"}, ("health", "foster_carers")) == ("foster_carers", "voluntary_sector")
