"""How the liaison closes a report of a refused card."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen_site.counters.words import OUTCOMES
from denizen_site.ui.forms import Form


class CloseForm(Form):
    """One outcome out of six; there is no box for words, so that nobody is described."""

    report = forms.SlugField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[("", _("Choose")), *((each.value, words) for each, words in OUTCOMES.items())],
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    )
