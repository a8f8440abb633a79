"""Reading and checking certificates that clients bring, and the folder of those that hosts trust."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.x509.oid import PublicKeyAlgorithmOID

from toolstack.datamodel import errors
from toolstack.rules.certificate import Summary

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

    from toolstack.datamodel.error import ErrorCode
    from toolstack.settings import Settings

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}")
MIN_BITS, MAX_BITS = 2048, 4096
_DIGESTS = ("sha256", "sha512")


def summary(certificate: x509.Certificate) -> Summary:
    """Return what a record tells of a certificate."""
    der = certificate.public_bytes(serialization.Encoding.DER)
    return Summary(
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
        _colons(hashlib.sha256(der)),
        _colons(hashlib.sha1(der, usedforsecurity=False)),
    )


def _colons(digest: hashlib._Hash) -> str:
    return digest.digest().hex(":").upper()


def check_server(certificate: str, key: str, chain: str) -> tuple[x509.Certificate, bytes, bytes]:
    """Check what is to become a host's certificate; returns it, the chain with it in front, and the key, as PEM.

    Raises:
        SERVER_CERTIFICATE_KEY_INVALID, SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED,
        SERVER_CERTIFICATE_KEY_RSA_LENGTH_NOT_SUPPORTED: the key cannot be used.
        SERVER_CERTIFICATE_INVALID, SERVER_CERTIFICATE_NOT_VALID_YET, SERVER_CERTIFICATE_EXPIRED,
        SERVER_CERTIFICATE_KEY_MISMATCH, SERVER_CERTIFICATE_SIGNATURE_NOT_SUPPORTED: the certificate cannot.
        SERVER_CERTIFICATE_CHAIN_INVALID: the chain cannot be read.
    """
    private = _key(key)
    try:
        leaf = x509.load_pem_x509_certificate(certificate.encode())
    except ValueError:
        raise errors.SERVER_CERTIFICATE_INVALID() from None
    now = datetime.now(UTC)
    if now < leaf.not_valid_before_utc:
        raise errors.SERVER_CERTIFICATE_NOT_VALID_YET(_time(now), _time(leaf.not_valid_before_utc))
    if now > leaf.not_valid_after_utc:
        raise errors.SERVER_CERTIFICATE_EXPIRED(_time(now), _time(leaf.not_valid_after_utc))
    public = leaf.public_key()
    if not isinstance(public, rsa.RSAPublicKey) or public.public_numbers() != private.public_key().public_numbers():
        raise errors.SERVER_CERTIFICATE_KEY_MISMATCH()
    if leaf.signature_hash_algorithm is None or leaf.signature_hash_algorithm.name not in _DIGESTS:
        raise errors.SERVER_CERTIFICATE_SIGNATURE_NOT_SUPPORTED()
    try:
        others = x509.load_pem_x509_certificates(chain.encode()) if chain.strip() else []
    except ValueError:
        raise errors.SERVER_CERTIFICATE_CHAIN_INVALID() from None
    pem = serialization.Encoding.PEM
    secret = private.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return leaf, b"".join(each.public_bytes(pem) for each in (leaf, *others)), secret


def _key(text: str) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(text.encode(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm):  # TypeError: it has a password
        raise errors.SERVER_CERTIFICATE_KEY_INVALID() from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise errors.SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED(_algorithm(key))
    if not MIN_BITS <= key.key_size <= MAX_BITS:
        raise errors.SERVER_CERTIFICATE_KEY_RSA_LENGTH_NOT_SUPPORTED(key.key_size)
    return key


def _algorithm(key: PrivateKeyTypes) -> str:
    """Return the object identifier of a key's algorithm."""
    known = (
        (ec.EllipticCurvePrivateKey, PublicKeyAlgorithmOID.EC_PUBLIC_KEY),
        (dsa.DSAPrivateKey, PublicKeyAlgorithmOID.DSA),
        (ed25519.Ed25519PrivateKey, PublicKeyAlgorithmOID.ED25519),
        (ed448.Ed448PrivateKey, PublicKeyAlgorithmOID.ED448),
    )
    return next((oid.dotted_string for kind, oid in known if isinstance(key, kind)), "unknown")


def _time(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H:%M:%SZ")


def check_authority(name: str, text: str) -> x509.Certificate:
    """Read a certificate to be trusted; raises CERTIFICATE_NAME_INVALID or CERTIFICATE_CORRUPT."""
    _check_name(name, errors.CERTIFICATE_NAME_INVALID)
    try:
        return x509.load_pem_x509_certificate(text.encode())
    except ValueError:
        raise errors.CERTIFICATE_CORRUPT(name) from None


def check_revocations(name: str, text: str) -> None:
    """Read a list of revoked certificates; raises CRL_NAME_INVALID or CRL_CORRUPT."""
    _check_name(name, errors.CRL_NAME_INVALID)
    try:
        x509.load_pem_x509_crl(text.encode())
    except ValueError:
        raise errors.CRL_CORRUPT(name) from None


def _check_name(name: str, error: ErrorCode) -> None:
    if not _NAME.fullmatch(name):
        raise error(name)


class Folder:
    """Files by name, each whole or absent."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def names(self) -> tuple[str, ...]:
        """Return the names, sorted."""
        if not self._directory.is_dir():
            return ()
        return tuple(sorted(each.name for each in self._directory.iterdir() if _NAME.fullmatch(each.name)))

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return _NAME.fullmatch(name) is not None and (self._directory / name).is_file()

    def put(self, name: str, text: str) -> None:
        """Write a file, durably."""
        self._directory.mkdir(parents=True, exist_ok=True)
        draft = self._directory / f".{name}.new"
        with draft.open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._directory / name)

    def remove(self, name: str) -> None:
        """Remove a file; one that is not there is none."""
        (self._directory / name).unlink(missing_ok=True)


def authorities(settings: Settings) -> Folder:
    """Return the folder of the certificates that are trusted."""
    return Folder(settings.certificate_directory)


def revocations(settings: Settings) -> Folder:
    """Return the folder of the lists of revoked certificates."""
    return Folder(settings.paths.state_directory / "revocations")
