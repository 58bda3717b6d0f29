"""Imports by way of the page, and what people have confirmed for the next one."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Text, primary_key=True),
        *(_text(name) for name in ("owner", "name", "format", "outcome", "began", "came", "ended")),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("files", "rows", "accepted", "refused")),
        sa.Column("cases", sa.JSON, nullable=False),
    )
    op.create_index("imports_by_owner", "imports", ["owner", "began"])
    op.create_table(
        "confirmed_codes",
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("source", "kind", "said")),
        *(_text(name) for name in ("means", "who", "at")),
    )
    op.create_table(
        "kept_mappings",
        sa.Column("name", sa.Text, primary_key=True),
        *(_text(name) for name in ("title", "content", "who", "at")),
    )


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False)
