"""One quarter's demands for records as counts that may be published: what came, and how it was answered.

A demand is counted where it came, and again, in a line of its own, where it was answered: those are two acts.
Numbers under ten are withheld.  A quarter without a demand is published like any other.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import router, transaction

from denizen.charter import DemandKind
from denizen.reporting import RoundingRule, line, publishable
from denizen_press.report import Report, Section, render_report
from denizen_site.config.database import in_our_words
from denizen_site.config.files import write_whole
from denizen_site.config.home import alone_in, disk_error
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.demands import queries
from denizen_site.demands.kinds import Reply
from denizen_site.open_pages.models import DemandQuarter
from denizen_site.open_pages.queries import published_quarters

ALL = "all"
RULE = RoundingRule(base=5, threshold=10)
CSV_FILE, PDF_FILE = "demands.csv", "demands.pdf"
WITHHELD = "under 10"
PARTS = {"came": "Demands that came", "answered": "How they were answered"}


def quarter_of(day: date, *, back: int = 0) -> date:
    """Give the first day of a day's quarter, or of one so many before."""
    quarters = day.year * 4 + (day.month - 1) // 3 - back
    return date(quarters // 4, quarters % 4 * 3 + 1, 1)


def quarter_name(quarter: date) -> str:
    """Name a quarter, such as 2026-Q3."""
    return f"{quarter.year}-Q{(quarter.month - 1) // 3 + 1}"


@in_our_words
def publish(*, out: Path, at: datetime) -> int:
    """Publish every quarter that is over and was not published yet, with its files; gives how many."""
    found = unpublished(programme().local_day(at))
    with transaction.atomic(using=router.db_for_write(DemandQuarter)):
        for quarter in found:
            made = {"table": figures_of(quarter)}
            DemandQuarter.objects.get_or_create(quarter=quarter, defaults=made)
    if found or not (out / PDF_FILE).is_file():
        write_files(out)
    return len(found)


def is_due(*, out: Path, at: datetime) -> bool:
    """Say whether a quarter is over whose figures are not published, or a file is missing."""
    return bool(unpublished(programme().local_day(at))) or not (out / PDF_FILE).is_file()


@in_our_words
def unpublished(today: date) -> list[date]:
    """List the quarters to publish, oldest first: before anything was published, the last one."""
    last = quarter_of(today, back=1)
    known = DemandQuarter.objects.order_by("-quarter").values_list("quarter", flat=True).first()
    quarter = last if known is None else quarter_of(known, back=-1)
    found = []
    while quarter <= last:
        found.append(quarter)
        quarter = quarter_of(quarter, back=-1)
    return found


def figures_of(quarter: date) -> dict[str, Any]:
    """Give a quarter's lines: rounded, or none where a number is withheld."""
    end = quarter_of(quarter, back=-1)
    late = queries.late_between(quarter, end)
    return {
        "came": rounded(queries.received_between(quarter, end), names=tuple(DemandKind)),
        "answered": rounded(queries.answered_between(quarter, end), names=tuple(Reply)),
        "late": None if RULE.withholds(late) else RULE.rounded(late),
    }


def rounded(counts: Mapping[str, int], *, names: Iterable[str]) -> dict[str, int | None]:
    """Round one line."""
    exact = {str(name): counts.get(name, 0) for name in names}
    table = publishable(line("quarter", exact), RULE)
    return {**dict(zip(table.columns, table.cells[0], strict=True)), ALL: table.total}


def shown(number: int | None) -> str:
    """Write a number, or that it is withheld."""
    return WITHHELD if number is None else str(number)


def lines_of(table: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Write a quarter as lines: part, what, number."""
    return [
        *((part, name, shown(n)) for part in PARTS for name, n in table[part].items()),
        ("answered", "late", shown(table["late"])),
    ]


def as_csv(quarters: Iterable[tuple[date, Mapping[str, Any]]]) -> bytes:
    """Write quarters as CSV, one number a line."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("quarter", "part", "what", "number"))
    for quarter, table in quarters:
        writer.writerows((quarter_name(quarter), *each) for each in lines_of(table))
    return text.getvalue().encode()


def as_pdf(quarters: Iterable[tuple[date, Mapping[str, Any]]]) -> bytes:
    """Set quarters as a report to print."""
    charter = bound_charter()
    sections = tuple(
        Section(
            quarter_name(quarter),
            tuple((f"{part}: {what}".replace("_", " "), n) for part, what, n in lines_of(table)),
        )
        for quarter, table in quarters
    )
    report = Report(
        place=f"{charter.place.name}, {charter.place.state}",
        title=charter.place.programme_name,
        heading="Demands for records, by quarter",
        note="Numbers are rounded to fives; numbers under 10 are withheld, zero among them, so that no figure "
        "points at a person. Came: demands received in the quarter. Answered: replies sent in it.",
        colour=charter.art.primary,
        sections=sections,
    )
    return render_report(report, specimen=programme().prints_specimens)


def write_files(out: Path) -> None:
    """Write both files into the public folder."""
    quarters = published_quarters()
    try:
        out.mkdir(mode=0o755, parents=True, exist_ok=True)
        with alone_in(out):
            write_whole(out / CSV_FILE, as_csv(quarters))
            write_whole(out / PDF_FILE, as_pdf(quarters))
    except OSError as fault:
        raise disk_error(fault, out) from None
