"""Case files: filed with the public half alone, read and decided in the open room, deleted on their day."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from denizen.credential.crockford import random_code
from denizen_site.adjudication.case_content import (
    CaseContent,
    Decision,
    Ground,
    Note,
    read_content,
    write_content,
)
from denizen_site.adjudication.case_seal import case_info, open_case, seal_case
from denizen_site.adjudication.models import CaseFile, KeyLeave, OpenRoom
from denizen_site.adjudication.records_key import key_row
from denizen_site.adjudication.records_room import Room
from denizen_site.adjudication.schedule import (
    CaseKind,
    CaseState,
    delete_day,
    due_day,
    first_state,
)
from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import AdjudicationError
from denizen_site.holds.queries import deletion_is_held
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

ID_BYTES = 16
REFERENCE_LENGTH = 8
ENDING = {
    CaseState.UPHELD: Act.APPEAL_UPHELD,
    CaseState.DISMISSED: Act.APPEAL_DISMISSED,
    CaseState.CLOSED: Act.APPEAL_CLOSED,
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """One row of a file as it is to be written."""

    case_id: str
    version: int

    def of(self, content: CaseContent) -> bytes:
        """Seal content as this version of this file."""
        info = case_info(programme().tag, self.case_id, version=self.version)
        return seal_case(write_content(content), bytes(key_row().public_key), info=info)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that was read: its row's version and what is in it."""

    id: str
    kind: CaseKind
    state: CaseState
    version: int
    content: CaseContent


def new_id() -> str:
    """Draw the id of a file to be; a form carries it, so that sending it twice files once."""
    return secrets.token_hex(ID_BYTES)


@in_our_words
def file_case(kind: CaseKind, content: CaseContent, *, case_id: str, at: datetime, by: str) -> str:
    """Keep a file; gives the reference that people may write down.  Sent twice, it is kept once.

    Raises `AdjudicationError` while there is no records key.
    """
    day = programme().local_day(at)
    state = first_state(kind)
    sealed = Sealed(case_id, 1).of(content)
    with transaction.atomic():
        known = CaseFile.objects.filter(id=case_id).first()
        if known is not None:
            return known.reference
        row = CaseFile(
            id=case_id,
            kind=kind,
            state=state,
            opened=day,
            due=due_day(kind, day),
            delete_on=delete_day(kind, state, since=day),
            sealed=sealed,
        )
        keep_under_new_reference(row)
        act = Act.APPEAL_OPENED if kind is CaseKind.APPEAL else Act.FILE_OPENED
        ledger.count(act, day=day, by=by)
    return row.reference


def keep_under_new_reference(row: CaseFile) -> None:
    """Save a new row under a reference that no other has; two draws of a million million rarely meet."""
    for _ in range(3):
        row.reference = random_code(REFERENCE_LENGTH)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            return
        except IntegrityError:
            if CaseFile.objects.filter(id=row.id).exists():
                raise
    raise AdjudicationError("case.no_reference", "no reference could be drawn", mend="Try again.")


@in_our_words
def read_case(case_id: str, room: Room, *, at: datetime) -> OpenFile:
    """Read a file in the open room; every reading is counted.  Raises `AdjudicationError`."""
    with transaction.atomic():
        opened = unsealed(case_id, room)
        ledger.count(Act.FILE_READ, day=programme().local_day(at), by=room.staff)
    return opened


def unsealed(case_id: str, room: Room) -> OpenFile:
    """Open a file."""
    row = CaseFile.objects.filter(id=case_id).first()
    if row is None:
        raise no_such_case()
    info = case_info(programme().tag, row.id, version=row.version)
    plain = open_case(bytes(row.sealed), room.private_key, info=info)
    return OpenFile(
        row.id, CaseKind(row.kind), CaseState(row.state), row.version, read_content(plain)
    )


