"""What the programme does by itself, each task apart from the others: one that fails never stops the rest.

Nothing remembers when a task ran last.  Whether it is due is read from what it leaves behind (a list of the
present hour, closed days, published totals), so that a machine that was off, or a second one, does no harm.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import close_old_connections, transaction

from denizen.errors import DenizenError
from denizen_site.accounts import actions as accounts
from denizen_site.adjudication import actions as adjudication
from denizen_site.config.home import disk_error
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.demands import actions as demands
from denizen_site.enrolment import actions as enrolment
from denizen_site.ledger import actions as ledger
from denizen_site.ledger import queries as ledger_queries
from denizen_site.ledger.acts import Act
from denizen_site.lifecycle import actions as lifecycle
from denizen_site.lifecycle.clock import slot_at
from denizen_site.lifecycle.public_files import STATUS_CWT
from denizen_site.lifecycle.queries import status_list_made
from denizen_site.one_card import held as one_card_held
from denizen_site.one_card import nights as one_card_nights
from denizen_site.one_card import waiting as one_card_waiting
from denizen_site.open_pages import demand_figures, intake, publishing, refused_figures
from denizen_site.open_pages.queries import daily_totals
from denizen_site.refused_cards import actions as refused_cards
from denizen_site.refused_cards import queries as refused_cards_queries

log = logging.getLogger("denizen.tasks")


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant at which the tasks run, and the folder that the public door gives out."""

    at: datetime
    out: Path


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, and whether it is due."""

    name: str
    do: Callable[[Moment], object]
    is_due: Callable[[Moment], bool]


def charter_name() -> str:
    """Name the charter that the public door is to show."""
    return programme().charter_id


def every_minute(*, at: datetime, out: Path) -> tuple[str, ...]:
    """Do what is due; gives the names of the tasks that failed, which are tried again in a minute."""
    return run(TASKS, Moment(at, out))


def every_night(*, at: datetime, out: Path) -> tuple[str, ...]:
    """Do at once what is over by midnight, due or not; for a machine on which no `minute` runs."""
    whole = [Task(each.name, each.do, always) for each in TASKS if each.name != LISTS]
    return run(whole, Moment(at, out))


def run(tasks: Iterable[Task], moment: Moment) -> tuple[str, ...]:
    """Ask of each task whether it is due, then do those that are; gives the names of those that failed."""
    close_old_connections()  # a database that was away does not stay away for this process
    failed: list[str] = []
    due = [each for each in tasks if guarded(each, each.is_due, moment=moment, failed=failed)]
    for each in due:
        guarded(each, each.do, moment=moment, failed=failed)
    return tuple(dict.fromkeys(failed))


def guarded(
    task: Task, step: Callable[[Moment], object], *, moment: Moment, failed: list[str]
) -> object:
    """Take one step of a task; a fault is logged by its code alone and gives nothing."""
    try:
        return step(moment)
    except DenizenError as refusal:
        code = refusal.code
    except Exception as fault:  # noqa: BLE001 - whatever it is, it must not stop the other tasks
        code = type(fault).__name__
    # Never the message or the trace, which may hold a value.
    log.error("task %s: %s", task.name, code)
    failed.append(task.name)
    return None


def always(moment: Moment) -> bool:
    """Say that a task is due each time."""
    del moment
    return True


def forget_visits(moment: Moment) -> None:
    """Delete visits and shares that are over, and count the visits that nobody ended."""
    with transaction.atomic():
        left = enrolment.sweep(at=moment.at)
        day = programme().local_day(moment.at)
        ledger.count(Act.VISIT_TIMED_OUT, day=day, times=left)


def forget_sessions(moment: Moment) -> None:
    """Delete sessions, invitations and spent codes that are over."""
    accounts.sweep(at=moment.at)


def forget_cases(moment: Moment) -> None:
    """Delete case files whose day has come."""
    adjudication.sweep(at=moment.at)


def settle_refused_cards(moment: Moment) -> None:
    """Publish the months that are over, and then forget the reports whose months are."""
    refused_figures.publish(at=moment.at)
    refused_cards.sweep(at=moment.at)


def publish_demands(moment: Moment) -> None:
    """Publish the quarters of demands that are over, as figures, CSV and PDF."""
    demand_figures.publish(out=moment.out, at=moment.at)


def demands_are_due(moment: Moment) -> bool:
    """Say whether a quarter of demands is to be published."""
    return demand_figures.is_due(out=moment.out, at=moment.at)


def settling_is_due(moment: Moment) -> bool:
    """Say whether a month of reports is to be published, or to be forgotten."""
    return refused_figures.is_due(at=moment.at) or refused_cards_queries.has_old(at=moment.at)


def tidy_up(moment: Moment) -> None:
    """Forget cards and print jobs that are over, stop cards of visits that timed out, close days."""
    lifecycle.sweep(at=moment.at)


def tidying_is_due(moment: Moment) -> bool:
    """Say whether a day is over that the ledger has not closed, or the lists' hour has come."""
    today = programme().local_day(moment.at)
    return ledger_queries.has_open_days_before(today) or lists_are_due(moment)


