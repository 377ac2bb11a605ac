"""What the person's page sends: names, birth date, address, and only what the card prints besides.

The valid form gives the person in the form of a person file, which the library reads; every refusal of the
library, of the fonts and of the charter ends beside the field that it is about.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from denizen.charter import Charter, FaceField
from denizen.credential.canonical import is_latin
from denizen.credential.holder import parse_holder
from denizen.documents.papers import age_on
from denizen.errors import DenizenError
from denizen_site.desk.languages import OWN_NAMES, choices
from denizen_site.desk.person_fields import MOST_TYPED, HeightField, LineField
from denizen_site.desk.person_words import EYE_COLORS, MODES, NEEDS, mend_words
from denizen_site.desk.signatures import read_signature
from denizen_site.desk.typed_days import FIRST_YEAR
from denizen_site.desk.visit_page import Place
from denizen_site.enrolment.visit import Need
from denizen_site.issuance.checks import require_issuable
from denizen_site.ui.forms import Form, MemorableDateField

PHONE = re.compile(r"\+?[0-9][0-9 ().\-]{4,28}")
ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
LABEL, PLACE_LINE = 40, 100
# Never written into what is typed so far: the token, the version, the button, a picture.
NOT_TYPED = frozenset(
    {"csrfmiddlewaretoken", "version", "act", "signature_picture", "signature_drawn"}
)
# The signature's picture among what is typed so far; the browser never gets it back.
KEPT = "signature_kept"
MANY = frozenset({"needs"})
HOME_FIELDS = ("street", "unit", "city", "state", "zip")
PROGRAMME_FIELDS = tuple(f"programme_{name}" for name in HOME_FIELDS)
# Where the library's and the charter's refusals point, and the field that mends it.
PLACES = {
    "name": "name",
    "name_latin": "name_latin",
    "preferred_name": "preferred_name",
    "birth_date": "birth_date",
    "height": "height",
    "height_cm": "height",
    "eye_color": "eye_color",
    "gender": "gender",
    "languages": "language_1",
    "emergency_contact": "emergency_name",
    "emergency_contact.phone": "emergency_phone",
    "address.mode": "address_mode",
    "address.care_of": "care_of",
    "address.state": "state",
    "address.zip": "zip",
    "address.city": "city",
    "address": "street",
    "signature": "signature",
    "card_language": "card_language",
}
SIGNATURES = (
    ("written", _("Typed: the card writes it as a hand would")),
    ("picture", _("With a pen: on the pad, or a picture of it")),
    ("mark", _("A mark, such as a cross")),
    ("none", _("No signature")),
)


def line(label: Any, *, required: bool = False, **kwargs: Any) -> LineField:
    """Make a printable line."""
    kwargs.setdefault("longest", PLACE_LINE)
    return LineField(label=label, required=required, **kwargs)


class PersonForm(Form):
    """The person as the card may show them; whatever the charter does not print is not asked."""

    name = line(
        _("Full name"),
        required=True,
        help_text=_("As they write it: one name or many, any script, in their own order."),
    )
    name_latin = line(
        _("The name in Latin letters"),
        latin=True,
        help_text=_("As a passport writes it, so that every counter can read it."),
    )
    preferred_name = line(_("Name they go by"), help_text=_("Printed beside the full name."))
    birth_date = MemorableDateField(label=_("Birth date"))
    address_mode = forms.ChoiceField(
        label=_("What the card shows as address"), widget=forms.RadioSelect
    )
    care_of = line(_("Care of"), help_text=_("The organization or the person."))
    street = line(_("Street address"))
    unit = line(_("Apartment or floor"))
    city = line(_("City"))
    state = forms.CharField(label=_("State"), required=False)
    zip = forms.CharField(label=_("ZIP code"), required=False)
    programme_street = line(_("Program's street or box"))
    programme_unit = line(_("Number of the participant, if the program prints one"))
    programme_city = line(_("Program's city"))
    programme_state = forms.CharField(label=_("Program's state"), required=False)
    programme_zip = forms.CharField(label=_("Program's ZIP code"), required=False)
    height = HeightField(label=_("Height"), required=False, help_text=_("5 7 or 170"))
    eye_color = forms.ChoiceField(
        label=_("Eye color"), required=False, choices=[("", "—"), *EYE_COLORS]
    )
    gender = line(_("Gender"), longest=LABEL, help_text=_("In their own word, such as F, M or X."))
    language_1 = forms.ChoiceField(label=_("A language they speak"), required=False)
    language_2 = forms.ChoiceField(label=_("And another"), required=False)
    emergency_name = line(_("Whom to call in an emergency"))
    emergency_phone = forms.CharField(label=_("Their telephone number"), required=False)
    signature = forms.ChoiceField(
        label=_("Signature"), choices=SIGNATURES, widget=forms.RadioSelect, initial="written"
    )
    signature_text = line(_("Signature, typed"), help_text=_("Leave empty to write the full name."))
    signature_picture = forms.FileField(
        label=_("Picture of the signature"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": "image/png,image/jpeg"}),
    )
    signature_drawn = forms.CharField(required=False, widget=forms.HiddenInput)
    card_language = forms.ChoiceField(label=_("Second language of the card"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("What helps"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        place: Place,
    ) -> None:
        """Ask what the charter prints."""
        self.place, self.charter = place, place.charter
        self.sent = data if data is not None else QueryDict()
        super().__init__(data, files, initial=initial(place))
        self.drop_what_is_not_printed()
        self.offer()
        self.holder_file: dict[str, Any] = {}
        self.ink = base64.b64decode(place.visit.rough.get(KEPT, ""))

    def drop_what_is_not_printed(self) -> None:
        """Take out every field that this city does not print."""
        asked = {
            FaceField.HEIGHT: ("height",),
            FaceField.EYE_COLOR: ("eye_color",),
            FaceField.GENDER: ("gender",),
            FaceField.PREFERRED_NAME: ("preferred_name",),
            FaceField.LANGUAGES: ("language_1", "language_2"),
            FaceField.EMERGENCY_CONTACT: ("emergency_name", "emergency_phone"),
        }
        for printed, names in asked.items():
            if not self.charter.face.prints(printed):
                for name in names:
                    del self.fields[name]

    def offer(self) -> None:
        """Fill the lists, and let no message repeat what was sent."""
        spoken = [("", "—"), *((tag, OWN_NAMES[tag]) for tag, _words in choices(self.charter))]
        cards = [(tag, OWN_NAMES.get(tag, tag)) for tag in self.charter.languages]
        lists: dict[str, Any] = {
            "address_mode": [(m.value, MODES[m][0]) for m in self.charter.face.address_modes],
            "language_1": spoken,
            "language_2": spoken,
            "card_language": cards,
            "needs": [(need.value, words) for need, (words, _does) in NEEDS.items()],
        }
        for name, offered in lists.items():
            if name in self.fields:
                self.fields[name].choices = offered
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("Choose one of these.")
        longest = self.charter.face.name_max_characters
        for name in ("name", "name_latin", "preferred_name"):
            if name in self.fields:
                self.fields[name].longest = longest
        self.fields["name"].widget.attrs["data-focus"] = ""
        self.fields["address_mode"].error_messages["required"] = _(
            "Ask which way they want, and choose it."
        )

    def clean_birth_date(self) -> date:
        """Refuse a birth date after today or before anybody's."""
        day: date = self.cleaned_data["birth_date"]
        if day > self.place.day:
            raise forms.ValidationError(_("This day is still to come. Look at the year."))
        if day.year < FIRST_YEAR:
            raise forms.ValidationError(_("Look at the year: it is too long ago."))
        return day

    def clean(self) -> dict[str, Any]:
        """Put the person together and have the library and the charter judge it."""
        found = self.cleaned_data
        self.look_at_address(found)
        self.look_at_contact(found)
        self.look_at_signature(found)
        if not self.errors:
            self.holder_file = person_of(found, self.charter)
            self.have_it_judged()
        return dict(found)

    def look_at_address(self, found: Mapping[str, Any]) -> None:
        """Ask for what the chosen mode prints, and look at nothing else of the address."""
        mode = found.get("address_mode", "")
        if mode == "home" and not found.get("street"):
            self.miss("street", _("Write the street and the house number."))
        if mode == "care_of" and not found.get("care_of"):
            self.miss("care_of", _("Write in whose care."))
        if mode == "confidentiality_programme" and not found.get("programme_street"):
            self.miss("programme_street", _("Copy it from the program's card."))
        for name in address_names(mode):
            text = str(found.get(name, "")).strip()
            if name.endswith("state") and text and not re.fullmatch(r"[A-Za-z]{2}", text):
                self.miss(name, _("Two letters, such as CT."))
            if name.endswith("zip") and text and not ZIP.fullmatch(text):
                self.miss(name, _("Five digits, such as 06510."))

    def look_at_contact(self, found: Mapping[str, Any]) -> None:
        """Ask for both parts of the emergency contact, or for none; the young need it in some cities."""
        if "emergency_name" not in self.fields:
            return
        name, phone = found.get("emergency_name"), str(found.get("emergency_phone") or "").strip()
        born, below = (
            found.get("birth_date"),
            self.charter.face.emergency_contact_required_below_age,
        )
        is_young = bool(born and below and age_on(born, self.place.day) < below)
        if (phone or is_young) and not name and "emergency_name" not in self.errors:
            self.miss("emergency_name", _("Write the name of whom to call."))
        if (name or is_young) and not phone:
            self.miss("emergency_phone", _("Write the telephone number."))
        if phone and not PHONE.fullmatch(phone):
            self.miss("emergency_phone", _("Digits, spaces and hyphens, such as 203 555 0147."))

    def look_at_signature(self, found: dict[str, Any]) -> None:
        """Read the picture of a signature, if there is one; the one of before is kept otherwise."""
        if found.get("signature") != "picture":
            return
        picture = read_signature(found.get("signature_picture"), found.get("signature_drawn", ""))
        if picture is None:
            self.miss(
                "signature_picture",
                _("This is no picture of a signature. Try again, or choose a mark."),
            )
        elif not picture and not self.ink:
            self.miss("signature_picture", _("Let them sign on the pad, or choose another way."))
        self.ink = picture or self.ink
        found["picture"] = self.ink

    def have_it_judged(self) -> None:
        """Run the library's reading and the charter's checks, and put each refusal beside its field."""
        try:
            holder = parse_holder(self.holder_file, where="form")
            require_issuable(
                self.charter,
                holder,
                first_day=self.place.day,
                print_effect=self.place.progress.print_effect,
            )
        except DenizenError as error:
            longest = self.charter.face.name_max_characters
            self.refuse(field_at(error.where), mend_words(error, longest=longest), code=error.code)

    def miss(self, name: str, sentence: Any) -> None:
        """Say what is missing in one field."""
        self.add_error(name, forms.ValidationError(sentence, code="missing"))

    def rough(self) -> dict[str, str]:
        """Give what was typed, with the picture of the signature while one is wanted."""
        typed = typed_so_far(self.sent)
        if self.ink and self.sent.get("signature") == "picture":
            typed[KEPT] = base64.b64encode(self.ink).decode()
        return typed

    def needs_found(self) -> frozenset[Need]:
        """Give what helps this person."""
        return frozenset(Need(need) for need in self.cleaned_data.get("needs", ()))


