from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.analysis import Analysis
from csa_research.export import figures


@pytest.fixture(scope="module")
def drawn(tiny: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    figures.write_findings_figures(folder, tiny)
    return folder


def test_every_chart_is_there_as_svg_and_png(drawn: Path) -> None:
    names = (
        "agencies",
        "balance",
        "emotions",
        "saturation",
        "topics",
        "topics_agencies",
        "topics_codes",
        "topics_curve",
        "topics_emotions",
        "topics_map",
        "topics_timeline",
    )
    assert sorted(p.name for p in drawn.iterdir()) == sorted(f"{n}.{e}" for n in names for e in ("png", "svg"))


def test_every_chart_says_what_counts_are_and_bears_the_stamp(drawn: Path) -> None:
    for path in drawn.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "Counts describe talk" in text
        assert "SYNTHETIC" in text


def test_no_chart_names_a_locked_code(drawn: Path) -> None:
    assert not any("EM09" in path.read_text(encoding="utf-8") for path in drawn.glob("*.svg"))


def test_no_chart_has_the_words_of_a_marked_topic(drawn: Path) -> None:
    assert not any("secretword" in path.read_text(encoding="utf-8") for path in drawn.glob("*.svg"))


def test_pictures_name_no_place_on_the_machine(drawn: Path, tmp_path: Path) -> None:
    for path in drawn.iterdir():
        assert str(tmp_path.parent).encode() not in path.read_bytes()


def test_empty_studies_have_figures(uncoded: Analysis, unspoken: Analysis, tmp_path: Path) -> None:
    for analysis in (uncoded, unspoken):
        figures.write_findings_figures(tmp_path, analysis)
    assert (tmp_path / "balance.png").stat().st_size > 1000


def test_a_notebook_gets_a_picture_with_a_text_for_those_who_do_not_see_it(tiny: Analysis) -> None:
    shown = figures.show(figures.draw_balance, tiny, width=5, height=3).data
    assert shown.startswith('<img alt="Enablers to the right')
    assert "base64," in shown
