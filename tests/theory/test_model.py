from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.errors import TheoryError
from csa_research.theory.model import parse_theory

from .tiny import CODEBOOK, YAML, theory


def test_a_theory_is_read_whole() -> None:
    made = theory()
    assert [len(part) for part in (made.nodes, made.links, made.assumptions, made.evaluation)] == [6, 6, 3, 1]
    assert made.question == "What helps people to ask?"
    assert made.links[0].need == (("OR01", "barrier"),)
    assert made.links[0].source == "I1"
    assert [a.kind for a in made.assumptions] == ["assumption", "unintended_effect", "external_factor"]
    assert (made.assumptions[0].codes, made.assumptions[1].nodes) == (("OR01:barrier",), ("S2",))
    assert made.index == (("T1", "A training title"),)
    assert len(made.sha256) == 64


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("to: A1\n", "to: Z9\n", "link L1, to: 'Z9' is not a node"),
        ("{id: L3, from: S2, to: S1", "{id: L2, from: S2, to: S1", "link L2, id: is used twice"),
        ("{id: S2, type", "{id: S1, type", "node S1, id: is used twice"),
        ("{id: L4, from: S1, to: P1", "{id: L4, from: S1, to: A1", "goes round in a circle"),
        ("{id: L6, from: A2, to: P1", "{id: L6, from: I1, to: P1", "node A2: no way of links"),
        ("type: impact", "type: long_outcome", "none is of type impact"),
        ("type: input", "type: inputs", "node I1, type: 'inputs' is not allowed"),
        ("evidence_codes: [MA05]", "evidence_codes: [XX01]", "node A2, evidence_codes: 'XX01' is not a code"),
        ("evidence_codes: [MA05]", "evidence_codes: [OR99]", "'OR99' is not a code"),
        ("need: ['TM01:barrier']", "need: ['TM01:bad']", "link L2, evidence_codes, need: 'bad' is not a polarity"),
        ("need: ['TM01:barrier']", "need: ['TM01']", "must be written as CODE:polarity"),
        ("need: ['TM01:barrier']", "needs: ['TM01:barrier']", "'needs' is not a role"),
        ("why: Held feeling leaves room.", "why: ''", "link L3, why: is missing"),
        ("assumptions: [AS1]", "assumptions: [AS9]", "link L1, assumptions: 'AS9' is not an assumption"),
        ("watch_nodes: [S2]", "watch_nodes: [S9]", "unintended effect UE1, watch_nodes: 'S9' is not a node"),
        ("challenge_codes: ['OR01:barrier']", "challenge_codes: [OR01]", "assumption AS1, challenge_codes"),
        ("{id: E1, node: S1", "{id: E1, node: S9", "question E1, node: 'S9' is not a node"),
        ("{id: L6, from: A2, to: P1", "{id: L6, from: S1, to: P1", "drawn twice"),
        ("why: Held feeling leaves room.", "why: Room., confidence: high", "link L3, lead_note: is missing"),
        ("{id: UE1", "{id: AS1", "assumption AS1, id: is used twice"),
        ("national_recommendations: [4]}", "national_recommendations: four}", "must be a list, such as [a, b]"),
    ],
)
def test_a_complaint_names_the_place_and_the_field(old: str, new: str, says: str) -> None:
    assert old in YAML
    with pytest.raises(TheoryError) as error:
        parse_theory(YAML.replace(old, new), "toc.yaml", CODEBOOK)
    assert str(error.value).startswith("toc.yaml: ")
    assert says in str(error.value)


@pytest.mark.parametrize(
    "text", ["", "just words", "- a\n- b", "theory: [", "a: &x [1]\nb: *x", "nodes: {}", "\x00", "theory: !!python/object:os.x {}"]
)
def test_what_is_no_theory_is_refused_without_a_traceback(text: str) -> None:
    with pytest.raises(TheoryError, match=r"^toc\.yaml: "):
        parse_theory(text, "toc.yaml", CODEBOOK)


def test_the_repositorys_own_theory_and_codebook_agree() -> None:
    folder = Path(__file__).parents[2] / "codebook"
    codebook = parse_codebook((folder / "codebook.yaml").read_text(encoding="utf-8"), "codebook.yaml")
    made = parse_theory((folder / "theory_of_change.yaml").read_text(encoding="utf-8"), "theory_of_change.yaml", codebook)
    assert (len(made.nodes), len(made.links), len(made.assumptions), len(made.evaluation)) == (22, 32, 15, 12)
