from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csa_research.anonymise.detectors import uncased
from csa_research.anonymise.detectors.hits import Hit
from csa_research.errors import InputError


def quoted(text: str, hits: list[Hit], *, masked_only: bool = True) -> list[str]:
    return [text[h.start : h.end] for h in hits if not masked_only or h.score >= uncased.LOW_SCORE]


def test_the_weights_are_shipped() -> None:
    assert uncased.available()
    assert sum(path.stat().st_size for path in uncased.model_folder().iterdir()) < 30_000_000


def test_names_are_found_without_capitals_or_punctuation() -> None:
    text = "yeah so i spoke to kelly hodgetts about it and she was in dudley with yusuf at the time"
    found = uncased.find([text])[0]
    assert {"kelly hodgetts", "dudley", "yusuf"} <= set(quoted(text, found))
    assert {text[h.start : h.end]: h.type for h in found}["kelly hodgetts"] == "PERSON"


@pytest.mark.parametrize("name", ["gurpreet sandhu", "agnieszka nowak", "oluwaseun adeyemi", "siobhan o'connor", "tariq"])
def test_names_of_many_origins_are_found(name: str) -> None:
    text = f"we had a meeting with {name} and the children last week"
    assert name in quoted(text, uncased.find([text])[0])


def test_plain_words_that_are_also_names_are_left_alone_in_plain_use() -> None:
    texts = ["there is a price to pay for it", "we hope so", "mark my words", "over the summer it drops off", "a grace period"]
    assert [quoted(text, hits) for text, hits in zip(texts, uncased.find(texts), strict=True)] == [[]] * len(texts)


def test_the_possessive_stays_outside_the_hit() -> None:
    text = "Kelly's mum rang us and Kelly’s school did too"
    assert [text[h.start : h.end] for h in uncased.find([text])[0]][:1] == ["Kelly"]


def test_a_name_is_found_at_the_end_of_a_long_text_with_positions_of_the_whole_text() -> None:
    text = "and then we went back to the room and talked about it again " * 60 + "and I rang Kelly Hodgetts"
    hits = [h for h in uncased.find([text])[0] if h.score >= uncased.LOW_SCORE]
    assert text[hits[-1].start : hits[-1].end] == "Kelly Hodgetts"


def test_a_higher_threshold_masks_no_more_and_what_it_lets_go_is_kept_for_review() -> None:
    text = "we met gurpreet and the bilston lot and then sandstone came up near moxley with the round family"
    loose, strict = (uncased.find([text], threshold=t)[0] for t in (0.1, 0.9))

    def covered(hits: list[Hit]) -> set[int]:
        return {i for h in hits if h.score >= uncased.LOW_SCORE for i in range(h.start, h.end)}

    assert covered(strict) <= covered(loose)
    assert all(0.05 <= h.score < uncased.LOW_SCORE or h.score >= 0.9 for h in strict)


def test_one_text_is_judged_the_same_alone_and_in_company() -> None:
    text = "I'm Kelly and this is Dev from Halesowen"
    alone = uncased.find([text])[0]
    together = uncased.find(["yes", text, "no " * 400])[1]
    assert [(h.start, h.end, h.type) for h in alone] == [(h.start, h.end, h.type) for h in together]


def test_empty_and_odd_texts_give_no_hits() -> None:
    assert uncased.find([]) == []
    assert uncased.find(["", "   ", "\n\n", "…", "😀😀", "\u200b"]) == [[]] * 6


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=80), max_size=4))
def test_hits_lie_inside_the_text_in_order_and_never_overlap(texts: list[str]) -> None:
    for text, hits in zip(texts, uncased.find(texts), strict=True):
        edges = [edge for hit in hits for edge in (hit.start, hit.end)]
        assert edges == sorted(edges)
        assert all(0 <= h.start < h.end <= len(text) and 0 <= h.score <= 1 for h in hits)


def test_adjoining_words_of_one_type_become_one_hit_and_others_do_not() -> None:
    text = "Kelly Hodgetts, Dudley"
    bounds = [(0, 5), (6, 14), (16, 22)]
    scores = np.array([[0.9, 0, 0, 0.9], [0.6, 0, 0, 0.6], [0, 0.8, 0, 0.8]], dtype=np.float32)
    hits = uncased._join(text, list(uncased._judge(text, bounds, scores, 0.5, 0.05)))
    assert [(h.start, h.end, h.type, round(h.score, 2)) for h in hits] == [(0, 14, "PERSON", 0.9), (16, 22, "PLACE", 0.8)]


def test_a_word_under_the_threshold_is_a_hit_of_low_score() -> None:
    scores = np.array([[0.28, 0, 0, 0.32], [0.01, 0, 0, 0.04]], dtype=np.float32)
    hits = list(uncased._judge("Round the", [(0, 5), (6, 9)], scores, 0.5, 0.05))
    assert [(h.start, h.end) for h in hits] == [(0, 5)]
    assert hits[0].score == pytest.approx(0.29)


def test_without_weights_the_detector_says_so(tmp_path: Path) -> None:
    assert not uncased.available(tmp_path)
    with pytest.raises(InputError, match="settings cannot be read"):
        uncased.find(["hello"], folder=tmp_path)


def test_a_damaged_model_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    config = {"labels": ["O", "B-PER"], "threshold": 0.2, "review": 0.05}
    (tmp_path / "tagger.json").write_text(json.dumps(config), encoding="utf-8")
    for name in ("tagger.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"not a model")
    with pytest.raises(InputError, match="reinstall the package"):
        uncased.find(["hello"], folder=tmp_path)


def test_half_a_character_of_a_damaged_file_moves_no_position() -> None:
    text = "\ud800 my name is Kelly Hodgetts"
    assert "Kelly Hodgetts" in [text[h.start : h.end] for h in uncased.find([text])[0]]
