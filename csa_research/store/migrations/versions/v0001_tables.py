"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.Float().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    """Nothing; every table is there."""
    make("groups", key("group_id"), whole("position"), *texts("agency", "date", "transcript", "facilitator"),
         sa.Column("invited", sa.Integer()), sa.Column("attended", sa.Integer()), *texts("consent_scope"))  # fmt: skip
    make("releases", key("group_id"), whole("version"), *texts("signed_by", "signed_at"), whole("reviewed"))
    make("release_history", key("group_id"), whole("version", primary=True), *texts("signed_by", "signed_at"), whole("reviewed"))
    make("participants", key("group_id"), key("label"), whole("position"), *texts("role"), to_release())
    make("turns", sa.Column("id", sa.Integer(), primary_key=True), *texts("group_id"), whole("turn"),
         *texts("speaker", "role", "text"), sa.Column("start_s", NUMBER), sa.Column("end_s", NUMBER), to_release())  # fmt: skip
    op.create_index("turns_place", "turns", ["group_id", "turn"], unique=True)
    make("codings", key("id"), *texts("group_id"), whole("turn"), whole("span_start"), whole("span_end"),
         *texts("quote", "code", "polarity", "coder", "effect", "role", "memo", "flags", "quote_id", "status"),
         to_turn(None))  # fmt: skip
    op.create_index("codings_turn", "codings", ["group_id", "turn"])
    make("suggestions", key("suggester"), key("group_id"), whole("turn", primary=True), key("code"), whole("position"),
         sa.Column("score", NUMBER, nullable=False), *texts("why"), to_turn("CASCADE"))  # fmt: skip
    op.create_index("suggestions_turn", "suggestions", ["group_id", "turn"])
    make("topics", sa.Column("id", sa.Integer(), primary_key=True), *texts("body"))
    make("summaries", key("group_id"), key("code"), *texts("text", "who", "at"))
    make("clearances", key("quote_id"), key("purpose"), *texts("decision", "reviewer", "at", "note"))
    make("confidences", key("link"), *texts("level", "reason", "who", "at"))
    make("journal", sa.Column("seq", sa.Integer(), primary_key=True), *texts("at", "who", "action", "subject", "detail"))
    make("stage_runs", key("stage"), *texts("key", "at"), sa.Column("seconds", NUMBER, nullable=False), *texts("summary"))


def make(name: str, *parts: sa.Column[Any] | sa.ForeignKeyConstraint) -> None:
    op.create_table(name, *parts, sqlite_strict=True)


def key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), primary_key=True, nullable=False)


def texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def whole(name: str, *, primary: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), primary_key=primary, nullable=False, autoincrement=False)


def to_release() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["group_id"], ["releases.group_id"], ondelete="CASCADE")


def to_turn(ondelete: str | None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["group_id", "turn"], ["turns.group_id", "turns.turn"], ondelete=ondelete, deferrable=True, initially="DEFERRED"
    )
