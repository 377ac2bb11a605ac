"""What a second clerk says of a visit: the code, and fine or not fine with the reason that is counted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from denizen_site.ledger.acts import Act
from denizen_site.ui.forms import Form

FINE, NOT_FINE = "fine", "not_fine"
REASONS = (
    (Act.RECHECK_FACE, _("The photo does not show this person")),
    (Act.RECHECK_PAPERS, _("The papers are not what was ticked")),
    (Act.RECHECK_PERSON, _("Name, birth date or address are not those of the papers")),
    (Act.RECHECK_CARD, _("The printed card is another one, or is damaged")),
)


class CodeForm(Form):
    """The code that the first clerk reads out."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("The other clerk reads it out. It works for ten minutes."),
        max_length=20,
        widget=forms.TextInput(
            {"class": "usa-input--code", "data-focus": "", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Type the code.")},
    )


class VerdictForm(Form):
    """Fine, or not fine and why."""

    verdict = forms.ChoiceField(choices=((FINE, FINE), (NOT_FINE, NOT_FINE)))
    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        choices=[(act.value, words) for act, words in REASONS],
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a refusal."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("verdict") == NOT_FINE and not cleaned.get("reason"):
            self.refuse("reason", gettext("Choose what is wrong."))
        return cleaned

    @property
    def is_fine(self) -> bool:
        """Say whether the card may be handed over."""
        return bool(self.cleaned_data["verdict"] == FINE)

    @property
    def act(self) -> Act:
        """Give what the ledger counts of a refusal."""
        return Act(self.cleaned_data["reason"])
