"""Groups, releases, their turns and participants."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Row, delete, insert, select

from csa_research.errors import StoreError
from csa_research.records import Group, Participant, Release, Turn
from csa_research.store import search
from csa_research.store.engine import in_order, put_rows
from csa_research.store.schema import GROUPS, PARTICIPANTS, RELEASE_HISTORY, RELEASES, TOPICS, TURNS

_T = TypeVar("_T", Turn, Participant)


class Signed(NamedTuple):
    """One version of a group's release: who signed it, when, and whether a person had reviewed it."""

    group: str
    version: int
    signed_by: str
    signed_at: str
    reviewed: bool


def put_groups(connection: Connection, groups: Sequence[Group]) -> None:
    """Nothing; these are then the study's groups, in this order."""
    rows = [
        {
            "group_id": g.group_id, "position": i, "agency": g.agency, "date": g.date, "transcript": g.transcript,
            "facilitator": g.facilitator, "invited": g.invited, "attended": g.attended,
            "consent_scope": json.dumps(g.consent_scope),
        }
        for i, g in enumerate(groups)
    ]  # fmt: skip
    connection.execute(delete(GROUPS))
    if rows:
        connection.execute(insert(GROUPS), rows)


def groups(connection: Connection) -> tuple[Group, ...]:
    """The study's groups, in the order of groups.csv."""
    return tuple(
        Group(
            row.group_id, row.agency, row.date, row.transcript, row.facilitator, row.invited, row.attended,
            tuple(json.loads(row.consent_scope)),
        )
        for row in connection.execute(select(GROUPS).order_by(GROUPS.c.position))
    )  # fmt: skip


def put_release(connection: Connection, release: Release) -> bool:
    """Whether the group's text changed. Then what was derived from the old text (suggestions, topics) is gone as well."""
    _check(connection, release)
    head = {
        "group_id": release.group, "version": release.version, "signed_by": release.signed_by,
        "signed_at": release.signed_at, "reviewed": int(release.reviewed),
    }  # fmt: skip
    put_rows(connection, RELEASES, [head])
    put_rows(connection, RELEASE_HISTORY, [head])
    _put_participants(connection, release)
    old = turns(connection, release.group)
    if old == release.turns:
        return False
    connection.execute(delete(TURNS).where(TURNS.c.group_id == release.group))
    if release.turns:
        connection.execute(insert(TURNS), [_turn_row(turn) for turn in release.turns])
    if old:
        connection.execute(delete(TOPICS))
        search.rebuild(connection)
    return True


def releases(connection: Connection, group: str | None = None) -> tuple[Release, ...]:
    """Every group's release (or that of one group) with its turns and participants, by group."""
    said = _by_group(turns(connection, group))
    people = _by_group(participants(connection, group))
    query = select(RELEASES).order_by(*in_order(connection, RELEASES.c.group_id))
    if group is not None:
        query = query.where(RELEASES.c.group_id == group)
    return tuple(
        Release(
            row.group_id, tuple(said.get(row.group_id, ())), tuple(people.get(row.group_id, ())),
            row.version, row.signed_by, row.signed_at, bool(row.reviewed),
        )
        for row in connection.execute(query)
    )  # fmt: skip


def turns(connection: Connection, group: str | None = None) -> tuple[Turn, ...]:
    """The released turns, by group and index."""
    query = select(TURNS).order_by(*in_order(connection, TURNS.c.group_id, TURNS.c.turn))
    if group is not None:
        query = query.where(TURNS.c.group_id == group)
    return tuple(
        Turn(row.group_id, row.turn, row.speaker, row.text, row.role, row.start_s, row.end_s) for row in connection.execute(query)
    )


def participants(connection: Connection, group: str | None = None) -> tuple[Participant, ...]:
    """Who spoke, by group, in the order of the release."""
    query = select(PARTICIPANTS).order_by(*in_order(connection, PARTICIPANTS.c.group_id, PARTICIPANTS.c.position))
    if group is not None:
        query = query.where(PARTICIPANTS.c.group_id == group)
    return tuple(Participant(row.group_id, row.label, row.role) for row in connection.execute(query))


def release_history(connection: Connection, group: str | None = None) -> tuple[Signed, ...]:
    """Every version that was ever released, by group and version; the text of old ones is not kept."""
    query = select(RELEASE_HISTORY).order_by(*in_order(connection, RELEASE_HISTORY.c.group_id, RELEASE_HISTORY.c.version))
    if group is not None:
        query = query.where(RELEASE_HISTORY.c.group_id == group)
    return tuple(_signed(row) for row in connection.execute(query))


def _signed(row: Row[Any]) -> Signed:
    return Signed(row.group_id, row.version, row.signed_by, row.signed_at, bool(row.reviewed))


def _check(connection: Connection, release: Release) -> None:
    if any(turn.group != release.group for turn in release.turns):
        raise StoreError(f"The release of group {release.group} holds turns of another group. Release each by itself.")
    if len({turn.index for turn in release.turns}) != len(release.turns):
        raise StoreError(f"The release of group {release.group} holds two turns with one number. Import the group again.")
    for turn in release.turns:
        if not _is_text(turn.text):
            raise StoreError(f"Group {release.group}, turn {turn.index} holds characters that are no text. Clean the transcript.")
    there = connection.execute(select(RELEASES.c.version).where(RELEASES.c.group_id == release.group)).scalar()
    if there is not None and release.version < there:
        raise StoreError(f"Group {release.group}: version {release.version} is older than the released {there}. Release anew.")


def _is_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\x00" not in text


def _put_participants(connection: Connection, release: Release) -> None:
    connection.execute(delete(PARTICIPANTS).where(PARTICIPANTS.c.group_id == release.group))
    rows = [
        {"group_id": release.group, "label": p.label, "position": i, "role": p.role} for i, p in enumerate(release.participants)
    ]
    if rows:
        connection.execute(insert(PARTICIPANTS), rows)


def _turn_row(turn: Turn) -> dict[str, object]:
    return {
        "group_id": turn.group, "turn": turn.index, "speaker": turn.speaker, "role": turn.role, "text": turn.text,
        "start_s": turn.start_s, "end_s": turn.end_s,
    }  # fmt: skip


def _by_group(things: Sequence[_T]) -> dict[str, list[_T]]:
    out: dict[str, list[_T]] = {}
    for thing in things:
        out.setdefault(thing.group, []).append(thing)
    return out
