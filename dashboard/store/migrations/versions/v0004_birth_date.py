"""The birth date of the patient, perhaps in part, from which ages are computed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("cases", sa.Column("birth_date", sa.Text, nullable=False, server_default=""))
