"""Place a hold and lift it with two people; pause intake and resume it.  Each is an act of the ledger."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import HoldError
from denizen_site.holds.models import THE_PAUSE, Hold, Pause
from denizen_site.holds.queries import deletion_is_held, paused_since
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act


class Cause(StrEnum):
    """Why a hold was placed."""

    DEMAND = "demand"
    AT_THE_DOOR = "at_the_door"


class Side(StrEnum):
    """The two who must both agree before a hold is lifted; the values are columns of the row."""

    DIRECTOR = "director"
    LAWYER = "lawyer"


@in_our_words
def place(cause: Cause, *, demand: str, at: datetime, by: str) -> None:
    """Stop every deletion from this moment; a demand that has a hold in force keeps the one it has."""
    day = programme().local_day(at)
    with transaction.atomic():
        if Hold.objects.filter(demand=demand, lifted=None).exists():
            return
        Hold.objects.create(cause=cause.value, demand=demand, since=day, placed_by=by)
        ledger.count(Act.HOLD_PLACED, day=day, by=by)


@in_our_words
def agree_to_lift(hold_id: str, side: Side, *, at: datetime, by: str) -> bool:
    """Note one side's consent; says whether both have agreed now, so that the hold is lifted.

    Raises `HoldError` for a hold that is lifted already, and for one person who would be both sides.
    """
    day = programme().local_day(at)
    with transaction.atomic():
        row = Hold.objects.select_for_update().filter(id=hold_id, lifted=None).first()
        if row is None:
            raise HoldError("hold.gone", "this hold is lifted already", mend="Nothing is to do.")
        other = row.lawyer if side is Side.DIRECTOR else row.director
        if other == by:
            raise HoldError(
                "hold.same_person", "two people lift a hold", mend="Ask the other of the two."
            )
        setattr(row, side.value, by)
        ledger.count(Act.HOLD_LIFT_AGREED, day=day, by=by)
        if row.director and row.lawyer:
            row.lifted = day
            ledger.count(Act.HOLD_LIFTED, day=day, by=by)
        row.save(update_fields=[side.value, "lifted"])
    return row.lifted is not None


@in_our_words
def pause_intake(*, at: datetime, by: str) -> bool:
    """Open no further visit from this moment; says whether it was not paused before."""
    day = programme().local_day(at)
    with transaction.atomic():
        _, is_new = Pause.objects.get_or_create(
            id=THE_PAUSE, defaults={"since": day, "placed_by": by}
        )
        if is_new:
            ledger.count(Act.INTAKE_PAUSED, day=day, by=by)
    return is_new


@in_our_words
def resume_intake(*, at: datetime, by: str) -> None:
    """Let visits be opened again; nothing happens when intake is not paused."""
    with transaction.atomic():
        gone, _ = Pause.objects.all().delete()
        if gone:
            ledger.count(Act.INTAKE_RESUMED, day=programme().local_day(at), by=by)


def require_intake_open() -> None:
    """Refuse to open a visit while intake is paused (`HoldError`)."""
    if paused_since() is not None:
        raise HoldError(
            "hold.intake_paused",
            "intake is paused",
            mend="Visits in hand can be finished. A director opens intake again.",
        )


def require_no_hold() -> None:
    """Refuse what cannot be done without deleting, while a legal hold is in force (`HoldError`)."""
    if deletion_is_held():
        raise HoldError(
            "hold.in_force",
            "a legal hold is in force, and this would delete",
            mend="A director and the city's lawyer lift it together, on the page of its demand.",
        )
