"""Our clusters handed to BERTopic as its own, for all that it can do, and its c-TF-IDF. The only file that imports bertopic."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.atomic import write_text
from csa_research.errors import InputError
from csa_research.topics.words import choose_words, vocabulary

if TYPE_CHECKING:
    from csa_research.topics.consensus import Vectors
    from csa_research.topics.words import Weights

DOCUMENTS = "documents.json"


def name_topics(docs: Sequence[str], labels: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Ten words a topic, from BERTopic's c-TF-IDF with our clusters and a vocabulary fixed on windows."""
    names = sorted(set(labels))
    plain = [names.index(label) for label in labels]
    terms = vocabulary(docs)
    chosen = choose_words(class_weights(docs, plain, terms), terms, docs, plain)
    return {name: chosen[i] for i, name in enumerate(names)}


def class_weights(docs: Sequence[str], labels: Sequence[int], terms: Sequence[str]) -> Weights:
    """BERTopic's c-TF-IDF (BM25 weighting, frequent words reduced), a row a topic from 0 and a column a term.

    The same figures as in `as_bertopic`, to which a test holds it, without the seconds that importing BERTopic takes.
    """
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    said = CountVectorizer(vocabulary=list(terms), token_pattern=r"\S+").transform(docs)
    number = np.asarray(labels)
    counts = np.stack([np.asarray(said[np.flatnonzero(number == t)].sum(axis=0)).ravel() for t in range(int(number.max()) + 1)])
    length = counts.sum(axis=1, keepdims=True)
    everywhere, usual = counts.sum(axis=0), int(length.mean())
    weights: Weights = np.sqrt(counts / np.maximum(length, 1)) * np.log(1 + (usual - everywhere + 0.5) / (everywhere + 0.5))
    return weights


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


def save_bertopic(folder: Path, docs: Sequence[str], labels: Sequence[int], names: Mapping[int, str], vectors: Vectors) -> None:
    """Nothing; the folder then holds a fitted BERTopic (safetensors) and the documents that its hierarchy is drawn from.

    A label of -1 is no topic. `names` are the topics' labels by ours; BERTopic's own numbers follow size.
    """
    import logging

    model = as_bertopic(docs, labels, vectors)
    theirs = dict(zip(labels, model.topics_, strict=True))
    model.set_topic_labels({theirs[ours]: name for ours, name in names.items() if ours in theirs})
    logging.getLogger("BERTopic").setLevel(logging.ERROR)  # it warns that no embedding model is saved: none is wanted
    model.save(str(folder), serialization="safetensors", save_ctfidf=True, save_embedding_model=False)
    write_text(folder / DOCUMENTS, json.dumps(list(docs), ensure_ascii=False, indent=0) + "\n")


def load_bertopic(folder: Path | str) -> tuple[Any, list[str]]:
    """The BERTopic that `csa export topics --format bertopic` wrote, and its documents. Raises InputError where there is none.

    Nothing is looked up online: BERTopic's own `load` would ask a model hub for an embedder where none is given.
    """
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder

    place = Path(folder)
    try:
        docs = json.loads((place / DOCUMENTS).read_text(encoding="utf-8"))
        return BERTopic.load(str(place), embedding_model=BaseEmbedder()), [str(doc) for doc in docs]
    except (OSError, ValueError, KeyError) as error:
        raise InputError(
            f"{place} holds no BERTopic that can be read ({type(error).__name__}). Make it with: "
            "csa export topics STUDY --format bertopic -o FOLDER"
        ) from None
