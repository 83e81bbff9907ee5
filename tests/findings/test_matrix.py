from __future__ import annotations

from csa_research.findings.matrix import empty_cells, framework_matrix
from csa_research.records import Cell

from .tiny import CODEBOOK, GROUPS, TURNS, coding


def cells(*codings: object, **options: object) -> dict[tuple[str, str], Cell]:
    made = framework_matrix(codings, TURNS, GROUPS, CODEBOOK, {("G1", "KN02"): "They wait."}, **options)  # type: ignore[arg-type]
    assert len(made) == 5 * 4  # the heading has no cell
    return {(cell.group, cell.code): cell for cell in made}


def test_a_coded_cell_counts_by_polarity() -> None:
    cell = cells(coding("G1", 1, "KN02"), coding("G1", 2, "KN02", "mixed"), coding("G1", 4, "KN02", "enabler"))["G1", "KN02"]
    assert (cell.state, cell.enabler, cell.barrier, cell.mixed, cell.neutral) == ("coded", 1, 1, 1, 0)
    assert (cell.count.citations, cell.count.participants, cell.summary) == (3, 2, "They wait.")


def test_silence_is_claimed_only_where_there_was_a_question() -> None:
    made = cells()
    assert made["G1", "KN01"].state == "asked_silent"
    assert made["G2", "KN01"].state == "not_asked"
    assert made["G1", "KN02"].state == "not_asked"


def test_a_person_may_say_what_the_guide_reached() -> None:
    made = cells(reached={("G2", "EM"), ("G3", "KN02")})
    assert [made[g, c].state for g, c in (("G2", "EM01"), ("G3", "KN02"), ("G3", "EM01"))] == [
        "asked_silent", "asked_silent", "not_asked",
    ]  # fmt: skip


def test_raised_only_in_dissent_is_not_endorsed() -> None:
    made = cells(coding("G1", 1, "KN01", flags=("dissent",)), coding("G2", 1, "KN01", flags=("dissent",)), coding("G2", 2, "KN01"))
    assert made["G1", "KN01"].state == "not_endorsed"
    assert made["G2", "KN01"].state == "coded"


def test_empty_cells_are_listed_with_their_state() -> None:
    assert ("G1", "KN01", "asked_silent") in empty_cells(tuple(cells().values()))
    assert len(empty_cells(tuple(cells(coding("G1", 1, "KN01")).values()))) == 19
