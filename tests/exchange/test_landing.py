from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from export.conftest import coded, inputs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrefiqda import RefiProject

from csa_research.analysis import Analysis, analyse
from csa_research.coding.place import coding_id, place, quote_id
from csa_research.exchange.landing import land
from csa_research.exchange.project import read_project
from csa_research.export.refi_qda import write_project
from csa_research.records import Coding, Span

from .homes import BOOK, GROUPS, home, of_analysis, turns
from .test_project import ATLAS, NVIVO, WRITERS
from .writers import LINES, QUOTES, TEXT, Made, Way, places, write

SHOWN = {"ada_l": "Coder 1", "bob_m": "Coder 2"}


@pytest.fixture(scope="module")
def tiny() -> Analysis:
    return analyse(inputs())


def by_place(codings: tuple[Coding, ...]) -> list[Coding]:
    return sorted(codings, key=lambda c: c.id)


def renamed(coding: Coding) -> Coding:
    who = SHOWN[coding.coder]
    return replace(coding, coder=who, id=coding_id(coding.group, coding.turn, coding.span, coding.code, who))


def test_our_own_project_comes_back_identical_into_the_same_study(tiny: Analysis, tmp_path: Path) -> None:
    write_project(tmp_path / "p.qdpx", tiny)
    landed = land(read_project(tmp_path / "p.qdpx").trusted(), of_analysis(tiny, coded()))
    assert by_place(landed.stored) == by_place(coded())
    assert (landed.rows, landed.unplaced, landed.lost) == ((), (), ())


def test_our_own_project_comes_back_identical_into_a_fresh_copy(tiny: Analysis, tmp_path: Path) -> None:
    write_project(tmp_path / "p.qdpx", tiny)
    landed = land(read_project(tmp_path / "p.qdpx"), of_analysis(tiny))
    placed = place(landed.rows, tiny.turns, tiny.codebook)
    assert by_place(placed.codings) == by_place(tuple(renamed(c) for c in coded()))
    assert (landed.unplaced, placed.unplaced, placed.warnings) == ((), (), ())


def test_users_become_the_coders_that_a_person_names(tiny: Analysis, tmp_path: Path) -> None:
    write_project(tmp_path / "p.qdpx", tiny)
    study = of_analysis(tiny)
    study.coders.given = {"Coder 1": "ada_l", "coder 2": "bob_m"}  # type: ignore[misc]
    landed = land(read_project(tmp_path / "p.qdpx"), study)
    assert by_place(place(landed.rows, tiny.turns, tiny.codebook).codings) == by_place(coded())


def test_new_codings_beside_known_ones_get_the_coder_of_the_known_ones(tiny: Analysis, tmp_path: Path) -> None:
    write_project(tmp_path / "p.qdpx", tiny)
    left_out = coded()[-1]
    landed = land(read_project(tmp_path / "p.qdpx"), of_analysis(tiny, coded()[:-1]))
    assert len(landed.stored) == len(coded()) - 1
    assert place(landed.rows, tiny.turns, tiny.codebook).codings == (left_out,)


