from __future__ import annotations

import pytest
from api_server import Client, Failed

from toolstack.api import rbac
from toolstack.datamodel.catalog import MESSAGES
from toolstack.datamodel.model import Role


async def attempt(client: Client, role: Role | None, method: str, *args: object, **options: object) -> list[str]:
    """Return the error that a session of this role gets, or nothing."""
    identity = await client.services.sessions.open("eve", role=role, **options)
    try:
        await client.bare(method, identity.ref, *args)
    except Failed as failed:
        return failed.description
    return []


@pytest.fixture
async def network(client: Client) -> str:
    return await client.call("network.create", {"other_config": {}})


async def test_a_role_includes_the_smaller_ones(client, network):
    for role in list(Role)[:-1]:
        found = await attempt(client, role, "network.set_name_label", network, f"by {role}")
        if role >= Role.POOL_OPERATOR:
            assert found == []
        else:
            assert found[:2] == ["RBAC_PERMISSION_DENIED", "network.set_name_label"]
            assert "pool-operator" in found[2]
        assert await attempt(client, role, "network.get_name_label", network) == []


async def test_local_root_alone_calls_messages_without_roles(client):
    assert (await attempt(client, Role.POOL_ADMIN, "session.change_password", "a", "b"))[0] == "RBAC_PERMISSION_DENIED"
    assert (await attempt(client, None, "session.change_password", "a", "b"))[0] == "SESSION_AUTHENTICATION_FAILED"


async def test_single_keys_of_a_map_need_less(client, network):
    operator = Role.VM_OPERATOR
    assert await attempt(client, operator, "network.add_to_other_config", network, "folder", "x") == []
    assert await attempt(client, operator, "network.remove_from_other_config", network, "folder") == []
    custom = "XenCenter.CustomFields.mine"
    assert await attempt(client, operator, "network.add_to_other_config", network, custom, "x") == []
    assert (await attempt(client, operator, "network.add_to_other_config", network, "other", "x"))[:2] == [
        "RBAC_PERMISSION_DENIED", "network.add_to_other_config",
    ]  # fmt: skip
    denied = await attempt(client, Role.READ_ONLY, "network.add_to_other_config", network, "folder", "x")
    assert denied[:2] == ["RBAC_PERMISSION_DENIED", "network.add_to_other_config/key:folder"]


async def test_a_client_certificate_reads(client, network):
    assert await attempt(client, None, "network.get_name_label", network, client_cert=True) == []
    denied = await attempt(client, None, "network.set_name_label", network, "x", client_cert=True)
    assert denied[0] == "RBAC_PERMISSION_DENIED"


async def test_what_a_client_certificate_may_besides(client):
    named = next((m for m in MESSAGES.values() if m.client_cert and m.role > Role.READ_ONLY), None)
    assert named is not None
    identity = await client.services.sessions.open("cert", client_cert=True)
    rbac.authorise(identity, named)


async def test_permissions_of_a_session(client):
    reader = await client.services.sessions.open("eve", role=Role.READ_ONLY)
    operator = await client.services.sessions.open("bob", role=Role.POOL_OPERATOR)
    few = set(await client.bare("session.get_rbac_permissions", reader.ref, reader.ref))
    many = set(await client.bare("session.get_rbac_permissions", operator.ref, operator.ref))
    assert "pif.get_device" in few
    assert "pif.plug" not in few
    assert "pif.plug" in many
    assert few < many
    assert await client.call("session.get_rbac_permissions", client.session) == []


async def test_role_objects(client):
    admin = (await client.call("role.get_by_name_label", "pool-admin"))[0]
    assert admin == "OpaqueRef:0165f154-ba3e-034e-6b27-5d271af109ba"
    assert await client.call("role.get_by_name_label", "read-only") == [
        "OpaqueRef:7233b8e3-eacb-d7da-2c95-f2e581cdbf4e"
    ]
    assert await client.call("role.get_uuid", admin) == "0165f154-ba3e-034e-6b27-5d271af109ba"
    assert await client.call("role.get_is_internal", admin) is False
    names = await client.call("role.get_permissions_name_label", admin)
    assert {"pif.plug", "network.add_to_other_config/key:folder"} <= set(names)
    plug = (await client.call("role.get_by_name_label", "pif.plug"))[0]
    record = await client.call("role.get_record", plug)
    assert record["subroles"] == []
    assert record["is_internal"] is True
    holders = await client.call("role.get_by_permission", plug)
    assert sorted([await client.call("role.get_name_label", ref) for ref in holders]) == ["pool-admin", "pool-operator"]
    assert await client.call("role.get_by_permission_name_label", "pif.plug") == holders
    everything = await client.call("role.get_all")
    roles = await client.call("role.get_all_records_where", "subroles<>[]")
    permissions = await client.call("role.get_all_where", "subroles=[]")
    assert len(roles) == 7
    assert len(roles) + len(permissions) == len(everything)
    assert set(await client.call("role.get_all_where", "whatever")) == set(everything)


@pytest.mark.parametrize(
    ("name", "uuid"),
    [
        ("pool-operator", "b9ce9791-0604-50cd-0649-09b3284c7dfd"),
        ("vm-operator", "fb8d4ff9-310c-a959-0613-54101535d3d5"),
        ("client-cert", "2c42debf-c64a-2ecd-f674-3350f06409f7"),
    ],
)
def test_uuids_of_roles(name, uuid):
    assert rbac._uuid(name) == uuid
