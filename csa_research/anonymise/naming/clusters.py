"""Mentions gathered under one person, place or thing while they are being linked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from csa_research.anonymise.naming.names import (
    TITLES,
    Words,
    core,
    is_bare,
    is_near,
    is_part,
    is_shortened,
    is_within,
    kind,
    name_words,
    sounds_like,
    tokens,
)
from csa_research.records import Entity, IdentifierType, Participant, RosterEntry

NAME_TYPES = frozenset({"PERSON", "PLACE", "ORG", "OPERATION"})


@dataclass(eq=False)
class Cluster:
    """One entity in the making. `scoped`: its names count only in its groups (participants, bare first names)."""

    type: IdentifierType
    names: list[Words]
    texts: list[str]
    groups: set[str] = field(default_factory=set)
    id: str = ""
    noun: str = ""
    pseudonym: str = ""
    scoped: bool = False
    participant: bool = False
    titled: bool = False  # the label was a title and surname: "DC Hope"
    family: bool = False
    decided: bool = False  # a person said that this is one person, apart from namesakes
    members: list[int] = field(default_factory=list)  # indices of identifiers
    full_in: set[str] = field(default_factory=set)  # groups where its full name was said

    @property
    def title(self) -> str:
        """The name to show: the first that is written with a capital."""
        return next((text for text in self.texts if text != text.casefold()), self.texts[0] if self.texts else "")

    def add(self, text: str) -> None:
        """Let the entity go by this name too."""
        words = name_words(text)
        if words and words not in self.names:
            self.names.append(words)
        if text not in self.texts:
            self.texts.append(text)


def from_entity(entity: Entity) -> Cluster:
    """A cluster that goes on with an entity of an earlier run: same id, same pseudonym for ever."""
    names = list(dict.fromkeys(words for name in entity.names if (words := name_words(name))))
    family = entity.pseudonym.startswith("[Family")
    if family:
        names += [(name[-1].removesuffix(end),) for name in names for end in ("s", "es") if name[-1].endswith(end)]
    bare = entity.type == "PERSON" and bool(entity.groups) and all(is_bare(name) for name in entity.names)
    mine = entity.pseudonym.startswith(("[Participant", "[Facilitator"))
    return Cluster(
        entity.type, names, list(entity.names), set(entity.groups), entity.id, pseudonym=entity.pseudonym,
        scoped=mine or bare, participant=mine, family=family,
    )  # fmt: skip


def from_roster(entry: RosterEntry) -> Cluster:
    """A cluster for a name that the team knows."""
    cluster = Cluster(entry.type, [], [], {entry.group} if entry.group else set(), scoped=bool(entry.group))
    for name in (entry.name, *entry.aliases):
        cluster.add(name)
    set_label(cluster, entry.label)
    return cluster


def from_label(group: str, participant: Participant, name: str) -> Cluster:
    """A cluster for somebody who spoke, and so is called in their own group what their turns are called."""
    cluster = Cluster("PERSON", [], [], {group}, pseudonym=participant.label, scoped=True, participant=True)
    cluster.titled = (tokens(name)[:1] or ("",))[0] in TITLES
    cluster.add(name)
    return cluster


def set_label(cluster: Cluster, label: str) -> None:
    """Take a person's word for the noun, or for the whole replacement when it stands in brackets."""
    if label.startswith("[") and label.endswith("]"):
        cluster.pseudonym = label
    elif label and not cluster.pseudonym:
        cluster.noun = label


LEVELS = ("exact", "sound", "near")


def fits(cluster: Cluster, words: Words, type_: str, group: str, level: str) -> bool:
    """Whether a name said in this group may mean this entity, at one level of likeness."""
    if cluster.family or (cluster.scoped and group not in cluster.groups):
        return False
    same_type = cluster.type == type_
    if cluster.type in ("ORG", "OPERATION"):
        return any(_organisation(words, name, level, same_type) for name in cluster.names)
    if cluster.type == "PLACE":
        return any(_alike(words, name, level) for name in cluster.names)
    if cluster.participant and same_type and level == "exact" and _completes(cluster, words):
        return True
    return any(_person(words, name, level, same_type) for name in cluster.names)


def _completes(cluster: Cluster, words: Words) -> bool:
    """Whether a full name gives the missing half of a speaker's label: "Adrian Hope" for "DC Hope", not "Hope Geraghty"."""
    half = words[-1:] if cluster.titled else words[:1]
    return len(words) > 1 and half in cluster.names and all(len(name) == 1 for name in cluster.names)


def _alike(words: Words, name: Words, level: str) -> bool:
    if level == "exact":
        return words == name or (len(words) != len(name) and "".join(words) == "".join(name))
    return sounds_like(words, name) if level == "sound" else is_near(words, name)


def _person(words: Words, name: Words, level: str, same_type: bool) -> bool:
    if not same_type:
        return level == "exact" and words == name
    if (len(words) > 1) == (len(name) > 1) or level == "exact":
        whole = _alike(words, name, level)
        return whole or (level == "exact" and (is_part(words, name) or is_shortened(words, name)))
    if len(words) == 1:
        return any(_alike(words, (part,), level) for part in name)
    return _alike(words, name, level)


def _organisation(words: Words, name: Words, level: str, same_type: bool) -> bool:
    first, second = kind(words), kind(name)
    if first and second and first != second:
        return False
    mine, theirs = core(words), core(name)
    if _alike(mine, theirs, level):
        return True
    return same_type and level == "exact" and is_within(mine, theirs)


def choose(candidates: Sequence[Cluster], words: Words, type_: str, group: str) -> list[Cluster]:
    """The likeliest of several: same type before others, the very name before a part, unique in the group; else all."""
    found = [cluster for cluster in candidates if cluster.type == type_] or list(candidates)
    if len(found) > 1:
        found = [cluster for cluster in found if words in cluster.names and len(words) > 1] or found
    if len(found) > 1:
        found = [cluster for cluster in found if _at_home(cluster, group)] or found
    return found


def _at_home(cluster: Cluster, group: str) -> bool:
    return group in cluster.full_in or (group in cluster.groups and (cluster.scoped or cluster.participant))


def surnames(clusters: Iterable[Cluster]) -> set[str]:
    """The last words of people's full names."""
    return {name[-1] for cluster in clusters if cluster.type == "PERSON" for name in cluster.names if len(name) > 1}
