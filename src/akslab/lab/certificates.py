"""The lab's private CA and server certificate: made at first start, renewed before they run out, never sent anywhere.

The CA may only vouch for localhost (name constraints): who trusts it by accident trusts it for nothing else.
"""

import os
import ssl
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from msgspec import Struct

CA_LIFETIME = timedelta(days=3650)
LEAF_LIFETIME = timedelta(days=365)
RENEW_BEFORE = timedelta(days=30)

_SKEW = timedelta(hours=1)


class Certificates(Struct, frozen=True):
    """Where the PEM files are; all of mode 0600."""

    ca: Path
    ca_key: Path
    leaf: Path
    """The server's certificate."""
    leaf_key: Path


def ensure_certificates(directory: Path, now: datetime) -> Certificates:
    """Return the certificates in `directory`, making or renewing what is absent or near its end at `now` (UTC)."""
    files = Certificates(directory / "ca.pem", directory / "ca.key", directory / "server.pem", directory / "server.key")
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _lasts(files.ca, files.ca_key, now):
        _make_ca(files, now)
        files.leaf.unlink(missing_ok=True)
    if not _lasts(files.leaf, files.leaf_key, now):
        _make_leaf(files, now)
    return files


def server_context(files: Certificates) -> ssl.SSLContext:
    """Return what the server presents itself with."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(files.leaf, files.leaf_key)
    return context


def _lasts(certificate: Path, key: Path, now: datetime) -> bool:
    if not (certificate.exists() and key.exists()):
        return False
    return x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc > now + RENEW_BEFORE


def _make_ca(files: Certificates, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("akslab private CA")
    only_loopback = [x509.DNSName("localhost"), x509.IPAddress(IPv4Network("127.0.0.1/32"))]
    certificate = (
        _builder(key, name, now, CA_LIFETIME)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(only_loopback, None), critical=True)
        .sign(key, hashes.SHA256())
    )
    _keep(files.ca_key, _pem(key))
    _keep(files.ca, certificate.public_bytes(Encoding.PEM))


def _make_leaf(files: Certificates, now: datetime) -> None:
    ca = x509.load_pem_x509_certificate(files.ca.read_bytes())
    ca_key = load_pem_private_key(files.ca_key.read_bytes(), password=None)
    assert isinstance(ca_key, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))]
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key())
    certificate = (
        _builder(key, _name("localhost"), now, min(LEAF_LIFETIME, ca.not_valid_after_utc - now))
        .issuer_name(ca.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(authority, critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    _keep(files.leaf_key, _pem(key))
    _keep(files.leaf, certificate.public_bytes(Encoding.PEM))


def _builder(
    key: ec.EllipticCurvePrivateKey, subject: x509.Name, now: datetime, lifetime: timedelta
) -> x509.CertificateBuilder:
    """Start a certificate for `key`; it is good an hour early, for clocks that are set back."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + lifetime)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _keep(path: Path, content: bytes) -> None:
    """Replace `path` as a whole, readable by its owner only."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)
