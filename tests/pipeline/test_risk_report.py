import csv
import json

import pytest

from csa_research.anonymise.measuring.second_reading import draw, read_marks, safe_cell
from csa_research.anonymise.treatment import treated
from csa_research.errors import InputError, PersonNeeded
from csa_research.pipeline.originals import reviewing
from csa_research.pipeline.originals.releasing import sign_release
from csa_research.pipeline.originals.risk_report import measure, write_report
from csa_research.pipeline.originals.second_reading import draw_sample, recall_rows, samples, take_sample
from csa_research.records import Entity, Identifier, ReviewDecision, Span
from csa_research.vault import contents
from pipeline.care_study import fill, found, make_study, transcript, working

TALK = (
    transcript("POL1", "Fac: How was it?", "P1: Rowan Ashby met Zarnika in Oxley.", "P2: =She waited on\nTuesday, Zarnika did."),
    transcript("EDU1", "P1: It takes time.", "P1: Rowan Ashby again."),
)
NAMES = (("Rowan Ashby", "PERSON"), ("Oxley", "PLACE"))


@pytest.fixture
def study(tmp_path):
    study = make_study(tmp_path / "study", documents=True)
    with working(study) as ctx:
        fill(ctx, TALK, found(TALK, *NAMES))
    return study


def marked(path, marks):
    """The drawn file with marks put in by (group, turn) -> function of the cell."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["marked"] = marks(row["group"], row["turn"], row["marked"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["group", "turn", "text", "marked"])
        writer.writeheader()
        writer.writerows(rows)


def by_second_reader(group, turn, cell):
    if (group, turn) == ("POL1", "0"):
        return ""
    cell = cell.replace("Rowan Ashby", "[[PERSON:Rowan Ashby]]").replace("Zarnika", "[[person: Zarnika]]")
    return cell.replace("Oxley", "[[PLACE:Oxley]]").replace("on\nTuesday", "[[DATE:on Tuesday]]")


def test_a_sample_is_drawn_from_every_group_in_proportion_and_again_the_same():
    talk = [transcript(g, *[f"P1: word {i}" for i in range(n)], "P1: ...") for g, n in (("A", 60), ("B", 30), ("C", 2))]
    one, two, other = (draw(talk, 30, seed=s) for s in (1, 1, 2))
    assert one == two != other
    assert [sum(t.group == g for t in one) for g in "ABC"] == [19, 10, 1]
    assert len(set(one)) == 30
    assert len(draw(talk, 500, seed=1)) == 92
    assert [len(draw(talk, n, seed=1)) for n in (1, 2, 3)] == [1, 2, 3]
    assert draw([], 5, seed=1) == ()


def test_the_sample_holds_original_text_as_cells_that_no_spreadsheet_runs(study, tmp_path):
    with working(study) as ctx:
        assert draw_sample(ctx, tmp_path / "s.csv", turns=60, seed=None) == 5
        rows = list(csv.reader((tmp_path / "s.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)))
        assert rows[0] == ["group", "turn", "text", "marked"]
        assert rows[-1][2].startswith("'=She waited") or any(row[2].startswith("'=She waited") for row in rows)
        with pytest.raises(InputError, match="may not lie among the outputs"):
            draw_sample(ctx, study.outputs / "s.csv", turns=5, seed=None)
    assert (safe_cell("=1"), safe_cell("yes")) == ("'=1", "yes")


def test_marks_give_the_recall_of_the_review_and_what_it_missed_becomes_questions(study, tmp_path):
    with working(study) as ctx:
        draw_sample(ctx, tmp_path / "s.csv", turns=60, seed=3)
        marked(tmp_path / "s.csv", by_second_reader)
        kept, problems = take_sample(ctx, tmp_path / "s.csv", by="B")
        assert problems == ()
        assert (len(kept.turns), len(kept.marked)) == (4, 6)
        assert [(m.group, m.turn, m.type, m.text) for m in kept.missed] == [
            ("POL1", 1, "PERSON", "Zarnika"), ("POL1", 2, "DATE", "on\nTuesday"), ("POL1", 2, "PERSON", "Zarnika"),
        ]  # fmt: skip
        rows = {r.type: (r.entities, r.leaked) for r in recall_rows([kept])}
        assert rows == {"DATE": (1, 1), "PERSON": (3, 1), "PLACE": (1, 0), "direct": (3, 1), "quasi": (2, 1)}
        assert reviewing.count_open(ctx) >= 2
        with pytest.raises(PersonNeeded):
            sign_release(ctx, by="A", unreviewed=False)


def test_what_was_missed_stays_open_until_a_person_decides_even_in_a_whole_review(study, tmp_path):
    with working(study) as ctx:
        vault = ctx.vault()
        vault.put(reviewing.REVIEW, reviewing.COVERED, {t.group: t.sha256 for t in TALK})
        contents.append_decisions(vault, [ReviewDecision("POL1", 1, None, "Zarnika", "keep")], "A")
        draw_sample(ctx, tmp_path / "s.csv", turns=60, seed=3)
        marked(tmp_path / "s.csv", by_second_reader)
        take_sample(ctx, tmp_path / "s.csv", by="B")
        open_ = [i for i in contents.identifiers(vault, "final") if i.status == "suggested"]
        assert [(i.turn, i.text) for i in open_] == [(1, "Zarnika"), (2, "on\nTuesday"), (2, "Zarnika")]
        reviewing.take(
            ctx,
            [
                ReviewDecision("POL1", 1, 16, "Zarnika", "mask", "PERSON"),
                ReviewDecision("POL1", 2, 20, "Zarnika", "keep"),
                ReviewDecision("POL1", 2, 12, "on\nTuesday", "keep"),
            ],
            by="A",
        )
        statuses = {(i.turn, i.text): i.status for i in contents.identifiers(vault, "final") if i.group == "POL1"}
        assert (statuses[1, "Zarnika"], statuses[2, "on\nTuesday"]) == ("mask", "keep")
        assert "suggested" not in statuses.values()
        assert len(samples(vault)) == 1


def test_rows_that_do_not_fit_are_named_without_their_words():
    talk = (transcript("A", "P1: Rowan went home", "P1: yes"),)
    rows = [
        (2, "A", "0", "[[PERSON:Rowan]] went off"), (3, "A", "9", "x"), (4, "A", "1", "[[NAME:yes]]"), (5, "A", "x", "y"),
        (6, "A", "1", " "), (7, "A", "0", "[[PERSON:Rowan went home"), (8, "A", "0", "[[ PERSON :Rowan ]] went  home"),
    ]  # fmt: skip
    reading = read_marks(rows, talk)
    assert [problem.split(":")[0] for problem in reading.problems] == [
        "row 2 (A turn 0)", "row 3", "row 4 (A turn 1)", "row 5", "row 7 (A turn 0)",
    ]  # fmt: skip
    assert not any("Rowan" in problem or "yes" in problem for problem in reading.problems)
    assert (reading.turns, [m.span for m in reading.marked]) == ((("A", 0),), [Span(0, 5)])


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", b"group;turn;marked\n", b"\xff\xfe\x00\x01", b"group,turn,text,marked\r\nX,1,a,b"]
)
def test_a_file_that_is_no_sample_is_refused(study, tmp_path, data):
    (tmp_path / "s.csv").write_bytes(data)
    with working(study) as ctx:
        for path in (tmp_path / "s.csv", tmp_path / "nothing.csv"):
            with pytest.raises(InputError):
                take_sample(ctx, path, by="B")
        assert samples(ctx.vault()) == ()


def test_treatment_is_counted_by_type_without_words():
    def one(n, type_, status, entity="", by=()):
        return Identifier("A", 0, Span(n, n + 1), "x", type_, by, 0.5, status, entity)

    rows = treated(
        [
            one(0, "PERSON", "mask", "E1"), one(1, "PERSON", "mask", "E1"), one(2, "AGE", "mask", "E2"), one(3, "PERSON", "keep"),
            one(4, "AGE", "keep", by=("person",)), one(5, "PLACE", "suggested"),
        ],
        [Entity("E1", "PERSON", ("x",), "[Child 3]"), Entity("E2", "AGE", ("x",), "[primary-age]")],
    )  # fmt: skip
    assert [(r.type, r.entities, r.pseudonym, r.vaguer, r.kept, r.passed, r.open) for r in rows] == [
        ("PERSON", 1, 2, 0, 0, 1, 0), ("PLACE", 0, 0, 0, 0, 0, 1), ("AGE", 1, 0, 1, 1, 0, 0),
    ]  # fmt: skip


def test_the_report_holds_the_figures_and_no_name_and_is_for_the_team(study, tmp_path):
    from docx import Document

    with working(study) as ctx:
        place, lines = write_report(ctx)
        assert "not measured" in lines[1]
        draw_sample(ctx, tmp_path / "s.csv", turns=60, seed=3)
        marked(tmp_path / "s.csv", by_second_reader)
        take_sample(ctx, tmp_path / "s.csv", by="B")
        place, lines = write_report(ctx)
        risk = measure(ctx)
    assert sorted(p.name for p in place.iterdir()) == ["motivated_intruder.docx", "risk.json", "risk_report.docx"]
    document = Document(str(place / "risk_report.docx"))
    text = "\n".join([p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells])
    assert document.sections[0].header.paragraphs[0].text == "FOR THE RESEARCH TEAM ONLY"
    assert "direct 1 of 3 left" in lines[1]
    assert "Rowan" not in text
    assert "Zarnika" not in text
    assert "at most" in text
    assert risk.cells[0].people < 5
    figures = json.loads((place / "risk.json").read_text(encoding="utf-8"))
    assert figures["sample_turns"] == 4
    assert figures["machine"][-1]["leaked"] == 0


def test_before_a_release_there_is_no_risk_to_report(tmp_path):
    with working(make_study(tmp_path / "study")) as ctx, pytest.raises(PersonNeeded, match="Nothing has been released"):
        measure(ctx)
