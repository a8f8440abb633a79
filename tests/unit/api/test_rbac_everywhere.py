"""Every message against every role: what the data file says is what happens, and the check comes where it must."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from api_server import Client

from toolstack.api import rbac
from toolstack.api.endpoint import ENDPOINTS
from toolstack.api.entry import entries
from toolstack.api.sessions import Identity
from toolstack.datamodel.catalog import CLASSES, FIELD_TYPES
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.model import Role
from toolstack.wire.incoming import Failure, Incoming, Origin, Transport

INTERFACE = json.loads((Path(__file__).parents[2] / "data" / "interface.json").read_text())
MESSAGES = {
    f"{cls}.{name}": facts
    for cls, described in INTERFACE["classes"].items()
    for name, facts in described["messages"].items()
}
SESSIONS = {
    **{role.wire: Identity("r", "u", superuser=False, role=role) for role in Role if role < Role.LOCAL_ROOT},
    "client-cert": Identity("r", "u", superuser=False, client_cert=True),
    "local root": Identity("r", "u", superuser=True),
    "nobody": Identity("r", "u", superuser=False),
}


def test_the_data_file_is_whole():
    assert len(MESSAGES) == 2258
    assert set(MESSAGES) == {wire for wire in entries() if "." in wire}


@pytest.mark.parametrize("who", SESSIONS)
def test_who_may_call_what(who):
    """2,258 messages for each kind of session."""
    identity, wrong = SESSIONS[who], []
    for wire, entry in entries().items():
        if "." not in wire or "session" not in MESSAGES[wire]["flags"].split():
            continue
        allowed = who == "local root" or who in INTERFACE["roles"][MESSAGES[wire]["roles"]]
        try:
            rbac.authorise(identity, entry.message)
            granted = True
        except ApiError as error:
            granted = error.description[:2] != ["RBAC_PERMISSION_DENIED", wire.lower()]
        if granted is not allowed:
            wrong.append(wire)
    assert wrong == []


@pytest.mark.parametrize("who", [who for who in SESSIONS if who not in {"local root", "nobody"}])
def test_the_objects_of_roles_say_the_same(who):
    role = next((role for role in Role if role.wire == who), Role.READ_ONLY)
    listed = set(rbac.permissions(role, client_cert=who == "client-cert"))
    for wire, facts in MESSAGES.items():
        if "session" in facts["flags"].split():
            assert (wire.lower() in listed) is (who in INTERFACE["roles"][facts["roles"]]), wire


async def test_a_session_without_the_role_gets_nowhere(client: Client):
    """Through the dispatcher, with arguments of the right types, so that nothing but the role can refuse first."""
    opened = {
        role: await client.services.sessions.open(role.wire, role=role) for role in Role if role < Role.LOCAL_ROOT
    }
    denied = 0
    for wire, entry in entries().items():
        message = entry.message
        if "." not in wire or not message.needs_session or message.pool_internal or message.removed:
            continue
        role = Role(message.role - 1) if message.role > Role.READ_ONLY else None
        if role is None:
            continue
        args = [opened[role].ref, *(sample(parameter.type) for parameter in message.params)]
        outcome = await client.dispatcher.dispatch(Incoming(wire, args, Origin(Transport.TLS)))
        assert isinstance(outcome, Failure), wire
        assert outcome.description[:2] == ("RBAC_PERMISSION_DENIED", wire.lower()), (wire, outcome.description)
        denied += 1
    assert denied > 800


def sample(kind) -> object:  # noqa: PLR0911 - one per type
    """A wire value of a type."""
    match type(kind).__name__:
        case "Primitive":
            values = {"int": 1, "float": 1.0, "bool": True, "datetime": "20240101T00:00:00Z"}
            return values.get(kind.name, "key")
        case "Enumeration":
            return str(next(iter(kind.cls)))
        case "Reference":
            return "OpaqueRef:NULL"
        case "Collection":
            return []
        case "Mapped":
            return {}
        case "Structure":
            required = CLASSES[kind.target].info.create_required or ()
            return {key: sample(FIELD_TYPES[kind.target, key]) for key in required}
        case _:
            return sample(kind.element)


def test_permissions_of_http():
    operator, reader = SESSIONS["pool-operator"], SESSIONS["read-only"]
    rbac.authorise_http(reader, "get_services")
    rbac.authorise_http(SESSIONS["client-cert"], "get_services")
    rbac.authorise_http(SESSIONS["client-cert"], "get_updates")
    rbac.authorise_http(operator, "get_system_status")
    for identity, name in ((reader, "get_system_status"), (operator, "get_host_backup"), (operator, "get_repository")):
        with pytest.raises(ApiError) as caught:
            rbac.authorise_http(identity, name)
        assert caught.value.description[:2] == ["RBAC_PERMISSION_DENIED", f"http/{name}"]
    rbac.authorise_http(SESSIONS["local root"], "get_repository")
    with pytest.raises(ApiError):
        rbac.authorise_http(SESSIONS["pool-operator"], "connect_console/host_console")
    assert {"http/get_host_backup", "http/connect_console/host_console"} <= set(rbac.permissions(Role.POOL_ADMIN))
    assert len(ENDPOINTS) == 60
