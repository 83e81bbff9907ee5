"""Measures topic models on meetings whose topics people marked, all on the same windows and the same vectors.

    python benches/topics.py DATA_DIR [--topics K] [--cache FILE] [--seeds 3]

DATA_DIR holds meetings/welsh_committee.jsonl; ../score beside it holds score_topics.py. Printed, a row a method:

within     adjusted mutual information with the human topics inside each meeting (a topic that is the meeting scores nothing)
NPMI, div  coherence and diversity of ten words a topic
seeds      adjusted Rand index of the windows' topics between runs that differ in the seed alone
subsample  the same between random 80% subsamples, everything fitted anew on each
CPU, MB    processor seconds of one fit (vectors given), and the process's peak memory so far
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from csa_research.embed import embed
from csa_research.records import Group, Turn, Window
from csa_research.topics.model import fit_topics
from csa_research.topics.spaces import embed_windows
from csa_research.topics.windows import make_windows, silent_words, topic_words

Words = dict[int, list[str]]
Fitted = tuple[np.ndarray, Words]
Method = Callable[[Sequence[Window], np.ndarray, int], Fitted]
PLAIN = r"[a-z]{3,}"


def read_meetings(path: Path) -> tuple[list[dict[str, object]], tuple[Turn, ...], tuple[Group, ...]]:
    """The meetings as they stand for the scorer, and as turns and groups for us."""
    meetings = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    turns = tuple(Turn(m["meeting"], i, t["speaker"], t["text"]) for m in meetings for i, t in enumerate(m["turns"]))
    return meetings, turns, tuple(Group(m["meeting"], "committee") for m in meetings)


def counts(windows: Sequence[Window]):  # type: ignore[no-untyped-def]
    """Word counts of the windows for the baselines (our own stop words, so that words are compared on equal terms)."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

    silent = silent_words(frozenset(ENGLISH_STOP_WORDS))
    docs = [" ".join(topic_words(w.text, silent)) or "nothing" for w in windows]
    vectorizer = CountVectorizer(token_pattern=r"\S+", min_df=5, max_df=0.4)
    return docs, vectorizer, vectorizer.fit_transform(docs)


def top_words(weights: np.ndarray, terms: Sequence[str]) -> Words:
    """The ten heaviest terms a row."""
    return {i: [str(terms[j]) for j in np.argsort(-row, kind="stable")[:10]] for i, row in enumerate(weights)}


def tfidf_words(labels: np.ndarray, table, terms: Sequence[str]) -> Words:  # type: ignore[no-untyped-def]
    """Class-based TF-IDF words of labels that came without words."""
    rows = np.stack([np.asarray(table[labels == t].sum(axis=0)).ravel() for t in range(int(labels.max()) + 1)])
    share = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1)
    return top_words(share * np.log1p(rows.sum(axis=1).mean() / np.maximum(rows.sum(axis=0), 1)), terms)


def lda(k: int) -> Method:
    def fit(windows: Sequence[Window], vectors: np.ndarray, seed: int) -> Fitted:
        from sklearn.decomposition import LatentDirichletAllocation

        _, vectorizer, table = counts(windows)
        model = LatentDirichletAllocation(k, random_state=seed, learning_method="batch", max_iter=20)
        return model.fit_transform(table).argmax(axis=1), top_words(model.components_, vectorizer.get_feature_names_out())

    return fit


def nmf(k: int) -> Method:
    def fit(windows: Sequence[Window], vectors: np.ndarray, seed: int) -> Fitted:
        from sklearn.decomposition import NMF
        from sklearn.feature_extraction.text import TfidfTransformer

        _, vectorizer, table = counts(windows)
        model = NMF(k, init="nndsvdar", random_state=seed, max_iter=300)
        mixed = model.fit_transform(TfidfTransformer(sublinear_tf=True).fit_transform(table))
        return mixed.argmax(axis=1), top_words(model.components_, vectorizer.get_feature_names_out())

    return fit


def kmeans(k: int) -> Method:
    def fit(windows: Sequence[Window], vectors: np.ndarray, seed: int) -> Fitted:
        from sklearn.cluster import KMeans
        from sklearn.decomposition import PCA

        _, vectorizer, table = counts(windows)
        points = PCA(50, random_state=seed).fit_transform(vectors)
        labels = KMeans(k, n_init=1, random_state=seed).fit(points).labels_
        return labels, tfidf_words(labels, table, vectorizer.get_feature_names_out())

    return fit


