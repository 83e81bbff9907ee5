"""Full-text search over released turns, kept up to date by the database itself."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE turns_fts USING fts5(text, content='turns', content_rowid='id',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "INSERT INTO turns_fts (turns_fts) VALUES ('rebuild')",
    "CREATE TRIGGER turns_added AFTER INSERT ON turns BEGIN INSERT INTO turns_fts (rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER turns_gone AFTER DELETE ON turns BEGIN"
    " INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, old.text); END",
    "CREATE TRIGGER turns_changed AFTER UPDATE OF text ON turns BEGIN"
    " INSERT INTO turns_fts (turns_fts, rowid, text) VALUES ('delete', old.id, old.text);"
    " INSERT INTO turns_fts (rowid, text) VALUES (new.id, new.text); END",
)
POSTGRESQL = ("CREATE INDEX turns_words ON turns USING gin (to_tsvector('english', text))",)


def upgrade() -> None:
    """Nothing; the index is there and filled."""
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
