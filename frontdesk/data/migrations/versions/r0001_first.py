"""The first schema: as ``schema.create_schema`` makes it."""

from alembic import op

from frontdesk.data.dialect import create_triggers, drop_triggers
from frontdesk.data.tables import meta, metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection)
    create_triggers(connection)
    connection.execute(meta.insert().values(name="demo", value=False))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {0x46444B31}")
        connection.exec_driver_sql("PRAGMA user_version = 1")


def downgrade() -> None:
    connection = op.get_bind()
    drop_triggers(connection)
    metadata.drop_all(connection)