def bertopic(*, tuned: bool) -> Method:
    def fit(windows: Sequence[Window], vectors: np.ndarray, seed: int) -> Fitted:
        from bertopic import BERTopic
        from bertopic.backend import BaseEmbedder
        from hdbscan import HDBSCAN
        from sklearn.feature_extraction.text import CountVectorizer
        from umap import UMAP

        docs, vectorizer, _ = counts(windows)
        umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed, low_memory=False)
        parts = {"umap_model": umap, "embedding_model": BaseEmbedder()}
        if tuned:
            clusters = HDBSCAN(min_cluster_size=15, min_samples=5, cluster_selection_method="leaf", prediction_data=False)
            terms = CountVectorizer(vocabulary=vectorizer.get_feature_names_out(), token_pattern=r"\S+")
            parts |= {"hdbscan_model": clusters, "vectorizer_model": terms}
        model = BERTopic(**parts)
        texts = docs if tuned else [w.text for w in windows]
        labels, _ = model.fit_transform(texts, embeddings=vectors)
        words = {t: [w for w, _ in model.get_topic(t)] for t in sorted(set(labels)) if t >= 0}
        return np.array(labels), words

    return fit


def ours(k: int | None) -> Method:
    def fit(windows: Sequence[Window], vectors: np.ndarray, seed: int) -> Fitted:
        model = fit_topics(windows, vectors, topics=k, seed=seed)
        return np.array(model.assignment), {t.id: list(t.words) for t in model.topics}

    return fit


def ari(runs: Sequence[tuple[np.ndarray, np.ndarray]]) -> float:
    """Mean adjusted Rand index over pairs of runs (rows, labels) on the rows both have; windows without a topic count as one."""
    from sklearn.metrics import adjusted_rand_score

    scores = []
    for (rows, one), (others, two) in itertools.combinations(runs, 2):
        _, a, b = np.intersect1d(rows, others, return_indices=True)
        scores.append(adjusted_rand_score(one[a], two[b]))
    return float(np.mean(scores))


def measure(name: str, method: Method, windows: Sequence[Window], vectors: np.ndarray, meetings, texts, scorer, seeds: int) -> str:  # type: ignore[no-untyped-def]
    """One row of the table."""
    everything = np.arange(len(windows))
    runs, subs = [], []
    seconds, scored = 0.0, []
    for seed in range(seeds):
        start = time.process_time()
        labels, words = method(windows, vectors, seed)
        seconds += time.process_time() - start
        runs.append((everything, labels))
        rows = np.sort(np.random.default_rng(100 + seed).choice(len(windows), round(0.8 * len(windows)), replace=False))
        subs.append((rows, method([windows[i] for i in rows], vectors[rows], 1000 + seed)[0]))
        scored.append(score(labels, words, windows, meetings, texts, scorer))
    within, npmi, diversity, topics, outliers = np.mean(scored, axis=0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = " | ".join(f"{x:.3f}" for x in (within, npmi, diversity, ari(runs), ari(subs)))
    return f"| {name} | {topics:.0f} | {outliers:.0%} | {figures} | {seconds / seeds:.1f} | {peak:.0f} |"


def score(labels: np.ndarray, words: Words, windows: Sequence[Window], meetings, texts, scorer) -> list[float]:  # type: ignore[no-untyped-def]
    """Agreement within meetings, NPMI, diversity, topics, share of windows without one."""
    length = {(m["meeting"], i): len(t["text"].split()) for m in meetings for i, t in enumerate(m["turns"])}
    lines = [
        (w.group, {i: float(length[w.group, i]) for i in w.turns}, str(label), None)
        for w, label in zip(windows, labels, strict=True)
    ]
    within = scorer.agreement(meetings, lines)["AMI within meetings"]
    named = {t: own for t, own in words.items() if any(own)}
    return [
        within,
        scorer.npmi(named, texts),
        scorer.diversity(named),
        len(set(labels.tolist()) - {-1}),
        float(np.mean(labels == -1)),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--topics", type=int, default=None, help="K of ours; without it, chosen")
    parser.add_argument("--baseline-topics", type=int, default=35)
    parser.add_argument("--cache", type=Path, default=None, help=".npz of vectors from an earlier run")
    parser.add_argument("--seeds", type=int, default=3)
    args = parser.parse_args()
    sys.path.insert(0, str((args.data.parent / "score").resolve()))
    import score_topics as scorer

    meetings, turns, groups = read_meetings(args.data / "meetings" / "welsh_committee.jsonl")
    windows = make_windows(turns, groups)
    vectors = embed_windows(windows, lambda texts: embed(texts, model="minilm", cache=args.cache))
    texts, k = scorer.windows(meetings), args.baseline_topics
    print(f"{len(meetings)} meetings, {len(windows)} windows, {args.seeds} seeds and as many subsamples\n")
    print("| method | topics | no topic | within | NPMI | diversity | seeds | subsample | CPU s | MB |")
    print("|---" * 10 + "|")
    methods: dict[str, Method] = {
        "ours": ours(args.topics),
        f"PCA + k-means, {k}": kmeans(k),
        f"NMF, {k}": nmf(k),
        f"LDA, {k}": lda(k),
        "BERTopic, default": bertopic(tuned=False),
        "BERTopic, UMAP + HDBSCAN leaf 15": bertopic(tuned=True),
    }
    for name, method in methods.items():
        print(measure(name, method, windows, vectors, meetings, texts, scorer, args.seeds), flush=True)


if __name__ == "__main__":
    main()
