"""Memos on codes, transcripts and the study; those on codings stand with the codings."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing; the table is there, empty."""
    keys = [sa.Column(name, sa.Text(), primary_key=True, nullable=False) for name in ("kind", "subject")]
    values = [sa.Column(name, sa.Text(), nullable=False) for name in ("text", "who", "at")]
    op.create_table("memos", *keys, *values, sqlite_strict=True)
