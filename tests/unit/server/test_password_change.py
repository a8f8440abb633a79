"""Changing the password of an account of this machine."""

from __future__ import annotations

import pytest

from toolstack.api.sessions import PasswordNotChangedError
from toolstack.server.accounts import AccountFile, write_account
from toolstack.server.pam import Pam


@pytest.fixture
def accounts(tmp_path):
    write_account(tmp_path / "accounts", "root", "old")
    write_account(tmp_path / "accounts", "other", "same")
    return AccountFile(tmp_path / "accounts")


async def test_the_new_password_counts_and_the_old_one_does_not(accounts):
    await accounts.change_password("root", "new")
    assert await accounts.authenticate("root", "new")
    assert not await accounts.authenticate("root", "old")
    assert await accounts.authenticate("other", "same")


@pytest.mark.parametrize(("user", "password"), [("nobody", "x"), ("root", ""), ("root", "x" * 5000), ("root", "\0")])
async def test_what_is_refused_changes_nothing(accounts, user, password):
    before = accounts.path.read_bytes()
    with pytest.raises(PasswordNotChangedError):
        await accounts.change_password(user, password)
    assert accounts.path.read_bytes() == before


async def test_a_file_that_cannot_be_written(accounts):
    accounts.path.unlink()
    accounts.path.mkdir()
    with pytest.raises(PasswordNotChangedError):
        await accounts.change_password("root", "new")


async def test_only_root_changes_accounts_of_the_machine(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(PasswordNotChangedError, match="passwd"):
        await Pam("patchbay").change_password("root", "new")


async def test_the_system_is_given_the_password_on_its_input(monkeypatch, tmp_path):
    program = tmp_path / "chpasswd"
    program.write_text(
        f'#!/bin/sh\n[ "$#" = 0 ] && cat > {tmp_path}/given; grep -q weak {tmp_path}/given && exit 1; exit 0\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    await Pam("patchbay").change_password("alice", "new one")
    assert (tmp_path / "given").read_text() == "alice:new one\n"
    with pytest.raises(PasswordNotChangedError):
        await Pam("patchbay").change_password("alice", "weak")
    with pytest.raises(PasswordNotChangedError):
        await Pam("patchbay").change_password("alice", "two\nroot:lines")
