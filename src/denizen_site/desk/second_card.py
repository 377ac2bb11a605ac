"""What a visit does with the one-card check: ask one question, have a second person decide, or go on.

The check runs when everything else of an enrolment is done.  A strong match (all names and the birth date) is
answered by the person: replace it.  A weak one by "no, never".  Whoever says otherwise is not refused: a
supervisor looks at the same visit and decides.  Nothing is kept of it but counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum

from denizen.credential import CardNumber
from denizen_site.desk.turned_card import holder_of
from denizen_site.desk.visit_page import Place
from denizen_site.enrolment.visit import PossibleMatch
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.one_card.checking import Checked, Match, check
from denizen_site.one_card.keeping import keep


class Answer(StrEnum):
    """What the person says of the card that was found."""

    REPLACE = "replace"
    ANOTHER = "another"


class Ask(Enum):
    """Who is to be asked before the card can be issued."""

    PERSON = "person"
    SECOND_PERSON = "second_person"


@dataclass(frozen=True, slots=True)
class Course:
    """How the check lets a visit go on: who is asked first, or which card the new one replaces."""

    checked: Checked | None = field(default=None, repr=False)
    match: Match | None = field(default=None, repr=False)
    answer: Answer | None = None
    ask: Ask | None = None

    @property
    def strong(self) -> bool:
        """Say whether all names and the birth date agree with somebody's."""
        return self.match is not None and self.match.strong

    @property
    def replaces(self) -> CardNumber | None:
        """Give the card that the new one replaces."""
        return self.match.number if self.match and self.answer is Answer.REPLACE else None

    def note(self, number: CardNumber, *, day: date) -> None:
        """Note the new card's holder in the index, within the transaction that issues the card."""
        if self.checked is None:
            return
        keep(self.checked, number.value, known=[each.lineage for each in self.checked.matches])
        if self.match is not None and self.answer is Answer.ANOTHER:
            ledger.count(Act.ONE_CARD_ANOTHER, day=day)


NOBODY_LOOKED = Course()


def course(place: Place, answered: Answer | None) -> Course:
    """Check the person and say how the visit goes on; a question that is asked is counted."""
    checked = looked(place)
    match = None if checked is None or place.visit.old_number else checked.strongest
    if match is None:
        return Course(checked)
    decided = place.visit.decided_match
    if decided is not None:
        return Course(checked, match, Answer(decided.answer))
    if answered is None:
        ledger.count(Act.ONE_CARD_STRONG if match.strong else Act.ONE_CARD_WEAK, day=place.day)
        return Course(checked, match, ask=Ask.PERSON)
    against = answered is (Answer.ANOTHER if match.strong else Answer.REPLACE)
    return Course(checked, match, answered, ask=Ask.SECOND_PERSON if against else None)


def looked(place: Place) -> Checked | None:
    """Check whoever the visit is about; a practice visit looks for nobody."""
    if place.visit.test or place.charter.one_card is None:
        return None
    holder = holder_of(place.visit)
    name = holder.name_latin or holder.name
    return check(place.charter, name=name, born=holder.birth_date, at=place.request.at)


def leave_to_second_person(place: Place, course: Course) -> None:
    """Save what was said, so that a supervisor with whom the visit is shared can decide."""
    said = course.answer.value if course.answer else ""
    match = PossibleMatch(strong=course.strong, answer=said, shown=place.visit.shown())
    place.saved(place.visit.with_(match=match))