@in_our_words
def add_note(case_id: str, words: str, *, room: Room, version: int, at: datetime) -> None:
    """Add a note; raises `AdjudicationError` when the file was changed after it was read."""
    day = programme().local_day(at)
    with transaction.atomic():
        opened = at_version(case_id, room, version=version)
        note = Note(day.isoformat(), room.staff, words)
        replace_content(opened, opened.content.with_note(note))
        ledger.count(Act.FILE_CHANGED, day=day, by=room.staff)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case is to end: the state, an appeal's coded ground, and words for the notice or the file."""

    state: CaseState
    ground: Ground | None = None
    words: str = ""


@in_our_words
def decide(case_id: str, verdict: Verdict, *, room: Room, version: int, at: datetime) -> None:
    """End an open case; never by somebody who decided in the matter before.

    Raises `AdjudicationError`: decided already, changed after it was read, or the same person.
    """
    day = programme().local_day(at)
    with transaction.atomic():
        opened = at_version(case_id, room, version=version)
        if opened.state is not CaseState.OPEN:
            raise AdjudicationError("case.decided", "this case was decided already")
        if room.staff in decided_before(opened):
            raise AdjudicationError(
                "case.same_person",
                "whoever decided before does not decide the appeal",
                mend="Ask another supervisor.",
            )
        made = decision_of(verdict, room, day=day)
        replace_content(opened, opened.content.decided(made))
        delete_on = delete_day(opened.kind, verdict.state, since=day)
        CaseFile.objects.filter(id=case_id).update(state=verdict.state, delete_on=delete_on)
        is_appeal = opened.kind is CaseKind.APPEAL
        ledger.count(
            ENDING[verdict.state] if is_appeal else Act.FILE_CHANGED, day=day, by=room.staff
        )


def decision_of(verdict: Verdict, room: Room, *, day: date) -> Decision:
    """Write a verdict down."""
    ground = verdict.ground.value if verdict.ground else ""
    return Decision(day.isoformat(), room.staff, verdict.state.value, ground, verdict.words)


def decided_before(opened: OpenFile) -> frozenset[str]:
    """Name the staff who cannot decide a file: whoever decided before, and of misconduct whoever filed it."""
    filed = {opened.content.filed_by} if opened.kind is CaseKind.MISCONDUCT else set()
    return frozenset({*opened.content.done_by, *filed} - {""})


def at_version(case_id: str, room: Room, *, version: int) -> OpenFile:
    """Open a file that is still as it was read."""
    row = CaseFile.objects.select_for_update().filter(id=case_id).first()
    if row is not None and row.version != version:
        raise AdjudicationError(
            "case.changed_elsewhere",
            "this file was changed after you opened it",
            mend="Read it again; what was written there is kept.  Then enter your change again.",
        )
    return unsealed(case_id, room)


def replace_content(opened: OpenFile, content: CaseContent) -> None:
    """Write the next version of a file, whose row is locked."""
    version = opened.version + 1
    sealed = Sealed(opened.id, version).of(content)
    CaseFile.objects.filter(id=opened.id).update(sealed=sealed, version=version)


@in_our_words
def set_hold(case_id: str, *, on_hold: bool, at: datetime, by: str) -> None:
    """Keep a file past its day because a court asked for it, or let it go again."""
    with transaction.atomic():
        if not CaseFile.objects.filter(id=case_id).update(on_hold=on_hold):
            raise no_such_case()
        ledger.count(Act.FILE_CHANGED, day=programme().local_day(at), by=by)


@in_our_words
def sweep(*, at: datetime) -> int:
    """Delete what is past its day or its minutes; gives how many files, of which a legal hold keeps all."""
    day = programme().local_day(at)
    with transaction.atomic():
        OpenRoom.objects.filter(ends__lte=at).delete()
        KeyLeave.objects.filter(ends__lte=at).delete()
        if deletion_is_held():
            return 0
        number, _ = CaseFile.objects.filter(delete_on__lte=day, on_hold=False).delete()
        ledger.count(Act.FILE_DELETED, day=day, times=number)
    return number


def no_such_case() -> AdjudicationError:
    """Make the refusal of an id that no file has."""
    return AdjudicationError(
        "case.gone", "there is no such file", mend="It may have been deleted on its day."
    )
