"""What every request needs, made once before a door forks, since a child keeps no cache for the next request.

Nothing here reads a row of a person or leaves one: addresses, templates, catalogues, the shape of the tables,
and one anonymous request for a page that anybody may open.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.template.loader import get_template
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import regex_helper as lazy_patterns
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from denizen_site.config import boot
from denizen_site.config.doors import DoorName

LOADED_BEFORE = {
    DoorName.DESK: ("denizen_press.photo", "denizen_press.press", "denizen_site.config.desk_urls"),
    DoorName.PUBLIC: ("denizen_site.config.public_urls",),
    DoorName.ATLAS: ("denizen_site.config.atlas_urls",),
    DoorName.INNER: ("denizen_site.config.inner_urls",),
}
# A page of each door that asks for nothing and says nothing of anybody.
OPEN_TO_ALL = {DoorName.DESK: "/sign-in/", DoorName.PUBLIC: "/en/", DoorName.ATLAS: "/en/"}

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def load_parts(door: DoorName, application: Application) -> None:
    """Import, read and compile what requests will need, and let go of the databases again."""
    for name in LOADED_BEFORE[door]:
        import_module(name)
    if door is DoorName.DESK:
        import_module("denizen_site.custody.unlock").warm()
        import_module("denizen_site.issuance.warming").warm()
        import_module("denizen_site.enrolment.seal").warm()
        import_module("denizen_site.issuance.warming").share_press()
        import_module("denizen_site.custody.bound_charter").bound_charter()
        import_module("denizen_site.one_card.warming").warm()
        day_begins()
    if door is DoorName.PUBLIC:
        import_module("denizen_site.open_pages.city").city()
    if door is not DoorName.ATLAS:
        look_at_tables()
    if door in OPEN_TO_ALL:
        compile_pages()
        sort_addresses()
        write_addresses()
        compile_patterns()
        rehearsal(door)(application)
    boot.close_connections()
    gc.collect()
    gc.freeze()  # what is loaded now is never looked through again, so children share its pages


def day_begins() -> None:
    """Ask the rules what the city's day will ask of them, if nobody has yet; reads the clock and no table."""
    rules_on(import_module("denizen_site.accounts.days").city_day(datetime.now(UTC)))


@lru_cache(maxsize=1)
def rules_on(day: date) -> None:
    """Ask for one day."""
    import_module("denizen_site.accounts.foresight").foresee(day)


def compile_pages() -> None:
    """Compile every template and read every catalogue."""
    for room in apps.get_app_configs():
        for path in sorted(Path(room.path).glob("templates/**/*.html")):
            get_template(path.relative_to(Path(room.path) / "templates").as_posix())
    for tag, _ in settings.LANGUAGES:
        with translation.override(tag):
            translation.gettext("Go on")


def sort_addresses() -> None:
    """Compile every address, and sort them for each language: Django does both at the first use."""
    for pattern in every_pattern(get_resolver()):
        _ = pattern.pattern.regex
    for tag, _ in settings.LANGUAGES:
        with translation.override(tag):
            for resolver in [get_resolver(), *resolvers(get_resolver())]:
                _ = resolver.reverse_dict


def write_addresses() -> None:
    """Write every address that has a name and no parts to fill in, as pages will."""
    for namespace, (_, resolver) in get_resolver().namespace_dict.items():
        for name in (key for key in resolver.reverse_dict if isinstance(key, str)):
            with suppress(NoReverseMatch):
                reverse(f"{namespace}:{name}")


def compile_patterns() -> None:
    """Compile the regular expressions that Django leaves to their first use."""
    modules = [vars(module) for module in list(sys.modules.values()) if hasattr(module, "__dict__")]
    values = [value for found in modules for value in list(found.values())]
    for value in (each for each in values if type(each) is SimpleLazyObject):
        made_by = getattr(vars(value).get("_setupfunc"), "__module__", "")
        if made_by == lazy_patterns.__name__:
            _ = value.pattern


def every_pattern(resolver: URLResolver) -> Iterator[URLPattern | URLResolver]:
    """List all patterns below a resolver, and itself."""
    yield resolver
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from every_pattern(each)
        else:
            yield each


def resolvers(resolver: URLResolver) -> Iterator[URLResolver]:
    """List the resolvers below one."""
    for each in every_pattern(resolver):
        if isinstance(each, URLResolver):
            yield each


def look_at_tables() -> None:
    """Write one question for each table without asking it, which makes Django study the tables' shapes."""
    for model in apps.get_models():
        str(model._base_manager.filter(pk__isnull=False).order_by("pk").query)  # noqa: SLF001 - any model
        _ = model._meta.related_objects, model._meta.get_fields()
    for alias in connections:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")


def rehearsal(door: DoorName) -> Callable[[Application], None]:
    """Give what a child of a door does before it takes a connection."""

    def rehearse(application: Application) -> None:
        try:
            if door in OPEN_TO_ALL:
                ask_for_a_page(application, OPEN_TO_ALL[door])
            if door is DoorName.DESK:
                import_module("denizen_site.desk.rehearsing").rehearse(datetime.now(UTC))
        finally:
            translation.deactivate()  # not deactivate_all: that would leave pages without a language
            boot.close_connections()

    return rehearse


def ask_for_a_page(application: Application, path: str) -> None:
    """Ask for one page as a stranger would, without a cookie, and let its answer go."""
    host = (settings.ALLOWED_HOSTS or ["localhost"])[0].lstrip(".*") or "localhost"
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "",
        "SERVER_NAME": host, "SERVER_PORT": "443", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host, "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "https",
        "wsgi.version": (1, 0), "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    answer = application(environ, lambda *_: None)
    for _ in answer:
        pass
    answer.close()
