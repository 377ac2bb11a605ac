"""The staff ledger and the public log, looked at and checked; and the register of what is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import register_converter

from denizen_site.accounts.gate import page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.accounts.queries import staff_list
from denizen_site.desk.act_words import act_words
from denizen_site.desk.ledger_view import day_lines, of_day, public_log_holds
from denizen_site.desk.register_view import groups
from denizen_site.errors import StateError
from denizen_site.ledger import queries
from denizen_site.open_pages.queries import head


class Day:
    """A day in an address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Read the day; `ValueError` for one that is none."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Write the day."""
        return value.isoformat()


register_converter(Day, "day")


@page(Action.SEE_LEDGER, methods=("GET",))
def ledger(request: DeskRequest) -> HttpResponse:
    """List the days, the newest first, and the head of the public log."""
    return ledger_page(request)


@page(Action.SEE_LEDGER, methods=("POST",))
def check(request: DeskRequest) -> HttpResponse:
    """Recompute the chain of closed days."""
    try:
        return ledger_page(request, chain=queries.check_chain())
    except StateError as refusal:
        return ledger_page(request, status=409, chain_broken=refusal)


@page(Action.SEE_LEDGER, methods=("POST",))
def check_log(request: DeskRequest) -> HttpResponse:
    """Check the public log against its signed head."""
    found = public_log_holds()
    return ledger_page(request, status=200 if found.holds else 409, log=found)


@page(Action.SEE_LEDGER, methods=("GET",))
def one_day(request: DeskRequest, day: date) -> HttpResponse:
    """Show one day's counts, by act and by whoever did them."""
    found = of_day(day, names(request.at))
    if found is None:
        raise Http404
    return render(request, "desk/ledger_day.html", {"found": found})


@page(Action.SEE_LEDGER, methods=("GET",))
def as_csv(request: DeskRequest) -> HttpResponse:
    """Give every count as a table for other software."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["day", "act", "staff", "shown_as", "count", "closed"])
    writer.writerows(csv_rows(names(request.at)))
    response = HttpResponse(stream.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    return response


def csv_rows(known: dict[str, str]) -> Iterator[list[object]]:
    """Give one line for each count; what a table would take for a formula is written as text."""
    for entry in queries.days():
        for (act, by), number in sorted(entry.content.acts.items()):
            shown = known.get(by, "")
            shown = f"'{shown}" if shown[:1] in {"=", "+", "-", "@"} else shown
            closed = entry.chain is not None
            yield [entry.day.isoformat(), act, by, shown, number, "yes" if closed else "no"]


def names(at: datetime) -> dict[str, str]:
    """Give what each account is shown as, by its id."""
    return {each.id: each.shown_as for each in staff_list(at=at)}


def ledger_page(request: DeskRequest, *, status: int = 200, **facts: Any) -> HttpResponse:
    """Render the list of days."""
    known = {"days": day_lines(), "head": head(), "act_words": act_words}
    return render(request, "desk/ledger.html", {**known, **facts}, status=status)


@page(Action.SEE_REGISTER)
def register(request: DeskRequest) -> HttpResponse:
    """Show everything that is kept, sent or logged; what is searched for is posted, never in the address."""
    wanted = request.POST.get("words", "")[:80].strip() if request.method == "POST" else ""
    return render(request, "desk/register.html", {"groups": groups(wanted), "wanted": wanted})
