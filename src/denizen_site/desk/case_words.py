"""What second looks, files and notices say: every code of the room `adjudication` in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from denizen.errors import DenizenError
from denizen_site.adjudication.case_content import About, Evidence, Ground
from denizen_site.adjudication.schedule import CaseKind, CaseState
from denizen_site.desk.fault_words import Told, told
from denizen_site.ledger.acts import OverrideReason

Words = str | Promise

OVERRIDE_REASONS: Mapping[OverrideReason, Words] = {
    OverrideReason.PAPER_CONFIRMED: _(
        "Whoever made the paper confirmed it, by telephone or in person"
    ),
    OverrideReason.PAPER_EQUIVALENT: _("The paper proves what one of the listed papers would"),
    OverrideReason.RULE_MISREAD: _("The rule was read wrongly; by the rule the papers are enough"),
    OverrideReason.ATTESTED: _("A shelter, school or clinic vouched for the person"),
    OverrideReason.HARDSHIP: _("No paper can be had, for a reason that the rules allow"),
}
KINDS: Mapping[CaseKind, Words] = {
    CaseKind.APPEAL: _("Appeal"),
    CaseKind.WRONGLY_ISSUED: _("Card wrongly issued"),
    CaseKind.FOUND: _("Card found"),
    CaseKind.MISCONDUCT: _("Conduct of staff"),
}
STATES: Mapping[CaseState, Words] = {
    CaseState.OPEN: _("To be decided"),
    CaseState.UPHELD: _("The appeal was right"),
    CaseState.DISMISSED: _("The decision stays"),
    CaseState.CLOSED: _("Closed"),
}
MISCONDUCT_STATES: Mapping[CaseState, Words] = {
    CaseState.UPHELD: _("It was so"),
    CaseState.DISMISSED: _("It was not so, or cannot be shown"),
}
ABOUT: Mapping[About, Words] = {
    About.REFUSED: _("I was not given a card"),
    About.STOPPED: _("My card was stopped"),
    About.OTHER: _("Something else"),
}
WRONGLY_ISSUED = (
    Evidence.OTHER_PERSON,
    Evidence.PAPER_DISOWNED,
    Evidence.SECOND_CARD,
    Evidence.STAFF_ERROR,
    Evidence.STAFF_MISCONDUCT,
)
FOUND = (Evidence.HANDED_IN, Evidence.MAILED_BACK, Evidence.LEFT_BEHIND)
EVIDENCE: Mapping[Evidence, Words] = {
    Evidence.OTHER_PERSON: _("The card shows somebody else than the papers did"),
    Evidence.PAPER_DISOWNED: _("Whoever is named as its maker never made one of the papers"),
    Evidence.SECOND_CARD: _("The person had another card that was still good"),
    Evidence.STAFF_ERROR: _("We made a mistake when the card was made"),
    Evidence.STAFF_MISCONDUCT: _("A member of staff broke the rules"),
    Evidence.HANDED_IN: _("Somebody handed it in"),
    Evidence.MAILED_BACK: _("It came back by mail"),
    Evidence.LEFT_BEHIND: _("It was left at the desk"),
}
# The same on a notice, to the holder.
EVIDENCE_TOLD: Mapping[Evidence, Words] = {
    Evidence.OTHER_PERSON: _(
        "The card shows a different person from the papers that were shown to us."
    ),
    Evidence.PAPER_DISOWNED: _(
        "One of the papers that were shown to us was not made by the office that it names."
    ),
    Evidence.SECOND_CARD: _(
        "You had another card from us that was still good. Each person has one."
    ),
    Evidence.STAFF_ERROR: _(
        "We made a mistake when we made the card. We are sorry. A new one is free."
    ),
    Evidence.STAFF_MISCONDUCT: _(
        "A member of our staff broke the rules when the card was made. This is not a charge against you."
    ),
    Evidence.HANDED_IN: _("Somebody found the card and gave it to us."),
    Evidence.MAILED_BACK: _("The card came back to us by mail."),
    Evidence.LEFT_BEHIND: _("The card was left behind at our desk."),
}
UPHELD_GROUNDS = (
    Ground.RULE_MISREAD,
    Ground.PAPER_GOOD,
    Ground.NEW_PAPER,
    Ground.STOPPED_BY_MISTAKE,
)
DISMISSED_GROUNDS = (
    Ground.STILL_SHORT,
    Ground.PAPER_NOT_CONFIRMED,
    Ground.NOT_A_RESIDENT,
    Ground.RIGHTLY_STOPPED,
)
GROUNDS_TOLD: Mapping[Ground, Words] = {
    Ground.RULE_MISREAD: _("We read our own rule wrongly."),
    Ground.PAPER_GOOD: _("The paper that we doubted is good."),
    Ground.NEW_PAPER: _("You showed us another paper, and it is enough."),
    Ground.STOPPED_BY_MISTAKE: _("Your card should not have been stopped."),
    Ground.STILL_SHORT: _("The papers do not yet show all that the rules ask for."),
    Ground.PAPER_NOT_CONFIRMED: _("Whoever is said to have made the paper did not confirm it."),
    Ground.NOT_A_RESIDENT: _("The papers do not show that you live in this city."),
    Ground.RIGHTLY_STOPPED: _("The reason for stopping the card still holds."),
    Ground.TAKEN_BACK: _("You took your appeal back."),
}
REFUSALS: Mapping[str, tuple[Words, Words]] = {
    "records.passphrase": (
        _("This passphrase does not open the records room."),
        _("Type it again. After five wrong tries the room waits for a quarter of an hour."),
    ),
    "records.waits": (
        _("The records room waits after five wrong passphrases."),
        _("Try again in a quarter of an hour."),
    ),
    "records.no_key": (
        _("The records key is not made yet, so nothing can be kept on file."),
        _("A director gives leave and the records officer makes it, on the page Records key."),
    ),
    "records.no_leave": (
        _("A director has not given leave for this today."),
        _("Ask a director to open the page Records key and to give leave. It holds for a day."),
    ),
    "records.key_exists": (
        _("There is a records key already."),
        _("Change its passphrase, or use the recovery paper."),
    ),
    "records.recovery_typed": (
        _("The recovery key was not typed as it is printed."),
        _("It has four lines of 14 letters and digits. Type them again from the paper."),
    ),
    "records.recovery_wrong": (
        _("This recovery key belongs to another records key."),
        _("Use the paper that was printed when the records key was made."),
    ),
    "records.closed": (
        _("The records room is closed."),
        _("Open it with the passphrase. It stays open for half an hour."),
    ),
    "case.changed_elsewhere": (
        _("This file was changed after you opened it."),
        _("What was written there is kept. Read it again, then enter your change again."),
    ),
    "case.decided": (_("This case was decided already."), _("Read the file again.")),
    "case.same_person": (
        _("Whoever decided before does not decide the appeal."),
        _("Ask another supervisor."),
    ),
    "case.gone": (_("There is no such file."), _("It may have been deleted on its day.")),
    "case.stays_shut": (
        _("The records key does not open this file."),
        _("It was changed in the database. Tell the director."),
    ),
    "second_look.decided": (
        _("These papers were decided already."),
        _("Other papers on the desk can be looked at again."),
    ),
    "second_look.nothing_to_override": (
        _("There is nothing here that a supervisor may let pass."),
        _("The papers are enough, or the person is younger than the rules allow."),
    ),
    "second_look.not_refused": (
        _("The papers are enough: there is no refusal to confirm."),
        _("Tell the clerk to go on."),
    ),
    "lifecycle.unknown_card": (
        _("There is no card with this number."),
        _("Read it again. Cards whose last day is over are no longer held."),
    ),
    "lifecycle.already_stopped": (
        _("This card was stopped before."),
        _("Nothing is left to do."),
    ),
    "lifecycle.not_a_test": (
        _("This card is too old to be a test visit's."),
        _("Tests are marked within seven days. Stop the card with a reason instead."),
    ),
}


def told_of(refusal: DenizenError) -> Told:
    """Put a refusal into the reader's language; one without an entry is told as elsewhere at the desk."""
    found = REFUSALS.get(refusal.code)
    if found is None:
        return told(refusal)
    return Told(refusal.code, str(found[0]), str(found[1]), refusal.where or "")
