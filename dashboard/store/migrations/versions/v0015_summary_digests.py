"""Beside each summary the numbers by which lists sort and filter; summaries without them are made again."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute(sa.text("DELETE FROM case_summaries"))
    op.add_column("case_summaries", sa.Column("digest", sa.LargeBinary, nullable=False, server_default=""))
