"""What the vault holds, as records: originals, transcripts, identifiers, entities, decisions, roster, maps, hidden text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Literal, TypeVar

from csa_research.codec import from_json, to_json
from csa_research.errors import InputError, VaultError
from csa_research.offsets import PositionMap
from csa_research.records import Entity, Identifier, ReviewDecision, RosterEntry, Transcript
from csa_research.vault.locker import Vault

T = TypeVar("T")
Which = Literal["machine", "final"]
_ALL = "all"  # the one key of kinds that are kept as a whole, in their order


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it arrived."""

    name: str
    group: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Decided:
    """One entry of the decision log: who decided what, when; `undoes` is the number of the entry that it takes back."""

    at: str
    who: str
    decision: ReviewDecision | None = None
    undoes: int | None = None


def save_original(vault: Vault, name: str, data: bytes, group: str) -> None:
    """Nothing; the file's bytes are in the vault under its name. Raises VaultError."""
    head = json.dumps({"group": group, "sha256": hashlib.sha256(data).hexdigest()}).encode("ascii")
    vault.put("original", name, head + b"\n" + data)


def originals(vault: Vault) -> tuple[Original, ...]:
    """Every original file, by name. Raises VaultError."""
    return tuple(_original(name, value) for name, value in vault.items("original").items())


def forget_original(vault: Vault, name: str) -> bool:
    """Whether there was an original of this name; it is gone now. Raises VaultError."""
    return vault.delete("original", name)


def save_transcripts(vault: Vault, transcripts: Iterable[Transcript]) -> None:
    """Nothing; these are then the study's transcripts, as read, one a group. Raises VaultError when a group comes twice."""
    values: dict[str, object] = {}
    for transcript in transcripts:
        if transcript.group in values:
            raise VaultError(f"Group {transcript.group} has two transcripts. Keep one file a group in groups.csv.")
        values[transcript.group] = to_json(transcript)
    vault.replace_kind("transcript", values)


def transcripts(vault: Vault) -> tuple[Transcript, ...]:
    """Every transcript as read, by group. Raises VaultError."""
    return tuple(_read(Transcript, value) for value in vault.items("transcript").values())


def save_identifiers(vault: Vault, which: Which, identifiers: Iterable[Identifier]) -> None:
    """Nothing; these are then all identifiers as found ("machine") or as reviewed ("final"). Raises VaultError."""
    ordered = sorted(identifiers, key=lambda i: i.group)  # stable: inside a group the order stays
    vault.replace_kind(which, {group: to_json(tuple(some)) for group, some in groupby(ordered, key=lambda i: i.group)})


def identifiers(vault: Vault, which: Which) -> tuple[Identifier, ...]:
    """All identifiers as found ("machine") or as reviewed ("final"), by group. Raises VaultError."""
    groups = [_read_all(Identifier, value) for value in vault.items(which).values()]
    return tuple(identifier for group in groups for identifier in group)


def save_entities(vault: Vault, entities: Sequence[Entity]) -> None:
    """Nothing; these are then the people, places and things of the study and their pseudonyms. Raises VaultError."""
    vault.put("entity", _ALL, to_json(tuple(entities)))


def entities(vault: Vault) -> tuple[Entity, ...]:
    """Every person, place and thing with its pseudonym, in the order saved. Raises VaultError."""
    return _read_all(Entity, vault.get("entity", _ALL))


def save_roster(vault: Vault, roster: Sequence[RosterEntry]) -> None:
    """Nothing; these are then the names that the team knows. Raises VaultError."""
    vault.put("roster", _ALL, to_json(tuple(roster)))


def roster(vault: Vault) -> tuple[RosterEntry, ...]:
    """The names that the team knows, in the order saved. Raises VaultError."""
    return _read_all(RosterEntry, vault.get("roster", _ALL))


def append_decisions(vault: Vault, decisions: Sequence[ReviewDecision], who: str) -> None:
    """Nothing; the decisions follow those in the log, with the time and who decided. All or none. Raises VaultError."""
    at = _now()
    vault.append("decision", [to_json(Decided(at, who, decision)) for decision in decisions])


def decision_log(vault: Vault) -> tuple[Decided, ...]:
    """Everything that was ever decided or taken back, oldest first. Raises VaultError when an entry is missing."""
    found = vault.items("decision")
    if set(found) != {str(i) for i in range(len(found))}:
        raise VaultError("The vault is damaged: entries of the decision log are missing. Use your back-up of the vault.")
    return tuple(_read(Decided, found[str(i)]) for i in range(len(found)))


def decisions(vault: Vault) -> tuple[ReviewDecision, ...]:
    """The decisions that stand, oldest first. Raises VaultError."""
    log = decision_log(vault)
    return tuple(decision for i in _standing(log) if (decision := log[i].decision) is not None)


def undo_last(vault: Vault, who: str) -> ReviewDecision | None:
    """The latest decision that stood and is now taken back (the log keeps both); None when none was left."""
    log = decision_log(vault)
    standing = _standing(log)
    if not standing:
        return None
    vault.append("decision", [to_json(Decided(_now(), who, undoes=standing[-1]))])
    return log[standing[-1]].decision


def save_maps(vault: Vault, maps: Mapping[str, Mapping[int, PositionMap]]) -> None:
    """Nothing; these then say, for group and turn, where the original's characters went. Raises VaultError."""
    vault.replace_kind("map", {group: to_json(turns) for group, turns in maps.items()})


def maps(vault: Vault) -> dict[str, dict[int, PositionMap]]:
    """Where the original's characters went: group to turn to position map. Raises VaultError."""
    return {group: _read(dict[int, PositionMap], value) for group, value in vault.items("map").items()}


def save_hidden(vault: Vault, hidden: Mapping[str, Sequence[str]]) -> None:
    """Nothing; these are then the texts that files carry unseen (authors, comments, deletions), by group. Raises VaultError."""
    vault.replace_kind("hidden", {group: list(texts) for group, texts in hidden.items()})


def hidden(vault: Vault) -> dict[str, tuple[str, ...]]:
    """The texts that files carry unseen, by group. Raises VaultError."""
    return {group: _read(tuple[str, ...], value) for group, value in vault.items("hidden").items()}


def _original(name: str, value: object) -> Original:
    if not isinstance(value, bytes):
        raise _unfit()
    head, _, data = value.partition(b"\n")
    about = json.loads(head)
    return Original(name, about["group"], data, about["sha256"])


def _standing(log: Sequence[Decided]) -> list[int]:
    gone = {entry.undoes for entry in log}
    return [i for i, entry in enumerate(log) if entry.decision is not None and i not in gone]


def _read_all(cls: type[T], value: object) -> tuple[T, ...]:
    return tuple(_read(cls, item) for item in value) if isinstance(value, list) else ()


def _read(cls: type[T], value: object) -> T:
    try:
        return from_json(cls, value)
    except InputError:
        raise _unfit() from None  # the codec's message may name a field, which is more than a log needs


def _unfit() -> VaultError:
    return VaultError("The vault holds a record that this version cannot read. Install the version that wrote it.")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
