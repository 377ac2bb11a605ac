"""What the pages and letters of demands say: every closed choice of the room `demands` in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from denizen.charter import DemandKind
from denizen.policy import Ruling
from denizen_site.demands.kinds import Asked, Basis, DemandState, Reply, Sender

Words = str | Promise

KINDS: Mapping[DemandKind, Words] = {
    DemandKind.PUBLIC_RECORDS: _("Public-records request"),
    DemandKind.SUBPOENA: _("Subpoena"),
    DemandKind.COURT_ORDER: _("Court order"),
    DemandKind.DETAINER: _("Immigration detainer"),
    DemandKind.ADMINISTRATIVE_WARRANT: _("Administrative warrant (such as Form I-200 or I-205)"),
    DemandKind.ADMINISTRATIVE_SUBPOENA: _("Administrative subpoena"),
    DemandKind.DATA_SHARING: _("Request to share data"),
    DemandKind.POLICE_CALL: _("Police call: confirm this card"),
    DemandKind.AT_THE_DOOR: _("Agents at the door"),
}
SENDERS: Mapping[Sender, Words] = {
    Sender.RESIDENT: _("A resident or any member of the public"),
    Sender.PRESS: _("The press"),
    Sender.POLICE: _("Police"),
    Sender.FEDERAL_AGENT: _("A federal agency"),
    Sender.STATE_AGENCY: _("A state agency"),
    Sender.COURT: _("A court"),
    Sender.OTHER_CITY: _("Another city or county"),
}
ASKED: Mapping[Asked, Words] = {
    Asked.CARDHOLDERS: _("A list of people who have a card"),
    Asked.ONE_PERSON: _("Whether one person has a card, or what is held about them"),
    Asked.PAPERS: _("Applications, papers that were shown, or photos"),
    Asked.CARD_CHECK: _("Whether one card is good"),
    Asked.STATUS: _("Somebody's immigration status, birthplace or nationality"),
    Asked.CASE_FILES: _("Files of appeals or stopped cards"),
    Asked.STAFF_ACTS: _("What staff did: the ledger"),
    Asked.FIGURES: _("Figures"),
    Asked.HOLD_PERSON: _("That somebody be held, or that a release be announced"),
    Asked.ENTRY: _("To enter rooms that are not open to the public"),
    Asked.MACHINES: _("Computers, keys, or a copy of the database"),
    Asked.KEEP_FROM_NOW: _("That records be kept or made from now on"),
    Asked.NOT_SAID: _("Not known yet"),
}
HELD: Mapping[Asked, Words] = {
    Asked.CARDHOLDERS: _(
        "There is no list of people. There is a table of card numbers with the days on which each is valid; no"
        " name, no address and no photo stands in it."
    ),
    Asked.ONE_PERSON: _(
        "Nothing can be found by a name, since no table holds one. A visit that is open at a desk at this"
        " moment is sealed, and only the clerk's own browser can open it."
    ),
    Asked.PAPERS: _(
        "Papers are looked at and handed back. No copy, number or photo of them is kept."
    ),
    Asked.CARD_CHECK: _(
        "Whether a card is good can be checked by anybody who holds it, with two public files."
    ),
    Asked.STATUS: _(
        "None. Immigration status, birthplace and nationality are never asked and are written nowhere."
    ),
    Asked.CASE_FILES: _("Files of appeals are sealed; they open with the records key only."),
    Asked.STAFF_ACTS: _("Counts of acts by day and member of staff. No resident stands in them."),
    Asked.FIGURES: _("Daily totals, which are published."),
    Asked.HOLD_PERSON: _("The card program holds nobody and releases nobody."),
    Asked.ENTRY: _("This asks for no record. The attorney on duty answers it."),
    Asked.MACHINES: _("This asks for more than a record. The attorney on duty answers it."),
    Asked.KEEP_FROM_NOW: _(
        "This asks for records that do not exist. The attorney on duty answers it."
    ),
    Asked.NOT_SAID: _("It is not known yet what is asked for."),
}
STATES: Mapping[DemandState, Words] = {
    DemandState.OPEN: _("To be answered"),
    DemandState.PROPOSED: _("Waits for two signatures"),
    DemandState.APPROVED: _("Approved: send the letter"),
    DemandState.CLOSED: _("Answered"),
}
REPLIES: Mapping[Reply, Words] = {
    Reply.NOTHING_HELD: _("We hold nothing of the kind"),
    Reply.REFUSED: _("Refuse, with the clauses"),
    Reply.FIGURES_ONLY: _("Give published figures, refuse the rest"),
    Reply.RELEASED: _("Give what the rules let us give"),
    Reply.WITH_ATTORNEY: _("The city's attorney answers separately"),
}
REPLIES_TOLD: Mapping[Reply, Words] = {
    Reply.NOTHING_HELD: _(
        "We have nothing to give you. What you asked for does not exist in the city's records of this program."
    ),
    Reply.REFUSED: _("We refuse what you asked for. The rules above are the reason."),
    Reply.FIGURES_ONLY: _(
        "The published figures are enclosed. We refuse the rest. The rules above are the reason."
    ),
    Reply.RELEASED: _("What the rules above let us give is enclosed. We hold nothing else of it."),
    Reply.WITH_ATTORNEY: _("The city's attorney will answer you. Until then, we give nothing out."),
}
BASES: Mapping[Basis, Words] = {
    Basis.ADVICE: _("Somebody advised it, in a state office or elsewhere"),
    Basis.REQUEST: _("An office asked for it"),
    Basis.LAW: _("A law or a judge's order requires it"),
}
RULINGS: Mapping[Ruling, Words] = {
    Ruling.MUST: _("Must"),
    Ruling.MAY: _("May"),
    Ruling.MUST_NOT: _("Must not"),
    Ruling.SILENT: _("No rule"),
    Ruling.CONTESTED: _("Disputed"),
}
TONES: Mapping[Ruling, str] = {
    Ruling.MUST: "badge--good",
    Ruling.MAY: "badge--good",
    Ruling.MUST_NOT: "badge--stop",
    Ruling.SILENT: "",
    Ruling.CONTESTED: "badge--warn",
}
ACTIONS: Mapping[str, Words] = {
    "disclose_record": _("Give the record out"),
    "search_by_name": _("Search by a name"),
    "confirm_card": _("Say whether the card is good"),
    "share_status": _("Tell somebody's immigration status"),
    "hold_past_release": _("Hold somebody past their release"),
}
REFUSALS: Mapping[str, tuple[Words, Words]] = {
    "demand.gone": (_("There is no such demand."), _("It may have been deleted on its day.")),
    "demand.incomplete": (
        _("Something is missing, or the day lies ahead."),
        _("Choose what it asks for, and the day on which it came."),
    ),
    "demand.names_a_person": (
        _("Of a resident or the press no name is kept."),
        _("Leave the office empty. The letter carries the reference instead."),
    ),
    "demand.changed": (_("The reply was changed after you opened it."), _("Read it again.")),
    "demand.same_person": (_("Two others sign a reply."), _("Ask somebody else.")),
    "demand.not_approved": (
        _("Two people have to sign the reply before it goes out."),
        _("Ask the city's lawyer and the director."),
    ),
    "demand.closed": (
        _("This demand was answered already."),
        _("Record a new demand if the office asks again."),
    ),
    "hold.gone": (_("This hold is lifted already."), _("Nothing is left to do.")),
    "hold.same_person": (_("Two people lift a hold."), _("Ask the other of the two.")),
}
