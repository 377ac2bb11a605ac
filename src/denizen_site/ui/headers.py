"""The headers that every answer carries; they forbid whatever our pages do not do.

Content Security Policy Level 3 (W3C), Permissions Policy (W3C), Fetch's cross-origin policies.  No page has an
inline script or style, so none is allowed.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def content_policy(*, images: str) -> str:
    """Write the policy of a page whose pictures come from where it is said."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src {images}",
            "font-src 'self'",
            "connect-src 'self'",
            "media-src 'self' blob:",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()"
HEADERS = {
    "Content-Security-Policy": content_policy(images="'self' blob:"),
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeaders:
    """Adds the headers; what a view set itself stays."""

    def __init__(self, answer: Answer) -> None:
        """Keep what comes next."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers on."""
        response = self.answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if "Access-Control-Allow-Origin" not in response.headers:
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
