"""The migrations make exactly the declared tables; older databases are upgraded, newer ones refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from toolstack.db import migrate, schema
from toolstack.db.connection import engine, parse
from toolstack.db.error import SchemaTooNew
from toolstack.db.store import Store


def differences(connection):
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return compare_metadata(context, schema.metadata)


@pytest.fixture
def connection(empty_url):
    source = engine(parse(empty_url))
    with source.connect() as opened:
        yield opened
    source.dispose()


def test_migrated_schema_is_the_declared_one(connection):
    migrate.upgrade(connection)
    with connection.begin():
        assert differences(connection) == [], (
            "the declarations and the migrations differ: python -m toolstack.db.migrate 'what changed'"
        )


def test_difference_would_be_seen(connection):
    migrate.upgrade(connection)
    with connection.begin():
        connection.exec_driver_sql('ALTER TABLE "PIF" DROP COLUMN "plugged"')
        connection.exec_driver_sql('DROP INDEX "VLAN_uuid_unique"')
        assert {difference[0] for difference in differences(connection)} == {"add_column", "add_index"}


def test_newest_migration_is_the_one_the_program_expects():
    assert migrate.known(migrate.configuration())[0] == schema.REVISION


def test_upgrade_is_done_once(connection):
    migrate.upgrade(connection)
    migrate.upgrade(connection)
    with connection.begin():
        assert migrate.revision(connection) == schema.REVISION


def test_downgrade_leaves_nothing(connection):
    migrate.upgrade(connection)
    with connection.begin():
        command.downgrade(migrate.configuration(connection), "base")
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]


async def test_newer_database_is_refused(empty_url, connection):
    migrate.upgrade(connection)
    with connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNew, match=r"9999.*newer version"):
        await Store.open(empty_url)


def test_crash_during_the_migration_leaves_the_old_schema(connection, monkeypatch):
    def crash(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", crash)
    with pytest.raises(ZeroDivisionError):
        migrate.upgrade(connection)
    assert sa.inspect(connection).get_table_names() == []


def test_new_column_holds_the_default_of_its_field(tmp_path, monkeypatch):
    """A migration made by the tool upgrades a database with rows in it."""
    folder = tmp_path / "migrations"
    subprocess.run(["cp", "-r", migrate.MIGRATIONS, folder], check=True)
    (first,) = folder.glob("versions/0001_*.py")
    lines = [line for line in first.read_text().splitlines() if '"MTU"' not in line and '"purpose"' not in line]
    first.write_text("\n".join(lines))
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    made = migrate.new("MTU and purpose")
    assert made.name == "0002_mtu_and_purpose.py"
    source = engine(parse(f"sqlite:///{tmp_path}/old.db"))
    with source.connect() as connection:
        migrate.upgrade(connection, "0001")
        with connection.begin():
            columns = {column["name"] for column in sa.inspect(connection).get_columns("network")}
            assert not columns & {"MTU", "purpose"}
            old = [column for column in schema.TABLES["network"].c if column.name in columns]
            values = ", ".join("'{}'" if isinstance(column.type, sa.JSON) else "'1'" for column in old)
            names = ", ".join(f'"{column.name}"' for column in old)
            connection.exec_driver_sql(f"INSERT INTO network ({names}) VALUES ({values})")
        migrate.upgrade(connection, "0002")
        with connection.begin():
            assert connection.exec_driver_sql('SELECT "MTU", purpose FROM network').one() == (1500, "[]")
            assert differences(connection) == []
    source.dispose()


def test_names_are_quoted_and_differ_in_more_than_case():
    for table in schema.metadata.tables.values():
        names = [column.name.lower() for column in table.columns]
        assert len(set(names)) == len(names), table.name
    names = [name.lower() for name in schema.metadata.tables]
    assert len(set(names)) == len(names)
    assert schema._column_names(("tag", "Tag", "TAG", "Tag_")) == {
        "tag": "tag",
        "Tag": "Tag_",
        "TAG": "TAG__",
        "Tag_": "Tag___",
    }


def test_every_stored_field_has_a_column():
    for name in schema.STORED:
        assert set(schema.CODECS[name]) == set(schema.TABLES[name].c.keys()) - {"_ref", "_created", "_modified"}


def test_migrations_are_in_the_wheel(tmp_path):
    root = Path(__file__).parents[3]
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-q",
        "-w",
        tmp_path,
        tmp_path / "src",
    ]
    subprocess.run(["cp", "-r", root / "toolstack", root / "setup.cfg", root / "pyproject.toml", tmp_path], check=True)
    source = tmp_path / "src"
    source.mkdir()
    for name in ("toolstack", "setup.cfg", "pyproject.toml"):
        (tmp_path / name).rename(source / name)
    for name in ("README.md", "LICENSE"):
        (source / name).write_text("")
    subprocess.run(build, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    listing = subprocess.run([sys.executable, "-m", "zipfile", "-l", wheel], check=True, capture_output=True, text=True)
    for part in ("migrations/env.py", "migrations/script.py.mako", "migrations/versions/0001_"):
        assert f"toolstack/db/{part}" in listing.stdout
