"""One bracketed, typed, stable replacement for each person, place and thing of the study."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from csa_research.anonymise import generalise
from csa_research.anonymise.asking.questions import Question, turn_texts
from csa_research.anonymise.naming.clusters import NAME_TYPES, Cluster
from csa_research.anonymise.naming.introductions import introductions
from csa_research.anonymise.naming.linking import link
from csa_research.anonymise.naming.links import Links
from csa_research.anonymise.naming.names import tokens
from csa_research.anonymise.naming.nouns import LETTERED, noun
from csa_research.anonymise.naming.speakers import Labels
from csa_research.anonymise.places import places
from csa_research.records import Entity, Identifier, IdentifierType, ReviewDecision, RosterEntry, Transcript
from csa_research.settings import ReleaseRules

_NUMBER = re.compile(r"^\[(.+?) (\d+|[A-Z]{1,2})\]$")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Identifiers linked to entities, the entities with their pseudonyms, and what a person should still say."""

    identifiers: tuple[Identifier, ...]
    entities: tuple[Entity, ...]
    questions: tuple[Question, ...]


def assign(
    identifiers: Sequence[Identifier],
    transcripts: Iterable[Transcript],
    *,
    decisions: Sequence[ReviewDecision] = (),
    roster: Sequence[RosterEntry] = (),
    previous: Sequence[Entity] = (),
    speakers: Labels,
    rules: ReleaseRules,
    seed: int,
) -> Assignment:
    """Every identifier that is not kept, linked to an entity with its one replacement in the study.

    Earlier entities keep their ids and pseudonyms for ever. New numbers are dealt from the order of mention, shuffled by the
    seed: neither reading order nor alphabet shows in them.
    """
    transcripts = tuple(transcripts)
    texts = turn_texts(transcripts)
    live = [identifier for identifier in identifiers if identifier.status != "keep"]
    links = link(
        live, texts, decisions=decisions, roster=roster, previous=previous, speakers=speakers,
        introduced=introductions(transcripts, live),
    )  # fmt: skip
    details = _details(links, decisions, previous, rules)
    clusters = [*links.clusters, *details]
    _number_ids(clusters, previous)
    _settle_types(links)
    _deal(clusters, links, previous, seed)
    entities = tuple(_entity(cluster) for cluster in clusters if cluster.pseudonym)
    ids = {id(live[i]): cluster.id for i, cluster in links.of.items()}
    linked = tuple(replace(identifier, entity=ids.get(id(identifier), "")) for identifier in identifiers)
    return Assignment(linked, entities, tuple(links.questions))


def _entity(cluster: Cluster) -> Entity:
    return Entity(cluster.id, cluster.type, tuple(cluster.texts), cluster.pseudonym, tuple(sorted(cluster.groups)))


def _details(links: Links, decisions: Sequence[ReviewDecision], previous: Sequence[Entity], rules: ReleaseRules) -> list[Cluster]:
    """One entity for each age, date, number, contact and detail, as it is said and as it is replaced."""
    labels = _labels(links, decisions)
    known = {
        (entity.type, tokens(entity.names[0]), _unnumbered(entity.pseudonym)): entity
        for entity in previous
        if entity.type not in NAME_TYPES and entity.names
    }
    made: dict[tuple[str, tuple[str, ...], str], Cluster] = {}
    numbered = {"AGE": not rules.generalise_ages, "DATE": not rules.generalise_dates}
    for i, mention in enumerate(links.identifiers):
        if i in links.of:
            continue
        label = labels.get(i, "")
        words = label if label.startswith("[") else f"[{label}]" if label else _words(links, mention, numbered)
        key = (mention.type, tokens(mention.text), words)
        if key not in made:
            old = known.get(key)
            pseudonym = old.pseudonym if old else "" if words.startswith("#") else words
            made[key] = Cluster(mention.type, [], [], set(), old.id if old else "", words.strip("#"), pseudonym)
            made[key].groups.update(old.groups if old else ())
        links.bind(i, made[key])
    return list(made.values())


