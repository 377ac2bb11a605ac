"""What is typed and chosen about appeals, files, the records key, and cards that are stopped with evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from denizen.charter import Charter
from denizen.credential import CardNumber
from denizen.errors import InputError
from denizen_site.accounts.queries import StaffFacts
from denizen_site.adjudication.case_content import About, Evidence, Ground
from denizen_site.adjudication.filing import Verdict
from denizen_site.adjudication.records_key import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE
from denizen_site.adjudication.schedule import CaseKind, CaseState
from denizen_site.desk.case_words import (
    ABOUT,
    DISMISSED_GROUNDS,
    EVIDENCE,
    FOUND,
    GROUNDS_TOLD,
    KINDS,
    MISCONDUCT_STATES,
    STATES,
    UPHELD_GROUNDS,
    WRONGLY_ISSUED,
)
from denizen_site.desk.languages import choices
from denizen_site.ui.forms import Form

MOST_WORDS, MOST_CONTACT, MOST_NUMBER = 4000, 300, 40
CHOOSE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}


def card_number(text: str) -> str:
    """Read a card's number as it was typed, or refuse it in words for the form."""
    try:
        return CardNumber.parse(text).value
    except InputError:
        raise forms.ValidationError(
            _("This is not a card number. Read it again from the card: 12 letters and digits."),
            code="card_number",
        ) from None


