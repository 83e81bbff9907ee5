"""Our clusters handed to BERTopic as its own, for its c-TF-IDF and all else it can do. The only file that imports bertopic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from csa_research.topics.words import choose_words, vocabulary

if TYPE_CHECKING:
    from csa_research.topics.consensus import Vectors


def name_topics(docs: Sequence[str], labels: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Ten words a topic, from BERTopic's c-TF-IDF with our clusters and a vocabulary fixed on windows."""
    import numpy as np

    names = sorted(set(labels))
    plain = [names.index(label) for label in labels]
    model = as_bertopic(docs, plain)
    terms = model.vectorizer_model.get_feature_names_out()
    theirs = model.topic_mapper_.get_mappings()  # BERTopic renumbers topics by size
    weights = np.asarray(model.c_tf_idf_.todense(), dtype=np.float64)[[theirs[i] for i in range(len(names))]]
    chosen = choose_words(weights, list(terms), docs, plain)
    return {name: chosen[i] for i, name in enumerate(names)}


def as_bertopic(docs: Sequence[str], labels: Sequence[int], vectors: Vectors | None = None) -> Any:
    """A fitted BERTopic with our clusters, for its hierarchy, figures and saving; nothing in it looks for a model online.

    The vocabulary is fixed beforehand because BERTopic counts `min_df` over topics, not documents.
    """
    import numpy as np
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from bertopic.cluster import BaseCluster
    from bertopic.dimensionality import BaseDimensionalityReduction
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    model = BERTopic(
        embedding_model=BaseEmbedder(),
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=BaseCluster(),
        vectorizer_model=CountVectorizer(vocabulary=vocabulary(docs), token_pattern=r"\S+"),
        ctfidf_model=ClassTfidfTransformer(bm25_weighting=True, reduce_frequent_words=True),
        verbose=False,
    )
    points = np.zeros((len(docs), 2), dtype=np.float32) if vectors is None else vectors
    model.fit_transform(list(docs), embeddings=points, y=list(labels))
    return model
