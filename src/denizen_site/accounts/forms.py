"""What is typed at signing in, on one's own account, and about staff and stations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from denizen_site.accounts import passwords, words
from denizen_site.accounts.roles import Role
from denizen_site.ui.forms import Form

LONGEST_PASSWORD = 400


def password_box(
    label: Any, autocomplete: str, *, help_text: Any = "", first: bool = False
) -> forms.CharField:
    """Make a field for a password, which is taken as typed, spaces and all."""
    box = forms.PasswordInput(attrs={"autocomplete": autocomplete, "autofocus": first})
    return forms.CharField(
        label=label, strip=False, max_length=LONGEST_PASSWORD, widget=box, help_text=help_text
    )


def text_box(
    label: Any, longest: int, *, help_text: Any = "", **attributes: str
) -> forms.CharField:
    """Make a field for a line of text."""
    box = forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, max_length=longest, widget=box, help_text=help_text)


class SignInForm(Form):
    """Name and password."""

    username = text_box(
        _("Sign-in name"),
        80,
        autofocus=True,
        autocomplete="username",
        autocapitalize="none",
        spellcheck="false",
    )
    password = password_box(_("Password"), "current-password")


class CodeForm(Form):
    """The second step by typing."""

    code = text_box(
        _("Code"),
        40,
        help_text=_("Six digits from your app, or one of your recovery codes."),
        autofocus=True,
        autocomplete="one-time-code",
        autocapitalize="characters",
        spellcheck="false",
    )


class AppForm(Form):
    """The first code of an app that is being added."""

    code = text_box(_("Code from the app"), 10, autocomplete="one-time-code", inputmode="numeric")


class InvitationForm(Form):
    """An invitation's code."""

    code = text_box(
        _("Invitation code"),
        60,
        help_text=_(
            "20 letters and digits, such as 7K3M-9QWE-T2RX-5BNA-4HJP. Hyphens do not matter."
        ),
        autofocus=True,
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
    )


class ProofForm(Form):
    """The password again."""

    password = password_box(_("Your password"), "current-password", first=True)


class NewPasswordForm(Form):
    """A new password, typed twice."""

    new_password = password_box(
        _("New password"),
        "new-password",
        help_text=_("At least 12 characters. Four or five words are easy to remember."),
        first=True,
    )
    repeated = password_box(_("New password again"), "new-password")

    def __init__(self, *args: Any, username: str, **kwargs: Any) -> None:
        """Keep whose password it is, since it must not hold the name."""
        super().__init__(*args, **kwargs)
        self.username = username

    def clean_new_password(self) -> str:
        """Refuse a password that is too weak."""
        password = str(self.cleaned_data["new_password"])
        problem = passwords.problem(password, username=self.username)
        if problem is not None:
            raise forms.ValidationError(problem)
        return password

    def clean_repeated(self) -> str:
        """Refuse two that differ."""
        repeated = str(self.cleaned_data["repeated"])
        if "new_password" in self.cleaned_data and repeated != self.cleaned_data["new_password"]:
            raise forms.ValidationError(_("The two passwords are not the same."))
        return repeated


class LanguageForm(Form):
    """The language of one's screens."""

    language = forms.ChoiceField(label=_("Language of your screens"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the languages that the door has."""
        super().__init__(*args, **kwargs)
        choice = self.fields["language"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = list(settings.LANGUAGES)


class RoleForm(Form):
    """What somebody is employed to do."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, name) for role, name in words.ROLES.items()]
    )

    @property
    def chosen(self) -> Role:
        """Give the role that was chosen."""
        return Role(self.cleaned_data["role"])


class StaffForm(RoleForm):
    """A new member of staff."""

    username = text_box(
        _("Sign-in name"),
        40,
        help_text=_("Small letters, digits, dots and hyphens. It cannot be changed later."),
        autofocus=True,
        autocomplete="off",
        autocapitalize="none",
        spellcheck="false",
    )
    shown_as = text_box(_("Name as colleagues see it"), 80, autocomplete="off")
    field_order = ("username", "shown_as", "role")


class StationForm(Form):
    """The computer at which a director sits."""

    label = text_box(
        _("Name of the station"),
        40,
        help_text=_("Such as Desk 3."),
        autofocus=True,
        autocomplete="off",
    )
    place = text_box(_("Where it stands"), 80, autocomplete="off")
