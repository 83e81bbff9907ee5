"""Names that a review answer gave to somebody of an earlier release, when that answer was taken back.

Who is meant is then asked anew. Until the next release the earlier text still bears the old pseudonym, so what goes out is still
searched for the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from csa_research.records import Entity, ReviewDecision

if TYPE_CHECKING:
    from csa_research.vault.contents import Decided


def unlearned(entities: Iterable[Entity], log: Sequence[Decided]) -> tuple[Entity, ...]:
    """The entities without the names that only answers taken back gave them; the last name of an entity stays."""
    gone = {entry.undoes for entry in log}
    given = [(n in gone, entry.decision) for n, entry in enumerate(log) if entry.decision and entry.decision.entity]
    undone = [decision for taken_back, decision in given if taken_back]
    standing = [decision for taken_back, decision in given if not taken_back]
    return tuple(_without(entity, undone, standing) for entity in entities) if undone else tuple(entities)


def searched(entities: Iterable[Entity], released: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities with every name that the last release replaced, for what goes out to be searched for."""
    before = {entity.id: entity.names for entity in released}
    return tuple(replace(e, names=tuple(dict.fromkeys((*e.names, *before.get(e.id, ()))))) for e in entities)


def lost_names(entities: Iterable[Entity], log: Sequence[Decided]) -> tuple[str, ...]:
    """The pseudonyms whose entity has lost a name, in order."""
    entities = tuple(entities)
    return tuple(old.pseudonym for old, new in zip(entities, unlearned(entities, log), strict=True) if old.names != new.names)


def _without(entity: Entity, undone: Iterable[ReviewDecision], standing: Iterable[ReviewDecision]) -> Entity:
    from csa_research.anonymise.naming.names import name_words

    own = {name_words(name) for name in entity.names}

    def taught(decisions: Iterable[ReviewDecision]) -> set[tuple[str, ...]]:
        """The words of mentions that these gave to this entity; not the name by which they named it."""
        mine = (d for d in decisions if d.action == "mask" and (d.entity == entity.pseudonym or name_words(d.entity) in own))
        return {words for d in mine if (words := name_words(d.text)) != name_words(d.entity)}

    dropped = taught(undone) - taught(standing)
    left = tuple(name for name in entity.names if name_words(name) not in dropped)
    return replace(entity, names=left) if left else entity
