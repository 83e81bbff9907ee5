"""What happened to each coding, which turns a coder has read, and an index that finds codings by their code."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing; the tables are there, empty: what was done before is in the journal only."""
    op.create_table(
        "coding_events", sa.Column("seq", sa.Integer(), primary_key=True), whole("step"),
        *texts("at", "who", "action", "coding_id", "detail"), whole("undoes"), sqlite_strict=True,
    )  # fmt: skip
    op.create_index("coding_events_coding", "coding_events", ["coding_id"])
    op.create_index("coding_events_step", "coding_events", ["step"])
    op.create_table(
        "readings", key("coder"), key("group_id"), whole("turn", primary=True), *texts("at"), sqlite_strict=True,
    )  # fmt: skip
    op.create_index("codings_code", "codings", ["code"])


def texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=True, nullable=False)


def whole(name: str, *, primary: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), primary_key=primary, nullable=False, autoincrement=False)
