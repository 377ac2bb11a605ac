"""The doors with pages: what each process serves, to whom, and what it can reach at all.

    desk     staff, with a second factor; the whole database
    public   anybody; no cookie, no session; the published database only
    atlas    anybody; communities' rules compared, by a publisher of their own; no database at all
    inner    the public door's two questions to the desk, over a socket in the home folder: stop this card; note
             that a card was refused somewhere

The public door never learns where the desk's database is: its process is started without the name.
"""

from __future__ import annotations

import hashlib
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Any

from denizen_site.config.environment import LOCAL_HOSTS, SECRET_BYTES, Environment
from denizen_site.config.files import write_once
from denizen_site.config.home import disk_error
from denizen_site.config.settings import DESK_SECRET, PROJECT, django_settings, published

DESIGN = PROJECT / "build" / "design"
CARD_FONTS = PROJECT / "build" / "fonts"
WORDS = PROJECT / "build" / "locale"
INNER_SOCKET = "inner.sock"
LANGUAGES = (("en", "English"), ("es", "Español"), ("ar", "العربية"))
# The largest photograph that a telephone takes today, with room for the rest of the form.
MOST_UPLOAD_BYTES = 24_000_000


class DoorName(StrEnum):
    """Which door a process serves."""

    DESK = "desk"
    PUBLIC = "public"
    INNER = "inner"
    ATLAS = "atlas"


def door_settings(environment: Environment, door: DoorName) -> dict[str, Any]:
    """Give Django's settings for one door."""
    own = {
        DoorName.DESK: desk,
        DoorName.PUBLIC: public,
        DoorName.INNER: inner,
        DoorName.ATLAS: atlas,
    }[door]
    return {**django_settings(environment), **own(environment)}


def pages(*context: str) -> dict[str, Any]:
    """Give what every door with pages needs; `context` names what its templates know besides the request."""
    return {
        "USE_I18N": True,
        "LANGUAGES": LANGUAGES,
        "LANGUAGE_CODE": "en",
        "LOCALE_PATHS": [WORDS],
        "FORM_RENDERER": "denizen_site.ui.forms.Renderer",
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        *context,
                    ],
                },
            }
        ],
        # The address of a file changes with any file's content, so that browsers may keep them for good.
        "STATIC_URL": f"/static/{static_version()}/",
        "STATICFILES_DIRS": static_folders(),
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_MAX_AGE": 31_536_000,
        # Nothing that is sent to us may touch a disk.
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"],
        "FILE_UPLOAD_MAX_MEMORY_SIZE": MOST_UPLOAD_BYTES,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_000_000,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 600,
        "APPEND_SLASH": False,
        "X_FRAME_OPTIONS": "DENY",
    }


