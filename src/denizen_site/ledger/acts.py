"""The kinds of act that are counted; what is not named here cannot be counted."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """One kind of act.  A reason for stopping a card lives here, as a count, and nowhere else."""

    ISSUED = "issued"
    REPLACED = "replaced"
    RENEWED = "renewed"
    HANDED_OVER = "handed_over"
    STOPPED_BY_CODE = "stopped_by_code"
    STOPPED_GIVEN_UP = "stopped_given_up"
    STOPPED_WRONGLY_ISSUED = "stopped_wrongly_issued"
    STOPPED_FOUND = "stopped_found"
    SWEPT = "swept"
    LISTS_PUBLISHED = "lists_published"
    TRUST_LIST_SIGNED = "trust_list_signed"
    KEY_MADE = "key_made"
    KEY_BURNED = "key_burned"
    KEY_COMPROMISED = "key_compromised"
    WENT_LIVE = "went_live"
