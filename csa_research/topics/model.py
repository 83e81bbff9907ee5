"""The topic model: consensus clusters with their words, people, spread and steadiness, as records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from csa_research.errors import InputError
from csa_research.records import Topic, TopicModel, Window, label_from
from csa_research.topics import choice, consensus
from csa_research.topics.named import name_topics
from csa_research.topics.words import documents

if TYPE_CHECKING:
    from csa_research.topics.choice import Choice, Corpus, Steadiness
    from csa_research.topics.consensus import Consensus, Labels, Vectors

MIN_WINDOWS = 12
MIN_PEOPLE = 3
SIZES = 5
FLOOR = 0.5


def fit_topics(
    windows: Sequence[Window],
    vectors: Vectors | None = None,
    *,
    topics: int | None = None,
    runs: int = 20,
    floor: float = FLOOR,
    seed: int = 0,
    embedder: str = "",
    seeds: Vectors | None = None,
    guided: str = "no",
) -> TopicModel:
    """Topics with words, stability, spread and typical turns; `topics` None chooses K by stability and separation.

    `vectors` has one unit row a window, or is None for words alone. `runs` is the number of seeded runs for each of five sizes
    around K. `seeds` has a row a window and a column a code (topics.guided), and `guided` says what they came from. Topics below
    the stability floor, carried by one group or by fewer than three people are kept but marked not exportable. Raises InputError
    when there is too little text.
    """
    if len(windows) < MIN_WINDOWS:
        raise InputError(
            f"Topic modelling needs at least {MIN_WINDOWS} windows of talk (about 1,500 words); there are {len(windows)}. "
            "Release more transcripts, or make topics.window_words in study.yaml smaller."
        )
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    corpus = choice.Corpus(tuple(documents([w.text for w in windows])), vectors, tuple(w.group for w in windows), seeds)
    ks = (min(topics, len(windows) // consensus.LEAST),) if topics else choice.grid(len(windows))
    with threadpool_limits(limits=1):  # sums in one order, whatever the machine, so that topics are the same everywhere
        chosen = choice.choose(corpus, ks, seed=seed)
        labels, ballots = choice.assign(corpus, chosen.kinds, chosen.k, runs=SIZES * runs, seed=seed)
        settings = _settings(
            chosen, seed=seed, runs=runs, floor=floor, windows=len(windows), embedder=embedder or "none", guided=guided
        )
        found = consensus.judge(ballots, labels)
        return _model(windows, corpus, found, labels, chosen, floor=floor, seed=seed, settings=settings)


def _model(
    windows: Sequence[Window], corpus: Corpus, found: Consensus, labels: Labels, chosen: Choice, *,
    floor: float, seed: int, settings: tuple[tuple[str, str], ...],
) -> TopicModel:  # fmt: skip
    words = name_topics(corpus.docs, found.labels)
    steady = choice.steadiness(corpus, labels, chosen.kinds, seed=seed)
    own: dict[int, list[tuple[Window, float]]] = {}
    for window, topic, member in zip(windows, found.labels, found.membership, strict=True):
        own.setdefault(topic, []).append((window, member))
    made = tuple(make_topic(t, words[t], own[t], found.cohesion[t], steady, floor) for t in sorted(own))
    return TopicModel(made, tuple(windows), found.labels, settings, chosen.curve)


def make_topic(
    number: int, words: tuple[str, ...], own: Sequence[tuple[Window, float]], stability: float, steady: Steadiness, floor: float
) -> Topic:
    """One topic from its windows and how firmly each belongs."""
    groups = tuple(sorted({w.group for w, _ in own}))
    people = len({(w.group, speaker) for w, _ in own for speaker in w.speakers})
    return Topic(
        id=number,
        words=words,
        label=label_from(words),
        windows=tuple(w.id for w, _ in own),
        stability=stability,
        groups=groups,
        participants=people,
        agencies=tuple(sorted(Counter(w.agency for w, _ in own).items())),
        typical_turns=typical(own),
        exportable=may_leave(groups, people, stability, floor),
        subsample_stability=steady.subsample[number],
        leave_out_stability=steady.leave_out[number],
    )


def may_leave(groups: Sequence[str], people: int, stability: float, floor: float) -> bool:
    """Whether a topic may be shown outside: more than one group, three people or more, and steady."""
    return len(groups) > 1 and people >= MIN_PEOPLE and stability >= floor


def marks(model: TopicModel, topic: Topic) -> tuple[str, ...]:
    """Why a topic is marked and never exported as a finding, in words; () = it is not."""
    if topic.exportable:
        return ()
    floor = float(dict(model.settings).get("floor", FLOOR))
    weak = "below the stability floor" + (f" before it was {topic.unmeasured}" if topic.unmeasured else "")
    found = (
        (topic.stability < floor, weak),
        (len(topic.groups) < 2, "carried by one group"),
        (topic.participants < MIN_PEOPLE, "fewer than three people"),
    )
    return tuple(words for wrong, words in found if wrong) or ("marked by an earlier version",)


def typical(own: Sequence[tuple[Window, float]]) -> tuple[tuple[str, int], ...]:
    """The longest turn of the firmest windows, three from different groups where there are as many."""
    out: dict[str, tuple[str, int]] = {}
    for window, _ in sorted(own, key=lambda pair: (-pair[1], pair[0].id)):
        out.setdefault(window.group, (window.group, window.main_turn))
    return tuple(out.values())[:3]


def _settings(chosen: Choice, **values: object) -> tuple[tuple[str, str], ...]:
    from importlib.metadata import version

    versions = {name: version(name) for name in ("bertopic", "scikit-learn")}
    return tuple((k, str(v)) for k, v in {"topics": chosen.k, "spaces": " + ".join(chosen.kinds), **values, **versions}.items())
