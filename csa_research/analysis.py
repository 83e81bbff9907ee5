"""Everything a report, a notebook or a sheet may say, computed once so that their numbers agree. Open side, pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from csa_research.records import (
    Agreement,
    Balance,
    Cell,
    Codebook,
    Coding,
    CoOccurrence,
    EmotionEffect,
    Group,
    LinkEvidence,
    Memo,
    NodeEvidence,
    Participant,
    Quote,
    RecommendationCoverage,
    Release,
    Saturation,
    Suggestion,
    Theory,
    TopicCode,
    TopicModel,
    Turn,
    WorkstreamRow,
)
from csa_research.settings import Settings


@dataclass(frozen=True, slots=True)
class Analysis:
    """One study's released text, decided codings and all that follows from them. What exports and notebooks read."""

    title: str
    question: str
    stamp: str  # "", or what every output must say: "SYNTHETIC", "UNREVIEWED", both
    agencies: dict[str, str]  # id -> label, in the study's order
    min_cell: int
    groups: tuple[Group, ...]
    turns: tuple[Turn, ...]  # released, by group and index
    participants: tuple[Participant, ...]
    codebook: Codebook
    codings: tuple[Coding, ...]  # decided only
    quotes: tuple[Quote, ...]
    cells: tuple[Cell, ...]
    balances: tuple[Balance, ...]  # per code, per family; agency "" and each agency
    emotions: tuple[EmotionEffect, ...]
    pairs: tuple[CoOccurrence, ...]
    saturation: tuple[Saturation, ...]
    agreement: tuple[Agreement, ...]
    suggestions: tuple[Suggestion, ...]
    topics: TopicModel | None
    topic_codes: tuple[TopicCode, ...]
    theory: Theory
    workstreams: tuple[WorkstreamRow, ...]
    node_evidence: tuple[NodeEvidence, ...]
    link_evidence: tuple[LinkEvidence, ...]
    coverage: tuple[RecommendationCoverage, ...]
    method: str = "codebook"
    provenance: dict[str, str] = field(default_factory=dict)  # versions, seed, hashes for the methods note
    guide: tuple[str, ...] = ()  # the topic guide's questions, as study.yaml gives them
    memos: tuple[Memo, ...] = ()  # on codes, groups and the study; those on codings stand with them
    machine: tuple[Agreement, ...] = ()  # suggestions that nobody accepted beside each coder, once csa agree worked them out
    machine_why: str = ""  # why there are none, and how to get them

    def turn(self, group: str, index: int) -> Turn:
        """The released turn at this place. Raises KeyError."""
        for turn in self.turns:
            if turn.group == group and turn.index == index:
                return turn
        raise KeyError((group, index))

    def quote(self, quote_id: str) -> Quote:
        """The quote with this id. Raises KeyError."""
        for quote in self.quotes:
            if quote.id == quote_id:
                return quote
        raise KeyError(quote_id)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an analysis is made from: released text, people's decisions, and the study's own documents."""

    settings: Settings
    groups: tuple[Group, ...]
    releases: tuple[Release, ...]
    codebook: Codebook
    codings: tuple[Coding, ...]
    suggestions: tuple[Suggestion, ...]
    topics: TopicModel | None
    summaries: Mapping[tuple[str, str], str]  # (group, code) -> what a person wrote
    confidences: Mapping[str, tuple[str, str]]  # link -> (level, reason)
    theory: Theory
    workstreams: tuple[WorkstreamRow, ...]
    decided: frozenset[tuple[str, int]] = frozenset()  # turns that a consensus meeting has decided, "nothing here" included
    memos: tuple[Memo, ...] = ()
    machine: tuple[Agreement, ...] = ()  # kept by csa agree, while they still hold
    machine_why: str = ""


SATURATION = ((4, 2, 0.05), (4, 3, 0.05), (6, 3, 0.0))
"""Base groups, run length and threshold that are reported: Guest, Namey & Chen (2020)."""


def stamp(settings: Settings, releases: tuple[Release, ...]) -> str:
    """What every output must say of the data: SYNTHETIC, UNREVIEWED, both or nothing."""
    words = ["SYNTHETIC"] if settings.synthetic else []
    if any(not release.reviewed for release in releases):
        words.append("UNREVIEWED")
    return " · ".join(words)


def judged(theory: Theory, confidences: Mapping[str, tuple[str, str]]) -> Theory:
    """The theory with each link's confidence and its reason as a person set them."""
    links = tuple(
        replace(link, confidence=confidences[link.id][0], lead_note=confidences[link.id][1]) if link.id in confidences else link
        for link in theory.links
    )
    return replace(theory, links=links)


