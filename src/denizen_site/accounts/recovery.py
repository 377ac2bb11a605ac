"""Recovery codes: ten, each good for one sign-in when the phone or the passkey is not at hand."""

from __future__ import annotations

from django.db import transaction

from denizen.credential.crockford import fold, in_fours, random_code
from denizen.credential.crockford import is_code as is_crockford
from denizen_site.accounts.models import RecoveryCode
from denizen_site.accounts.sealing import keyed_hash
from denizen_site.config.database import in_our_words

HOW_MANY = 10
LENGTH = 12  # 60 bits; hashed under the desk's secret, so that a stolen table alone tests no guess
PURPOSE = b"recovery"


def is_code(typed: str) -> bool:
    """Say whether something typed looks like a recovery code."""
    return is_crockford(fold(typed), LENGTH)


@in_our_words
def renew(staff: str) -> tuple[str, ...]:
    """Make new codes in place of all older ones; they are shown once and never again."""
    codes = tuple(random_code(LENGTH) for _ in range(HOW_MANY))
    with transaction.atomic():
        RecoveryCode.objects.filter(staff=staff).delete()
        for code in codes:
            RecoveryCode.objects.create(id=hash_of(staff, code), staff_id=staff)
    return tuple(in_fours(code) for code in codes)


@in_our_words
def take(staff: str, typed: str) -> bool:
    """Take a code for signing in; it is gone then."""
    deleted, _ = RecoveryCode.objects.filter(id=hash_of(staff, fold(typed)), staff=staff).delete()
    return deleted == 1


@in_our_words
def how_many(staff: str) -> int:
    """Count the codes that are left."""
    return RecoveryCode.objects.filter(staff=staff).count()


def hash_of(staff: str, code: str) -> str:
    """Hash a code for its account."""
    return keyed_hash(staff.encode(), code.encode("utf-8", "replace"), purpose=PURPOSE)
