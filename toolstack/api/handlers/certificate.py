"""Certificates of hosts, and those that the pool trusts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from cryptography import x509

from toolstack.api import certificate, own_certificate
from toolstack.api.own_certificate import CertificateError
from toolstack.api.registry import handles
from toolstack.datamodel import errors
from toolstack.datamodel import host_messages as host
from toolstack.datamodel import pool_messages as pool
from toolstack.datamodel.certificate import Certificate, CertificateType
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.host import Host
from toolstack.rules import certificate as rules

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import Ref, SetOf

# -- what a host presents ----------------------------------------------------------------------------------


@handles(host.get_server_certificate)
async def get_server_certificate(call: Call, host: Ref[Host]) -> str:
    """Return the certificate that the host presents, as PEM."""
    _check_local(call, host)
    text = await asyncio.to_thread(call.services.settings.certificate.read_text)
    end = "-----END CERTIFICATE-----\n"
    return text.partition(end)[0] + end


@handles(host.install_server_certificate)
async def install_server_certificate(
    call: Call, host: Ref[Host], certificate: str, private_key: str, certificate_chain: str = ""
) -> None:
    """Present this certificate from the next connection on; see ``check_server`` for the errors."""
    _check_local(call, host)
    leaf, chain, key = await asyncio.to_thread(_check_server, certificate, private_key, certificate_chain)
    try:
        await asyncio.to_thread(own_certificate.install, call.services.settings, chain, key)
    except CertificateError as error:
        raise errors.INTERNAL_ERROR(str(error)) from error
    await call.change(rules.present, host, _summary(leaf))


_check_server = certificate.check_server
_summary = certificate.summary


@handles(host.reset_server_certificate)
async def reset_server_certificate(call: Call, host: Ref[Host]) -> None:
    """Present a new certificate that the host signed itself."""
    _check_local(call, host)
    await _renew(call, host)


@handles(host.refresh_server_certificate)
async def refresh_server_certificate(call: Call, host: Ref[Host]) -> None:
    """Replace the certificate that the host signed itself by a new one; one that was installed stays."""
    _check_local(call, host)
    current = await asyncio.to_thread(_read, call)
    if current.issuer == current.subject:
        await _renew(call, host)


@handles(host.emergency_reset_server_certificate)
async def emergency_reset_server_certificate(call: Call) -> None:
    """Present a new certificate that this host signed itself."""
    await _renew(call, call.services.local_host)


async def _renew(call: Call, host: Ref[Host]) -> None:
    try:
        await asyncio.to_thread(own_certificate.renew, call.services.settings)
    except CertificateError as error:
        raise errors.INTERNAL_ERROR(str(error)) from error
    await call.change(rules.present, host, certificate.summary(await asyncio.to_thread(_read, call)))


def _read(call: Call) -> x509.Certificate:
    return x509.load_pem_x509_certificate(call.services.settings.certificate.read_bytes())


def _check_local(call: Call, host: Ref[Host]) -> None:
    call.snapshot.get(Host, host)
    if host != call.services.local_host:
        raise errors.HOST_OFFLINE(host)


# -- what the pool trusts ----------------------------------------------------------------------------------


@handles(pool.install_ca_certificate)
async def install_ca_certificate(call: Call, name: str, cert: str) -> None:
    """Trust an authority.

    Raises:
        CERTIFICATE_NAME_INVALID, CERTIFICATE_CORRUPT, CERTIFICATE_ALREADY_EXISTS: it stays as it was.
    """
    summary = certificate.summary(certificate.check_authority(name, cert))
    await call.change(rules.trust, name, summary)
    await asyncio.to_thread(certificate.authorities(call.services.settings).put, name, cert)


@handles(pool.certificate_install)
async def certificate_install(call: Call, name: str, cert: str) -> None:
    """Trust an authority, under the name that the message had earlier."""
    await install_ca_certificate(call, name, cert)


@handles(pool.uninstall_ca_certificate)
async def uninstall_ca_certificate(call: Call, name: str, force: bool = False) -> None:  # noqa: FBT001, FBT002 - XenAPI
    """Trust an authority no longer; ``force`` does not mind that there is none of this name."""
    try:
        await call.change(rules.distrust, name)
    except ApiError:
        if not force:
            raise
    folder = certificate.authorities(call.services.settings)
    if await asyncio.to_thread(folder.has, name):
        await asyncio.to_thread(folder.remove, name)


@handles(pool.certificate_uninstall)
async def certificate_uninstall(call: Call, name: str) -> None:
    """Trust an authority no longer, under the name that the message had earlier."""
    await uninstall_ca_certificate(call, name)


@handles(pool.certificate_list)
async def certificate_list(call: Call) -> SetOf[str]:
    """Return the names of the authorities."""
    found = (each for _, each in call.snapshot.all(Certificate) if each.type is CertificateType.CA)
    return tuple(sorted(each.name for each in found))


@handles(pool.certificate_sync)
async def certificate_sync(call: Call) -> None:
    """Succeed: whoever trusted something was told that only after this host's files said so."""


@handles(pool.crl_install)
async def crl_install(call: Call, name: str, cert: str) -> None:
    """Keep a list of revoked certificates; raises CRL_NAME_INVALID, CRL_CORRUPT, CRL_ALREADY_EXISTS."""
    certificate.check_revocations(name, cert)
    folder = certificate.revocations(call.services.settings)
    if await asyncio.to_thread(folder.has, name):
        raise errors.CRL_ALREADY_EXISTS(name)
    await asyncio.to_thread(folder.put, name, cert)


@handles(pool.crl_uninstall)
async def crl_uninstall(call: Call, name: str) -> None:
    """Keep a list of revoked certificates no longer; raises CRL_DOES_NOT_EXIST."""
    folder = certificate.revocations(call.services.settings)
    if not await asyncio.to_thread(folder.has, name):
        raise errors.CRL_DOES_NOT_EXIST(name)
    await asyncio.to_thread(folder.remove, name)


@handles(pool.crl_list)
async def crl_list(call: Call) -> SetOf[str]:
    """Return the names of the lists of revoked certificates."""
    return await asyncio.to_thread(certificate.revocations(call.services.settings).names)