def desk(environment: Environment) -> dict[str, Any]:
    """Give the desk its pages, its session and its staff."""
    rooms = django_settings(environment)["INSTALLED_APPS"]
    return {
        **pages("denizen_site.desk.context.page"),
        "SECRET_KEY": desk_secret(environment).hex(),
        "ROOT_URLCONF": "denizen_site.config.desk_urls",
        "INSTALLED_APPS": [*rooms, *FACES, *FORMS],
        "MIDDLEWARE": [
            "denizen_site.config.serving.CountMilliseconds",
            "denizen_site.ui.faults.Faults",
            "denizen_site.ui.headers.SecurityHeaders",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.middleware.common.CommonMiddleware",
            *SIGNED_IN,
            "denizen_site.desk.one_page.OnePage",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_AGE": None,
        "CSRF_FAILURE_VIEW": "denizen_site.ui.faults.forged",
        **reached_at(environment, environment.desk_hosts),
    }


# What the accounts room asks of the desk: docs/operate/staff.md says what each part is for.
SIGNED_IN = ("denizen_site.accounts.middleware.Clock", "denizen_site.accounts.middleware.SignedIn")
FACES = ("denizen_site.desk", "denizen_site.ui")
FORMS = ("django.contrib.staticfiles", "django.forms")


def public(environment: Environment) -> dict[str, Any]:
    """Give the public door its pages, and the published database as its only one."""
    return {
        **pages("denizen_site.open_pages.context.page"),
        "SECRET_KEY": "public: nothing is signed here",
        "ROOT_URLCONF": "denizen_site.config.public_urls",
        "INSTALLED_APPS": [
            "denizen_site.open_pages",
            "denizen_site.counters",
            "denizen_site.pocket",
            "denizen_site.ui",
            *FORMS,
        ],
        "DATABASES": {"default": published(environment)},
        "DATABASE_ROUTERS": [],
        "MIDDLEWARE": [
            "denizen_site.ui.faults.Faults",
            "denizen_site.ui.headers.SecurityHeaders",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.middleware.common.CommonMiddleware",
        ],
        **reached_at(environment, environment.public_hosts),
    }


def atlas(environment: Environment) -> dict[str, Any]:
    """Give the atlas door its pages; it has no database, and knows no programme."""
    return {
        **pages("denizen_site.atlas_pages.context.page"),
        "SECRET_KEY": "atlas: nothing is signed here",
        "ROOT_URLCONF": "denizen_site.config.atlas_urls",
        "INSTALLED_APPS": ["denizen_site.atlas_pages", "denizen_site.ui", *FORMS],
        "DATABASES": {},
        "DATABASE_ROUTERS": [],
        "MIDDLEWARE": [
            "denizen_site.config.serving.CountMilliseconds",
            "denizen_site.ui.faults.Faults",
            "denizen_site.ui.headers.SecurityHeaders",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.middleware.common.CommonMiddleware",
        ],
        **reached_at(environment, environment.atlas_hosts),
    }


def inner(environment: Environment) -> dict[str, Any]:
    """Give the inner door its addresses."""
    return {
        **pages(),
        "SECRET_KEY": "inner: nothing is signed here",
        "ROOT_URLCONF": "denizen_site.config.inner_urls",
        "MIDDLEWARE": ["denizen_site.ui.faults.Faults"],
        "INSTALLED_APPS": [
            *django_settings(environment)["INSTALLED_APPS"],
            "denizen_site.ui",
            *FORMS,
        ],
        "ALLOWED_HOSTS": ["inner"],
    }


def reached_at(environment: Environment, hosts: tuple[str, ...]) -> dict[str, Any]:
    """Say under which names a door answers, and insist on TLS wherever it is not this machine's own."""
    far = hosts != LOCAL_HOSTS
    chosen: dict[str, Any] = {
        "ALLOWED_HOSTS": list(hosts),
        "CSRF_TRUSTED_ORIGINS": [f"https://{host}" for host in hosts] if far else [],
        "SECURE_HSTS_SECONDS": 31_536_000 if far else 0,
    }
    if environment.behind_proxy:
        chosen["SECURE_PROXY_SSL_HEADER"] = ("HTTP_X_FORWARDED_PROTO", "https")
    return chosen


def desk_secret(environment: Environment) -> bytes:
    """Give the desk's own secret: the one it was told, or a file of the home, made once."""
    if environment.desk_secret is not None:
        return environment.desk_secret
    path = environment.home / DESK_SECRET
    try:
        if not path.exists():
            write_once(path, secrets.token_bytes(SECRET_BYTES))
        return path.read_bytes()
    except OSError as fault:
        raise disk_error(fault, path) from None


def static_folders() -> list[Path | tuple[str, Path]]:
    """List what set-up collected: design system, and the card's fonts for what a computer lacks."""
    named: list[Path | tuple[str, Path]] = [DESIGN, ("card-fonts", CARD_FONTS)]
    return [each for each in named if (each if isinstance(each, Path) else each[1]).is_dir()]


def static_version() -> str:
    """Name this version of all static files by their content."""
    digest = hashlib.sha256()
    for path in static_files():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def static_files() -> list[Path]:
    """List every static file of ours and of the design system."""
    own = (PROJECT / "src" / "denizen_site").glob("*/static/**/*")
    collected = DESIGN.rglob("*") if DESIGN.is_dir() else ()
    return sorted(path for path in (*own, *collected) if path.is_file())
