"""The topic model: consensus clusters handed to BERTopic, which names them. The only file that imports bertopic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from csa_research.errors import InputError
from csa_research.records import Topic, TopicModel, Window
from csa_research.topics import consensus
from csa_research.topics.windows import topic_words

if TYPE_CHECKING:
    from csa_research.topics.consensus import Consensus, Vectors

MIN_WINDOWS = 12
MIN_PEOPLE = 3


def fit_topics(
    windows: Sequence[Window],
    vectors: Vectors,
    *,
    topics: int | None = None,
    runs: int = 20,
    floor: float = 0.5,
    seed: int = 0,
    embedder: str = "",
) -> TopicModel:
    """Topics with words, stability, spread and typical turns; `topics` None chooses K by stability and separation.

    `vectors` has one unit row a window. Topics below the stability floor, carried by one group or by fewer than three
    people are kept but marked not exportable. Raises InputError when there is too little text.
    """
    if len(windows) < MIN_WINDOWS:
        raise InputError(
            f"Topic modelling needs at least {MIN_WINDOWS} windows of talk (about 1,500 words); there are {len(windows)}. "
            "Release more transcripts, or make topics.window_words in study.yaml smaller."
        )
    points = consensus.reduce(consensus.smooth(vectors, [w.group for w in windows]), seed=seed)
    curve: list[tuple[int, float, float]] = []
    tried: dict[int, Consensus] = {}
    for k in (min(topics, len(windows) // 2),) if topics else consensus.grid(len(windows)):
        tried[k] = found = consensus.cluster(points, k, runs=runs, seed=seed)
        curve.append((k, _mean_cohesion(found), found.separation))
    best = tried[consensus.choose(curve)]
    words = describe([w.text for w in windows], vectors, best.labels, seed=seed)
    return TopicModel(
        topics=tuple(_topic(t, words[t], windows, best, floor) for t in sorted(set(best.labels))),
        windows=tuple(windows),
        assignment=best.labels,
        settings=_settings(seed=seed, runs=runs, windows=len(windows), chosen=len(best.cohesion), embedder=embedder),
        curve=tuple(curve),
    )


def _mean_cohesion(found: Consensus) -> float:
    return round(sum(found.membership) / len(found.membership), 4)


def describe(texts: Sequence[str], vectors: Vectors, labels: Sequence[int], *, seed: int) -> dict[int, tuple[str, ...]]:
    """Ten words a topic by BERTopic's c-TF-IDF, with our clusters as its clusters and a vocabulary fixed on documents.

    The vocabulary is fixed beforehand because BERTopic counts `min_df` over topics, not documents.
    """
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from bertopic.cluster import BaseCluster
    from bertopic.dimensionality import BaseDimensionalityReduction
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

    stop = frozenset(ENGLISH_STOP_WORDS)
    documents = [" ".join(topic_words(text, stop)) or "nothing" for text in texts]
    vocabulary = _vocabulary(documents)
    model = BERTopic(
        embedding_model=BaseEmbedder(),
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=BaseCluster(),
        vectorizer_model=CountVectorizer(vocabulary=vocabulary, token_pattern=r"\S+", ngram_range=(1, 2)),
        ctfidf_model=ClassTfidfTransformer(bm25_weighting=True, reduce_frequent_words=True),
        top_n_words=30,
        verbose=False,
    )
    model.fit_transform(documents, embeddings=vectors, y=list(labels))
    ours = model.topic_mapper_.get_mappings()  # BERTopic renumbers topics by size
    return {old: _distinct([word for word, _ in model.get_topic(new)]) for old, new in ours.items() if old >= 0}


def _vocabulary(documents: Sequence[str]) -> list[str]:
    """Words and pairs of words in at least two windows (three from 300 windows on) and at most 40% of them."""
    from sklearn.feature_extraction.text import CountVectorizer

    least = 3 if len(documents) >= 300 else 2
    counter = CountVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), min_df=least, max_df=0.4)
    try:
        return sorted(counter.fit(documents).vocabulary_)
    except ValueError:
        return sorted(CountVectorizer(token_pattern=r"\S+").fit(documents).vocabulary_)


def _distinct(words: Sequence[str], *, most: int = 10) -> tuple[str, ...]:
    """The first words that share no stem with an earlier one, so that 'child' and 'children' do not take two places."""
    out: list[str] = []
    for word in words:
        parts = {p[:5] for p in word.split()}
        if word and not any(parts & {p[:5] for p in kept.split()} for kept in out):
            out.append(word)
    return tuple(out[:most])


def _topic(number: int, words: tuple[str, ...], windows: Sequence[Window], found: Consensus, floor: float) -> Topic:
    own = [(w, m) for w, label, m in zip(windows, found.labels, found.membership, strict=True) if label == number]
    groups = tuple(sorted({w.group for w, _ in own}))
    people = {(w.group, s) for w, _ in own for s in w.speakers}
    agencies: dict[str, int] = {}
    for window, _ in own:
        agencies[window.agency] = agencies.get(window.agency, 0) + 1
    steady = found.cohesion[number]
    return Topic(
        id=number,
        words=words,
        label=" · ".join(words[:3]),
        windows=tuple(w.id for w, _ in own),
        stability=steady,
        groups=groups,
        participants=len(people),
        agencies=tuple(sorted(agencies.items())),
        typical_turns=_typical(own),
        exportable=len(groups) > 1 and len(people) >= MIN_PEOPLE and steady >= floor,
    )


def _typical(own: Sequence[tuple[Window, float]]) -> tuple[tuple[str, int], ...]:
    """The longest turn of the firmest windows, three from different groups where there are as many."""
    out: dict[str, tuple[str, int]] = {}
    for window, _ in sorted(own, key=lambda pair: (-pair[1], pair[0].id)):
        out.setdefault(window.group, (window.group, window.main_turn))
    return tuple(out.values())[:3]


def _settings(**values: object) -> tuple[tuple[str, str], ...]:
    from importlib.metadata import version

    versions = {name: version(name) for name in ("bertopic", "scikit-learn")}
    return tuple((k, str(v)) for k, v in {**values, **versions}.items())