def analyse(inputs: Inputs) -> Analysis:
    """All findings, evidence and counts of a study. Same inputs, same analysis."""
    from csa_research.coding.reliability.agreement import agree
    from csa_research.coding.reliability.disagreements import CONSENSUS, settled
    from csa_research.findings import cooccurrence, emotions, matrix, prevalence, quotes, saturation, topic_codes
    from csa_research.theory import coverage, evidence

    settings, groups, codings = inputs.settings, inputs.groups, settled(inputs.codings, inputs.decided)
    turns = tuple(turn for release in inputs.releases for turn in release.turns)
    coders = settings.coding.coders or tuple(sorted({c.coder for c in inputs.codings} - {CONSENSUS}))
    reflexive = settings.coding.method == "reflexive"
    theory = judged(inputs.theory, inputs.confidences)
    return Analysis(
        title=settings.title,
        question=settings.question,
        stamp=stamp(settings, inputs.releases),
        agencies=dict(settings.agencies),
        min_cell=settings.release.min_cell,
        groups=groups,
        turns=turns,
        participants=tuple(p for release in inputs.releases for p in release.participants),
        codebook=inputs.codebook,
        codings=codings,
        quotes=quotes.quote_bank(codings, turns, groups, inputs.codebook),
        cells=matrix.framework_matrix(codings, turns, groups, inputs.codebook, inputs.summaries),
        balances=prevalence.balance(codings, turns, groups, inputs.codebook, tuple(settings.agencies)),
        emotions=emotions.emotion_effects(codings, turns, groups, inputs.codebook, tuple(settings.agencies)),
        pairs=cooccurrence.co_occurrence(codings, turns, groups),
        saturation=()
        if reflexive
        else tuple(
            saturation.saturation(codings, groups, base=base, run=run, threshold=threshold, seed=settings.seed)
            for base, run, threshold in SATURATION
        ),
        agreement=() if reflexive or len(coders) < 2 else agree(inputs.codings, turns, inputs.codebook, coders, seed=settings.seed),
        suggestions=inputs.suggestions,
        topics=inputs.topics,
        topic_codes=topic_codes.topic_codes(inputs.topics, codings) if inputs.topics else (),
        theory=theory,
        workstreams=inputs.workstreams,
        node_evidence=evidence.node_evidence(theory, codings, turns, groups),
        link_evidence=evidence.link_evidence(theory, codings, turns, groups, inputs.workstreams),
        coverage=coverage.coverage(theory, codings, turns, groups, inputs.workstreams),
        method=settings.coding.method,
        provenance=provenance(inputs),
        guide=settings.topics.guide,
        memos=inputs.memos,
        machine=() if reflexive or len(coders) < 2 else inputs.machine,
        machine_why="" if reflexive or len(coders) < 2 else inputs.machine_why,
    )


def provenance(inputs: Inputs) -> dict[str, str]:
    """Versions, seed and hashes for the methods note and the manifest."""
    from importlib.metadata import version

    from csa_research import __version__

    names = ("spacy", "presidio_analyzer", "bertopic", "scikit-learn", "sentence-transformers")
    return {
        "csa_research": __version__,
        **{name: version(name) for name in names},
        "seed": str(inputs.settings.seed),
        "codebook": f"{inputs.codebook.id} {inputs.codebook.version} ({inputs.codebook.sha256[:12]})",
        "theory": f"{inputs.theory.id} {inputs.theory.version} ({inputs.theory.sha256[:12]})",
        "topic model": "; ".join(f"{k}={v}" for k, v in inputs.topics.settings) if inputs.topics else "not run",
    }
