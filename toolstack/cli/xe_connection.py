"""How ``xe`` reaches a server: the Unix socket on the host itself, TLS or plain TCP elsewhere."""

from __future__ import annotations

import os
import socket

from toolstack.cli.xe_options import LOCAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from toolstack.cli.xe_options import Options

DEFAULT_SOCKET = "/var/lib/xcp/xapi"
DEFAULT_CONFIGURATION = "/etc/patchbay/patchbay.toml"
HTTPS, HTTP = 443, 80
CONNECT_SECONDS = 30.0


def connect(options: Options) -> socket.socket:
    """Return a connection for the command; raises OSError."""
    if options.server == LOCAL:
        listen = _configuration(options)
        try:
            return _unix(_socket_path(listen))
        except OSError:
            return _tcp(options, options.port or _http_port(listen))
    return connect_again(options, options.server)


def connect_again(options: Options, host: str) -> socket.socket:
    """Return a connection that is no Unix socket, as transfers of files use it; raises OSError."""
    if options.server == LOCAL:
        return _tcp(options, options.port or _http_port(_configuration(options)), host)
    if options.nossl:
        return _tcp(options, options.port or HTTP, host)
    return _tls(_tcp(options, options.port or HTTPS, host), host)


def _unix(path: str) -> socket.socket:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.connect(path)
    except OSError:
        sock.close()
        raise
    return sock


def _tcp(options: Options, port: int, host: str = "") -> socket.socket:
    sock = socket.create_connection((host or options.server, port), timeout=CONNECT_SECONDS)
    sock.settimeout(None)
    # A command may take as long as it takes, but not when the server has vanished.
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def _tls(sock: socket.socket, host: str) -> socket.socket:
    """Encrypt a connection.  As with every ``xe``, nobody checks the certificate."""
    import ssl  # noqa: PLC0415 - slow to load, and not needed on the host itself

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        return context.wrap_socket(sock, server_hostname=host)
    except OSError:
        sock.close()
        raise


def _configuration(options: Options) -> dict[str, object]:
    """Return what the server's configuration says about where it listens, with the root as ``root``."""
    path = options.environment.get("PATCHBAY_CONFIG", "")
    if not path and not os.path.exists(DEFAULT_CONFIGURATION):  # noqa: PTH110 - pathlib is slow to load
        return {}
    import tomllib  # noqa: PLC0415 - not needed elsewhere

    try:
        with open(path or DEFAULT_CONFIGURATION, "rb") as file:  # noqa: PTH123 - pathlib is slow to load
            read = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError):
        return {}
    listen, paths = read.get("listen", {}), read.get("paths", {})
    return {**listen, "root": paths.get("root", "")} if isinstance(listen, dict) and isinstance(paths, dict) else {}


def _socket_path(listen: dict[str, object]) -> str:
    if listen.get("socket"):
        return str(listen["socket"])
    return f"{listen['root']}/xapi.sock" if listen.get("root") else DEFAULT_SOCKET


def _http_port(listen: dict[str, object]) -> int:
    port = listen.get("http_port", HTTP)
    return port if isinstance(port, int) else HTTP
