"""Token Status Lists: which cards are no longer good, without saying why or asking whom."""

from denizen.status.bits import StatusBits
from denizen.status.freshness import Fresh, Freshness, Over, Stale, freshness
from denizen.status.list_token import ListTerms, sign_cwt, sign_jwt
from denizen.status.status_list import StatusList, open_status_list, open_status_list_jwt

__all__ = [
    "Fresh",
    "Freshness",
    "ListTerms",
    "Over",
    "Stale",
    "StatusBits",
    "StatusList",
    "freshness",
    "open_status_list",
    "open_status_list_jwt",
    "sign_cwt",
    "sign_jwt",
]
