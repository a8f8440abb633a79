"""Records of certificates: what hosts present and what they trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.certificate import Certificate, CertificateType

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.host import Host
    from toolstack.datamodel.model import Ref
    from toolstack.db.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Summary:
    """What a record tells of a certificate; fingerprints are pairs of digits with colons."""

    not_before: datetime
    not_after: datetime
    sha256: str
    sha1: str


def present(tx: Transaction, host: Ref[Host], summary: Summary) -> None:
    """Record the certificate that a host presents, in place of the one before."""
    for ref, record in tx.all(Certificate):
        if record.host == host and record.type is CertificateType.HOST:
            if record.fingerprint_sha256 == summary.sha256:
                return
            tx.delete(Certificate, ref)
    _insert(tx, summary, type=CertificateType.HOST, host=host)


def trust(tx: Transaction, name: str, summary: Summary) -> None:
    """Record an authority; raises CERTIFICATE_ALREADY_EXISTS when the name is taken."""
    if _find(tx, name) is not None:
        raise errors.CERTIFICATE_ALREADY_EXISTS(name)
    _insert(tx, summary, type=CertificateType.CA, name=name)


def distrust(tx: Transaction, name: str) -> None:
    """Remove an authority; raises CERTIFICATE_DOES_NOT_EXIST when there is none of this name."""
    ref = _find(tx, name)
    if ref is None:
        raise errors.CERTIFICATE_DOES_NOT_EXIST(name)
    tx.delete(Certificate, ref)


def _find(tx: Transaction, name: str) -> Ref[Certificate] | None:
    return next(
        (ref for ref, record in tx.all(Certificate) if record.name == name and record.type is CertificateType.CA), None
    )


def _insert(tx: Transaction, summary: Summary, **fields: Any) -> None:
    tx.insert(
        Certificate(
            not_before=summary.not_before,
            not_after=summary.not_after,
            fingerprint=summary.sha256,
            fingerprint_sha256=summary.sha256,
            fingerprint_sha1=summary.sha1,
            **fields,
        )
    )
