"""Words of topics: true phrases, spread, distinct."""

from __future__ import annotations

import numpy as np

from csa_research.topics.words import choose_words, documents, key_words, vocabulary


def test_words_that_collocate_become_a_phrase_and_chance_neighbours_do_not() -> None:
    texts = ["The health visitor came. School phoned.", "The health visitor rang? School closed, the clinic phoned."] * 2
    docs = documents(texts)
    assert docs[0] == "health_visitor school phoned"
    assert docs[1] == "health_visitor rang school closed clinic phoned"


def test_no_phrase_reaches_over_punctuation_or_over_a_word_left_out() -> None:
    docs = documents(["health, visitor"] * 4 + ["health of the visitor"] * 4)
    assert set(docs) == {"health visitor"}


def test_a_text_without_topic_words_is_not_empty() -> None:
    assert documents(["Yeah, um, okay."]) == ["nothing"]


def test_the_vocabulary_counts_windows_not_topics() -> None:
    assert vocabulary(["school", "school bus", "clinic", "clinic", "gym"]) == ["clinic", "school"]


def test_a_word_in_one_window_stands_for_no_topic_and_stems_are_listed_once() -> None:
    docs = ["children child school"] * 3 + ["clinic clinics ward"] * 3 + ["ward once"]
    terms = ["child", "children", "clinic", "clinics", "once", "school", "ward"]
    words = choose_words(np.ones((2, 7)), terms, docs, [0, 0, 0, 1, 1, 1, 1])
    assert set(words[0]) == {"child", "school"} or set(words[0]) == {"children", "school"}
    assert "once" not in words[1]
    assert len([w for w in words[1] if w.startswith("clinic")]) == 1


def test_key_words_tell_clusters_apart() -> None:
    words = key_words(["school teacher", "school teacher", "clinic ward", "clinic ward"] + ["gym"] * 2, [0, 0, 1, 1, 2, 2])
    assert set(words[0]) == {"school", "teacher"}
    assert set(words[1]) == {"clinic", "ward"}
