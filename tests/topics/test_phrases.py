"""Noun phrases of topics: what stands, what is left out, and that unchanged text is parsed once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from csa_research.records import Topic, TopicModel, Window
from csa_research.topics import phrases as module
from csa_research.topics.phrases import Spans, choose_phrases, noun_places, parser_folder, phrases, with_phrases


def places(text: str, *chunks: str) -> Spans:
    return tuple((text.index(c), text.index(c) + len(c)) for c in chunks)


def test_articles_pronouns_fillers_and_brackets_are_no_part_of_a_phrase() -> None:
    text = "Yeah, the social worker and my old strategy meeting; it was [School B] gates and a lot of the time."
    found = places(text, "the social worker", "my old strategy meeting", "it", "[School B] gates", "the time")
    assert phrases(text, found) == ["social worker", "strategy meeting"]


def test_a_phrase_of_more_than_four_words_is_left_out() -> None:
    text = "the multi agency child protection conference chair"
    assert phrases(text, places(text, text)) == []


def test_phrases_that_are_likelier_in_the_topic_come_first_and_two_groups_must_say_them() -> None:
    said = {
        0: [
            ("A", ["strategy meeting", "social worker"]),
            ("B", ["strategy meeting", "wet coat", "social worker"]),
            ("B", ["wet coat"]),
        ],
        1: [("A", ["dressing gown", "social worker"]), ("B", ["dressing gown", "social worker"]), ("C", ["kettle", "radio"])],
    }
    found = choose_phrases(said, {0: (), 1: ()})
    assert found == {0: ("strategy meeting",), 1: ("dressing gown",)}


def test_single_nouns_that_are_not_among_the_words_fill_up_to_two() -> None:
    said = {0: [("A", ["coats", "kettle", "radio"]), ("B", ["coats", "kettle", "radio"])], 1: [("A", ["door"]), ("B", ["door"])]}
    found = choose_phrases(said, {0: ("coat",), 1: ("door",)})
    assert found == {0: ("kettle", "radio"), 1: ()}


def test_no_more_than_five_and_no_stem_twice() -> None:
    names = ["red coat", "red coats", "blue bag", "wet floor", "tall wall", "long road", "cold tea"]
    said = {0: [("A", names), ("B", names)], 1: [("A", ["kettle"] * 9), ("B", ["kettle"] * 9)]}
    (found, _) = choose_phrases(said, {0: (), 1: ()}).values()
    assert found == ("blue bag", "cold tea", "long road", "red coat", "tall wall")


def test_a_phrase_that_stands_among_the_words_is_not_said_again() -> None:
    said = {
        0: [("A", ["red coat", "wet floor"]), ("B", ["red coat", "wet floor"])],
        1: [("A", ["kettle"] * 9), ("B", ["kettle"] * 9)],
    }
    assert choose_phrases(said, {0: ("red coat",), 1: ()})[0] == ("wet floor",)


def test_a_topic_of_one_group_may_have_that_groups_phrases() -> None:
    said = {0: [("A", ["red coat"]), ("A", ["red coat"])], 1: [("B", ["kettle"]), ("C", ["radio"])]}
    assert choose_phrases(said, {0: (), 1: ()})[0] == ("red coat",)


def test_unchanged_text_is_parsed_once_and_the_file_holds_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def parse(texts: Sequence[str], folder: Path) -> list[Spans]:
        asked.extend(texts)
        return [((0, 3),) if text.startswith("red") else () for text in texts]

    monkeypatch.setattr(module, "_parse", parse)
    cache = tmp_path / "phrases.npz"
    assert noun_places(["red coat", "of it"], tmp_path, cache=cache) == [((0, 3),), ()]
    assert noun_places(["of it", "red coat", "red tea"], tmp_path, cache=cache) == [(), ((0, 3),), ((0, 3),)]
    assert asked == ["red coat", "of it", "red tea"]
    assert b"coat" not in cache.read_bytes()
    cache.write_bytes(b"damaged")
    assert noun_places(["red coat"], tmp_path, cache=cache) == [((0, 3),)]
    assert asked[-1] == "red coat"


def test_where_no_parser_is_installed_topics_have_no_phrases(tmp_path: Path) -> None:
    topic = Topic(0, ("a",), "a", ("w",), 0.9, ("A",), 3, (), (), True)
    model = TopicModel((topic,), (Window("w", "A", "", (0,), "the red coat"),), (0,), ())
    assert parser_folder("no_such_package") is None
    assert parser_folder(str(tmp_path)) is None
    assert with_phrases(model, spacy="no_such_package") == model


def many(sizes: Sequence[int], *, shift: int = 0) -> TopicModel:
    """Topics of these sizes over windows that are dealt out from another place with another `shift`."""
    total = sum(sizes)
    windows = tuple(Window(f"w{i}", f"G{i % 5}", "", (i,), f"the red coat of day {i}") for i in range(total))
    dealt = [f"w{(i * 7 + shift) % total}" for i in range(total)]
    starts = [sum(sizes[:i]) for i in range(len(sizes))]
    own = [tuple(dealt[a : a + n]) for a, n in zip(starts, sizes, strict=True)]
    topics = tuple(Topic(i, (), "", ids, 0.9, ("A", "B"), 3, (), (), True) for i, ids in enumerate(own))
    return TopicModel(topics, windows, (), ())


def read_by(model: TopicModel, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often each text was asked for."""
    asked: list[str] = []

    def found(texts: Sequence[str], folder: Path, *, cache: Path | None = None) -> list[Spans]:
        asked.extend(texts)
        return [() for _ in texts]

    monkeypatch.setattr(module, "noun_places", found)
    monkeypatch.setattr(module, "parser_folder", lambda wanted: Path())
    with_phrases(model)
    return {text: asked.count(text) for text in asked}


def test_runs_that_find_other_topics_read_the_same_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_READ", 90)
    one, other = read_by(many((100, 60)), monkeypatch), read_by(many((80, 80), shift=40), monkeypatch)
    assert one == other
    assert len(one) == 90


def test_windows_of_a_new_group_change_few_of_those_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_READ", 90)
    before, after = read_by(many((160,)), monkeypatch), read_by(many((170,)), monkeypatch)
    assert len(before.keys() & after.keys()) >= 80


def test_a_small_topic_has_its_own_windows_read_where_few_are_among_the_fixed_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_READ", 0)
    read = read_by(many((150, 5)), monkeypatch)
    assert len(read) == module.FEWEST_READ + 5


@pytest.mark.slow
def test_the_packaged_parser_finds_noun_phrases_that_two_groups_say() -> None:
    talk = ("The social worker came to the strategy meeting.", "A white dressing gown hung on the kitchen door.")
    windows = tuple(Window(f"{g}{i}", g, "", (i,), talk[i]) for g in ("A", "B") for i in (0, 1))
    topics = tuple(Topic(i, (), "", (f"A{i}", f"B{i}"), 0.9, ("A", "B"), 3, (), (), True) for i in (0, 1))
    found = with_phrases(TopicModel(topics, windows, (0, 1, 0, 1), ()))
    assert [t.phrases for t in found.topics] == [("social worker", "strategy meeting"), ("kitchen door", "white dressing gown")]
