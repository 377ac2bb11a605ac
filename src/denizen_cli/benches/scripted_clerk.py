"""A clerk who never tires: takes a seat, and plays whole visits through the real doors, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from denizen_cli.benches.desk_client import Answer, DeskClient
from denizen_site.errors import StateError


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
        self.hand_over(self.note_printed(page))
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
