"""The tables of the open side, as they are now. What changed them, step by step, is in migrations/.

`group_id` and `turn` name a turn everywhere. A coding belongs to a turn that exists: checked at the end of a transaction,
so that a release can be replaced together with its codings. Lists are JSON text; truth is 0 or 1.
"""

from __future__ import annotations

from sqlalchemy import REAL, Column, Float, ForeignKeyConstraint, Index, Integer, MetaData, Table, Text

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""The schema versions that this program knows, oldest first."""
VERSION_TABLE = "csa_version"
METADATA = MetaData()
_NUMBER = Float().with_variant(REAL(), "sqlite")


def _table(name: str, *parts: Column[object] | ForeignKeyConstraint | Index) -> Table:
    return Table(name, METADATA, *parts, sqlite_strict=True)


def _text(name: str) -> Column[object]:
    return Column(name, Text(), nullable=False, default="")


def _whole(name: str) -> Column[object]:
    return Column(name, Integer(), nullable=False)


def _key(name: str) -> Column[object]:
    return Column(name, Text(), primary_key=True, nullable=False)


def _to_turn(*, ondelete: str | None = None) -> ForeignKeyConstraint:
    columns = ["group_id", "turn"]
    return ForeignKeyConstraint(columns, [f"turns.{c}" for c in columns], ondelete=ondelete, deferrable=True, initially="DEFERRED")


GROUPS = _table(
    "groups", _key("group_id"), _whole("position"), _text("agency"), _text("date"), _text("transcript"),
    _text("facilitator"), Column("invited", Integer()), Column("attended", Integer()), _text("consent_scope"),
)  # fmt: skip
RELEASES = _table("releases", _key("group_id"), _whole("version"), _text("signed_by"), _text("signed_at"), _whole("reviewed"))
RELEASE_HISTORY = _table(
    "release_history", _key("group_id"), Column("version", Integer(), primary_key=True, nullable=False, autoincrement=False),
    _text("signed_by"), _text("signed_at"), _whole("reviewed"),
)  # fmt: skip
PARTICIPANTS = _table(
    "participants", _key("group_id"), _key("label"), _whole("position"), _text("role"),
    ForeignKeyConstraint(["group_id"], ["releases.group_id"], ondelete="CASCADE"),
)  # fmt: skip
TURNS = _table(
    "turns", Column("id", Integer(), primary_key=True), _text("group_id"), _whole("turn"), _text("speaker"), _text("role"),
    _text("text"), Column("start_s", _NUMBER), Column("end_s", _NUMBER),
    ForeignKeyConstraint(["group_id"], ["releases.group_id"], ondelete="CASCADE"),
    Index("turns_place", "group_id", "turn", unique=True),
)  # fmt: skip
CODINGS = _table(
    "codings", _key("id"), _text("group_id"), _whole("turn"), _whole("span_start"), _whole("span_end"), _text("quote"),
    _text("code"), _text("polarity"), _text("coder"), _text("effect"), _text("role"), _text("memo"), _text("flags"),
    _text("quote_id"), _text("status"), _to_turn(),
    Index(
        "codings_asked", "group_id", "turn", "span_start", "span_end", "code", "coder", "id", "status", "polarity", "effect",
        "role", "flags",
    ),
)  # fmt: skip
CODING_EVENTS = _table(
    "coding_events", Column("seq", Integer(), primary_key=True), _whole("step"), _text("at"), _text("who"), _text("action"),
    _text("coding_id"), _text("detail"), _whole("undoes"), Index("coding_events_coding", "coding_id"),
    Index("coding_events_step", "step"),
)  # fmt: skip
READINGS = _table(
    "readings", _key("coder"), _key("group_id"), Column("turn", Integer(), primary_key=True, nullable=False, autoincrement=False),
    _text("at"),
)  # fmt: skip
SUGGESTIONS = _table(
    "suggestions", _key("suggester"), _key("group_id"), Column("turn", Integer(), primary_key=True, nullable=False),
    _key("code"), _whole("position"), Column("score", _NUMBER, nullable=False), _text("why"), _to_turn(ondelete="CASCADE"),
    Index("suggestions_turn", "group_id", "turn"),
)  # fmt: skip
TOPICS = _table("topics", Column("id", Integer(), primary_key=True), _text("body"))
SUMMARIES = _table("summaries", _key("group_id"), _key("code"), _text("text"), _text("who"), _text("at"))
CLEARANCES = _table(
    "clearances", _key("quote_id"), _key("purpose"), _text("decision"), _text("reviewer"), _text("at"), _text("note")
)
MEMOS = _table("memos", _key("kind"), _key("subject"), _text("text"), _text("who"), _text("at"))
CONFIDENCES = _table("confidences", _key("link"), _text("level"), _text("reason"), _text("who"), _text("at"))
JOURNAL = _table(
    "journal", Column("seq", Integer(), primary_key=True), _text("at"), _text("who"), _text("action"), _text("subject"),
    _text("detail"),
)  # fmt: skip
STAGE_RUNS = _table(
    "stage_runs", _key("stage"), _text("key"), _text("at"), Column("seconds", _NUMBER, nullable=False), _text("summary")
)

NOTES = (
    (CODINGS, "memo"), (MEMOS, "text"), (SUMMARIES, "text"), (CLEARANCES, "note"), (CONFIDENCES, "reason"), (JOURNAL, "subject"),
    (JOURNAL, "detail"), (STAGE_RUNS, "summary"),
)  # fmt: skip
"""Where people's own words are kept, which a late redaction has to go through as well."""
