"""Studies of pictures that were imported into a case, and their files by content."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "joined_studies",
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("uid", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("study_id", "event_id", "date", "modality")),
        sa.Column("accession", sa.Text, nullable=False),
    )
    op.create_table(
        "picture_files",
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("study_id", sa.Text, primary_key=True),
        sa.Column("instance_uid", sa.Text, primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