JUDGED = st.fixed_dictionaries(
    {
        "polarity": st.sampled_from(["enabler", "barrier", "mixed", "neutral"]),
        "role": st.sampled_from(["need", "mechanism", "counter", "none"]),
        "flags": st.lists(st.text("abc;=,% _é", min_size=1, max_size=6).map(str.strip).filter(bool), max_size=2).map(tuple),
        "memo": st.text("abc =;\né😀", max_size=20).map(str.strip),
        "code": st.sampled_from(["KN01", "OR01", "TM01"]),
        "coder": st.sampled_from(["coder_a", "JB", "Coder 7"]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_coding_of_any_characters_comes_back_identical(tiny: Analysis, tmp_path: Path, data: st.DataObject) -> None:
    made: dict[str, Coding] = {}
    said = [t for t in tiny.turns if t.role == "participant"]
    for _ in range(data.draw(st.integers(1, 6))):
        turn = data.draw(st.sampled_from(said))
        start = data.draw(st.integers(0, len(turn.text) - 1))
        span = Span(start, data.draw(st.integers(start + 1, len(turn.text))))
        values = data.draw(JUDGED)
        quote = turn.text[span.start : span.end]
        if quote.strip():
            ident = coding_id(turn.group, turn.index, span, values["code"], values["coder"])
            name = quote_id(turn.group, turn.index, span)
            made[ident] = Coding(ident, turn.group, turn.index, span, quote, quote_id=name, **values)
    analysis = replace(tiny, codings=tuple(made.values()))
    write_project(tmp_path / "p.qdpx", analysis)
    read = replace(read_project(tmp_path / "p.qdpx"), refused="")
    placed = place(land(read, of_analysis(analysis)).rows, analysis.turns, analysis.codebook)
    assert by_place(placed.codings) == by_place(tuple(made.values()))


@pytest.mark.parametrize("made", WRITERS.values(), ids=WRITERS.keys())
def test_every_quote_of_every_variant_lands_on_its_turn(made: Made, tmp_path: Path) -> None:
    text = made.sources["SC1"]
    said = turns(text.rstrip("\n").split("\n"))
    landed = land(read_project(write(tmp_path / "p.qdpx", made)), home(said))
    placed = place(landed.rows, said, BOOK)
    assert (landed.unplaced, placed.unplaced) == ((), ())
    wanted = [(text.count("\n", 0, a), text[a:b]) for a, b in places(text)]
    assert [(c.turn, c.quote) for c in placed.codings] == wanted
    assert {c.coder for c in placed.codings} == {"AE"}


def test_quotes_are_found_again_although_names_were_replaced_since(tmp_path: Path) -> None:
    raw = "P1: I told Zarnika Ashby at once.\nP2: Then Zarnika rang me.\nP1: She rang me.\n"
    released = turns(["P1: I told [Colleague 1] at once.", "P2: Then [Colleague 1] rang me.", "P1: She rang me."])
    spans = [places(raw, [q])[0] for q in ("I told Zarnika Ashby", "Zarnika rang me", "She rang me")]
    made = replace(ATLAS, way=Way("cp", 1, "utf-8", crlf=True), sources={"SC1": raw})
    landed = land(read_project(write(tmp_path / "p.qdpx", made, spans=spans)), home(released))
    placed = place(landed.rows, released, BOOK)
    assert [(c.turn, c.quote) for c in placed.codings] == [
        (0, "I told [Colleague 1]"), (1, "[Colleague 1] rang me"), (2, "She rang me"),
    ]  # fmt: skip


def test_words_said_twice_are_told_apart_by_their_paragraph(tmp_path: Path) -> None:
    lines = ["P1: yes, exactly, about signs", "P2: yes, exactly, about school", "P1: yes, exactly, and then yes, exactly again"]
    raw = "\n".join(lines) + "\n"
    spans = places(raw, ["yes, exactly"])
    landed = land(read_project(write(tmp_path / "p.qdpx", replace(NVIVO, sources={"SC1": raw}), spans=spans)), home(turns(lines)))
    placed = place(landed.rows, turns(lines), BOOK)
    assert [(c.turn, c.span.start) for c in placed.codings] == [(0, 0), (1, 0), (2, 0), (2, 23)]


def test_a_selection_over_several_turns_becomes_one_coding_a_turn_without_the_facilitator(tmp_path: Path) -> None:
    lines = ["P1: It is hard to say.", "Moderator: Why is that?", "P2: Nobody asks us."]
    raw = "\n".join(lines) + "\n"
    made = replace(NVIVO, sources={"SC1": raw})
    landed = land(read_project(write(tmp_path / "p.qdpx", made, spans=[(0, len(raw) - 1)])), home(turns(lines)))
    placed = place(landed.rows, turns(lines), BOOK)
    assert [(c.turn, c.quote) for c in placed.codings] == [(0, "It is hard to say."), (2, "Nobody asks us.")]
    assert landed.notes == (
        "1 selections over several turns became one coding a turn",
        "1 lines of them are a facilitator's, which are not coded: left out",
    )


def test_what_cannot_be_placed_is_listed_with_its_reason(tmp_path: Path) -> None:
    made = replace(NVIVO, sources={"Somewhere else": TEXT})
    landed = land(read_project(write(tmp_path / "p.qdpx", made)), home(turns(), group=""))
    assert len(landed.unplaced) == 0  # the case says whose text it is
    made = replace(made, sources={"No case": "P1: a word\n", "Odd": TEXT})
    landed = land(read_project(write(tmp_path / "p.qdpx", made)), home(turns()))
    assert len(landed.unplaced) == 60
    assert "no group of the study has this text's name" in landed.unplaced[0].reason
    assert not any(quote in landed.unplaced[0].reason for quote in QUOTES)
    landed = land(read_project(write(tmp_path / "p.qdpx", made)), home(turns(), group="SC1"))
    assert (len(landed.rows), landed.unplaced) == (60, ())


def test_a_selection_without_a_code_is_lost_and_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "p.qdpx", NVIVO)
    read = read_project(path)
    bare = tuple(replace(i, selection=replace(i.selection, marks=())) for i in read.located)
    landed = land(replace(read, located=bare), home(turns()))
    assert [(x.what, x.count, x.why) for x in landed.lost] == [("text selection", 60, "no code is on it")]


def test_ten_thousand_selections_land_in_seconds(tmp_path: Path) -> None:
    lines = [f"P{i % 6}: {LINES[i % 6].partition(': ')[2]} and number {i} was said too" for i in range(150)]
    raw = "\n".join(lines) + "\n"
    words = places(raw, ["and number", "was said too", "the signs 😀, café", "one day of training"])
    spans = (words * 30)[:10_000]
    made = replace(NVIVO, sources={"SC1": raw})
    landed = land(read_project(write(tmp_path / "p.qdpx", made, spans=spans)), home(turns(lines)))
    assert len(landed.rows) == 10_000
    assert all(row.span is not None for row in landed.rows)


def test_groups_are_known_by_id_file_case_or_a_part_of_the_name() -> None:
    from csa_research.exchange.names import group_of

    assert group_of(["sc1"], GROUPS) == "SC1"
    assert group_of(["SC10 coded by AE.docx"], GROUPS) == "SC10"
    assert group_of(["Teams Recording 1"], GROUPS) == "SC1"
    assert group_of(["C:\\Users\\x\\HE2.txt"], GROUPS) == "HE2"
    assert group_of(["interview", "HE2"], GROUPS) == "HE2"
    assert group_of(["SC1 and HE2"], GROUPS) == ""
    assert group_of(["SC11"], GROUPS) == ""


def test_another_reader_finds_the_same_quotes_in_our_project(tiny: Analysis, tmp_path: Path) -> None:
    write_project(tmp_path / "p.qdpx", tiny)
    theirs = []
    project = RefiProject.load(tmp_path / "p.qdpx", extract_dir=str(tmp_path / "x"))
    for text_source in project.sources.text_source:
        text = RefiProject.resolve_source_path(text_source.plain_text_path, tmp_path / "x").read_text(encoding="utf-8")
        theirs += [(text_source.name, text[s.start_position : s.end_position]) for s in text_source.plain_text_selection]
    read = read_project(tmp_path / "p.qdpx")
    assert [(read.project.sources[i.source].name, i.quote) for i in read.located] == theirs