def publish_lists(moment: Moment) -> None:
    """Write the trust list and the status list into the public folder."""
    try:
        moment.out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise disk_error(fault, moment.out) from None
    lifecycle.publish(out=moment.out, charter=bound_charter(), at=moment.at)


def lists_are_due(moment: Moment) -> bool:
    """Say whether the present hour's list is still to be published."""
    if not (moment.out / STATUS_CWT).is_file():
        return True
    made = status_list_made()
    return made is None or made < slot_at(moment.at, bound_charter().lists.publish_hours).start


def publish_log(moment: Moment) -> None:
    """Publish the totals of the days that are closed, sign the log's head, and let old ledger days go."""
    publishing.publish_log(out=moment.out, at=moment.at)


def log_is_due(moment: Moment) -> bool:
    """Say whether a day is over whose totals are not published, or the log goes out with the lists."""
    last = daily_totals(most=1)
    unpublished = ledger_queries.closed_days(after=last[0].day if last else None)
    return bool(unpublished) or tidying_is_due(moment)


LISTS = "lists"


def forget_demands(moment: Moment) -> None:
    """Delete demands whose years are over, and say on the public door whether intake is paused."""
    demands.sweep(at=moment.at)
    intake.publish()


def lay_rows_down(moment: Moment) -> None:
    """Lay the one-card check's rows of the day down, in the order of their keys."""
    one_card_nights.lay_down(at=moment.at)


def rows_are_due(moment: Moment) -> bool:
    """Say whether rows of an earlier day wait."""
    return one_card_nights.is_due(at=moment.at)


def take_up_checks(moment: Moment) -> None:
    """Do the checks that waited for custodians, and give up those that waited too long."""
    one_card_waiting.sweep(at=moment.at)
    one_card_waiting.take_up(bound_charter(), at=moment.at)


def checks_wait(moment: Moment) -> bool:
    """Say whether a check waits; custodians that are away are not tried every minute."""
    return moment.at.minute % 5 == 0 and one_card_waiting.waits() > 0


def tell_custodians(moment: Moment) -> None:
    """Carry a legal hold to the custodians; those that are away are told again in a minute."""
    one_card_held.carry(at=moment.at)


def custodians_are_to_be_told(moment: Moment) -> bool:
    """Say whether a custodian is still to be told of a legal hold."""
    del moment
    return one_card_held.is_due()


TASKS = (
    Task("visits", forget_visits, always),
    Task("sessions", forget_sessions, always),
    Task("cases", forget_cases, always),
    Task("demands", forget_demands, always),
    Task("holds at custodians", tell_custodians, custodians_are_to_be_told),
    Task("waiting checks", take_up_checks, checks_wait),
    Task("rows of the night", lay_rows_down, rows_are_due),
    Task("refused cards", settle_refused_cards, settling_is_due),
    Task("demand figures", publish_demands, demands_are_due),
    Task("night", tidy_up, tidying_is_due),
    Task(LISTS, publish_lists, lists_are_due),
    Task("log", publish_log, log_is_due),
)
