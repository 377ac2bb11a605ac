"""The one programme of a home, and its issuer keys."""

from __future__ import annotations

from django.db import models

from denizen.trust import KeyPurpose, ProgrammeMode

THE_PROGRAMME = 1


class Programme(models.Model):
    """The one row that says whose programme this is and which trust list it last signed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_PROGRAMME)
    tag = models.CharField(max_length=8)
    mode = models.CharField(max_length=16, choices=[(m.value, m.value) for m in ProgrammeMode])
    charter_id = models.CharField(max_length=64, default="")
    issuer = models.CharField(max_length=200, default="")
    name = models.CharField(max_length=200, default="")
    time_zone = models.CharField(max_length=64, default="UTC")
    longest_years = models.PositiveSmallIntegerField()
    status_list_size = models.PositiveIntegerField()
    live_since = models.DateField(null=True)
    root_cose = models.BinaryField(max_length=256)
    next_root_cose = models.BinaryField(max_length=256, default=b"")
    trust_version = models.PositiveIntegerField(default=0)
    trust_expires = models.DateTimeField(null=True)
    trust_digest = models.BinaryField(max_length=32, default=b"")
    trust_list = models.BinaryField(default=b"")

    class Meta:
        app_label = "custody"
        constraints = [
            models.CheckConstraint(condition=models.Q(id=THE_PROGRAMME), name="one_programme")
        ]


class IssuerKey(models.Model):
    """One key: public for good; private sealed, or in a token, or burned."""

    key_id = models.CharField(max_length=16, primary_key=True)
    public_cose = models.BinaryField(max_length=256)
    purpose = models.CharField(max_length=8, choices=[(p.name, p.name) for p in KeyPurpose])
    sealed_private = models.BinaryField(null=True)
    pkcs11_label = models.CharField(max_length=64, default="")
    sign_from = models.DateTimeField()
    sign_until = models.DateTimeField()
    verify_until = models.DateTimeField()
    compromised_since = models.DateTimeField(null=True)
    burned_on = models.DateField(null=True)
    announced = models.BooleanField(default=False)

    class Meta:
        app_label = "custody"