def words_field(label: Any, *, help_text: Any = "", required: bool = True) -> forms.CharField:
    """Make a box for a text in any script."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MOST_WORDS,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        error_messages={"max_length": _("This is too long. 4,000 letters are room enough.")},
    )


class AppealForm(Form):
    """What a person asks, in their own words; a contact only if they choose to give one."""

    about = forms.ChoiceField(
        label=_("What is the appeal about?"),
        choices=[(about.value, words) for about, words in ABOUT.items()],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    words = words_field(
        _("What do you ask, and why?"),
        help_text=_(
            "In any language, in the person's own words. No papers, and no paper's number."
        ),
    )
    contact = forms.CharField(
        label=_("How can we reach you? You may leave this empty."),
        help_text=_(
            "A telephone number, an address or a friend. Without it, come back with the reference after "
            "the day on the receipt."
        ),
        max_length=MOST_CONTACT,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    number = forms.CharField(
        label=_("Number of the card, if there is one"),
        max_length=MOST_NUMBER,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=_("Language of the answer"), error_messages=CHOOSE)
    done_by = forms.MultipleChoiceField(
        label=_("Which supervisor decided?"),
        help_text=_("Whoever decided before cannot decide the appeal. Leave empty if nobody did."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE,
    )
    filing = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, charter: Charter, supervisors: tuple[StaffFacts, ...], **kwargs: Any
    ) -> None:
        """Offer the languages and whoever may have decided."""
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = choices(charter)
        self.fields["done_by"].choices = [(one.id, one.shown_as) for one in supervisors]
        if not supervisors:
            del self.fields["done_by"]

    def clean_number(self) -> str:
        """Read the number, if one was given."""
        text = str(self.cleaned_data["number"]).strip()
        return card_number(text) if text else ""


class MisconductForm(Form):
    """A file about the conduct of staff."""

    words = words_field(_("What happened?"), help_text=_("Name nobody who need not be named."))
    filing = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)


class PassphraseForm(Form):
    """What opens the records room."""

    passphrase = forms.CharField(
        label=_("Passphrase of the records room"),
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        widget=forms.PasswordInput({"data-focus": ""}),
        error_messages={"required": _("Type the passphrase.")},
    )


class NewPassphrase(Form):
    """A passphrase that is set, typed twice."""

    new = forms.CharField(
        label=_("New passphrase"),
        help_text=_("At least 16 characters: five or six words that do not belong together."),
        min_length=SHORTEST_PASSPHRASE,
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"min_length": _("This is too short. Use at least 16 characters.")},
    )
    again = forms.CharField(label=_("The same once more"), strip=False, widget=forms.PasswordInput)

    def clean_again(self) -> str:
        """Compare both."""
        again = str(self.cleaned_data["again"])
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError(_("The two are not the same."), code="again")
        return again


class ChangePassphrase(NewPassphrase):
    """The old passphrase and a new one."""

    old = forms.CharField(label=_("Passphrase until now"), strip=False, widget=forms.PasswordInput)
    field_order = ("old", "new", "again")


class RecoverForm(NewPassphrase):
    """The recovery paper and a new passphrase."""

    paper = forms.CharField(
        label=_("Recovery key, the four lines of the paper"),
        max_length=200,
        widget=forms.Textarea(
            {"rows": 4, "dir": "ltr", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    field_order = ("paper", "new", "again")


class NoteForm(Form):
    """A remark in a file."""

    words = words_field(_("Note"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecideForm(Form):
    """How a case ends; an appeal's ground is told to the person in their language."""

    outcome = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, error_messages=CHOOSE
    )
    ground = forms.ChoiceField(
        label=_("Reason, as the notice says it"),
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    words = words_field(
        _("In plain words"),
        help_text=_(
            "It stands on the notice as you write it: use the person's language if you can."
        ),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: CaseKind, **kwargs: Any) -> None:
        """Offer what fits the kind of file."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind is CaseKind.APPEAL:
            ends = (CaseState.UPHELD, CaseState.DISMISSED, CaseState.CLOSED)
            words = {**STATES, CaseState.CLOSED: _("The person took the appeal back")}
            self.fields["ground"].choices = [
                (ground.value, GROUNDS_TOLD[ground])
                for ground in (*UPHELD_GROUNDS, *DISMISSED_GROUNDS)
            ]
        else:
            ends = (CaseState.UPHELD, CaseState.DISMISSED)
            words = dict(MISCONDUCT_STATES)
            del self.fields["ground"]
            self.fields["words"].help_text = _("It is kept in this file and told to nobody.")
        self.fields["outcome"].choices = [(end.value, words[end]) for end in ends]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason that belongs to the decision."""
        cleaned: dict[str, Any] = super().clean() or {}
        fitting = (
            {
                CaseState.UPHELD: UPHELD_GROUNDS,
                CaseState.DISMISSED: DISMISSED_GROUNDS,
            }.get(CaseState(cleaned["outcome"]))
            if cleaned.get("outcome")
            else None
        )
        if self.kind is CaseKind.APPEAL and fitting is not None:
            ground = cleaned.get("ground")
            if not ground or Ground(ground) not in fitting:
                self.refuse("ground", gettext("Choose a reason that belongs to this decision."))
        return cleaned

    def verdict(self) -> Verdict:
        """Give what `adjudication.decide` takes."""
        state = CaseState(self.cleaned_data["outcome"])
        chosen = self.cleaned_data.get("ground")
        ground = Ground(chosen) if chosen and state is not CaseState.CLOSED else None
        if self.kind is CaseKind.APPEAL and state is CaseState.CLOSED:
            ground = Ground.TAKEN_BACK
        return Verdict(state, ground, self.cleaned_data["words"])


class EvidenceForm(Form):
    """A card that is stopped by its number, and what speaks for it."""

    number = forms.CharField(
        label=_("Number of the card"),
        max_length=MOST_NUMBER,
        widget=forms.TextInput({"dir": "ltr", "spellcheck": "false", "data-focus": ""}),
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(kind.value, KINDS[kind]) for kind in (CaseKind.WRONGLY_ISSUED, CaseKind.FOUND)],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    evidence = forms.ChoiceField(
        label=_("What speaks for it?"),
        choices=[(one.value, EVIDENCE[one]) for one in (*WRONGLY_ISSUED, *FOUND)],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    words = words_field(_("Notes for the sealed file"), required=False)
    language = forms.ChoiceField(label=_("Language of the notice"), error_messages=CHOOSE)
    filing = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, charter: Charter, **kwargs: Any) -> None:
        """Offer the languages."""
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = choices(charter)

    def clean_number(self) -> str:
        """Read the number."""
        return card_number(str(self.cleaned_data["number"]))

    def clean(self) -> dict[str, Any]:
        """Hold the evidence to the kind of file."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") and cleaned.get("evidence"):
            is_wrong = cleaned["kind"] == CaseKind.WRONGLY_ISSUED
            if Evidence(cleaned["evidence"]) not in (WRONGLY_ISSUED if is_wrong else FOUND):
                self.refuse("evidence", gettext("Choose what fits the answer above."))
        return cleaned


class TestVisitForm(Form):
    """The card that a test applicant brought back."""

    number = forms.CharField(
        label=_("Number of the card"),
        max_length=MOST_NUMBER,
        widget=forms.TextInput({"dir": "ltr", "spellcheck": "false", "data-focus": ""}),
    )

    def clean_number(self) -> str:
        """Read the number."""
        return card_number(str(self.cleaned_data["number"]))


def about_of(text: str) -> str:
    """Say what an appeal is about."""
    return str(ABOUT[About(text)]) if text else ""
