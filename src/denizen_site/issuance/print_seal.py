"""A print job sealed to the printing station's key: HPKE (RFC 9180), base mode, in one shot.

    suite    DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM
    info     "denizen print job 1" | the programme's tag | the job's id      (each after its length)
    plain    length (8 bytes) | parts | zeros up to a multiple of 32 KiB, so that no length tells a name
    parts    card.pdf | slip.pdf | each line of the postal address, if the card is mailed

A server that is seized with its database can seal and cannot open.  The file that carries a batch to a station
without a network holds the same sealed jobs behind what names them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from denizen._encoding.domain import label
from denizen_press.child_channel import LENGTH, pack, unpack
from denizen_site.errors import IssuanceError

DOMAIN = b"denizen print job 1"
BATCH_MAGIC = b"denizen batch 1\n"
ID_BYTES, KEY_BYTES = 16, 32
PAGE_BYTES = 32 * 1024
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class PrintedParts:
    """What a printing station prints of one card; `address` is empty for a card that is picked up."""

    card_pdf: bytes = field(repr=False)
    slip_pdf: bytes = field(repr=False)
    address: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, files: Mapping[str, bytes], address: Sequence[str]) -> PrintedParts:
        """Take the files of a held card."""
        return cls(files["card.pdf"], files["slip.pdf"], tuple(address))


@dataclass(frozen=True, slots=True)
class SealedJob:
    """One job as it leaves the server."""

    id: bytes
    sealed: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Give the id as people see it."""
        return self.id.hex()


@dataclass(frozen=True, slots=True)
class SealedBatch:
    """A batch as it is carried to its printing station."""

    tag: str
    id: str
    station: str
    jobs: tuple[SealedJob, ...]


def seal_job(parts: PrintedParts, *, public_key: bytes, tag: str, job_id: bytes) -> bytes:
    """Seal what is printed to a station's public key."""
    lines = [line.encode() for line in parts.address]
    plain = pack([parts.card_pdf, parts.slip_pdf, *lines])
    whole = LENGTH.pack(len(plain)) + plain
    padded = whole + bytes(-len(whole) % PAGE_BYTES)
    key = X25519PublicKey.from_public_bytes(public_key)
    return SUITE.encrypt(padded, key, info=info(tag, job_id))


def open_job(job: SealedJob, *, private_key: X25519PrivateKey, tag: str) -> PrintedParts:
    """Open a job at its station; raises `IssuanceError` for another station's, or a damaged one."""
    try:
        padded = SUITE.decrypt(job.sealed, private_key, info=info(tag, job.id))
        (length,) = LENGTH.unpack(padded[: LENGTH.size])
        card, slip, *lines = unpack(padded[LENGTH.size : LENGTH.size + length])
        return PrintedParts(card, slip, tuple(line.decode() for line in lines))
    except (InvalidTag, ValueError):
        raise IssuanceError(
            "issuance.job_stays_shut",
            "this key does not open the print job",
            where=job.name,
            mend="Use the key file of the printing station that the batch was made for.",
        ) from None


def info(tag: str, job_id: bytes) -> bytes:
    """Bind a seal to its programme and its job."""
    return label(DOMAIN, tag.encode(), job_id)


def write_batch(batch: SealedBatch) -> bytes:
    """Write the file that carries a batch."""
    head = [batch.tag.encode(), batch.id.encode(), batch.station.encode()]
    return BATCH_MAGIC + pack([*head, *(job.id + job.sealed for job in batch.jobs)])


def read_batch(data: bytes) -> SealedBatch:
    """Read that file; raises `IssuanceError` for anything else."""
    try:
        if not data.startswith(BATCH_MAGIC):
            raise ValueError
        tag, id_, station, *jobs = unpack(data[len(BATCH_MAGIC) :])
        return SealedBatch(
            tag.decode("ascii"),
            id_.decode("ascii"),
            station.decode("ascii"),
            tuple(SealedJob(job[:ID_BYTES], job[ID_BYTES:]) for job in jobs),
        )
    except ValueError:
        raise IssuanceError(
            "issuance.not_a_batch",
            "the file is not a batch of print jobs, or not a whole one",
            mend="Write it again at the server: `denizen station batch --out FILE`.",
        ) from None
