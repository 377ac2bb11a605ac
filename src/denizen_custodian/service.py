"""What a custodian does with a question: its rules, its count, its answer.  Time is a parameter."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from denizen.errors import LinkageError
from denizen.linkage.oprf import Group, KeyShare, ShareAnswer
from denizen.linkage.oprf.threshold import answer_of
from denizen_custodian.day_book import DayBook, close_day, open_book
from denizen_custodian.folder import CustodianFolder, Rules, burn
from denizen_custodian.wire import Question


@dataclass(slots=True)
class Service:
    """One custodian at work."""

    folder: CustodianFolder
    rules: Rules
    share: KeyShare = field(repr=False)
    group: Group = field(repr=False)
    key: Ed25519PrivateKey = field(repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def answer(self, station: str, question: Question, *, at: datetime) -> ShareAnswer:
        """Answer one person's batch; raises `LinkageError` with what stands against it.

        The person is counted before the answer is made: who breaks the line off has asked all the same.
        """
        local = at.astimezone(ZoneInfo(self.rules.time_zone))
        with self.lock:
            book = self.book(local.date())
            try:
                self.insist(station, question, book=book, local=local)
            except LinkageError as refusal:
                book.note_refusal(refusal.code)
                raise
            book.note(station, question.nonce)
        return answer_of(self.share, question.epoch, elements=question.elements, group=self.group)

    def burn_if_due(self, at: datetime) -> bool:
        """Destroy the share on its day, unless a hold keeps it; says whether it was destroyed now."""
        day = at.astimezone(ZoneInfo(self.rules.time_zone)).date()
        with self.lock:
            waits = day < self.rules.burn_on or self.folder.hold.exists() or self.folder.burned()
            if not waits:
                burn(self.folder, self.share, day=day)
            return not waits

    def book(self, day: date) -> DayBook:
        """Give today's book; an older one is closed first."""
        book = open_book(self.folder.path, day=day)
        if book.day < day:
            close_day(book, index=self.share.index, key=self.key)
            book = open_book(self.folder.path, day=day)
        return book

    def insist(self, station: str, question: Question, *, book: DayBook, local: datetime) -> None:
        """Raise `LinkageError` unless it is for today and this epoch, in open hours, new, and within budget."""
        if self.folder.burned() or not self.folder.share.exists():
            raise refusal("burned", "this share is destroyed")
        if question.epoch != self.share.public.epoch:
            raise refusal("epoch", "this share is of another epoch")
        if question.day != local.date():
            raise refusal("day", "the question is of another day")
        if not is_open(self.rules, local.time()):
            raise refusal("closed", "outside of the hours in which this custodian answers")
        if question.nonce.hex() in book.nonces:
            raise refusal("replayed", "the question was asked before")
        if book.asked.get(station, 0) >= self.rules.persons_a_day:
            raise refusal("budget", "this station has asked for as many persons as a day allows")


def is_open(rules: Rules, now: time) -> bool:
    """Tell whether a time of the day lies within the hours."""
    return rules.opens <= now < rules.closes


def refusal(name: str, summary: str) -> LinkageError:
    """Make a refusal of this custodian."""
    return LinkageError(f"custodian.{name}", summary, where="custodian")
