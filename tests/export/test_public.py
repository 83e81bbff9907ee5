from __future__ import annotations

from csa_research.analysis import Analysis
from csa_research.export import public
from csa_research.records import Count

from .conftest import LOCKED_WORDS


def test_the_conference_table_has_agency_only_and_only_consented_open_quotes(tiny: Analysis) -> None:
    rows = public.conference_frame(tiny)
    assert set(rows["Agency"]) == {"Social care", "Health"}
    consented = {g.group_id for g in tiny.groups if "conference" in g.consent_scope}
    fit = [q for q in tiny.quotes if q.group in consented and not q.locked and "case_vignette" not in q.flags]
    assert sorted(rows["Quote"]) == sorted(q.text for q in fit for _ in q.codes)
    shown = rows.to_csv()
    for inside in ("SC1", "HE2", "[Participant", *LOCKED_WORDS, "tell no one"):
        assert inside not in shown


def test_each_code_has_the_direction_its_coder_gave(tiny: Analysis) -> None:
    rows = public.conference_frame(tiny)
    given = {(c.quote, c.code, c.polarity) for c in tiny.codings}
    for row in rows.to_dict("records"):
        assert (row["Quote"], row["Code"].split()[0], row["Direction"]) in given


def test_refusals_say_why_and_how_many(tiny: Analysis) -> None:
    rows = public.refusals_frame(tiny).set_index("Reason")["Quotes"].to_dict()
    assert rows == {"locked": 2, "needs a person's check: case_vignette": 1, "no consent for conference": 6}


def test_locked_codes_and_quotes_are_known(tiny: Analysis) -> None:
    assert public.locked_codes(tiny) == {"EM09"}
    everything = [q.id for q in tiny.quotes]
    assert len(public.open_ids(tiny, everything * 2)) == 13


def test_a_shown_count_hides_few_people_and_single_groups() -> None:
    assert public.shown_count(Count(0, 0, 0, 0), min_cell=5) == "none"
    assert public.shown_count(Count(3, 2, 1, 1), min_cell=5) == "fewer than 2 groups"
    assert public.shown_count(Count(3, 3, 2, 1), min_cell=5) == "3 codings, fewer than 5 people, 2 groups, 1 agency"
    assert public.shown_count(Count(9, 5, 3, 2), min_cell=5) == "9 codings, 5 people, 3 groups, 2 agencies"


def test_nothing_coded_gives_empty_tables(uncoded: Analysis) -> None:
    assert len(public.conference_frame(uncoded)) == len(public.refusals_frame(uncoded)) == 0
