"""The hospital's number of the patient, which pictures from elsewhere must carry."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("cases", sa.Column("patient_id", sa.Text, nullable=False, server_default=""))
