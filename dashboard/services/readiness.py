"""Whether the program can work now. The one service without a user: it reads nobody's data."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from dashboard.errors import TimelineError
from dashboard.services.context import Context


def database_answers(context: Context) -> bool:
    """Whether the database takes a question."""
    try:
        with context.store.reading() as connection:
            connection.execute(text("SELECT 1"))
    except (TimelineError, SQLAlchemyError):
        return False
    return True
