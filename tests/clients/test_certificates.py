"""Certificates of the host, live, and those that the pool trusts."""

from __future__ import annotations

import datetime as dt
import hashlib
import socket
import ssl
from collections.abc import Iterator
from typing import Any

import pytest
import trustme
import XenAPI
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from tests.clients.served import Served

pytestmark = pytest.mark.xdist_group("clients-certificates")

PEM = serialization.Encoding.PEM
NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def xapi(served: Served) -> Iterator[Any]:
    with served.login() as session:
        yield session.xenapi


@pytest.fixture
def host(xapi: Any) -> str:
    return str(xapi.host.get_all()[0])


def presented(served: Served) -> bytes:
    """Return the certificate that a new connection gets, as DER."""
    context = ssl._create_unverified_context()
    with (
        socket.create_connection(("127.0.0.1", served.tls_port)) as plain,
        context.wrap_socket(plain) as connection,
    ):
        der = connection.getpeercert(binary_form=True)
        assert der is not None
        return der


def key_text(key: Any) -> str:
    text: str = key.private_bytes(
        PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    ).decode()
    return text


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())


def certificate(begin: dt.datetime = NOW - DAY, end: dt.datetime = NOW + DAY, digest: Any = None) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "installed")])
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(authority).public_key(KEY.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(begin).not_valid_after(end)
    return made.sign(OTHER_KEY, digest or hashes.SHA256()).public_bytes(PEM).decode()


def refused(call: Any, *arguments: Any) -> list[str]:
    with pytest.raises(XenAPI.Failure) as caught:
        call(*arguments)
    return list(caught.value.details)


def test_what_is_presented_is_recorded(served: Served, xapi: Any, host: str) -> None:
    der = ssl.PEM_cert_to_DER_cert(xapi.host.get_server_certificate(host))
    assert der == presented(served)
    (ref,) = xapi.host.get_certificates(host)
    record = xapi.Certificate.get_record(ref)
    assert record["fingerprint_sha256"] == hashlib.sha256(der).digest().hex(":").upper()
    assert (record["type"], record["host"], record["name"]) == ("host", host, "")


def test_an_installed_certificate_is_presented_at_once(served: Served, xapi: Any, host: str) -> None:
    with served.login(served.tls) as before:
        text = certificate()
        xapi.host.install_server_certificate(host, text, key_text(KEY), "")
        assert presented(served) == ssl.PEM_cert_to_DER_cert(text)
        assert before.xenapi.pool.get_all()  # what was open stays open
    xapi.host.refresh_server_certificate(host)  # which leaves installed ones alone
    assert presented(served) == ssl.PEM_cert_to_DER_cert(text)
    (ref,) = xapi.host.get_certificates(host)
    assert xapi.Certificate.get_fingerprint(ref) == hashlib.sha256(presented(served)).digest().hex(":").upper()
    xapi.host.reset_server_certificate(host)
    own = presented(served)
    assert own != ssl.PEM_cert_to_DER_cert(text)
    xapi.host.refresh_server_certificate(host)
    assert presented(served) != own
    assert len(xapi.host.get_certificates(host)) == 1


def test_an_installed_certificate_outlives_a_restart(served: Served, host: str) -> None:
    text = certificate()
    with served.login() as session:
        session.xenapi.host.install_server_certificate(host, text, key_text(KEY))
    served.restart()
    assert presented(served) == ssl.PEM_cert_to_DER_cert(text)


@pytest.mark.parametrize(
    ("text", "key", "chain", "code"),
    [
        ("nothing", key_text(KEY), "", "SERVER_CERTIFICATE_INVALID"),
        (certificate(), "nothing", "", "SERVER_CERTIFICATE_KEY_INVALID"),
        (certificate(), key_text(OTHER_KEY), "", "SERVER_CERTIFICATE_KEY_MISMATCH"),
        (
            certificate(),
            key_text(EC_KEY),
            "",
            "SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED",
        ),
        (certificate(NOW + DAY, NOW + 2 * DAY), key_text(KEY), "", "SERVER_CERTIFICATE_NOT_VALID_YET"),
        (certificate(NOW - 2 * DAY, NOW - DAY), key_text(KEY), "", "SERVER_CERTIFICATE_EXPIRED"),
        (certificate(digest=hashes.SHA384()), key_text(KEY), "", "SERVER_CERTIFICATE_SIGNATURE_NOT_SUPPORTED"),
        (certificate(), key_text(KEY), "nothing", "SERVER_CERTIFICATE_CHAIN_INVALID"),
    ],
)
def test_what_cannot_be_used_is_refused(
    served: Served, xapi: Any, host: str, text: str, key: str, chain: str, code: str
) -> None:
    before = presented(served)
    details = refused(xapi.host.install_server_certificate, host, text, key, chain)
    assert details[0] == code
    if code == "SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED":
        assert details[1] == "1.2.840.10045.2.1"
    assert presented(served) == before


def test_files_that_do_not_fit_change_nothing(served: Served) -> None:
    before = presented(served)
    file = served.root / "server.pem"
    kept = file.read_text()
    file.write_text("nothing")
    assert presented(served) == before
    file.write_text(kept)
    assert presented(served) == before


# -- what the pool trusts ----------------------------------------------------------------------------------


def test_the_sdn_controllers_authority(served: Served, xapi: Any) -> None:
    """Xen Orchestra installs it under this name, and takes it away first to replace it."""
    name, text = "sdn-controller-ca.pem", trustme.CA().cert_pem.bytes().decode()
    assert refused(xapi.pool.certificate_uninstall, name) == ["CERTIFICATE_DOES_NOT_EXIST", name]
    xapi.pool.certificate_install(name, text)
    xapi.pool.certificate_sync()
    assert xapi.pool.certificate_list() == [name]
    assert refused(xapi.pool.certificate_install, name, text) == ["CERTIFICATE_ALREADY_EXISTS", name]
    (record,) = xapi.Certificate.get_all_records_where('field "type" = "ca"').values()
    assert record["name"] == name
    assert (served.root / "certificates" / name).read_text() == text
    xapi.pool.certificate_uninstall(name)
    assert xapi.pool.certificate_list() == []
    assert not (served.root / "certificates" / name).exists()
    xapi.pool.uninstall_ca_certificate(name, *(True,))


@pytest.mark.parametrize("name", ["", "..", "../x", ".hidden", "a b", "a/b"])
def test_names_that_are_no_files(xapi: Any, name: str) -> None:
    text = trustme.CA().cert_pem.bytes().decode()
    assert refused(xapi.pool.install_ca_certificate, name, text) == ["CERTIFICATE_NAME_INVALID", name]
    assert refused(xapi.pool.crl_install, name, text) == ["CRL_NAME_INVALID", name]


def test_revocation_lists(xapi: Any) -> None:
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority")])
    made = x509.CertificateRevocationListBuilder().issuer_name(issuer).last_update(NOW).next_update(NOW + DAY)
    text = made.sign(KEY, hashes.SHA256()).public_bytes(PEM).decode()
    xapi.pool.crl_install("list.pem", text)
    assert xapi.pool.crl_list() == ["list.pem"]
    assert refused(xapi.pool.crl_install, "list.pem", text) == ["CRL_ALREADY_EXISTS", "list.pem"]
    xapi.pool.crl_uninstall("list.pem")
    assert refused(xapi.pool.crl_uninstall, "list.pem") == ["CRL_DOES_NOT_EXIST", "list.pem"]
    assert refused(xapi.pool.crl_install, "list.pem", "nothing") == ["CRL_CORRUPT", "list.pem"]
    assert refused(xapi.pool.install_ca_certificate, "x.pem", "nothing") == ["CERTIFICATE_CORRUPT", "x.pem"]


# -- secrets -----------------------------------------------------------------------------------------------


def test_secrets_are_kept_and_forgotten(xapi: Any) -> None:
    secret = xapi.secret.create({"value": "s3cret", "other_config": {}})
    assert xapi.secret.get_value(secret) == "s3cret"
    assert xapi.secret.get_by_uuid(xapi.secret.get_uuid(secret)) == secret
    xapi.secret.destroy(secret)
    assert refused(xapi.secret.get_value, secret) == ["HANDLE_INVALID", "secret", secret]
    other = xapi.secret.introduce("0165f154-ba3e-034e-6b27-5d271af109bb", "v", {})
    assert xapi.secret.get_uuid(other) == "0165f154-ba3e-034e-6b27-5d271af109bb"
    xapi.secret.destroy(other)
