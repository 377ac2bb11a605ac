"""The last fence of every door: whatever is raised ends in a page with plain words, and never in a trace."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from denizen.errors import DenizenError, SigningUnavailableError

log = logging.getLogger("denizen.site")

# The first part of a refusal's code -> the status of the page that says so.
STATUS_OF = {"state": 503, "custody": 503, "press": 422, "input": 422}
SIMPLE = (
    (Http404, 404),
    (PermissionDenied, 403),
    (RequestDataTooBig, 413),
    (SuspiciousOperation, 400),
)


class Faults:
    """Turns refusals into pages that say what to do, and our own faults into one that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a fault in what comes before the views is caught here."""
        try:
            return self.get_response(request)
        except Exception as fault:  # noqa: BLE001 - people never see a trace
            return answer_to(fault, request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse:
        """Answer for a view that raised."""
        return answer_to(fault, request)


def answer_to(fault: Exception, request: HttpRequest) -> HttpResponse:
    """Choose the page for a fault; only its kind and place are ever logged."""
    if isinstance(fault, DenizenError):
        return refusal_page(fault, request)
    for kind, status in SIMPLE:
        if isinstance(fault, kind):
            return plain_page(request, status)
    log.error("fault of ours: %s", place_of(fault))
    return plain_page(request, 500)


def refusal_page(refusal: DenizenError, request: HttpRequest) -> HttpResponse:
    """Say what was refused and how to mend it."""
    family = refusal.code.partition(".")[0]
    unready = isinstance(refusal, SigningUnavailableError)
    status = 503 if unready else STATUS_OF.get(family, 409)
    if status == 503:
        log.error("refusal: %s", refusal.code)
    if wants_json(request):
        body = {"error": refusal.code, "summary": refusal.summary, "mend": refusal.mend}
        return JsonResponse(body, status=status)
    return render(request, "ui/errors/refusal.html", {"refusal": refusal}, status=status)


def plain_page(request: HttpRequest, status: int) -> HttpResponse:
    """Give one of the fixed pages."""
    if wants_json(request):
        return JsonResponse({"error": f"http.{status}"}, status=status)
    return render(request, f"ui/errors/{status}.html", status=status)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from our own page; Django's word for why is not shown."""
    del reason
    return plain_page(request, 403)


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asks."""
    return "application/json" in request.headers.get("Accept", "")


def place_of(fault: Exception) -> str:
    """Name a fault's class and the place that raised it, without any value."""
    frame = fault.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_name}:{frame.tb_lineno}" if frame else "?"
    return f"{type(fault).__name__} at {where}"
