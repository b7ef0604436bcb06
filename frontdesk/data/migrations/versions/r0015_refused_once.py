"""A mark on each refused piece, so that one that comes again with its file is kept once."""

import sqlalchemy as sa
from alembic import op

from frontdesk.domain.inquiry import piece_mark

revision = "0015"
down_revision = "0014"

_piece = sa.table("refused_piece", *(sa.column(name) for name in ("id", "import_run_id", "reason", "where", "content", "mark")))
_run = sa.table("import_run", sa.column("id"), sa.column("file_name"))


def upgrade() -> None:
    with op.batch_alter_table("refused_piece") as piece:
        piece.add_column(sa.Column("mark", sa.Text(), server_default="", nullable=False))
    op.create_index(op.f("ix_refused_piece_mark"), "refused_piece", ["mark"])
    connection = op.get_bind()
    kept = sa.select(_piece, _run.c.file_name).join(_run, _run.c.id == _piece.c.import_run_id)
    for row in connection.execute(kept).mappings().all():
        mark = piece_mark(row["reason"], row["where"], row["content"], of=row["file_name"])
        connection.execute(sa.update(_piece).where(_piece.c.id == row["id"]).values(mark=mark))


def downgrade() -> None:
    op.drop_index(op.f("ix_refused_piece_mark"), "refused_piece")
    with op.batch_alter_table("refused_piece") as piece:
        piece.drop_column("mark")
