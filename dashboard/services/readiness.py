"""Whether the program can work now. The one service without a user: it reads nobody's data."""

from dashboard.services.context import Context


def database_answers(context: Context) -> bool:
    """Whether the database takes a question."""
    return context.store.answers()
