"""The server's certificate."""

from __future__ import annotations

import ssl
import stat

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from toolstack.server.tls import CertificateError, create, names, server_context, thumbprints
from toolstack.settings import parse


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    directory = tmp_path_factory.mktemp("tls")
    create(directory / "server.pem", directory / "server.key", ["host.example", "192.0.2.7", "2001:db8::7"], 30)
    return directory


def _settings(directory):
    return parse(f'[paths]\nroot = "{directory}"\n[host]\nmanagement_address = "192.0.2.9/24"', "test")


def test_what_is_made(made):
    certificate = x509.load_pem_x509_certificate((made / "server.pem").read_bytes())
    assert isinstance(certificate.public_key(), rsa.RSAPublicKey)
    assert isinstance(certificate.signature_hash_algorithm, hashes.SHA256)
    alternative = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert alternative.get_values_for_type(x509.DNSName) == ["host.example"]
    assert [str(ip) for ip in alternative.get_values_for_type(x509.IPAddress)] == ["192.0.2.7", "2001:db8::7"]
    assert stat.S_IMODE((made / "server.key").stat().st_mode) == 0o600


def test_a_second_start_keeps_the_certificate(made):
    before = (made / "server.pem").read_bytes()
    assert isinstance(server_context(_settings(made)), ssl.SSLContext)
    assert (made / "server.pem").read_bytes() == before


def test_one_without_the_other_is_an_error(made, tmp_path):
    (tmp_path / "server.pem").write_bytes((made / "server.pem").read_bytes())
    with pytest.raises(CertificateError, match=r"server\.pem"):
        server_context(_settings(tmp_path))
    assert not (tmp_path / "server.key").exists()


def test_names_include_the_management_address(made):
    assert {"localhost", "127.0.0.1", "192.0.2.9"} <= set(names(_settings(made)))


def test_thumbprints(made):
    certificate = x509.load_pem_x509_certificate((made / "server.pem").read_bytes())
    found = thumbprints(made / "server.pem")
    assert found["sha-256"].replace(":", "").lower() == certificate.fingerprint(hashes.SHA256()).hex()
    assert len(found["sha-1"]) == 59
    with pytest.raises(CertificateError):
        thumbprints(made / "missing")