def _unnumbered(pseudonym: str) -> str:
    match = _NUMBER.match(pseudonym)
    return f"#{match.group(1)}" if match and match.group(1) in generalise.NUMBERED.values() else pseudonym


def _words(links: Links, mention: Identifier, numbered: dict[str, bool]) -> str:
    """The replacement of a detail; "#Age" stands for one still to be numbered."""
    if numbered.get(mention.type):
        return f"#{generalise.NUMBERED[mention.type]}"
    text = links.texts.get((mention.group, mention.turn), "")
    return generalise.replacement(mention, text[max(0, mention.span.start - 40) : mention.span.start])


def _labels(links: Links, decisions: Sequence[ReviewDecision]) -> dict[int, str]:
    """The label a person chose for a mention; the last decision counts."""
    at = {(m.group, m.turn, m.span.start, m.span.end): i for i, m in enumerate(links.identifiers)}
    out: dict[int, str] = {}
    for decision in decisions:
        if decision.action == "mask" and decision.label:
            for place in places(decision, links.texts):
                i = at.get((place.group, place.turn, place.span.start, place.span.end))
                if i is not None:
                    out[i] = decision.label
    return out


def _number_ids(clusters: Iterable[Cluster], previous: Sequence[Entity]) -> None:
    """Running ids; nothing of the name is in them."""
    last = max((int(entity.id[1:]) for entity in previous if re.fullmatch(r"E\d+", entity.id)), default=0)
    for cluster in clusters:
        if not cluster.id:
            last += 1
            cluster.id = f"E{last:04d}"


def _settle_types(links: Links) -> None:
    """A new entity has the type that most of its mentions were given, the surer ones counting more."""
    for cluster in links.clusters:
        if cluster.pseudonym or cluster.noun or cluster.family:
            continue
        votes: Counter[IdentifierType] = Counter()
        for i in cluster.members:
            votes[links.identifiers[i].type] += round(100 * links.identifiers[i].score) + 1
        if votes:
            cluster.type = votes.most_common(1)[0][0]


def _deal(clusters: Sequence[Cluster], links: Links, previous: Sequence[Entity], seed: int) -> None:
    """Give every cluster without a pseudonym the next free number or letter of its noun, in shuffled order."""
    waiting: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if not cluster.pseudonym:
            mentions = (links.identifiers[i] for i in cluster.members)
            waiting[cluster.noun or noun(mentions, links.texts, cluster.type)].append(cluster)
    fixed = [entity.pseudonym for entity in previous] + [cluster.pseudonym for cluster in clusters]
    used = _used(fixed)
    for name, found in sorted(waiting.items()):
        found.sort(key=lambda cluster: _first(links, cluster))
        random.Random(f"{seed}:{name}").shuffle(found)
        for number, cluster in enumerate(found, used.get(name, 0) + 1):
            cluster.pseudonym = f"[{name} {letters(number) if name in LETTERED else number}]"


def _first(links: Links, cluster: Cluster) -> tuple[str, int, int, int]:
    places_ = [(m.group, m.turn, m.span.start) for m in (links.identifiers[i] for i in cluster.members)]
    return (*min(places_, default=("~", 0, 0)), int(cluster.id[1:]))


def _used(pseudonyms: Iterable[str]) -> dict[str, int]:
    """The highest number of each noun that is taken."""
    out: dict[str, int] = {}
    for pseudonym in pseudonyms:
        match = _NUMBER.match(pseudonym)
        if match:
            name, mark = match.groups()
            out[name] = max(out.get(name, 0), int(mark) if mark.isdigit() else _from_letters(mark))
    return out


def letters(number: int) -> str:
    """A for 1, Z for 26, AA for 27."""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def _from_letters(mark: str) -> int:
    total = 0
    for char in mark:
        total = total * 26 + ord(char) - 64
    return total
