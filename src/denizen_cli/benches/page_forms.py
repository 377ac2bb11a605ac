"""Reads the forms of a page, so that a script fills them in as a browser without JavaScript would."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

TICKS = ("checkbox", "radio")
NOT_SENT = ("submit", "button", "image", "reset", "file")


@dataclass(slots=True)
class PageForm:
    """One form: where it goes, what it would send as it stands, and its buttons."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict, repr=False)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def filled(self, **chosen: str | list[str] | None) -> list[tuple[str, str]]:
        """Give the pairs to send, with some values chosen; None leaves a field out."""
        values = dict(self.values)
        for name, value in chosen.items():
            values[name] = [] if value is None else [value] if isinstance(value, str) else value
        return [(name, each) for name, many in values.items() for each in many]


class FormReader(HTMLParser):
    """Collects every form of a page, and where its links lead."""

    def __init__(self) -> None:
        """Begin outside any form."""
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = []
        self.links: list[str] = []
        self.select: str | None = None
        self.first_option: str | None = None
        self.area: str | None = None
        self.is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a form, a field or a link."""
        given = {name: value or "" for name, value in attrs}
        present = {name for name, _ in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "form":
            self.forms.append(PageForm(given.get("action", ""), given.get("method", "get").lower()))
            self.is_open = True
        elif self.is_open and "disabled" not in present:
            self.take(tag, given, present=present)

    def take(self, tag: str, given: dict[str, str], *, present: set[str]) -> None:
        """Take a field of the open form."""
        name, form = given.get("name", ""), self.forms[-1]
        if tag == "option" and self.select is not None:
            self.take_option(given.get("value", ""), is_selected="selected" in present)
        elif not name:
            return
        elif tag == "button":
            form.buttons.append((name, given.get("value", "")))
        elif tag == "select":
            self.select, self.first_option = name, None
        elif tag == "textarea":
            self.area = name
            form.values.setdefault(name, [""])
        elif tag == "input":
            take_input(form, given, present=present)
        form.names.add(name)

    def take_option(self, value: str, *, is_selected: bool) -> None:
        """Take the selected option, or the first one if none is."""
        form, name = self.forms[-1], self.select or ""
        if is_selected or self.first_option is None:
            self.first_option = value
            form.values[name] = [value]

    def handle_data(self, data: str) -> None:
        """Take a text area's content."""
        if self.area is not None and self.is_open:
            self.forms[-1].values[self.area] = [data]

    def handle_endtag(self, tag: str) -> None:
        """Leave what is over."""
        if tag == "form":
            self.is_open = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def take_input(form: PageForm, given: dict[str, str], *, present: set[str]) -> None:
    """Take what an input would send as it stands."""
    name = given["name"]
    kind = given.get("type", "text")
    if kind in NOT_SENT:
        if kind == "submit":
            form.buttons.append((name, given.get("value", "")))
        return
    if kind in TICKS:
        if "checked" in present:
            form.values.setdefault(name, []).append(given.get("value", "on"))
        return
    form.values.setdefault(name, []).append(given.get("value", ""))


def read_forms(html: str) -> FormReader:
    """Read a page."""
    reader = FormReader()
    reader.feed(html)
    return reader
