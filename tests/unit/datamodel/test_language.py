"""The language of the declarations: records, references, errors, types."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from toolstack.datamodel import catalog, errors, model, types
from toolstack.datamodel.bond import BondMode
from toolstack.datamodel.host_driver import HostDriver
from toolstack.datamodel.model import EPOCH, MISSING, NULL, Lifecycle, Ref, Role
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.vlan import Vlan


def test_what_is_not_given_takes_the_default_or_the_empty_value() -> None:
    pif = Pif(device="eth0")
    assert (pif.device, pif.VLAN, pif.host, pif.other_config, pif.IPv6) == ("eth0", 0, NULL, {}, ())
    assert Vlan().tag == -1


def test_a_record_never_changes() -> None:
    vlan = Vlan(tag=7)
    with pytest.raises(AttributeError, match="immutable"):
        vlan.tag = 8  # type: ignore[misc]
    assert vlan.replace(tag=8).tag == 8
    assert vlan.tag == 7
    assert vlan.replace(tag=7) == vlan
    assert vlan.replace(tag=8) != vlan


@pytest.mark.parametrize("name", ["nonsense", "PIFs", "info"])
def test_a_name_that_is_no_stored_field_is_refused(name: str) -> None:
    with pytest.raises(TypeError, match=name):
        Network(**{name: ""})
    with pytest.raises(TypeError, match=name):
        Network().replace(**{name: ""})


def test_a_computed_end_is_no_attribute() -> None:
    assert not hasattr(Network(), "PIFs")
    assert "PIFs" in Network.info.shown
    assert "PIFs" not in Network.info.stored


def test_a_field_may_be_called_info() -> None:
    assert HostDriver(info="text").info == "text"
    assert HostDriver.info.wire_name == "Host_driver"
    assert Pif().info is Pif.info


def test_a_repr_shows_no_contents() -> None:
    assert repr(Pif(uuid="u", other_config={"password": "x"})) == "<PIF u>"
    assert "x" not in repr(model.Secret("x"))


def test_every_relation_names_both_ends() -> None:
    for name in catalog.CLASSES:
        for field, kind in catalog.fields(name):
            if not field.computed:
                continue
            owner, key = field.reverse_of.split(".")
            stored = catalog.CLASSES[owner].info.fields[key]
            assert stored.relation == f"{name}.{field.name}"
            assert kind == types.Collection(types.Reference(owner))
            stored_kind = catalog.FIELD_TYPES[owner, key]
            assert stored_kind in (types.Reference(name), types.Collection(types.Reference(name)))


def test_wire_enum() -> None:
    assert str(BondMode.BALANCE_SLB) == "balance-slb"
    assert BondMode.wire_name() == "bond_mode"
    assert catalog.ENUMS["bond_mode"] is BondMode


def test_an_error_counts_its_parameters() -> None:
    raised = errors.VLAN_IN_USE("eth0", 7)
    assert raised.description == ["VLAN_IN_USE", "eth0", "7"]
    with pytest.raises(TypeError, match="takes"):
        errors.VLAN_IN_USE("eth0")


def test_errors_whose_parameters_differ_from_the_declaration() -> None:
    assert errors.PIF_IS_PHYSICAL().description == ["PIF_IS_PHYSICAL"]
    assert errors.NETWORK_CONTAINS_VIF("a", "b", "c").params == ("a", "b", "c")
    assert errors.NETWORK_CONTAINS_PIF("a").params == ("a",)
    assert errors.SESSION_AUTHENTICATION_FAILED("root", "text").params == ("root", "text")
    assert errors.OTHER_OPERATION_IN_PROGRESS("VM", "ref").params == ("VM", "ref")
    assert errors.LICENCE_RESTRICTION().params == ()
    with pytest.raises(TypeError, match="takes"):
        errors.PIF_IS_PHYSICAL("pif")


def test_an_error_is_named_as_its_code() -> None:
    for code, error in catalog.ERRORS.items():
        assert getattr(errors, code) is error
        assert str(error) == code


@pytest.mark.parametrize("annotation", [complex, list[str], dict[str, str], "str", str | int])
def test_other_annotations_are_no_types(annotation: object) -> None:
    with pytest.raises(TypeError, match="not a XenAPI type"):
        types.parse(annotation)


def test_types() -> None:
    assert types.spell(types.parse(model.MapOf[str, model.SetOf[Ref[Pif]]])) == "(string -> PIF ref set) map"
    assert types.spell(types.parse(Pif)) == "PIF record"
    assert types.spell(types.parse(str | None)) == "string option"
    assert types.empty(types.parse(BondMode)) is BondMode.BALANCE_SLB
    assert types.empty(types.DATETIME) is EPOCH
    assert isinstance(types.empty(types.parse(model.MapOf[str, str])), Mapping)


def test_roles_include_the_greater_ones() -> None:
    assert model.role_names(Role.POOL_ADMIN) == ("pool-admin",)
    assert model.role_names(Role.LOCAL_ROOT) == ()
    assert model.role_names(Role.READ_ONLY)[-2:] == ("client-cert", "read-only")
    assert model.role_names(Role.POOL_OPERATOR, client_cert=True) == ("pool-admin", "pool-operator", "client-cert")


def test_lifecycle() -> None:
    life = Lifecycle((("prototyped", "a"), ("published", "b"), ("changed", "c")))
    assert (life.state, life.since) == ("Published", "b")
    assert Lifecycle((("prototyped", "a"),)).state == "Prototyped"
    assert Lifecycle((("published", "a"), ("deprecated", "b"), ("removed", "c"))).state == "Removed"


def test_optional_parameters_come_last() -> None:
    for message in catalog.MESSAGES.values():
        given = [parameter.default is MISSING for parameter in message.params]
        assert given == sorted(given, reverse=True), message.wire
        assert message.required == sum(given)


def test_resolved_message() -> None:
    login = catalog.MESSAGES["session.login_with_password"]
    assert (login.needs_session, login.secret, login.required) == (False, True, 2)
    assert [parameter.default for parameter in login.params[2:]] == ["1.1", ""]
    setter = catalog.MESSAGES["network.add_to_other_config"]
    assert (setter.kind, setter.field, setter.role) == ("field:add", "other_config", Role.POOL_OPERATOR)
    assert setter.map_key_roles["folder"] is Role.VM_OPERATOR
    assert catalog.MESSAGES["event.from"].result is types.ANY
    assert catalog.MESSAGES["VIF_metrics.get_record"].removed
