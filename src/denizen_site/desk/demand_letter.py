"""The letter that answers a demand: what was asked, what exists, the clauses, the answer, in one language."""

from __future__ import annotations

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from denizen.charter import Charter
from denizen_press.letter import Cited, Letter, LetterPart, render_letter
from denizen_site.accounts.roles import Role
from denizen_site.accounts.words import ROLES
from denizen_site.demands.kinds import DemandState
from denizen_site.demands.queries import DemandFacts
from denizen_site.desk.demand_view import AskedLine, asked_lines
from denizen_site.desk.demand_words import KINDS, REPLIES_TOLD, SENDERS

RIGHT_TO_LEFT = frozenset({"ar", "he"})


def letter_pdf(
    facts: DemandFacts, charter: Charter, *, language: str, at: date, specimen: bool
) -> bytes:
    """Set the letter in a language; before two people have signed it, DRAFT lies across it."""
    with translation.override(language):
        return render_letter(letter_of(facts, charter, at=at, specimen=specimen))


def letter_of(facts: DemandFacts, charter: Charter, *, at: date, specimen: bool) -> Letter:
    """Write the letter in the active language."""
    language = translation.get_language() or "en"
    lines = asked_lines(facts, at=at)
    is_final = facts.state in {DemandState.APPROVED, DemandState.CLOSED}
    return Letter(
        place=f"{charter.place.name}, {charter.place.state}",
        title=charter.place.programme_name,
        colour=charter.art.primary,
        facts=heading_facts(facts, at=facts.answered or at),
        addressee=facts.office or str(SENDERS[facts.sender]),
        heading=_("Our answer to your demand"),
        parts=parts_of(facts, charter, lines=lines),
        signers=(str(ROLES[Role.CITY_LAWYER]), str(ROLES[Role.DIRECTOR])),
        foot=_(
            "Clauses are marked by how well their text was read: cited, reported or unverified. This letter"
            " tells you the city's rules as they are encoded; it is not legal advice."
        ),
        is_right_to_left=language in RIGHT_TO_LEFT,
        stamp=stamp_of(is_final=is_final, specimen=specimen),
    )


def stamp_of(*, is_final: bool, specimen: bool) -> str:
    """Give the word that lies across the letter, in English on every letter so that no one mistakes it."""
    if not is_final:
        return "DRAFT"
    return "SPECIMEN" if specimen else ""


def heading_facts(facts: DemandFacts, *, at: date) -> tuple[tuple[str, str], ...]:
    """Give the lines above the letter."""
    return (
        (_("Date"), day_words(at)),
        (_("Our reference"), facts.id.upper()),
        (_("Your demand"), str(KINDS[facts.kind])),
        (_("Came to us on"), day_words(facts.received)),
    )


def parts_of(
    facts: DemandFacts, charter: Charter, *, lines: tuple[AskedLine, ...]
) -> tuple[LetterPart, ...]:
    """Write the letter's parts."""
    found = [
        LetterPart(_("What you asked for"), tuple(str(line.words) for line in lines)),
        LetterPart(_("What the city holds"), held_paragraphs(facts, lines)),
    ]
    cited = cited_of(lines)
    if cited:
        said = _("These rules speak of what you asked for:")
        found.append(LetterPart(_("What the rules say"), (said,), cited))
    if facts.reply is not None:
        found.append(LetterPart(_("Our answer"), (str(REPLIES_TOLD[facts.reply]),)))
    found.append(
        LetterPart(_("What else you should know"), closing(facts), deadline_of(facts, charter))
    )
    return tuple(found)


def held_paragraphs(facts: DemandFacts, lines: tuple[AskedLine, ...]) -> tuple[str, ...]:
    """Say what exists, and what a search came to."""
    searched = {
        "nothing": _("We looked for what your demand names and found nothing."),
        "held": _("We looked for the card that your demand names. A card of this number exists."),
    }
    said = searched.get(facts.searched)
    return (*(str(line.held) for line in lines), *([said] if said else []))


def cited_of(lines: tuple[AskedLine, ...]) -> tuple[Cited, ...]:
    """List the clauses that decided, each once."""
    clauses = {
        clause.id: clause for line in lines for rule in line.rules for clause in rule.clauses
    }
    return tuple(
        Cited(each.says, f"{each.cite} [{each.id}]", str(each.mark)) for each in clauses.values()
    )


def closing(facts: DemandFacts) -> tuple[str, ...]:
    """Say whether anybody is told, whether a hold is in force, and what the deadline was."""
    said = [
        _(
            "The city holds no address of anybody who has a card. So it cannot tell a person that you asked"
            " about them, even where its rules would want it to."
        )
    ]
    if facts.hold is not None:
        since = day_words(facts.hold.since)
        said.append(_("Since %(day)s nothing is deleted, because of your demand.") % {"day": since})
    if facts.due is not None:
        due = day_words(facts.due)
        said.append(_("This answer was due on %(day)s, counted by the rule below.") % {"day": due})
    return tuple(said)


def deadline_of(facts: DemandFacts, charter: Charter) -> tuple[Cited, ...]:
    """Quote the rule about the deadline."""
    rule = charter.demands.deadline(facts.kind)
    if rule is None or facts.due is None:
        return ()
    return (Cited(rule.means, rule.cite, rule.attribution.reading.shown),)


def day_words(day: date) -> str:
    """Write a day as the language does."""
    return date_format(day, "DATE_FORMAT")
