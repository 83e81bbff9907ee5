"""Runs migrations in the connection that `csa_research.store.migrate` hands over. Sets up no logging."""

from alembic import context

from csa_research.store.schema import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
