"""Bringing the tables to this version by Alembic, in the caller's transaction: killed midway, nothing happened."""

from pathlib import Path

from sqlalchemy import Connection, inspect

from dashboard.errors import Misconfigured
from dashboard.store.schema import SCHEMA_VERSION

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(connection: Connection) -> None:
    """Bring the database behind `connection` to SCHEMA_VERSION; a newer one is refused."""
    if stored_version(connection) == SCHEMA_VERSION:
        return
    # Costs more than all the rest of a start, and is needed at the first one only.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as problem:
        raise Misconfigured(
            f"The database was written by another, probably newer version of this program "
            f"(its schema is {stored_version(connection)}, this program knows up to {SCHEMA_VERSION}). "
            "Nothing was changed; install that version."
        ) from problem


def stored_version(connection: Connection) -> str | None:
    """The schema version that the database holds, or None."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return version
