"""What the page asks about a refused card: four choices, and no box in which a name could be written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen.charter import Charter
from denizen_site.counters.words import SOMEWHERE_ELSE, WHAT, said
from denizen_site.refused_cards.reports import ELSEWHERE, Report, What
from denizen_site.ui.forms import Form

LONGER_AGO = "longer"
WEEKS = (
    ("0", _("This week")),
    ("1", _("Last week")),
    ("2", _("Two weeks ago")),
    ("3", _("Three weeks ago")),
    (LONGER_AGO, _("Longer ago, or I do not remember")),
)
CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one of these.")}


class RefusedForm(Form):
    """One report."""

    service = forms.ChoiceField(
        label=_("What kind of place was it?"), widget=forms.RadioSelect, error_messages=CHOOSE
    )
    place = forms.ChoiceField(
        label=_("Was it one of these? You need not say."),
        help_text=_("Say it if you can: then somebody can talk to the place."),
        required=False,
        error_messages=CHOOSE,
    )
    weeks_back = forms.ChoiceField(
        label=_("When was it?"),
        help_text=_("We keep the week, never the day."),
        choices=WEEKS,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    what = forms.ChoiceField(
        label=_("What happened?"),
        help_text=_("Choose what fits best."),
        choices=[(each.value, words) for each, words in WHAT.items()],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, charter: Charter, **kwargs: Any) -> None:
        """Offer what the charter has."""
        super().__init__(*args, **kwargs)
        services = [(each.id, str(said(each))) for each in charter.services]
        self.fields["service"].choices = [*services, (ELSEWHERE, SOMEWHERE_ELSE)]
        places = [(each.id, str(said(each))) for each in charter.acceptance.rows]
        self.fields["place"].choices = [
            ("", _("None of these, or I would rather not say")),
            *places,
        ]
        if not places:
            del self.fields["place"]

    def report(self) -> Report:
        """Give what was chosen."""
        chosen = self.cleaned_data
        weeks = chosen["weeks_back"]
        return Report(
            service=chosen["service"],
            what=What(chosen["what"]),
            place=chosen.get("place", ""),
            weeks_back=None if weeks == LONGER_AGO else int(weeks),
        )
