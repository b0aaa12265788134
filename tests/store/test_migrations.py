"""The tables come from migrations alone, and are the ones the code writes to."""

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bearwitness.store import database, tables
from bearwitness.store.case import Case


def test_the_migrations_make_exactly_the_tables_of_the_code(case: Case) -> None:
    with case._engine.begin() as db:
        options = {"include_object": lambda _o, name, *_: not name.startswith("search_words")}
        made = MigrationContext.configure(db, opts=options)
        assert compare_metadata(made, tables.metadata) == []


def test_the_newest_revision_is_the_one_the_code_expects() -> None:
    config = Config()
    config.set_main_option("script_location", "bearwitness:store/schema")
    assert ScriptDirectory.from_config(config).get_current_head() == database.HEAD


def test_every_table_is_vouched_for_or_known_not_to_be() -> None:
    vouched = {table.name for kind in tables.VOUCHED.values() for table, _ in kind}
    assert set(tables.metadata.tables) - vouched == {
        "meta", "secrets", "ledger", "vouchers", "gists", "gist_rows", "contexts",
        "search_reports", "search_claims", "search_keys", "search_due",
    }  # fmt: skip
