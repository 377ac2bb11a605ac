"""Certificates for one programme's custodians and stations: both sides of a line show one (RFC 8446, 4.4.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LIFE = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and its key, both in PEM."""

    certificate: bytes
    key: bytes = field(repr=False)


def make_authority(name: str, *, at: datetime) -> Issued:
    """Make the authority that both sides believe; its key is destroyed or locked away afterwards."""
    key = ec.generate_private_key(ec.SECP256R1())
    basic = x509.BasicConstraints(ca=True, path_length=0)
    built = builder(name, key.public_key(), issuer=name, at=at).add_extension(basic, critical=True)
    return pem(built.sign(key, hashes.SHA256()), key)


def issue(authority: Issued, name: str, *, host: str | None, at: datetime) -> Issued:
    """Issue a certificate: to a custodian that answers at `host`, or to a station."""
    issuer = x509.load_pem_x509_certificate(authority.certificate)
    signer = serialization.load_pem_private_key(authority.key, None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise TypeError("an authority's key is on P-256")
    key = ec.generate_private_key(ec.SECP256R1())
    issuer_name = str(issuer.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)
    usage = ExtendedKeyUsageOID.SERVER_AUTH if host else ExtendedKeyUsageOID.CLIENT_AUTH
    built = builder(name, key.public_key(), issuer=issuer_name, at=at)
    built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    built = built.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
    if host:
        built = built.add_extension(x509.SubjectAlternativeName([named(host)]), critical=False)
    return pem(built.sign(signer, hashes.SHA256()), key)


def builder(
    name: str, key: ec.EllipticCurvePublicKey, *, issuer: str, at: datetime
) -> x509.CertificateBuilder:
    """Begin a certificate."""
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at.astimezone(UTC) - timedelta(days=1))
        .not_valid_after(at.astimezone(UTC) + LIFE)
    )


def named(host: str) -> x509.GeneralName:
    """Write a host as an address or as a name."""
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def pem(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Issued:
    """Write both in PEM."""
    return Issued(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
