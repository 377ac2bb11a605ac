"""What the public door may hand to the desk's database: one report of a refused card.

    POST /refused   service=...&place=...&weeks_back=...&what=...
                    ->  {"noted": true} or {"noted": false, "code": "..."}

The door is a socket in the home folder, which nobody but the programme's own account can open.  Whatever comes
through it is held to the charter's choices again.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, JsonResponse, QueryDict

from denizen_site.errors import RefusedCardError
from denizen_site.refused_cards.actions import note
from denizen_site.refused_cards.reports import Report, What


def refused(request: HttpRequest) -> JsonResponse:
    """Note a report."""
    if request.method != "POST":
        return JsonResponse({"error": "http.405"}, status=405)
    try:
        note(parsed(request.POST), at=datetime.now(UTC))
    except RefusedCardError as refusal:
        return JsonResponse({"noted": False, "code": refusal.code})
    except ValueError:
        return JsonResponse({"noted": False, "code": "refused_cards.not_offered"})
    return JsonResponse({"noted": True})


def parsed(fields: QueryDict) -> Report:
    """Read a report's four fields; raises `ValueError` for what is none."""
    weeks = fields.get("weeks_back", "")
    return Report(
        service=fields.get("service", ""),
        what=What(fields.get("what", "")),
        place=fields.get("place", ""),
        weeks_back=int(weeks) if weeks else None,
    )
