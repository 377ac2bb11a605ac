"""A clerk who never tires: takes a seat, and plays whole visits through the real doors, page by page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from denizen_cli.benches.desk_client import Answer, DeskClient
from denizen_site.errors import StateError

# The code that a clerk reads out to share a visit: ten characters of Crockford's alphabet in two halves.
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b")


@dataclass(frozen=True, slots=True)
class Applicant:
    """An invented person with their papers, as a script types them."""

    name: str = field(repr=False)
    birth_date: date = field(repr=False)
    street: str = field(repr=False)
    zip_code: str = field(repr=False)
    photo: bytes = field(repr=False)
    papers: tuple[str, ...] = ("passport", "lease")


@dataclass(frozen=True, slots=True)
class Served:
    """What a visit brought: the card as it was printed."""

    pdf: bytes = field(repr=False)
    slip: bytes = field(repr=False)


@dataclass(slots=True)
class ScriptedClerk:
    """One clerk at one station."""

    client: DeskClient
    colleague: DeskClient | None = field(default=None, repr=False)

    def take_a_seat(self, link: str, username: str = "clerk") -> None:
        """Sit down by the demonstration's link."""
        page = self.client.get(urlsplit(link).path)
        form = page.form(having="username")
        self.expect(
            self.client.post(form, form.filled(username=username), at=page.path), ending="/"
        )

    def serve(self, applicant: Applicant) -> Served:
        """Play one visit from the papers to the handing over; raises `StateError` where it does not go on."""
        page = self.begin()
        page = self.lay_papers(page, applicant)
        page = self.enter_person(page, applicant)
        page = self.take_photo(page, applicant)
        page = self.confirm(page)
        page = self.issue(page)
        served = Served(
            self.client.get("/visit/card.pdf").body, self.client.get("/visit/slip.pdf").body
        )
        self.hand_over(self.looked_at_again(self.note_printed(page)))
        return served

    def begin(self) -> Answer:
        """Begin a visit."""
        page = self.client.get("/")
        form = page.form_to("/visit/begin")
        return self.expect(
            self.client.post(form, form.filled(language="es"), at=page.path), ending="/visit/papers"
        )

    def lay_papers(self, page: Answer, applicant: Applicant) -> Answer:
        """Lay the papers on the desk."""
        form, born = page.form_to("/visit/papers"), applicant.birth_date
        pairs = form.filled(
            paper=list(applicant.papers),
            birth_date_month=str(born.month),
            birth_date_day=str(born.day),
            birth_date_year=str(born.year),
            act="go_on",
        )
        return self.expect(self.client.post(form, pairs, at=page.path), ending="/visit/person")

    def enter_person(self, page: Answer, applicant: Applicant) -> Answer:
        """Type the person in."""
        form = page.form_to("/visit/person")
        pairs = form.filled(
            name=applicant.name,
            address_mode="home",
            street=applicant.street,
            zip=applicant.zip_code,
        )
        return self.expect(self.client.post(form, pairs, at=page.path), ending="/visit/photo")

    def take_photo(self, page: Answer, applicant: Applicant) -> Answer:
        """Send the photo."""
        form = page.form_to("/visit/photo")
        file = ("photo", applicant.photo)
        self.expect(
            self.client.post_file(form, form.filled(), at=page.path, file=file),
            ending="/visit/photo",
        )
        return self.expect(self.client.get("/visit/confirm"), ending="/visit/confirm")

    def confirm(self, page: Answer) -> Answer:
        """Say yes for the resident."""
        form = page.form(having="shown")
        return self.expect(
            self.client.post(form, form.filled(), at=page.path), ending="/visit/issue"
        )

    def issue(self, page: Answer) -> Answer:
        """Take the fee and issue."""
        form = page.form(having="confirmed")
        pairs = form.filled(settled="on")
        return self.expect(self.client.post(form, pairs, at=page.path), ending="/visit/issue")

    def note_printed(self, page: Answer) -> Answer:
        """Say that the card came out well."""
        form = page.form_to("/visit/printed")
        return self.expect(
            self.client.post(form, form.filled(), at=page.path), ending="/visit/hand-over"
        )

    def looked_at_again(self, page: Answer) -> Answer:
        """Ask the colleague to look, if the visit was drawn for it; raises `StateError` without a colleague."""
        form = page.form_to("/visit/hand-over")
        if ("ask", "second clerk") not in form.buttons:
            return page
        if self.colleague is None:
            raise StateError("bench.no_colleague", "the visit was drawn for a second look")
        page = self.client.post(form, form.filled(ask="second clerk"), at=page.path)
        found = CODE.search(page.text)
        if found is None:
            raise StateError("bench.no_code", f"no code to read out (status {page.status})")
        say_fine(self.colleague, found[0])
        return self.expect(self.client.get("/visit/hand-over"), ending="/visit/hand-over")

    def hand_over(self, page: Answer) -> Answer:
        """Hand the card over."""
        form = page.form_to("/visit/hand-over")
        return self.expect(self.client.post(form, form.filled(), at=page.path), ending="")

    def expect(self, answer: Answer, *, ending: str) -> Answer:
        """Insist on a page that went well; raises `StateError` naming status and path, never the content."""
        if answer.status != 200 or not answer.path.endswith(ending):
            raise StateError(
                "bench.visit_stuck", f"status {answer.status}", where=f"{answer.path}, not {ending}"
            )
        return answer


def say_fine(colleague: DeskClient, code: str) -> None:
    """Look at a shared visit at another station, and find it fine."""
    page = colleague.get("/recheck")
    form = page.form(having="code")
    page = colleague.post(form, form.filled(code=code), at=page.path)
    form = page.form(having="verdict")
    colleague.post(form, form.filled(verdict="fine"), at=page.path)