def address_names(mode: str) -> tuple[str, ...]:
    """Name the fields of the address that a mode prints."""
    if mode in ("home", "care_of"):
        return HOME_FIELDS
    return PROGRAMME_FIELDS if mode == "confidentiality_programme" else ()


def person_of(found: Mapping[str, Any], charter: Charter) -> dict[str, Any]:
    """Write what the form found as a person file; what is empty is left out."""
    name = found["name"]
    languages = dict.fromkeys(found.get(key) for key in ("language_1", "language_2"))
    contact = {
        "name": found.get("emergency_name"),
        "phone": str(found.get("emergency_phone") or "").strip(),
    }
    person: dict[str, Any] = {
        "name": name,
        "birth_date": found["birth_date"].isoformat(),
        "name_latin": found.get("name_latin") if not is_latin(name) else None,
        "preferred_name": found.get("preferred_name"),
        "address": address_of(found),
        "height_cm": found.get("height"),
        "eye_color": found.get("eye_color"),
        "gender": found.get("gender"),
        "languages": [tag for tag in languages if tag],
        "emergency_contact": contact if contact["name"] else None,
        "signature": signature_of(found),
        "card_language": found.get("card_language") or charter.languages[0],
    }
    return {key: value for key, value in person.items() if value}


def address_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """Write the address that the chosen mode prints."""
    mode = found["address_mode"]
    names = address_names(mode)
    if not names:
        return {"mode": mode}
    street, unit, city, state, zip_code = (str(found.get(name) or "").strip() for name in names)
    address: dict[str, Any] = {
        "mode": mode,
        "care_of": found.get("care_of") if mode == "care_of" else None,
        "lines": [text for text in (street, unit) if text],
        "city": city,
        "state": state.upper(),
        "zip": zip_code,
    }
    return {key: value for key, value in address.items() if value}


