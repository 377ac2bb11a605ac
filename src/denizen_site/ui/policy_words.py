"""The plain words of the rules' questions and answers, for every page that shows them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from denizen.policy import EncounterAction, Fact, Paper, Part, Reading, Ruling, Stage

Words = str | Promise

ACTIONS: dict[EncounterAction, Words] = {
    EncounterAction.ASK_STATUS: _("Ask about immigration status"),
    EncounterAction.CHECK_STATUS_REMOTELY: _("Check status with a federal database"),
    EncounterAction.ARREST_ON_CIVIL_PAPER: _("Arrest on a civil immigration paper"),
    EncounterAction.HOLD_PAST_RELEASE: _("Hold past the time of release"),
    EncounterAction.NOTIFY_RELEASE: _("Tell federal officers about a release"),
    EncounterAction.ALLOW_INTERVIEW: _("Let federal officers interview the person"),
    EncounterAction.PERFORM_FEDERAL_FUNCTION: _("Do the work of an immigration officer"),
    EncounterAction.SHARE_STATUS: _("Send status information to federal officers"),
    EncounterAction.NOTIFY_FEDERAL: _("Report the person to federal officers"),
    EncounterAction.PROVIDE_SERVICE: _("Give the service"),
    EncounterAction.VERIFY_STATUS_FOR_SERVICE: _("Check status before giving a service"),
    EncounterAction.RECORD_ENCOUNTER: _("Record the encounter"),
}
STAGES: dict[Stage, Words] = {
    Stage.CALL: _("Call for help"),
    Stage.COUNTER: _("Service counter"),
    Stage.STREET_CONTACT: _("Talk on the street"),
    Stage.TRAFFIC_STOP: _("Traffic stop"),
    Stage.DETENTION: _("Detained"),
    Stage.CUSTODIAL_ARREST: _("Arrested"),
    Stage.BOOKING: _("Booking"),
    Stage.JAIL: _("Jail"),
    Stage.RELEASE: _("Release"),
}
PARTS: dict[Part, Words] = {
    Part.CALLER: _("Caller"),
    Part.WITNESS: _("Witness"),
    Part.VICTIM: _("Victim"),
    Part.SERVICE_USER: _("Person who wants a service"),
    Part.STUDENT: _("Student"),
    Part.PASSENGER: _("Passenger"),
    Part.DRIVER: _("Driver"),
    Part.SUSPECT: _("Suspect"),
    Part.ARRESTEE: _("Arrested person"),
}
PAPERS: dict[Paper, Words] = {
    Paper.NONE: _("No paper"),
    Paper.ICE_DETAINER: _("Immigration detainer"),
    Paper.ICE_ADMIN_WARRANT: _("Administrative immigration warrant"),
    Paper.JUDICIAL_WARRANT: _("Warrant signed by a judge"),
    Paper.COURT_ORDER: _("Court order"),
}
FACTS: dict[Fact, Words] = {
    Fact.CRIMINAL_INVESTIGATION: _("A crime is being investigated"),
    Fact.PROBABLE_CAUSE: _("There is probable cause about unlawful presence"),
    Fact.PROLONGS_STOP: _("It would make the stop longer"),
    Fact.LISTED_CONVICTION: _("Convicted of an offense that the state lists"),
    Fact.REQUIRED_BY_LAW: _("A law requires it"),
    Fact.WRITTEN_CONSENT: _("The person agreed in writing"),
    Fact.FEDERALLY_FUNDED: _("The service is paid with federal money"),
    Fact.CLASS_AB_CONVICTION: _("Convicted of a class A or B felony"),
    Fact.TERROR_MATCH: _("A possible match in a terrorist screening database"),
    Fact.ADVICE_ONLY: _("Somebody only advised it; no law requires it"),
    Fact.PUBLIC_SAFETY_RISK: _("The person is an unacceptable risk to public safety"),
}
DEPUTISED_WORDS = _("The officer is certified under a 287(g) agreement and supervised")
RULINGS: dict[Ruling, Words] = {
    Ruling.MUST: _("must"),
    # Not "may": the framework's catalogues take that for the month.
    Ruling.MAY: _("allowed"),
    Ruling.MUST_NOT: _("must not"),
    Ruling.SILENT: _("no rule"),
    Ruling.CONTESTED: _("courts disagree"),
}
# Beside the colour, for those who do not see it.
SIGNS: dict[Ruling, str] = {
    Ruling.MUST: "!",
    Ruling.MAY: "✓",
    Ruling.MUST_NOT: "✕",
    Ruling.SILENT: "–",
    Ruling.CONTESTED: "?",
}
READINGS: dict[Reading, Words] = {
    Reading.PRIMARY: _("cited"),
    Reading.OFFICIAL: _("cited"),
    Reading.PRESS: _("reported"),
    Reading.UNVERIFIED: _("unverified"),
}
