"""The kinds of act that are counted; what is not named here cannot be counted.

A reason lives here, as a part of an act's name, and nowhere else: no row of a person ever carries one.
"""

from __future__ import annotations

from enum import StrEnum


class RefusalReason(StrEnum):
    """Why a visit ended without a card."""

    SHORT_IDENTITY = "short_identity"
    SHORT_RESIDENCY = "short_residency"
    TOO_YOUNG = "too_young"
    CARETAKER_NEEDED = "caretaker_needed"
    PAPER_IN_DOUBT = "paper_in_doubt"
    WRONG_CITY = "wrong_city"
    LEFT = "left"
    OTHER = "other"


class OverrideReason(StrEnum):
    """Why a supervisor let an application pass that the rules had refused."""

    PAPER_CONFIRMED = "paper_confirmed"  # whoever made the paper confirmed it
    PAPER_EQUIVALENT = "paper_equivalent"  # it proves what a listed one would
    RULE_MISREAD = "rule_misread"  # the clerk or the software read the rule wrongly
    ATTESTED = "attested"  # a shelter, school or clinic vouched for the person
    HARDSHIP = "hardship"  # no paper can be had, for a reason that the rules allow


class Act(StrEnum):
    """One kind of act."""

    ISSUED = "issued"
    REPLACED = "replaced"  # from the command line, which asks for no reason
    REPLACED_LOST = "replaced_lost"
    REPLACED_STOLEN = "replaced_stolen"
    REPLACED_DAMAGED = "replaced_damaged"
    UPDATED = "updated"  # replaced because a name or an address changed
    RENEWED = "renewed"
    HANDED_OVER = "handed_over"
    ABANDONED_AFTER_ISSUE = "abandoned_after_issue"
    STOPPED_NOT_COLLECTED = "stopped_not_collected"
    STOPPED_BY_CODE = "stopped_by_code"
    STOPPED_GIVEN_UP = "stopped_given_up"
    STOPPED_WRONGLY_ISSUED = "stopped_wrongly_issued"
    STOPPED_FOUND = "stopped_found"
    STOPPED_LOST = "stopped_lost"  # by a supervisor, for a holder who has no code
    STOP_CODE_REFUSED = "stop_code_refused"

    VISIT_OPENED = "visit_opened"
    VISIT_ABANDONED = "visit_abandoned"
    VISIT_TIMED_OUT = "visit_timed_out"
    SERVED = "served"
    TEST_VISIT = "test_visit"
    TEST_CARD = "test_card"  # a practice card: a specimen that was stopped as it was made
    CURES_SHOWN = "cures_shown"
    REFUSED_SHORT_IDENTITY = "refused_short_identity"
    REFUSED_SHORT_RESIDENCY = "refused_short_residency"
    REFUSED_TOO_YOUNG = "refused_too_young"
    REFUSED_CARETAKER_NEEDED = "refused_caretaker_needed"
    REFUSED_PAPER_IN_DOUBT = "refused_paper_in_doubt"
    REFUSED_WRONG_CITY = "refused_wrong_city"
    REFUSED_LEFT = "refused_left"
    REFUSED_OTHER = "refused_other"

    DRAFT_SHARED = "draft_shared"
    SHARE_CODE_REFUSED = "share_code_refused"
    SECOND_LOOK_OPENED = "second_look_opened"
    SECOND_LOOK_UPHELD = "second_look_upheld"
    OVERRIDDEN_PAPER_CONFIRMED = "overridden_paper_confirmed"
    OVERRIDDEN_PAPER_EQUIVALENT = "overridden_paper_equivalent"
    OVERRIDDEN_RULE_MISREAD = "overridden_rule_misread"
    OVERRIDDEN_ATTESTED = "overridden_attested"
    OVERRIDDEN_HARDSHIP = "overridden_hardship"
    RECHECK_DONE = "recheck_done"
    RECHECK_FAILED = "recheck_failed"
    RECHECK_FACE = "recheck_face"  # what was wrong, beside RECHECK_FAILED
    RECHECK_PAPERS = "recheck_papers"
    RECHECK_PERSON = "recheck_person"
    RECHECK_CARD = "recheck_card"
    APPEAL_OPENED = "appeal_opened"
    APPEAL_UPHELD = "appeal_upheld"
    APPEAL_DISMISSED = "appeal_dismissed"
    APPEAL_CLOSED = "appeal_closed"
    FILE_OPENED = "file_opened"  # of a stopped card or of misconduct; an appeal has its own
    FILE_READ = "file_read"
    FILE_CHANGED = "file_changed"
    FILE_DELETED = "file_deleted"
    RECORDS_KEY_ALLOWED = "records_key_allowed"
    RECORDS_KEY_MADE = "records_key_made"
    RECORDS_KEY_RECOVERED = "records_key_recovered"
    RECORDS_PASSPHRASE_CHANGED = "records_passphrase_changed"  # noqa: S105 - the name of an act
    RECORDS_ROOM_OPENED = "records_room_opened"
    RECORDS_ROOM_REFUSED = "records_room_refused"

    ONE_CARD_CHECKED = "one_card_checked"
    ONE_CARD_WAITS = (
        "one_card_waits"  # too few custodians answered; the card was issued all the same
    )
    ONE_CARD_NOT_CHECKED = "one_card_not_checked"  # no key, or custodians were away too long
    ONE_CARD_STRONG = "one_card_strong"  # somebody was asked whether to replace a card
    ONE_CARD_WEAK = "one_card_weak"  # somebody was asked whether they have had a card
    ONE_CARD_REPLACED = "one_card_replaced"
    ONE_CARD_ANOTHER = "one_card_another"  # it was another person
    ONE_CARD_LATE = "one_card_late"  # a check that waited found a second card
    ONE_CARD_ROWS_LOST = "one_card_rows_lost"  # a restored home had lost their day's key
    EPOCH_BURNED = "epoch_burned"

    FEE_TAKEN = "fee_taken"
    FEE_WAIVED = "fee_waived"
    FEE_RETURNED = "fee_returned"

    STOCK_RECEIVED = "stock_received"
    STOCK_USED = "stock_used"
    STOCK_SPOILT_MISPRINT = "stock_spoilt_misprint"
    STOCK_SPOILT_JAM = "stock_spoilt_jam"
    STOCK_SPOILT_FAULTY = "stock_spoilt_faulty"
    STOCK_SPOILT_TRIAL = "stock_spoilt_trial"
    STOCK_LOST = "stock_lost"
    STOCK_COUNTED = "stock_counted"
    DAY_RECONCILED = "day_reconciled"
    DAY_NOT_RECONCILED = "day_not_reconciled"
    DIFFERENCE_MISCOUNTED = "difference_miscounted"
    DIFFERENCE_MOVED = "difference_moved"  # cards were carried to another station
    DIFFERENCE_PRINTER = "difference_printer"  # the printer took more or fewer
    DIFFERENCE_UNEXPLAINED = "difference_unexplained"
    PRINT_JOB_QUEUED = "print_job_queued"
    BATCH_MADE = "batch_made"
    BATCH_PRINTED = "batch_printed"
    CARD_PRINTED = "card_printed"  # by the printing station
    BATCH_ACCEPTED = "batch_accepted"
    CARD_REPRINTED = "card_reprinted"  # at the desk, on another blank card
    CARD_SPOILT = "card_spoilt"  # at the printing station
    CARD_MAILED = "card_mailed"
    PRINT_JOB_DELETED = "print_job_deleted"

    CARD_REFUSED_REPORTED = (
        "card_refused_reported"  # by anybody, on the public page; how it ends is below
    )
    CARD_REFUSED_TALKED = "card_refused_talked"
    CARD_REFUSED_AGREED = "card_refused_agreed"
    CARD_REFUSED_STILL_REFUSES = "card_refused_still_refuses"
    CARD_REFUSED_NEED_NOT = "card_refused_need_not"
    CARD_REFUSED_CARD_NOT_GOOD = "card_refused_card_not_good"
    CARD_REFUSED_NOT_FOLLOWED = "card_refused_not_followed"

    DEMAND_RECEIVED = "demand_received"
    DEMAND_SEARCHED_NOTHING = "demand_searched_nothing"
    DEMAND_SEARCHED_HELD = "demand_searched_held"
    DEMAND_PROPOSED = "demand_proposed"
    DEMAND_APPROVED = "demand_approved"
    DEMAND_CLOSED = "demand_closed"
    DEMAND_DELETED = "demand_deleted"
    DISCLOSURE_STOPPED = (
        "disclosure_stopped"  # somebody was about to hand over a status; the day page says so
    )
    CARD_CONFIRMED = (
        "card_confirmed"  # a caller was told good, not good or cannot tell, and nothing else
    )
    HOLD_PLACED = "hold_placed"
    HOLD_LIFT_AGREED = "hold_lift_agreed"
    HOLD_LIFTED = "hold_lifted"
    INTAKE_PAUSED = "intake_paused"
    INTAKE_RESUMED = "intake_resumed"

    SIGNED_IN = "signed_in"
    SIGN_IN_TRIED = "sign_in_tried"
    SIGN_IN_REFUSED = "sign_in_refused"
    STAFF_LOCKED_OUT = "staff_locked_out"
    STAFF_ADDED = "staff_added"
    STAFF_CHANGED = "staff_changed"
    STAFF_DEACTIVATED = "staff_deactivated"
    SECOND_FACTOR_ADDED = "second_factor_added"
    SECOND_FACTOR_RESET = "second_factor_reset"
    STAFF_UNLOCKED = "staff_unlocked"
    STATION_REGISTERED = "station_registered"
    STATION_RETIRED = "station_retired"
    PRINTING_KEY_REGISTERED = "printing_key_registered"
    PRINTING_KEY_RETIRED = "printing_key_retired"
    ACCESS_REFUSED = "access_refused"

    SWEPT = "swept"
    LISTS_PUBLISHED = "lists_published"
    TRUST_LIST_SIGNED = "trust_list_signed"
    LOG_PUBLISHED = "log_published"
    NOTICE_PUBLISHED = "notice_published"
    LEDGER_DAYS_DELETED = "ledger_days_deleted"
    KEY_MADE = "key_made"
    KEY_BURNED = "key_burned"
    KEY_COMPROMISED = "key_compromised"
    WENT_LIVE = "went_live"


def refusal(reason: RefusalReason) -> Act:
    """Name the act of refusing for a reason."""
    return Act(f"refused_{reason.value}")


def override(reason: OverrideReason) -> Act:
    """Name the act of overriding a refusal for a reason."""
    return Act(f"overridden_{reason.value}")


class DifferenceReason(StrEnum):
    """Why the books and the boxes differ at a day's close."""

    MISCOUNTED = "miscounted"
    MOVED = "moved"
    PRINTER = "printer"
    UNEXPLAINED = "unexplained"


def difference(reason: DifferenceReason) -> Act:
    """Name the act of signing a day off with a difference."""
    return Act(f"difference_{reason.value}")


REFUSALS = {refusal(reason): reason for reason in RefusalReason}
OVERRIDES = {override(reason): reason for reason in OverrideReason}
