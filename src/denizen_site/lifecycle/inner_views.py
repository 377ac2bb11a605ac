"""What the public door may ask of the desk's database: whether this number and this code stop a card.

    POST /stop   number=...&code=...   ->   {"stopped": true} or {"stopped": false}

The door is a socket in the home folder, which nobody but the programme's own account can open.  A refusal is
the same, in words and in cost, for an unknown number, a wrong code and a card whose days are over; whoever
asks again for a card that is stopped already is told that it is stopped.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, JsonResponse

from denizen.credential import CardNumber, RevocationCode
from denizen.errors import InputError
from denizen_site.errors import LifecycleError
from denizen_site.lifecycle.stopping import revoke_by_code


def stop(request: HttpRequest) -> JsonResponse:
    """Stop the card, if number and code belong together."""
    if request.method != "POST":
        return JsonResponse({"error": "http.405"}, status=405)
    try:
        number = CardNumber.parse(request.POST.get("number", ""))
        code = RevocationCode.parse(request.POST.get("code", ""))
        revoke_by_code(number, code, at=datetime.now(UTC))
    except (InputError, LifecycleError):
        return JsonResponse({"stopped": False})
    return JsonResponse({"stopped": True})
