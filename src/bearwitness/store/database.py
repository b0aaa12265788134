"""`case.db`: one SQLCipher connection, opened with the raw case key.

WAL with `synchronous=FULL`: a commit that returned is on the disk. `secure_delete` overwrites what
is deleted, and `scrubbed` then takes it out of the log and the free pages too.
"""

import os
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import StaticPool

from ..model.errors import CaseTooNew
from .files import PRIVATE_FILE, damaged

DATABASE = "case.db"
HEAD = "0006"  # the newest revision in schema/versions
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -65536",  # KiB of pages in the clear: a page read again need not be decrypted
    "trusted_schema = OFF",
)


def database(case: Path, key: bytes) -> Engine:
    """An engine on `case.db` with one connection for the whole process."""
    path = case / DATABASE

    def connect() -> Any:
        db = sqlcipher3.dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        return db

    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=connect,
        poolclass=StaticPool,
        hide_parameters=True,  # an error's message must not hold words of a report
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:  # the driver itself would begin too late
        connection.exec_driver_sql("BEGIN")

    return engine


def made(case: Path) -> None:
    """Makes the empty file of a new database, readable by its owner alone."""
    os.close(os.open(case / DATABASE, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def found(case: Path) -> None:
    """Raises CaseDamaged when the database is missing: opening must never make an empty one."""
    if not (case / DATABASE).is_file():
        raise damaged(DATABASE)


def migrate(engine: Engine) -> None:
    """Brings the tables to the newest revision; raises CaseTooNew for one nobody here knows."""
    with engine.begin() as connection:
        current = _revision(connection)
    if current == HEAD:
        return
    from alembic import command  # slow to import, and nearly never needed
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "schema"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise CaseTooNew(
            f"the case's tables are at revision {current}; this program knows up to {HEAD}",
            "open it with the newer Bearwitness that wrote it",
        )
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def scrubbed(engine: Engine) -> None:
    """Rewrites the database without its free pages and empties its log."""
    pooled = engine.raw_connection()
    try:
        for command in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            pooled.cursor().execute(command).fetchall()
    finally:
        pooled.close()


def broken_pages(engine: Engine) -> list[str]:
    """What SQLCipher says of pages whose authentication fails; empty when all hold."""
    with engine.begin() as connection:
        return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
