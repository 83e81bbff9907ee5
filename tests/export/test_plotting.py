from __future__ import annotations

from pathlib import Path

from csa_research.export.pictures import plotting


def test_the_same_drawing_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with plotting.canvas(4, 3) as (figure, axes):
            axes.bar([1, 2], [3, 4], hatch="//")
            plotting.note(figure, "one line", "", "another")
            plotting.save(figure, tmp_path, name)
    for ending in ("svg", "png"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_a_long_note_is_broken_to_the_width_of_the_figure() -> None:
    with plotting.canvas(4, 3) as (figure, _):
        plotting.note(figure, "word " * 60)
        assert max(len(line) for line in figure.get_supxlabel().split("\n")) <= 68


def test_words_are_wrapped() -> None:
    assert plotting.wrapped("Children's social care", 12) == "Children's\nsocial care"
