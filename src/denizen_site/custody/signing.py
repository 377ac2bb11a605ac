"""Which key signs now, and how it is opened."""

from __future__ import annotations

from datetime import datetime

from denizen._encoding.domain import label
from denizen.errors import SigningUnavailableError
from denizen.keys import Algorithm, Signer, SoftwareSigner
from denizen.trust import KeyPurpose
from denizen_site.config.boot import current_environment
from denizen_site.config.database import in_our_words
from denizen_site.config.environment import Environment, HardwareModule
from denizen_site.custody.hardware import TokenSigner, generate_in_token
from denizen_site.custody.models import IssuerKey
from denizen_site.custody.queries import KeyFacts, key_facts, key_row, keys, programme
from denizen_site.custody.unlock import key_unlock
from denizen_site.custody.vault import Unlock, open_sealed, seal
from denizen_site.errors import CustodyError

ROTATE = "Run `denizen keys rotate`, then publish with the root at hand."


@in_our_words
def signer_for(purpose: KeyPurpose, *, at: datetime) -> Signer:
    """Open the key that signs for a purpose at an instant.

    Once a trust list has been signed, only keys that it names sign: a card or list by a key that no counter
    knows would be refused everywhere.  Raises `SigningUnavailableError` and `CustodyError`.
    """
    return open_signer(choose_key(keys(), purpose, at=at))


def choose_key(known: tuple[KeyFacts, ...], purpose: KeyPurpose, *, at: datetime) -> KeyFacts:
    """Choose the newest usable key, among the announced ones if anything was announced."""
    usable = [key for key in known if key.purpose is purpose and key.can_sign(at)]
    if not usable:
        raise SigningUnavailableError(
            "custody.no_key", f"no key may sign now for {purpose.name.lower()}", mend=ROTATE
        )
    if any(key.announced for key in known):
        usable = [key for key in usable if key.announced]
    if not usable:
        raise SigningUnavailableError(
            "custody.key_not_announced",
            f"the new {purpose.name.lower()} key is not in the trust list yet",
            mend="Run `denizen publish` with the root at hand.",
        )
    return max(usable, key=lambda key: (key.sign_from, key.key_id))


def open_signer(key: KeyFacts) -> Signer:
    """Open a key's private half, from the database or in the token."""
    environment = current_environment()
    row = key_row(key.key_id)
    if row.pkcs11_label:
        module = require_hardware(environment)
        return TokenSigner(module, label=row.pkcs11_label, public_key=key.public_key)
    if row.sealed_private is None:
        raise CustodyError("custody.burned", "the key was destroyed", where=row.key_id)
    unlock = key_unlock(environment, programme().mode)
    context = sealing_context(row)
    private = open_sealed(bytes(row.sealed_private), unlock=unlock, context=context)
    return SoftwareSigner.from_pkcs8(private)


def make_key(purpose: KeyPurpose, *, unlock: Unlock | None) -> IssuerKey:
    """Make a key in the token if there is one, else in memory and sealed; the row is not saved yet."""
    hardware = current_environment().hardware
    if hardware is not None:
        in_token = generate_in_token(hardware, purpose=purpose.name)
        row = unsealed_row(in_token, purpose)
        row.pkcs11_label = in_token.label
        return row
    if unlock is None:
        raise TypeError("a key that is not in a token is sealed under something")
    signer = SoftwareSigner.generate(Algorithm.ES256)
    row = unsealed_row(signer, purpose)
    row.sealed_private = seal(signer.to_pkcs8(), unlock=unlock, context=sealing_context(row))
    return row


def unsealed_row(signer: Signer, purpose: KeyPurpose) -> IssuerKey:
    """Fill in what is public of a key."""
    public = signer.public_key
    return IssuerKey(key_id=public.key_id.hex(), public_cose=public.to_cose(), purpose=purpose.name)


def sealing_context(row: IssuerKey) -> bytes:
    """Say which key is sealed: its id, its public half and its purpose."""
    return label(
        b"denizen issuer key", row.key_id.encode(), row.purpose.encode(), bytes(row.public_cose)
    )


def require_hardware(environment: Environment) -> HardwareModule:
    """Give the token's place; raises `CustodyError` when the environment names none."""
    if environment.hardware is None:
        raise CustodyError(
            "custody.token_not_set",
            "the key lives in a token, and the environment names none",
            where="DENIZEN_PKCS11_MODULE",
            mend="Set the three DENIZEN_PKCS11 variables.",
        )
    return environment.hardware


def facts_after_saving(row: IssuerKey) -> KeyFacts:
    """Save a key and give it as a value."""
    row.save(force_insert=True)
    return key_facts(row)
