"""The key and the certificate of this host's TLS port, as files."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import socket
from typing import TYPE_CHECKING

import structlog
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from toolstack.settings import Settings

log = structlog.get_logger(__name__)

KEY_BITS = 3072
CLOCK_SLACK = dt.timedelta(days=1)
"""How far the clocks of clients may be behind."""
MAX_COMMON_NAME = 64


class CertificateError(Exception):
    """The certificate or its key cannot be used; the text names the file."""


def ensure(settings: Settings) -> None:
    """Make the key and the certificate when there are neither; raises CertificateError."""
    if not settings.certificate.exists() and not settings.private_key.exists():
        renew(settings)


def renew(settings: Settings) -> None:
    """Make a new key and a certificate that it signed itself; raises CertificateError."""
    create(settings.certificate, settings.private_key, names(settings), settings.tls.days)


def install(settings: Settings, chain: bytes, key: bytes) -> None:
    """Put a certificate with its chain, and its key, in place; raises CertificateError.

    The key comes first: a server that looks between the two sees that they do not fit, and keeps what it has.
    """
    try:
        _write(settings.private_key, key, 0o600)
        _write(settings.certificate, chain, 0o644)
    except OSError as error:
        raise CertificateError(f"{error.filename}: {error.strerror}") from None


def names(settings: Settings) -> list[str]:
    """Return the names and addresses under which clients may know this host."""
    hostname = settings.host.hostname or socket.gethostname()
    found = [hostname, "localhost", "127.0.0.1", "::1", *settings.tls.names, *_outward_addresses()]
    if settings.host.management_address:
        found.append(settings.host.management_address.partition("/")[0])
    return list(dict.fromkeys(found))


def _outward_addresses() -> Iterable[str]:
    """Yield the addresses from which this host would speak to the world; nothing is sent to find out."""
    # Addresses set aside for documentation: they are routed like any other, and nobody answers there.
    for family, target in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((target, 9))
                yield probe.getsockname()[0]
        except OSError:
            continue


def create(certificate: Path, key: Path, names: Iterable[str], days: int) -> None:
    """Write a new RSA key, readable by the owner only, and a certificate that it signed itself.

    Raises:
        CertificateError: when a file cannot be written.
    """
    names = list(names)
    private = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:MAX_COMMON_NAME])])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SLACK)
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        # The key first: a crash between the two is noticed, not repaired with a key that fits nothing.
        _write(key, pem, 0o600)
        _write(certificate, signed.public_bytes(serialization.Encoding.PEM), 0o644)
    except OSError as error:
        raise CertificateError(f"{error.filename}: {error.strerror}") from None
    log.info("certificate made", path=str(certificate), names=names)


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _write(path: Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
