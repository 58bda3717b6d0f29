"""Meetings with their agendas, drafts of decisions, review notes, and answers to requests that may come twice."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Text, primary_key=True),
        *_texts("date", "title"),
        sa.Column("expected", sa.JSON, nullable=False),
        *_counts("version"),
    )
    op.create_table(
        "meeting_cases",
        sa.Column("meeting_id", sa.Text, sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
        *_counts("position", "minutes", "seen", "version"),
        *_texts("question", "standing", "reason", "discussed_at"),
        sa.Column("checklist", sa.JSON, nullable=False),
    )
    op.create_index("meeting_cases_by_case", "meeting_cases", ["case_id", "meeting_id"])
    op.create_table(
        "meeting_history",
        sa.Column("meeting_id", sa.Text, primary_key=True),
        sa.Column("case_id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        *_texts("at", "who"),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.create_table(
        "drafts",
        sa.Column("who", sa.Text, primary_key=True),
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("event_id", sa.Text, primary_key=True),
        *_texts("at"),
        *_counts("seen"),
        sa.Column("form", sa.JSON, nullable=False),
    )
    op.create_table(
        "review_notes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), nullable=False),
        *_texts("meeting_id", "at", "who", "text"),
    )
    op.create_index("review_notes_by_case", "review_notes", ["case_id", "id"])
    op.create_table(
        "answered",
        sa.Column("who", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        *_texts("at"),
        sa.Column("answer", sa.JSON, nullable=False),
    )


def _texts(*names: str) -> "list[sa.Column[str]]":
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _counts(*names: str) -> "list[sa.Column[int]]":
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]