def signature_of(found: Mapping[str, Any]) -> Any:
    """Write the signature: a text, a picture, a mark, or none."""
    match found["signature"]:
        case "written":
            return found.get("signature_text") or found["name"]
        case "picture":
            return {"image": found["picture"]}
        case "mark":
            return {"mark": True}
        case _:
            return None


def field_at(where: str | None) -> str | None:
    """Find the field that a refusal points at: `form: $.address.lines[0]`, or `address.mode`."""
    path = re.sub(r"\[\d+\]", "", (where or "").rpartition("$.")[2])
    while path:
        if path in PLACES:
            return PLACES[path]
        path = path.rpartition(".")[0]
    return None


def typed_so_far(sent: QueryDict) -> dict[str, str]:
    """Take what was typed, valid or not, cut to a bounded size; of a protected address nothing but itself."""
    known = set(PersonForm.base_fields) | {"birth_date_month", "birth_date_day", "birth_date_year"}
    mode = sent.get("address_mode", "")
    not_for = (
        set(HOME_FIELDS) | {"care_of"} if mode in ("confidentiality_programme", "none") else set()
    )
    if mode != "confidentiality_programme":
        not_for |= set(PROGRAMME_FIELDS)
    kept = {}
    for name in sent:
        if name in known and name not in NOT_TYPED and name not in not_for:
            values = sent.getlist(name)
            text = " ".join(values) if name in MANY else values[-1]
            kept[name] = text[:MOST_TYPED].replace("\x00", "")
    return kept


def initial(place: Place) -> dict[str, Any]:
    """Give what is known: what was typed last, the papers' birth date, the charter's own place."""
    visit, charter = place.visit, place.charter
    card = visit.language if visit.language in charter.languages else charter.languages[0]
    effect = place.progress.print_effect
    born = visit.applicant.get("birth_date")
    given: dict[str, Any] = {
        "birth_date": date.fromisoformat(born) if born else None,
        "address_mode": effect.value if effect.value != "home" else "",
        "city": charter.place.name,
        "state": charter.place.state,
        "signature": "none" if Need.CANNOT_SIGN in visit.needs else "written",
        "card_language": card,
        "needs": [need.value for need in visit.needs],
    }
    typed = dict(visit.rough)
    typed.pop(KEPT, None)
    if "needs" in typed:
        given["needs"] = typed.pop("needs").split()
    boxes = [typed.pop(f"birth_date_{part}", "") for part in ("month", "day", "year")]
    if any(boxes):
        given["birth_date"] = boxes
    return {**given, **typed}
