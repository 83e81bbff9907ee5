"""BERTopic on our clusters: its hierarchy, its figures, saved and loaded without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from csa_research.errors import InputError
from csa_research.topics.named import as_bertopic, class_weights, load_bertopic, save_bertopic
from csa_research.topics.words import vocabulary

SAID = (
    ("school", "teacher", "classroom"),
    ("clinic", "ward", "nurse"),
    ("court", "police", "statement"),
    ("faith", "language", "culture"),
)


def corpus() -> tuple[list[str], list[int], Any]:
    """48 windows in four subjects, the last four without a topic; vectors that lie by subject."""
    rng = np.random.default_rng(0)
    subjects = [i % 4 for i in range(48)]
    docs = [" ".join(rng.choice(SAID[s], 12)) for s in subjects]
    vectors = (np.eye(8)[subjects] * 3 + rng.normal(size=(48, 8))).astype(np.float32)
    return docs, [s + 10 if i < 44 else -1 for i, s in enumerate(subjects)], vectors


@pytest.mark.slow
def test_hierarchy_figures_saving_and_loading_work_on_our_clusters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    docs, labels, vectors = corpus()
    save_bertopic(tmp_path, docs, labels, {10: "Being at school", 11: "b", 12: "c", 13: "d"}, vectors)
    model, kept = load_bertopic(tmp_path)
    assert kept == docs
    assert {t for t, ours in zip(model.topics_, labels, strict=True) if ours == -1} == {-1}
    school = model.topics_[labels.index(10)]
    assert {word for word, _ in model.get_topic(school)[:3]} == {"school", "teacher", "classroom"}
    assert model.custom_labels_[school + 1] == "Being at school"
    hierarchy = model.hierarchical_topics(docs)
    assert len(hierarchy) == 3  # four topics joined pair by pair
    assert len([line for line in model.visualize_hierarchy(hierarchical_topics=hierarchy).data if line.mode == "lines"]) == 3
    assert len(model.visualize_topics().data) == 1
    assert len(model.visualize_barchart(top_n_topics=4).data) == 4


@pytest.mark.slow
def test_the_fitted_object_has_our_clusters() -> None:
    docs, labels, vectors = corpus()
    model = as_bertopic(docs, labels, vectors)
    pairs = set(zip(labels, model.topics_, strict=True))
    assert len(pairs) == 5
    assert (-1, -1) in pairs


def test_a_folder_without_a_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no BERTopic"):
        load_bertopic(tmp_path)


@pytest.mark.slow
def test_words_are_weighed_as_bertopic_weighs_them_phrases_included() -> None:
    docs = [f"{doc} social_worker mother's" if i % 3 == 0 else f"{doc} mother's" for i, doc in enumerate(corpus()[0])]
    labels = [i % 4 for i in range(48)]
    model = as_bertopic(docs, labels)
    theirs = model.topic_mapper_.get_mappings()
    terms = vocabulary(docs)
    assert "social_worker" in terms
    ours = class_weights(docs, labels, terms)
    assert np.allclose(ours, model.c_tf_idf_.toarray()[[theirs[i] for i in range(4)]])
    assert (ours[:, terms.index("social_worker")] != 0).all()
