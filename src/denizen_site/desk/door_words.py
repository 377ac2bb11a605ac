"""What stands on the page for agents at the door: plain steps, and how the papers differ.

Sources: the forms are described as in guides for institutions that were read in November 2026 (N); who may sign
an immigration subpoena is 8 CFR 287.4(a), read in part (T).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from denizen_site.desk.demand_words import Words


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One kind of paper: how to know it, what it lets its holder do, and how well that was read."""

    name: Words
    looks: Words
    means: Words
    by_judge: bool
    mark: Words
    source: str


STEPS: tuple[Words, ...] = (
    _("Stay calm and polite. Do not block anybody, and do not run."),
    _("Call the attorney on duty now. Say that you are calling."),
    _(
        "Ask for names, badges, the agency, and the paper itself. Read it. Copy it or photograph it."
    ),
    _(
        "Say: “I cannot agree to a search and I cannot hand anything over. Please wait for our attorney.”"
    ),
    _("Answer no question about any resident, client or colleague."),
    _("Delete nothing, hide nothing, and switch nothing off."),
    _(
        "If they go in all the same, do not resist. Watch, and write down what they took and where they went."
    ),
)
PAPERS: tuple[PaperLine, ...] = (
    PaperLine(
        _("A judge’s warrant"),
        _(
            "The name of a court stands at the top. A judge or magistrate signed it. It names the place or the"
            " things, and has a recent date."
        ),
        _(
            "It must be obeyed within what it names. Ask that the attorney read it first, and watch."
        ),
        by_judge=True,
        mark=_("reported"),
        source="Guides for institutions, read November 2026",
    ),
    PaperLine(
        _("Form I-200, Warrant for Arrest of Alien"),
        _(
            "“Department of Homeland Security” stands at the top. An immigration officer signed it. No"
            " court is named."
        ),
        _(
            "It is about arresting one person. It does not open rooms that are closed to the public."
        ),
        by_judge=False,
        mark=_("reported"),
        source="Guides for institutions, read November 2026",
    ),
    PaperLine(
        _("Form I-205, Warrant of Removal/Deportation"),
        _(
            "The same heading, also signed by an immigration officer. It follows an order of removal."
        ),
        _("It is about removing one person. It does not open rooms that are closed to the public."),
        by_judge=False,
        mark=_("reported"),
        source="Guides for institutions, read November 2026",
    ),
    PaperLine(
        _("An administrative subpoena"),
        _("An officer of the immigration service signed it. It asks for records by a certain day."),
        _("Nothing is handed over at the door. Take the paper; the attorney answers it in time."),
        by_judge=False,
        mark=_("reported"),
        source="8 CFR 287.4(a) on who may issue one, read in part; guides for institutions",
    ),
)
