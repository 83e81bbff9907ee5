from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.train_tagger.augment import Cast, add_phrases, exchange, fill_phrase, inject, split_at_gaps
from scripts.train_tagger.data import Item, Piece, cut, is_nameless, join
from scripts.train_tagger.evaluate import Marked, choose_threshold, count
from scripts.train_tagger.names import Pools
from scripts.train_tagger.noise import flatten, misspell, roughen

POOLS = Pools(
    first=(("Kelly", "Yusuf"), ("Agnieszka",)), last=(("Hodgetts", "Round"), ("Nowak",)), weights=(2, 1),
    towns=("Oldbury",), cities=("Accra",),
)  # fmt: skip
TALK: Item = (
    Piece("Yeah, she said that my friend was here. I think "),
    Piece("Bethan", "PER"),
    Piece("'s view is that we, and "),
    Piece("Bethan", "PER"),
    Piece(" knows, go to "),
    Piece("Cardiff", "LOC"),
    Piece("."),
)


def augmented(seed: int) -> Item:
    rng = Random(seed)
    cast = Cast(POOLS, rng)
    return roughen(add_phrases(split_at_gaps(inject(exchange(TALK, cast), cast), rng), cast, 2), rng)


def test_cutting_and_joining_give_the_same_text_and_mentions() -> None:
    mentions = [(0, 5, "PER"), (13, 19, "LOC")]
    assert join(cut("Kelly lives: Dudley", mentions)) == ("Kelly lives: Dudley", mentions)


def test_overlapping_spans_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps another"):
        cut("Kelly Hodgetts", [(0, 8, "PER"), (6, 14, "PER")])


def test_the_same_seed_gives_the_same_item() -> None:
    assert augmented(11) == augmented(11)
    assert len({join(augmented(seed))[0] for seed in range(20)}) > 15


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6))
def test_every_mention_still_covers_its_words_and_nothing_is_glued_to_its_front(seed: int) -> None:
    item = augmented(seed)
    text, mentions = join(item)
    named = [piece.text.strip() for piece in item if piece.label != "O" and piece.text.strip()]
    assert [text[start:end] for start, end, _ in mentions] == named
    assert all(start == 0 or not text[start - 1].isalnum() for start, _, _ in mentions)


def test_one_mention_is_exchanged_for_one_name_throughout() -> None:
    for seed in range(30):
        item = exchange(TALK, Cast(POOLS, Random(seed)))
        assert item[1] == item[3]
        assert [piece.label for piece in item] == [piece.label for piece in TALK]


def test_injection_puts_names_where_people_were_only_pointed_at() -> None:
    item = inject((Piece("she told him that her view matters"),), Cast(POOLS, Random(3)), most=5)
    assert not is_nameless(item)
    assert is_nameless((Piece("she told him"),))


def test_a_phrase_labels_names_and_leaves_ranks_alone() -> None:
    pieces = fill_phrase("{rank} {last} went to {school}", Cast(POOLS, Random(1)))
    assert [piece.label for piece in pieces if piece.text.strip()] == ["O", "PER", "O", "ORG"]


def test_a_spelt_name_is_one_mention_of_single_letters() -> None:
    piece = Cast(POOLS, Random(2)).fill("spelt")
    letters = [c for c in piece.text if c.isalpha()]
    assert piece.label == "PER"
    assert len(letters) > 2
    assert all(len(part) == 1 for part in piece.text.replace("-", " ").replace(". ", " ").split())


def test_flattening_takes_punctuation_capitals_and_if_wished_apostrophes() -> None:
    item = (Piece("Well, "), Piece("O'Connor", "PER"), Piece("'s @ https://example.org/x B&B."))
    assert join(flatten(item, keep_apostrophes=True))[0].split() == ["well", "o'connor's", "b", "b"]
    assert join(flatten(item, keep_apostrophes=False))[1] == [(6, 13, "PER")]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14), st.integers(0, 999))
def test_a_misheard_word_begins_as_it_was_said(word: str, seed: int) -> None:
    assert misspell(word, Random(seed))[0] == word[0]


def test_an_entity_counts_as_left_when_one_of_its_words_is() -> None:
    import numpy as np

    marked = [Marked(np.array([0.9, 0.3, 0.6, 0.1, 0.8]), (0, 0, -1, -1, -2))]
    assert count(marked, 0.5).left == 1
    assert (count(marked, 0.2).left, count(marked, 0.2).wrong, count(marked, 0.2).outside) == (0, 1, 2)
    assert count(marked, 0.5).wrong_per_100 == 50
    assert choose_threshold(marked, most_wrong=10) == 0.65


def test_the_mean_of_two_runs_is_halfway_between_their_weights_and_keeps_their_type(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from scripts.train_tagger.model import average

    for name, value in (("a", 1.0), ("b", 4.0)):
        torch.save({"head": torch.tensor([value, -value]), "steps": torch.tensor([2])}, tmp_path / f"{name}.pt")
    mean = torch.load(average((tmp_path / "a.pt", tmp_path / "b.pt"), tmp_path / "new" / "mean.pt"), weights_only=True)
    assert mean["head"].tolist() == [2.5, -2.5]
    assert mean["steps"].tolist() == [2]
    assert mean["steps"].dtype == torch.int64
