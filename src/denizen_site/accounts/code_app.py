"""One-time codes from an app (TOTP, RFC 6238): six digits every half minute, each taken once."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp
import zxingcpp
from django.db import transaction

from denizen_site.accounts.models import Session, Staff
from denizen_site.accounts.sealing import open_sealed, seal
from denizen_site.accounts.sessions import SignedInSession
from denizen_site.config.database import in_our_words

SECONDS = 30
DIGITS = 6
ISSUER = "Denizen"
PURPOSE = b"totp"
# A code of the step before or after is taken too, for clocks that are a little off (RFC 6238, section 5.2).
SLACK = (-1, 0, 1)


def is_code(typed: str) -> bool:
    """Say whether something typed looks like an app's code."""
    return len(typed) == DIGITS and typed.isascii() and typed.isdigit()


@in_our_words
def pending_secret(session: SignedInSession) -> str:
    """Give the secret that this session is adding; the same one until it is confirmed."""
    rows = Session.objects.filter(id=session.id)
    with transaction.atomic():
        row = rows.select_for_update().first()
        sealed = None if row is None else row.pending_totp
        kept = sealed and open_sealed(bytes(sealed), purpose=PURPOSE, context=session.id.encode())
        if kept:
            return kept.decode()
        secret = pyotp.random_base32()
        rows.update(pending_totp=sealed_for(session.id, secret))
    return secret


@in_our_words
def confirm(session: SignedInSession, typed: str, *, at: datetime) -> bool:
    """Add the pending app to its account once it gives the right code."""
    secret = pending_secret(session)
    step = matching_step(secret, typed, at=at)
    if step is None:
        return False
    with transaction.atomic():
        Session.objects.filter(id=session.id).update(pending_totp=None)
        Staff.objects.filter(id=session.staff).update(
            totp_sealed=sealed_for(session.staff, secret), totp_step=step
        )
    return True


@in_our_words
def take(staff: Staff, typed: str, *, at: datetime) -> bool:
    """Take a code for signing in; one that was taken, or is older than one that was, is refused."""
    sealed = staff.totp_sealed
    secret = sealed and open_sealed(bytes(sealed), purpose=PURPOSE, context=staff.id.encode())
    if not secret:
        return False
    step = matching_step(secret.decode(), typed, at=at)
    if step is None:
        return False
    # The condition is asked by the database, so that of two requests with one code only one is served.
    return Staff.objects.filter(id=staff.id, totp_step__lt=step).update(totp_step=step) == 1


def matching_step(secret: str, typed: str, *, at: datetime) -> int | None:
    """Find the half minute whose code this is; looks at every one in reach, whichever fits."""
    now, codes = int(at.timestamp()) // SECONDS, pyotp.TOTP(secret)
    found = None
    for step in (now + slack for slack in SLACK):
        if hmac.compare_digest(codes.generate_otp(step).encode(), typed.encode()):
            found = step
    return found


def picture(session: SignedInSession) -> bytes:
    """Draw the pending secret as a QR code that an app reads (SVG)."""
    address = pyotp.TOTP(pending_secret(session)).provisioning_uri(
        name=session.username, issuer_name=ISSUER
    )
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return zxingcpp.write_barcode_to_svg(code, add_quiet_zones=True).encode()


def sealed_for(owner: str, secret: str) -> bytes:
    """Seal a secret for the account or the session that it belongs to."""
    return seal(secret.encode(), purpose=PURPOSE, context=owner.encode())
