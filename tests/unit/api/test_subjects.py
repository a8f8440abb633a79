"""Users of a directory: who gets in, with which rights, and what happens when those change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from api_server import PASSWORD, Client, Failed

from toolstack.api import directory
from toolstack.api.directory import DirectoryError
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import Role
from toolstack.rules import host_service

SID = {"eve": "S-1", "staff": "S-2", "mallory": "S-3"}


class Company:
    """A directory of two people and a group."""

    def __init__(self) -> None:
        self.suspended_ids: set[str] = set()
        self.reachable = True

    def _check(self) -> None:
        if not self.reachable:
            raise DirectoryError("no answer")

    async def authenticate(self, user: str, password: str) -> str:
        self._check()
        if password != "secret" or user not in SID:
            raise DirectoryError("wrong")
        return SID[user]

    async def identifier(self, name: str) -> str:
        if name not in SID:
            raise DirectoryError("unknown")
        return SID[name]

    async def information(self, identifier: str) -> Mapping[str, str]:
        for name, known in SID.items():
            if known == identifier:
                return {"subject-name": name}
        raise DirectoryError("unknown")

    async def groups(self, identifier: str) -> Iterable[str]:
        self._check()
        return [SID["staff"]] if identifier == SID["eve"] else []

    async def suspended(self, identifier: str) -> bool:
        self._check()
        return identifier in self.suspended_ids


@pytest.fixture
def company(client: Client, monkeypatch) -> Company:
    monkeypatch.setattr(directory, "FAILURE_SECONDS", 0)
    client.services.directory = Company()
    return client.services.directory


async def refused(client: Client, method: str, *args: object) -> list[str]:
    with pytest.raises(Failed) as caught:
        await client.bare(method, *args)
    return caught.value.description


async def subject(client: Client, name: str, *roles: Role) -> str:
    ref = await client.call("subject.create", {"subject_identifier": SID[name], "other_config": {"subject-name": name}})
    for role in roles:
        await client.call("subject.add_to_roles", ref, await role_ref(client, role.wire))
    return ref


async def role_ref(client: Client, name: str) -> str:
    return (await client.call("role.get_by_name_label", name))[0]


async def login(client: Client, name: str) -> str:
    return await client.bare("session.login_with_password", name, "secret", "1.0", "test")


async def test_records_of_subjects(client):
    ref = await subject(client, "eve")
    record = await client.call("subject.get_record", ref)
    assert record["roles"] == []
    assert record["other_config"] == {"subject-name": "eve"}
    again = {"subject_identifier": SID["eve"], "other_config": {}}
    assert await refused(client, "subject.create", client.session, again) == ["SUBJECT_ALREADY_EXISTS"]
    admin = await role_ref(client, "pool-admin")
    await client.call("subject.add_to_roles", ref, admin)
    assert await refused(client, "subject.add_to_roles", client.session, ref, admin) == ["ROLE_ALREADY_EXISTS"]
    for wrong in ("client-cert", "pif.plug"):
        internal = await role_ref(client, wrong)
        assert await refused(client, "subject.add_to_roles", client.session, ref, internal) == ["ROLE_NOT_FOUND"]
    assert "pif.plug" in await client.call("subject.get_permissions_name_label", ref)
    await client.call("subject.remove_from_roles", ref, admin)
    assert await refused(client, "subject.remove_from_roles", client.session, ref, admin) == ["ROLE_NOT_FOUND"]
    assert await client.call("subject.get_permissions_name_label", ref) == []
    await client.call("subject.destroy", ref)
    assert await refused(client, "subject.get_uuid", client.session, ref) == ["HANDLE_INVALID", "subject", ref]


async def test_no_directory(client):
    pool, host = client.pool, client.host
    assert await refused(client, "auth.get_subject_identifier", client.session, "eve") == ["AUTH_IS_DISABLED"]
    for method, ref in (("pool.enable_external_auth", pool), ("host.enable_external_auth", host)):
        assert await refused(client, method, client.session, ref, {}, "s", "AD") == ["AUTH_UNKNOWN_TYPE", "AD"]
    assert await client.call("pool.disable_external_auth", pool) == ""
    assert await client.call("host.disable_external_auth", host, {}) == ""
    assert await client.call("pool.detect_nonhomogeneous_external_auth", pool) == ""


@pytest.mark.usefixtures("company")
async def test_who_gets_in(client):
    assert await refused(client, "session.login_with_password", "eve", "wrong") == [
        "SESSION_AUTHENTICATION_FAILED", "eve", "Authentication failure",
    ]  # fmt: skip
    denied = await refused(client, "session.login_with_password", "eve", "secret")
    assert denied[:2] == ["SESSION_AUTHORIZATION_FAILED", "eve"]
    await subject(client, "eve")
    assert (await refused(client, "session.login_with_password", "eve", "secret"))[0] == "RBAC_PERMISSION_DENIED"
    await subject(client, "staff", Role.VM_ADMIN)
    ref = await login(client, "eve")
    record = await client.bare("session.get_record", ref, ref)
    assert record["is_local_superuser"] is False
    assert record["auth_user_sid"] == SID["eve"]
    assert record["auth_user_name"] == "eve"
    assert await client.call("subject.get_subject_identifier", record["subject"]) == SID["staff"]
    assert record["rbac_permissions"] == await client.bare("session.get_rbac_permissions", ref, ref)
    assert "vm.create" in record["rbac_permissions"]
    # Root is an account of this machine whatever the directory says.
    root = await client.bare("session.login_with_password", "root", PASSWORD)
    assert (await client.bare("session.get_record", root, root))["is_local_superuser"] is True
    assert await refused(client, "session.change_password", ref, "secret", "new") != []


async def test_rights_follow_roles_at_once(client, company):
    ref = await subject(client, "eve", Role.READ_ONLY)
    session = await login(client, "eve")
    assert (await refused(client, "pool.set_name_label", session, client.pool, "x"))[0] == "RBAC_PERMISSION_DENIED"
    await client.call("subject.add_to_roles", ref, await role_ref(client, "pool-operator"))
    await client.bare("pool.set_name_label", session, client.pool, "by eve")
    assert "pif.plug" in (await client.bare("session.get_record", session, session))["rbac_permissions"]
    await client.call("subject.remove_from_roles", ref, await role_ref(client, "pool-operator"))
    assert (await refused(client, "pool.set_name_label", session, client.pool, "x"))[0] == "RBAC_PERMISSION_DENIED"
    await client.call("subject.remove_from_roles", ref, await role_ref(client, "read-only"))
    assert await refused(client, "pool.get_all", session) == ["SESSION_INVALID", session]
    assert await client.call("pool.get_all")


async def test_a_destroyed_subject_is_out(client, company):
    ref = await subject(client, "eve", Role.POOL_ADMIN)
    session = await login(client, "eve")
    await client.call("subject.destroy", ref)
    assert await refused(client, "pool.get_all", session) == ["SESSION_INVALID", session]


@pytest.mark.parametrize("what", ["suspended", "out of reach", "gone"])
async def test_sessions_are_confirmed_now_and_then(client, company, what):
    await subject(client, "mallory", Role.POOL_ADMIN)
    session = await login(client, "mallory")
    identity = client.services.sessions.find(session)
    assert client.services.sessions.unconfirmed() == []
    identity.confirm_at = 0.0
    await directory.revalidate(client.services, client.services.sessions.unconfirmed())
    assert client.services.sessions.unconfirmed() == []
    assert await client.bare("pool.get_all", session)
    company.suspended_ids.update([SID["mallory"]] if what == "suspended" else [])
    company.reachable = what != "out of reach"
    if what == "gone":
        client.services.directory = None
    identity.confirm_at = 0.0
    await directory.revalidate(client.services, client.services.sessions.unconfirmed())
    assert await refused(client, "pool.get_all", session) == ["SESSION_INVALID", session]


@pytest.mark.usefixtures("company")
async def test_questions_to_the_directory(client):
    assert await client.call("auth.get_subject_identifier", "eve") == "S-1"
    assert await client.call("auth.get_subject_information_from_identifier", "S-1") == {"subject-name": "eve"}
    assert await client.call("auth.get_group_membership", "S-1") == ["S-2"]
    for method in ("get_subject_identifier", "get_subject_information_from_identifier"):
        assert await refused(client, f"auth.{method}", client.session, "x") == ["SUBJECT_CANNOT_BE_RESOLVED"]


async def test_a_host_takes_no_vms_until_it_is_enabled_or_boots(client):
    await client.call("host.disable", client.host, *[False])
    assert await client.call("host.get_enabled", client.host) is False
    assert host_service.UNTIL_BOOT not in await client.call("host.get_other_config", client.host)
    await client.store.change(host_service.booted, client.host, 1e11)
    assert await client.call("host.get_enabled", client.host) is False
    await client.call("host.disable", client.host)
    await client.store.change(host_service.booted, client.host, 1.0)
    assert await client.call("host.get_enabled", client.host) is False
    await client.store.change(host_service.booted, client.host, 1e11)
    assert await client.call("host.get_enabled", client.host) is True
    assert host_service.UNTIL_BOOT not in client.store.snapshot.get(Host, client.host).other_config
    await client.call("host.disable", client.host)
    await client.call("host.enable", client.host)
    assert await client.call("host.get_enabled", client.host) is True
