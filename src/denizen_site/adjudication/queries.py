"""Which files there are; what is in them is read in the open room only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from denizen_site.adjudication.filing import no_such_case
from denizen_site.adjudication.models import CaseFile
from denizen_site.adjudication.records_key import has_key, leave_by
from denizen_site.adjudication.schedule import CaseKind, CaseState
from denizen_site.config.database import in_our_words


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the list shows of a file."""

    id: str
    reference: str
    kind: CaseKind
    state: CaseState
    opened: date
    due: date | None
    delete_on: date
    on_hold: bool

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be decided."""
        return self.state is CaseState.OPEN

    def is_late(self, today: date) -> bool:
        """Say whether its answer is overdue."""
        return self.is_open and self.due is not None and self.due < today


@in_our_words
def cases() -> tuple[CaseFacts, ...]:
    """List all files: those to be decided first, by the day on which they are due."""
    found = [facts_of(row) for row in CaseFile.objects.defer("sealed").order_by("opened", "id")]
    return tuple(sorted(found, key=lambda one: (not one.is_open, one.due or date.max)))


@in_our_words
def case_facts(case_id: str) -> CaseFacts:
    """Give one file's facts; raises `AdjudicationError`."""
    row = CaseFile.objects.defer("sealed").filter(id=case_id).first()
    if row is None:
        raise no_such_case()
    return facts_of(row)


def facts_of(row: CaseFile) -> CaseFacts:
    """Turn a row into a value."""
    return CaseFacts(
        id=row.id,
        reference=row.reference,
        kind=CaseKind(row.kind),
        state=CaseState(row.state),
        opened=row.opened,
        due=row.due,
        delete_on=row.delete_on,
        on_hold=row.on_hold,
    )


__all__ = ["CaseFacts", "case_facts", "cases", "has_key", "leave_by"]
