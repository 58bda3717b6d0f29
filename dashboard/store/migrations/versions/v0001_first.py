"""The first tables: cases, their events, what they were before, ids of pictures, and the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _texts(*names: str) -> list["sa.Column[str]"]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _counts(*names: str) -> list["sa.Column[int]"]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def _lists(*names: str) -> list["sa.Column[object]"]:
    return [sa.Column(name, sa.JSON, nullable=False) for name in names]


def _version() -> "sa.Column[int]":
    return sa.Column("version", sa.Integer, primary_key=True, autoincrement=False)


def _case(*, primary_key: bool = True) -> "sa.Column[str]":
    return sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=primary_key, nullable=False)


def upgrade() -> None:
    _create_cases()
    _create_events()
    _create_history()
    _create_pictures()
    _create_audit()


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Text, primary_key=True),
        *_counts("position", "version"),
        *_texts("fingerprint", "location"),
        *_texts("title", "question", "zero", "age", "sex", "diagnosis", "question_source", "source"),
        *_texts("grain", "origin", "writing"),
        *_lists("clocks", "moments", "zeros", "studies", "findings", "issues"),
    )


def _create_events() -> None:
    op.create_table(
        "events",
        _case(),
        sa.Column("id", sa.Text, primary_key=True),
        *_counts("version", "position"),
        *_texts("kind", "term", "at"),
        sa.Column("until", sa.Text),
        *_texts("state"),
        *(sa.Column(name, sa.Text) for name in ("received", "unit_received", "number", "unit", "comparator")),
        *_lists("components"),
        *_texts("group", "source", "place", "as_printed", "note"),
        *_lists("issues"),
        sa.Column("seq", sa.BigInteger),
        *_lists("details"),
    )


def _create_history() -> None:
    op.create_table(
        "changes", _case(), _version(), *_texts("at", "who", "what"), *_counts("added", "changed", "removed")
    )
    op.create_table(
        "case_history",
        sa.Column("case_id", sa.Text, primary_key=True),
        _version(),
        *_lists("record"),
        sa.ForeignKeyConstraint(["case_id", "version"], ["changes.case_id", "changes.version"]),
    )
    op.create_table(
        "event_history",
        sa.Column("case_id", sa.Text, primary_key=True),
        sa.Column("event_id", sa.Text, primary_key=True),
        _version(),
        *_counts("replaced"),
        *_lists("record"),
        sa.ForeignKeyConstraint(["case_id", "version"], ["changes.case_id", "changes.version"]),
        sa.ForeignKeyConstraint(["case_id", "replaced"], ["changes.case_id", "changes.version"]),
    )


def _create_pictures() -> None:
    op.create_table(
        "pictures",
        sa.Column("id", sa.Text, primary_key=True),
        _case(primary_key=False),
        *_texts("study_id", "series"),
    )
    op.create_index("pictures_by_series", "pictures", ["case_id", "study_id", "series"], unique=True)


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        *_texts("at", "who", "role", "action", "case_id", "subject", "outcome", "place", "request"),
        sqlite_autoincrement=True,
    )
    op.create_index("audit_by_case", "audit", ["case_id", "id"])
