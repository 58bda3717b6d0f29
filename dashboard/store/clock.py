"""The time of people's acts, as the store writes it. Order never rests on it: versions and lines are numbered."""

from datetime import UTC, datetime


def now() -> str:
    """This moment in UTC, ISO 8601 with microseconds: text that sorts by time."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
