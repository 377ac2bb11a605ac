"""The verbs of this room."""

from denizen_site.issuance.actions import recover
from denizen_site.lifecycle.later import AcceptedBatch, accept_batch, find_pick_up, pick_up
from denizen_site.lifecycle.publishing import Published, publish
from denizen_site.lifecycle.stopping import (
    StaffReason,
    abandon,
    revoke_by_code,
    revoke_by_staff,
    stop_practice,
    stop_test_card,
)
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
    "AcceptedBatch",
    "Published",
    "Replaced",
    "ReplacementReason",
    "StaffReason",
    "Swept",
    "abandon",
    "accept_batch",
    "find_pick_up",
    "hand_over",
    "pick_up",
    "publish",
    "recover",
    "renew",
    "renew_held",
    "replace",
    "replace_held",
    "revoke_by_code",
    "revoke_by_staff",
    "stop_practice",
    "stop_test_card",
    "sweep",
]
