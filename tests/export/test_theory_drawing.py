from __future__ import annotations

from pathlib import Path

from csa_research.analysis import Analysis
from csa_research.export.pictures import theory_drawing


def test_the_drawing_bears_the_stamp(tiny: Analysis) -> None:
    assert theory_drawing.theory_drawing(tiny).notes[0] == "SYNTHETIC"
    assert ">SYNTHETIC<" in theory_drawing.theory_svg(tiny)


def test_a_node_of_a_single_group_shows_no_number(tiny: Analysis) -> None:
    counts = {box.node: box.counts for box in theory_drawing.theory_drawing(tiny).boxes}
    groups = {e.node: e.count.groups for e in tiny.node_evidence}
    for node, said in counts.items():
        assert (said == ("fewer than 2 groups",)) == (groups.get(node) == 1)
    assert 1 in groups.values()


def test_both_files_are_made_and_the_same_each_time(tiny: Analysis, tmp_path: Path) -> None:
    for name in ("a", "b"):
        theory_drawing.write_theory_drawing(tmp_path / name, tiny)
    for file in ("theory_of_change.svg", "theory_of_change.png"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_a_study_without_words_is_drawn(unspoken: Analysis, tmp_path: Path) -> None:
    theory_drawing.write_theory_drawing(tmp_path, unspoken)
    assert (tmp_path / "theory_of_change.png").is_file()
