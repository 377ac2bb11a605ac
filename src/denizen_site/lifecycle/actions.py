"""The verbs of this room."""

from denizen_site.issuance.actions import recover
from denizen_site.lifecycle.publishing import Published, publish
from denizen_site.lifecycle.stopping import StaffReason, revoke_by_code, revoke_by_staff
from denizen_site.lifecycle.succession import RENEWAL_DAYS, hand_over, renew, replace
from denizen_site.lifecycle.sweeping import Swept, sweep

__all__ = [
    "RENEWAL_DAYS",
    "Published",
    "StaffReason",
    "Swept",
    "hand_over",
    "publish",
    "recover",
    "renew",
    "replace",
    "revoke_by_code",
    "revoke_by_staff",
    "sweep",
]
