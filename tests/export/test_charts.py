from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from csa_research.analysis import Analysis
from csa_research.export.pictures import charts
from csa_research.export.pictures.plotting import canvas


@pytest.fixture
def axes() -> Iterator[Any]:
    with canvas(6, 4) as (_, made):
        yield made


def texts(axes: Any) -> list[str]:
    return [t.get_text() for t in axes.texts]


def test_only_open_codes_of_two_groups_or_more_may_be_shown(tiny: Analysis) -> None:
    assert {c for c in charts.shown_codes(tiny) if len(c) > 2} == {"KN01", "OR04", "TM01"}


def test_the_balance_has_a_bar_for_each_way(axes: Any, tiny: Analysis) -> None:
    charts.draw_balance(axes, tiny)
    assert [label.get_text().split()[0] for label in axes.get_yticklabels()] == ["TM01", "OR04", "KN01"]
    widths = sorted(round(patch.get_width()) for patch in axes.patches if round(patch.get_width()))
    assert widths == [-2, -1, 1, 2, 2]
    assert "3/4" in texts(axes)


def test_the_balance_of_one_agency_leaves_out_what_one_group_said(axes: Any, tiny: Analysis) -> None:
    assert charts.directed(tiny, agency="health")["Code"].tolist() == ["KN01"]
    charts.draw_balance(axes, tiny, agency="social_care")
    assert texts(axes) == [charts.NOTHING]


def test_agencies_with_too_few_groups_are_hatched_and_say_withheld(
    axes: Any, tiny: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(value == "withheld" for _, shares in charts.spread(tiny) for _, value in shares)
    first, second = tuple(tiny.agencies)[:2]
    monkeypatch.setattr(charts, "spread", lambda _: (("OR01", ((first, "2 of 4"), (second, "withheld"))),))
    charts.draw_agencies(axes, tiny)
    assert "withheld" in texts(axes)
    assert "1 of 2" not in texts(axes)
    assert any(patch.get_hatch() for patch in axes.patches)


def test_a_chart_in_which_every_number_would_be_withheld_says_so_instead(axes: Any, tiny: Analysis) -> None:
    charts.draw_agencies(axes, tiny)
    assert "withheld" not in texts(axes)
    assert texts(axes)[0].replace("\n", " ").startswith("Nothing may be said of any agency")


def test_locked_emotions_are_not_drawn(axes: Any, tiny: Analysis) -> None:
    charts.draw_emotions(axes, tiny)
    assert not any("EM09" in label.get_text() for label in axes.get_yticklabels())


@pytest.mark.parametrize("draw", [charts.draw_balance, charts.draw_emotions, charts.draw_agencies])
def test_nothing_coded_is_said_in_words(draw: Any, axes: Any, uncoded: Analysis, unspoken: Analysis) -> None:
    draw(axes, uncoded)
    draw(axes, unspoken)
    assert set(texts(axes)) == {charts.NOTHING}
