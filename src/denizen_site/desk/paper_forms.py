"""What the papers page sends: which papers lie on the desk, and what the rules ask of them and of the person.

Of a paper's own date only that it falls inside the rule's window is kept, and not which day it is: the answer
is the same, and there is less to hold.  Nothing here can take a number, a country or a name.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from denizen.documents import Document, DocumentId
from denizen.documents.papers import CANNOT_BE_VERIFIED, PaperDate
from denizen.documents.papers_file import MOST_PAPERS
from denizen_site.desk.paper_view import DateFault, applicant_facts, asks_for_caretaker
from denizen_site.desk.paper_words import first_good_year
from denizen_site.desk.typed_days import FIRST_YEAR, LONGEST, typed_day
from denizen_site.desk.visit_page import Place
from denizen_site.ui.forms import Form, MemorableDateField

MOST_QUERY = 60
BOXES = ("birth_date_month", "birth_date_day", "birth_date_year")


class PapersForm(Form):
    """The applicant's facts and the papers; `papers` and `applicant` are in the form of the papers file."""

    birth_date = MemorableDateField(label=_("Birth date"), required=False)
    with_caretaker = forms.BooleanField(
        label=_("A parent or caretaker is here and showed the relationship"), required=False
    )
    facts = forms.MultipleChoiceField(
        label=_("The rules also ask"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: QueryDict | None = None, *, place: Place, partial: bool = False
    ) -> None:
        """Ask what today's rules ask; `partial` lets a birth date that is still being typed wait."""
        self.place = place
        self.rule_set = place.charter.rule_set_at(place.day)
        self.waits = partial and data is not None and is_half_typed(data)
        if data is not None and self.waits:
            data = without(data, BOXES)
        super().__init__(data, initial=initial(place))
        if not asks_for_caretaker(self.rule_set):
            del self.fields["with_caretaker"]
        asked = applicant_facts(self.rule_set)
        self.fields["facts"].choices = asked
        self.fields["facts"].error_messages["invalid_choice"] = _("The rules do not ask this.")
        if not asked:
            del self.fields["facts"]
        self.date_faults: dict[str, DateFault] = {}
        self.papers: tuple[dict[str, Any], ...] = ()
        self.sent: QueryDict = data if data is not None else QueryDict()

    @property
    def query(self) -> str:
        """Give what was typed to find a paper."""
        return str(self.sent.get("find", ""))[:MOST_QUERY].strip()

    def clean_birth_date(self) -> date | None:
        """Refuse a birth date after today."""
        day: date | None = self.cleaned_data["birth_date"]
        if day is not None and day > self.place.day:
            raise forms.ValidationError(_("This day is still to come. Look at the year."))
        if day is not None and day.year < FIRST_YEAR:
            raise forms.ValidationError(_("Look at the year: it is too long ago."))
        return day

    def clean(self) -> dict[str, Any]:
        """Read the papers that are ticked, in the order in which they were laid down."""
        known = {str(id_) for id_ in self.rule_set.documents}
        ticked = list(dict.fromkeys(self.sent.getlist("paper")))
        if len(ticked) > MOST_PAPERS or not known.issuperset(ticked):
            raise forms.ValidationError(
                _("A paper that was sent is not on today's list. Tick the papers again."),
                code="paper",
            )
        before = [str(paper["document"]) for paper in self.place.visit.papers]
        order = [id_ for id_ in before if id_ in ticked] + [
            id_ for id_ in ticked if id_ not in before
        ]
        documents = [self.rule_set.documents[DocumentId(id_)] for id_ in order]
        self.papers = tuple(self.paper(document) for document in documents)
        if self.date_faults:
            raise forms.ValidationError(
                _("A date on a paper cannot be read. Write month, day and year: 3 14 2027."),
                code="date",
            )
        return dict(self.cleaned_data)

    def paper(self, document: Document) -> dict[str, Any]:
        """Read what was seen on one paper."""
        paper: dict[str, Any] = {"document": str(document.id)}
        expires = self.expiry(document) if document.expired else None
        if expires is not None:
            paper["expires"] = expires.isoformat()
        if self.sent.get(f"dated-{document.id}"):
            paper.update(in_its_window(document, self.place.day))
        seen = set(self.sent.getlist(f"fact-{document.id}"))
        facts = [str(fact) for fact in (*document.attests, CANNOT_BE_VERIFIED) if fact in seen]
        if facts:
            paper["facts"] = facts
        return paper

    def expiry(self, document: Document) -> date | None:
        """Read the day on which a paper ends; empty means that it is still good."""
        text = str(self.sent.get(f"expires-{document.id}", "")).strip()
        if not text:
            return None
        try:
            return typed_day(text)
        except ValueError:
            sentence = gettext("There is no such date. Write month, day and year: 3 14 2027.")
            self.date_faults[str(document.id)] = DateFault(text[:LONGEST], sentence)
            return None

    def applicant(self) -> dict[str, Any]:
        """Give the applicant in the form of the papers file."""
        before = self.place.visit.applicant
        born = self.cleaned_data.get("birth_date")
        written = before.get("birth_date") if self.waits else born.isoformat() if born else None
        given: dict[str, Any] = {
            "birth_date": written,
            "with_caretaker": self.cleaned_data.get("with_caretaker") or None,
            "facts": sorted(self.cleaned_data.get("facts") or ()) or None,
        }
        return {name: value for name, value in given.items() if value is not None}


def initial(place: Place) -> dict[str, Any]:
    """Give what the visit holds of the applicant."""
    applicant = place.visit.applicant
    born = applicant.get("birth_date")
    return {
        "birth_date": date.fromisoformat(born) if born else None,
        "with_caretaker": applicant.get("with_caretaker", False),
        "facts": list(applicant.get("facts") or ()),
    }


def in_its_window(document: Document, day: date) -> dict[str, Any]:
    """Write that a paper's date is inside its rule's window, as the day of the visit or the year needed."""
    if document.cut_off is not None:
        year = max(first_good_year(document.cut_off, day), 1900)
        if document.cut_off.anchor is PaperDate.TAX_YEAR:
            return {"tax_year": year}
        return {"dated": date(year, 1, 1).isoformat()}
    return {"dated": day.isoformat()} if document.window is not None else {}


def is_half_typed(data: QueryDict) -> bool:
    """Say whether some but not all of the birth date's boxes are filled."""
    filled = [bool(str(data.get(box, "")).strip()) for box in BOXES]
    return any(filled) and not all(filled)


def without(data: QueryDict, names: tuple[str, ...]) -> QueryDict:
    """Copy what was sent without some fields."""
    copy = data.copy()
    for name in names:
        copy.pop(name, None)
    return copy
