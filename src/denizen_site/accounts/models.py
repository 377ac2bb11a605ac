"""Staff, their factors and sessions, and the stations; no table keeps an order of insertion."""

from __future__ import annotations

from django.db import models

from denizen.credential.crockford import random_code
from denizen_site.accounts.roles import Role

ID_LENGTH = 12


def new_id() -> str:
    """Draw a random id, which may stand in a URL since it says nothing of anybody."""
    return random_code(ID_LENGTH).lower()


class Staff(models.Model):
    """One account; `epoch` goes up whenever every session of the account must end."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True, default=new_id)
    username = models.CharField(max_length=40, unique=True)
    shown_as = models.CharField(max_length=80)
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in Role])
    active = models.BooleanField(default=True)
    language = models.CharField(max_length=12, default="")
    password = models.CharField(max_length=200, default="")
    epoch = models.PositiveIntegerField(default=0)
    totp_sealed = models.BinaryField(null=True)
    totp_step = models.PositiveBigIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        app_label = "accounts"


class Passkey(models.Model):
    """One passkey of an account; `id` is the SHA-256 of the credential's own id."""

    id = models.CharField(max_length=64, primary_key=True)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=40)
    credential = models.BinaryField(max_length=1023)
    public_key = models.BinaryField(max_length=1024)
    sign_count = models.PositiveBigIntegerField(default=0)
    answered = models.DateTimeField(null=True)
    added_on = models.DateField()

    class Meta:
        app_label = "accounts"


class RecoveryCode(models.Model):
    """One unused recovery code, as a keyed hash."""

    id = models.CharField(max_length=64, primary_key=True)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")

    class Meta:
        app_label = "accounts"


class Invitation(models.Model):
    """The one invitation that an account has until it is taken up; `id` is the SHA-256 of its code."""

    id = models.CharField(max_length=64, primary_key=True)
    staff = models.OneToOneField(Staff, on_delete=models.CASCADE, related_name="+")
    expires = models.DateTimeField()

    class Meta:
        app_label = "accounts"


class Station(models.Model):
    """One computer of the programme, known by the secret that its browser keeps."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True, default=new_id)
    label = models.CharField(max_length=40)
    place = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    registered_on = models.DateField()
    retired_on = models.DateField(null=True)

    class Meta:
        app_label = "accounts"


class Session(models.Model):
    """One browser in which somebody is signed in, or half-way there; `id` is the SHA-256 of its token."""

    id = models.CharField(max_length=64, primary_key=True)
    public_id = models.CharField(max_length=ID_LENGTH, unique=True, default=new_id)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    station = models.ForeignKey(Station, null=True, on_delete=models.SET_NULL, related_name="+")
    stage = models.CharField(max_length=8)
    epoch = models.PositiveIntegerField()
    started = models.DateTimeField()
    seen = models.DateTimeField()
    proved = models.DateTimeField()
    pending_totp = models.BinaryField(null=True)

    class Meta:
        app_label = "accounts"
