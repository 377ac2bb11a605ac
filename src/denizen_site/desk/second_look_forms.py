"""What a supervisor types and chooses in a second look."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from denizen_site.desk.case_words import OVERRIDE_REASONS
from denizen_site.ledger.acts import OverrideReason
from denizen_site.ui.forms import Form


class ShareCodeForm(Form):
    """The code that the clerk reads out."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("The clerk reads it out. It works once, and for ten minutes."),
        max_length=40,
        widget=forms.TextInput(
            {
                "class": "usa-input--code",
                "data-focus": "",
                "dir": "ltr",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("Type the code.")},
    )


class OverrideForm(Form):
    """Why the visit may go on; only a count of the reason is kept."""

    reason = forms.ChoiceField(
        label=_("Why may it go on?"),
        widget=forms.RadioSelect,
        choices=[(reason.value, words) for reason, words in OVERRIDE_REASONS.items()],
        error_messages={
            "required": _("Choose the reason."),
            "invalid_choice": _("Choose one of these."),
        },
    )

    @property
    def chosen(self) -> OverrideReason:
        """Give the reason."""
        return OverrideReason(self.cleaned_data["reason"])
