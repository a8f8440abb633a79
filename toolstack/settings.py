"""The configuration file of the server and the agent of one host.

Both read the same TOML file.  Every key has a default that suits a host installed from packages; a file that
sets ``paths.root`` moves everything that is written below one directory, so that many hosts can live on one
machine.  Each section here is a table of the file; ``packaging/patchbay.toml`` shows all keys.
"""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

DEFAULT_PATH = Path("/etc/patchbay/patchbay.toml")
ENVIRONMENT = "PATCHBAY_CONFIG"
"""Names the environment variable that says where the file is, for want of ``--config``."""

Port: TypeAlias = Annotated[int, Meta(ge=0, le=65535)]
Seconds: TypeAlias = Annotated[float, Meta(gt=0)]
Count: TypeAlias = Annotated[int, Meta(ge=1)]


class SettingsError(Exception):
    """The configuration file cannot be used; the text names the file and the key."""


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the tables of the file."""


class PathSettings(Section, frozen=True, kw_only=True):
    """Where things are kept.  Further paths are empty by default and lie below these."""

    root: str = ""
    """When set, ``state``, ``run`` and ``agent`` are this directory unless they are set themselves."""
    state: str = ""
    """What must survive a reboot; ``/var/lib/patchbay``."""
    run: str = ""
    """Sockets; ``/run/patchbay``."""
    agent: str = ""
    """What the agent must remember, in which the server has no part; ``/var/lib/patchbay-agent``."""

    @property
    def state_directory(self) -> Path:
        """What must survive a reboot."""
        return Path(self.state or self.root or "/var/lib/patchbay")

    @property
    def agent_directory(self) -> Path:
        """What the agent must remember."""
        return Path(self.agent or self.root or "/var/lib/patchbay-agent")

    @property
    def run_directory(self) -> Path:
        """What must not."""
        return Path(self.run or self.root or "/run/patchbay")


class ListenSettings(Section, frozen=True, kw_only=True):
    """Where the server listens.  Port 0 means not at all."""

    addresses: tuple[str, ...] = ("0.0.0.0", "::")  # noqa: S104 - it is a network service
    tls_port: Port = 443
    http_port: Port = 80
    socket: str = ""
    """The Unix socket of the API; ``/var/lib/xcp/xapi``, or ``xapi.sock`` below ``paths.root``."""
    web_root: str = ""
    """A directory of static files served at ``/``; empty for none."""
    redirect: bool = False
    """Whether browsers that come to the HTTP port are sent to the TLS port.  Calls are answered on both."""
    hsts_seconds: Annotated[int, Meta(ge=0)] = 0
    """For how long browsers that came over TLS are told to come over nothing else; 0: they are told nothing."""


class TlsSettings(Section, frozen=True, kw_only=True):
    """The certificate of the TLS port.  It is made at the first start where there is none."""

    certificate: str = ""
    """PEM, the whole chain; ``server.pem`` in the state directory."""
    key: str = ""
    """PEM, unencrypted; ``server.key`` in the state directory."""
    names: tuple[str, ...] = ()
    """Further host names and addresses for a certificate that is made."""
    days: Count = 3650
    """How long a certificate that is made is valid."""


class DatabaseSettings(Section, frozen=True, kw_only=True):
    """Where the records are kept."""

    url: str = ""
    """``sqlite:///path`` or ``postgresql://...``; ``patchbay.db`` in the state directory."""


class AuthSettings(Section, frozen=True, kw_only=True):
    """Who may log in with a password."""

    backend: Literal["pam", "file"] = "pam"
    service: str = "patchbay"
    """The PAM service, a file in ``/etc/pam.d``."""
    accounts: str = ""
    """The file of the ``file`` back end; ``accounts`` in the state directory."""


class LimitSettings(Section, frozen=True, kw_only=True):
    """What one client may take.  Times are seconds."""

    connections: Count = 10_000
    """Connections at a time over all ports; further ones are closed at once.  The Unix socket is not counted."""
    connections_per_address: Count = 8_000
    """Of these, from one address, so that one client cannot keep all others out."""
    header_timeout: Seconds = 20
    """From the first byte of a request to the end of its header."""
    body_timeout: Seconds = 60
    """From the end of the header to the end of the body."""
    idle_timeout: Seconds = 300
    """Between two requests on one connection."""
    write_timeout: Seconds = 60
    """Without the client taking any of an answer."""
    handshake_timeout: Seconds = 20
    """For the TLS handshake."""
    shutdown_timeout: Seconds = 20
    """For calls in progress when the server is asked to stop."""
    session_idle: Seconds = 86_400
    """Until a session that nobody uses ends."""
    task_kept: Seconds = 3_900
    """How long the record of a completed task is kept, unless its client removes it."""
    collect_interval: Seconds = 30
    """Between two looks for such sessions and tasks."""


class HostSettings(Section, frozen=True, kw_only=True):
    """What the first start puts into the records of this host.  Later changes go through the API."""

    hostname: str = ""
    """Empty: the kernel's."""
    management_device: str = ""
    """NIC of the management interface; empty: the one with the default route, else the first."""
    management_address: str = ""
    """``address/prefix``; empty: what the device has when the host is first started."""
    management_gateway: str = ""
    management_dns: tuple[str, ...] = ()


class NetworkSettings(Section, frozen=True, kw_only=True):
    """How changes of a host's network are made.  Times are seconds."""

    confirm_window: Annotated[float, Meta(ge=0)] = 30
    """After a change of the management interface, how long the host has to be found reachable in before the agent
    puts back what was there; 0 for never."""


