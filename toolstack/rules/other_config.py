"""The keys of other_config that mean something: what their values may be.

Unknown keys are anybody's and pass as they are.  A known key with a value that could not have any effect is refused
when it is set, instead of being ignored on the host; what is there already does not get in the way of other keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from toolstack.datamodel import errors
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.vif import Vif
from toolstack.plan.bonds import MODES, NUMBERS
from toolstack.plan.ethtool import OFFLOADS, ethtool_settings
from toolstack.plan.mtu import override
from toolstack.plan.routes import ROUTES_KEY, bad_routes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolstack.datamodel.model import Record

Check: TypeAlias = Callable[[str, str], str]
"""From key and value to the part of the value that cannot be; empty when it can."""

_ETHTOOL: Final = "ethtool-"
_BOND: Final = "bond-"


def _boolean(_key: str, value: str) -> str:
    return "" if value in ("true", "false") else value or "(empty)"


def _switch(_key: str, value: str) -> str:
    return "" if value in ("true", "false", "on", "off") else value or "(empty)"


def _fail_mode(_key: str, value: str) -> str:
    return "" if value in ("standalone", "secure") else value or "(empty)"


def _mtu(_key: str, value: str) -> str:
    return "" if override({"mtu": value}) is not None else value or "(empty)"


def _ethtool(key: str, value: str) -> str:
    return "" if ethtool_settings({key: value}, {}) else value or "(empty)"


def _bond_mode(_key: str, value: str) -> str:
    return "" if value in MODES else value or "(empty)"


def _number(_key: str, value: str) -> str:
    return "" if value.isascii() and value.isdecimal() else value or "(empty)"


def _routes(_key: str, value: str) -> str:
    return ",".join(bad_routes(value))


_SETTINGS: Final[dict[str, Check]] = {
    _ETHTOOL + name: _ethtool for name in (*OFFLOADS, "autoneg", "speed", "duplex", "advertise")
}
_BRIDGE: Final[dict[str, Check]] = {"vswitch-controller-fail-mode": _fail_mode, "vswitch-disable-in-band": _boolean}

KNOWN: Final[dict[type[Record], dict[str, Check]]] = {
    Network: {**_SETTINGS, **_BRIDGE, ROUTES_KEY: _routes},
    Pif: {
        **_SETTINGS,
        **_BRIDGE,
        "mtu": _mtu,
        "defaultroute": _boolean,
        "peerdns": _boolean,
        _BOND + "mode": _bond_mode,
        **{_BOND + name: _number for name in NUMBERS},
    },
    Vif: {**{_ETHTOOL + name: _ethtool for name in OFFLOADS}, "mtu": _mtu, "promiscuous": _switch},
}
"""By class, the keys whose values are looked at."""


def check(cls: type[Record], before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Raise INVALID_VALUE, naming key and what is wrong, for a known key whose value is new and means nothing."""
    for key, test in KNOWN[cls].items():
        if key in after and before.get(key) != after[key]:
            wrong = test(key, after[key])
            if wrong:
                raise errors.INVALID_VALUE(f"other_config:{key}", wrong)


def matters(cls: type[Record], before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Return whether a change touches what a host does."""
    known: Mapping[str, Any] = KNOWN[cls]
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return any(key in known or key.startswith(_BOND) or key == "domain" for key in changed)
