"""The context of the TLS port: it follows the files of the certificate and its key while the server runs."""

from __future__ import annotations

import hashlib
import ssl
from typing import TYPE_CHECKING

import structlog

from toolstack.api.own_certificate import CertificateError, create, ensure, names

if TYPE_CHECKING:
    from pathlib import Path

    from toolstack.settings import Settings

__all__ = ["CertificateError", "create", "names", "server_context", "thumbprints"]

log = structlog.get_logger(__name__)


def server_context(settings: Settings) -> ssl.SSLContext:
    """Return the context of the TLS port; makes the key and the certificate when there are none.

    When the files change, new connections get the new certificate, and those that are open stay.  Files that cannot
    be used change nothing.

    Raises:
        CertificateError: when there is one of the two without the other, or they do not fit together.
    """
    ensure(settings)
    context = _load(settings.certificate, settings.private_key)
    follower = _Follower(settings.certificate, settings.private_key, context)
    context.sni_callback = follower.choose
    return context


def _load(certificate: Path, key: Path) -> ssl.SSLContext:
    # TLS 1.2 is the newest that xe's stunnel offers; the defaults include its cipher suites and curve.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise CertificateError(f"{certificate} with {key}: {error.strerror or error}") from None
    return context


class _Follower:
    """Gives every handshake the context of the newest files that can be used."""

    def __init__(self, certificate: Path, key: Path, context: ssl.SSLContext) -> None:
        self._certificate = certificate
        self._key = key
        self._newest = context
        self._seen = self._stamp()

    def choose(self, connection: ssl.SSLSocket | ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        """Set the context of a connection; called at the beginning of its handshake, with or without a name."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            try:
                self._newest = _load(self._certificate, self._key)
                log.info("certificate loaded anew", path=str(self._certificate))
            except CertificateError as error:
                log.warning("the new certificate cannot be used", reason=str(error))
        connection.context = self._newest

    def _stamp(self) -> tuple[tuple[int, int], ...]:
        """Return what differs when one of the files is another one."""
        try:
            stats = [path.stat() for path in (self._certificate, self._key)]
        except OSError:
            return ()
        return tuple((each.st_ino, each.st_mtime_ns) for each in stats)


def thumbprints(certificate: Path) -> dict[str, str]:
    """Return the thumbprints of a certificate by algorithm: ``sha-256`` and ``sha-1``, pairs of digits with colons.

    Raises:
        CertificateError: when the file holds no certificate.
    """
    try:
        der = ssl.PEM_cert_to_DER_cert(certificate.read_text().partition("-----END")[0] + ssl.PEM_FOOTER)
    except (OSError, ValueError) as error:
        raise CertificateError(f"{certificate}: {error}") from None
    # SHA-1 only names the certificate here, for clients that know no other name.
    digests = {"sha-256": hashlib.sha256(der), "sha-1": hashlib.sha1(der, usedforsecurity=False)}
    return {name: digest.digest().hex(":").upper() for name, digest in digests.items()}
