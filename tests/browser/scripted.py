"""Clerks without a browser: whole visits by forms and cookies, where what a hand does is not the question."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass, replace
from datetime import date

from clerk_window import portrait
from PIL import Image

from denizen_cli.benches.desk_client import Answer, DeskClient
from denizen_cli.benches.scripted_clerk import Applicant, ScriptedClerk


@functools.cache
def camera_picture() -> bytes:
    """Give a portrait as the photo page sends it."""
    stream = io.BytesIO()
    with Image.open(io.BytesIO(portrait("layla"))) as drawn:
        drawn.convert("RGB").resize((720, 900)).save(stream, "JPEG", quality=90)
    return stream.getvalue()


def somebody(**changes) -> Applicant:
    """Invent an applicant."""
    known = Applicant("Layla Haddad", date(1991, 4, 6), "31 Howe Street", "06511", camera_picture())
    return replace(known, **changes)


@dataclass
class Scripted:
    """A clerk with a seat at a station."""

    clerk: ScriptedClerk

    @classmethod
    def seated(cls, doors, username: str = "clerk") -> Scripted:
        clerk = ScriptedClerk(DeskClient(doors.desk))
        clerk.take_a_seat(doors.demonstration, username)
        return cls(clerk)

    @property
    def client(self) -> DeskClient:
        return self.clerk.client

    def get(self, path: str) -> Answer:
        return self.client.get(path)

    def at_person(self) -> Answer:
        return self.clerk.lay_papers(self.clerk.begin(), somebody())

    def at_photo(self) -> Answer:
        return self.clerk.enter_person(self.at_person(), somebody())

    def at_issue(self) -> Answer:
        return self.clerk.confirm(self.clerk.take_photo(self.at_photo(), somebody()))

    def press_issue(self, page: Answer) -> Answer:
        """Press the button, without insisting on an outcome."""
        form = page.form(having="confirmed")
        return self.client.post(form, form.filled(settled="on"), at="/visit/issue")

    def give_up(self) -> None:
        """End the visit that is open."""
        page = self.get("/visit/end")
        form = page.form(having="reason")
        self.client.post(form, form.filled(reason="left"), at="/visit/end")
