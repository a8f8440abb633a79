"""Who may log in."""

from __future__ import annotations

import stat

import pytest

from toolstack.server.accounts import MAX_PASSWORD, AccountFile, write_account
from toolstack.server.pam import Pam


@pytest.fixture
def accounts(tmp_path):
    write_account(tmp_path / "accounts", "root", "secret")
    return AccountFile(tmp_path / "accounts")


@pytest.mark.parametrize(
    ("user", "password", "right"),
    [
        ("root", "secret", True),
        ("root", "Secret", False),
        ("root", "", False),
        ("", "", False),
        ("none", "none", False),
        ("other", "secret", False),
        ("root", "secret\0", False),
        ("root", "\udcff", False),
        ("root", "s" * (MAX_PASSWORD + 1), False),
    ],
)
async def test_passwords(accounts, user, password, right):
    assert await accounts.authenticate(user, password) is right


async def test_the_file_holds_no_password_and_is_private(accounts):
    assert "secret" not in accounts.path.read_text()
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600


async def test_changes_take_effect_at_once_and_keep_the_others(accounts):
    write_account(accounts.path, "admin", "another")
    write_account(accounts.path, "root", "changed")
    assert await accounts.authenticate("admin", "another")
    assert await accounts.authenticate("root", "changed")
    assert not await accounts.authenticate("root", "secret")


async def test_a_broken_line_or_a_missing_file_lets_nobody_in(accounts, tmp_path):
    accounts.path.write_text("root:plain:secret\nroot\n\n# comment\n")
    assert not await accounts.authenticate("root", "secret")
    assert not await AccountFile(tmp_path / "missing").authenticate("root", "secret")


@pytest.mark.parametrize("user", ["", "a:b", "a b", "a\nb"])
def test_names_that_cannot_stand_in_the_file(tmp_path, user):
    with pytest.raises(ValueError, match="no user name"):
        write_account(tmp_path / "accounts", user, "x")


async def test_pam_refuses_whom_it_does_not_know():
    assert not await Pam("patchbay-no-such-service").authenticate("patchbay-no-such-user", "x")
