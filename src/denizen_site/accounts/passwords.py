"""Passwords: which are good enough, and their slow hash (scrypt, by Django)."""

from __future__ import annotations

import functools
import secrets
import unicodedata

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST, LONGEST = 12, 200
METHOD = "scrypt"


def hash_password(password: str) -> str:
    """Stretch a password."""
    return make_password(normal(password), hasher=METHOD)


def fits(password: str, stored: str) -> bool:
    """Say whether a password is the stored one; takes as long when nothing is stored."""
    return check_password(normal(password), stored or nobodys_hash(), preferred=METHOD)


def problem(password: str, *, username: str) -> str | None:
    """Say in a sentence why a password will not do, or nothing."""
    if len(password) < SHORTEST:
        return _("Use at least %(count)d characters. Four or five words are easy to remember.") % {
            "count": SHORTEST
        }
    if len(password) > LONGEST:
        return _("Use at most %(count)d characters.") % {"count": LONGEST}
    if username.casefold() in password.casefold():
        return _("Leave your sign-in name out of the password.")
    if len(set(password)) < 5 or is_common(password):
        return _("This password is easy to guess. Choose another one.")
    return None


def is_common(password: str) -> bool:
    """Say whether a password stands in the list of what attackers try first."""
    try:
        common_list().validate(normal(password))
    except ValidationError:
        return True
    return False


def normal(password: str) -> str:
    """Write a password in one form, so that every keyboard types the same one."""
    return unicodedata.normalize("NFKC", password)


@functools.cache
def nobodys_hash() -> str:
    """Make the hash that fits no password."""
    return make_password(secrets.token_hex(32), hasher=METHOD)


@functools.cache
def common_list() -> CommonPasswordValidator:
    """Load the list once."""
    return CommonPasswordValidator()
