"""The verbs of this room."""

from denizen_site.issuance.actions import recover
from denizen_site.lifecycle.publishing import Published, publish
from denizen_site.lifecycle.stopping import StaffReason, abandon, revoke_by_code, revoke_by_staff
from denizen_site.lifecycle.succession import (
    RENEWAL_DAYS,
    Replaced,
    ReplacementReason,
    hand_over,
    renew,
    renew_held,
    replace,
    replace_held,
)
from denizen_site.lifecycle.sweeping import Swept, sweep

__all__ = [
    "RENEWAL_DAYS",
    "Published",
    "Replaced",
    "ReplacementReason",
    "StaffReason",
    "Swept",
    "abandon",
    "hand_over",
    "publish",
    "recover",
    "renew",
    "renew_held",
    "replace",
    "replace_held",
    "revoke_by_code",
    "revoke_by_staff",
    "sweep",
]
