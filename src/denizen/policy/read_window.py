"""Takes the window of days out of a clause, from Cedar's own JSON form.

Every clause begins with `when { context.at >= datetime("...") && context.at < datetime("...") }`; the second
half may be left out.  The day of the question may be used nowhere else: the grid and the slider of the
compare page rely on windows alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from denizen.policy.clause import Window

AT: Final = {".": {"left": {"Var": "context"}, "attr": "at"}}
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class WindowFaultError(ValueError):
    """The window is missing, of another form, or empty; `code` says which."""

    def __init__(self, code: str, summary: str) -> None:
        super().__init__(summary)
        self.code = code


def read_window(conditions: list[Mapping[str, Any]]) -> Window:
    """Read the first condition as a window; raises `WindowFaultError`."""
    if not conditions or conditions[0]["kind"] != "when":
        raise no_window()
    body = conditions[0]["body"]
    if set(body) == {"&&"}:
        start, end = body["&&"]["left"], body["&&"]["right"]
        window = Window(bound(start, ">="), bound(end, "<"))
    else:
        window = Window(bound(body, ">="))
    if window.end is not None and window.end <= window.start:
        raise WindowFaultError("empty_window", f"the window {window} contains no day")
    return window


def bound(expression: Mapping[str, Any], operator: str) -> date:
    """Read one bound."""
    if set(expression) != {operator} or expression[operator]["left"] != AT:
        raise no_window()
    match expression[operator]["right"]:
        case {"datetime": [{"Value": str(text)}]} if DAY.fullmatch(text):
            return day_of(text)
        case _:
            raise no_window()


def day_of(text: str) -> date:
    """Read a whole day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WindowFaultError("no_window", f"{text} is not a day of the calendar") from None


def no_window() -> WindowFaultError:
    """Say what was expected."""
    return WindowFaultError(
        "no_window",
        "the clause must begin with a window of days: "
        'when { context.at >= datetime("2006-12-21") && context.at < datetime("2020-07-23") }',
    )


def mentions_day(expression: object) -> bool:
    """Tell whether the day of the question is used anywhere in an expression."""
    if expression == AT:
        return True
    if isinstance(expression, Mapping):
        return any(mentions_day(part) for part in expression.values())
    return isinstance(expression, list) and any(mentions_day(part) for part in expression)
