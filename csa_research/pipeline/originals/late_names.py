"""What a late redaction reads from the vault and keeps in it: replacements, the new entity, where characters went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from csa_research.codec import to_json
from csa_research.offsets import PositionMap, compose
from csa_research.pipeline.context import Context
from csa_research.pipeline.originals import reviewing
from csa_research.records import Entity, Identifier, IdentifierType, Release, Transcript

if TYPE_CHECKING:
    from csa_research.vault import Vault

_NUMBERED = re.compile(r"\[[A-Z][\w ]{1,40} (?:\d+|[A-Z]{1,2})\]")


def vault_of(ctx: Context) -> Vault | None:
    """The vault; None when it has been destroyed."""
    return ctx.vault() if ctx.has_vault() else None


def transcripts_of(vault: Vault | None) -> tuple[Transcript, ...]:
    """The originals; () when they or the vault have been destroyed."""
    from csa_research.pipeline.originals.retention import originals_destroyed
    from csa_research.vault import contents

    return contents.transcripts(vault) if vault and not originals_destroyed(vault) else ()


def masked_in(ctx: Context) -> tuple[Identifier, ...]:
    """What the releases mask, each as it was made: decided in the review, or without a person."""
    from csa_research.pipeline.originals.second_reading import released_masks

    return released_masks(ctx) if ctx.has_vault() else ()


def ours(ctx: Context) -> frozenset[str]:
    """Every replacement that stands in released text for us: pseudonyms and speaker labels."""
    from csa_research.vault import contents

    vault = vault_of(ctx)
    known = {entity.pseudonym for entity in contents.entities(vault)} if vault else set()
    known |= {person.label for person in ctx.store.participants()}
    return frozenset(known | _bracketed(ctx))


def _bracketed(ctx: Context) -> set[str]:
    """Numbered replacements as they stand in the text, for a study whose vault is gone."""
    return {mark for turn in ctx.store.turns() for mark in _NUMBERED.findall(turn.text)}


def keep_entity(vault: Vault, name: str, type_: IdentifierType, pseudonym: str, groups: Iterable[str]) -> None:
    """Nothing; whoever bears the pseudonym goes by this name too, now and at every later release."""
    from csa_research.anonymise.leaving.late import also_called, new_entity
    from csa_research.vault import contents

    known, released = contents.entities(vault), reviewing.released_entities(vault)
    fresh = new_entity(name, type_, pseudonym, groups, (*known, *released))
    owner = next((entity for entity in (*released, *known) if entity.pseudonym == pseudonym), fresh)

    def with_it(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
        there = any(entity.pseudonym == pseudonym for entity in entities)
        return also_called(entities if there else (*entities, owner), pseudonym, name)

    contents.save_entities(vault, with_it(known))
    vault.put("entity", reviewing.RELEASED, to_json(with_it(released)))


def keep_maps(ctx: Context, new: Sequence[tuple[Release, Mapping[int, PositionMap]]]) -> None:
    """Nothing; where the originals' characters go in the new versions, kept before the text changes (as a release does)."""
    from csa_research.vault import contents

    vault = vault_of(ctx)
    if vault is None:
        return
    maps = contents.maps(vault)
    originals = {t.group: {turn.index: turn.text for turn in t.turns} for t in transcripts_of(vault)}
    before = {(turn.group, turn.index): turn.text for turn in ctx.store.turns()}
    for release, moved in new:
        old = maps.get(f"{release.group}@{release.version - 1}")
        said = originals.get(release.group)
        if old is None or said is None:
            continue
        next_maps = dict(old)
        for turn, moves in moved.items():
            next_maps[turn] = compose(old.get(turn, ()), moves, said.get(turn, ""), before[release.group, turn])
        maps[f"{release.group}@{release.version}"] = next_maps
    contents.save_maps(vault, maps)


def drop_old_maps(ctx: Context) -> None:
    """Nothing; only the maps of the texts that are there now are kept."""
    from csa_research.vault import contents

    vault = vault_of(ctx)
    if vault is not None:
        current = {f"{release.group}@{release.version}" for release in ctx.store.releases()}
        contents.save_maps(vault, {key: value for key, value in contents.maps(vault).items() if key in current})