class AgentSettings(Section, frozen=True, kw_only=True):
    """The agent of this host."""

    socket: str = ""
    """Where the server finds it; ``agent.sock`` in the run directory."""
    user: str = ""
    """The user as which the server runs, who may use the socket besides root."""
    ovsdb: str = "/var/run/openvswitch/db.sock"
    """The Unix socket of ovsdb-server."""
    nics: tuple[str, ...] = ("eth*", "en*")
    """Patterns of the names of physical NICs."""
    backend: Literal["openvswitch", "bridge"] = "openvswitch"
    guest_driver: Literal["none", "namespace"] = "none"
    """What runs guests: nothing, or network namespaces."""


class PluginSettings(Section, frozen=True, kw_only=True):
    """Programs of others that calls may run."""

    directories: tuple[str, ...] = ("/etc/xapi.d/plugins",)
    """Where executables for ``host.call_plugin`` are; the first of a name counts."""
    extensions: tuple[str, ...] = ("/etc/xapi.d/extensions",)
    """Where executables are that stand for methods which the server does not know."""
    timeout: Seconds = 600
    """After which a program is ended, with all that it started."""


class LogSettings(Section, frozen=True, kw_only=True):
    """What is logged, to standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "json", "console"] = "auto"
    """``auto``: for people on a terminal, JSON everywhere else."""


class Settings(Section, frozen=True, kw_only=True):
    """The whole file."""

    paths: PathSettings = PathSettings()
    listen: ListenSettings = ListenSettings()
    tls: TlsSettings = TlsSettings()
    database: DatabaseSettings = DatabaseSettings()
    auth: AuthSettings = AuthSettings()
    limits: LimitSettings = LimitSettings()
    host: HostSettings = HostSettings()
    network: NetworkSettings = NetworkSettings()
    agent: AgentSettings = AgentSettings()
    plugins: PluginSettings = PluginSettings()
    log: LogSettings = LogSettings()

    @property
    def api_socket(self) -> Path:
        """The Unix socket of the API."""
        if self.listen.socket:
            return Path(self.listen.socket)
        return Path(self.paths.root, "xapi.sock") if self.paths.root else Path("/var/lib/xcp/xapi")

    @property
    def agent_socket(self) -> Path:
        """The Unix socket on which the server finds the agent."""
        return Path(self.agent.socket) if self.agent.socket else self.paths.run_directory / "agent.sock"

    @property
    def database_url(self) -> str:
        """The URL of the database."""
        return self.database.url or f"sqlite:///{self.paths.state_directory / 'patchbay.db'}"

    @property
    def certificate_directory(self) -> Path:
        """Where the authorities of the pool's certificates are, ``sdn-controller-ca.pem`` among them."""
        return self.paths.state_directory / "certificates"

    @property
    def certificate(self) -> Path:
        """The certificate chain of the TLS port."""
        return Path(self.tls.certificate) if self.tls.certificate else self.paths.state_directory / "server.pem"

    @property
    def private_key(self) -> Path:
        """The key of the TLS port."""
        return Path(self.tls.key) if self.tls.key else self.paths.state_directory / "server.key"

    @property
    def accounts(self) -> Path:
        """The file of local accounts."""
        return Path(self.auth.accounts) if self.auth.accounts else self.paths.state_directory / "accounts"


def find(given: str | None = None) -> Path | None:
    """Return the path of the file to read: as given, else from the environment, else the default if it exists."""
    if given or os.environ.get(ENVIRONMENT):
        return Path(given or os.environ[ENVIRONMENT])
    return DEFAULT_PATH if DEFAULT_PATH.exists() else None


def load(path: Path | None) -> Settings:
    """Return the settings of a file, or the defaults without one.

    Raises:
        SettingsError: when the file cannot be read, is no TOML, or holds a key or value that is not known.
    """
    if path is None:
        return Settings()
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error.strerror if isinstance(error, OSError) else error}") from None
    return parse(text, str(path))


def parse(text: str, source: str) -> Settings:
    """Return the settings of a TOML text; ``source`` names it in errors, which are SettingsError."""
    try:
        settings = msgspec.toml.decode(text, type=Settings)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        key = where.strip("`").removeprefix("$").lstrip(".")
        raise SettingsError(f"{source}: {f'{key}: ' if key else ''}{what}") from None
    except (msgspec.DecodeError, ValueError) as error:
        raise SettingsError(f"{source}: {error}") from None
    _check(settings, source)
    return settings


def _check(settings: Settings, source: str) -> None:
    """Refuse what the types alone let through."""
    for address in settings.listen.addresses:
        _check_address("listen.addresses", address, ipaddress.ip_address, source)
    host = settings.host
    if host.management_address:
        _check_address("host.management_address", host.management_address, ipaddress.ip_interface, source)
        if "/" not in host.management_address:
            raise SettingsError(f"{source}: host.management_address: lacks the prefix length")
    for key, address in [("gateway", host.management_gateway), *(("dns", dns) for dns in host.management_dns)]:
        if address:
            _check_address(f"host.management_{key}", address, ipaddress.ip_address, source)


def _check_address(key: str, text: str, read: object, source: str) -> None:
    try:
        read(text)  # type: ignore[operator]
    except ValueError:
        raise SettingsError(f"{source}: {key}: {text!r} is no address") from None
