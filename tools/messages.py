"""The catalogues of the pages' words: collected from templates and code, compiled at set-up.

    python tools/messages.py collect [es ...]   bring src/denizen_site/ui/locale/*.po up to date
    python tools/messages.py missing            list what is not translated yet
    python tools/messages.py compile build/locale

Templates are read by Django's own engine, code by Python's own parser, catalogues by Babel.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.template import Engine
from django.template.base import FilterExpression, Node, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.functional import Promise
from django.utils.translation import override

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "src" / "denizen_site"
CATALOGUES = SITE / "ui" / "locale"
MARKERS = {"gettext", "gettext_lazy", "gettext_noop", "_", "ngettext", "ngettext_lazy", "pgettext"}
PLURAL = {"ngettext", "ngettext_lazy"}
Message = str | tuple[str, str]


def collect() -> Catalog:
    """Find every message of the site."""
    found = Catalog(charset="utf-8")
    for path in sorted(SITE.rglob("*.html")):
        for message in in_template(path):
            found.add(message, locations=[(relative(path), 1)])
    for path in sorted(SITE.rglob("*.py")):
        for message, line in in_code(path):
            found.add(message, locations=[(relative(path), line)])
    return found


def in_template(path: Path) -> Iterator[Message]:
    """List a template's messages."""
    template = Template(path.read_text(), engine=engine())
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            yield from literal_of(node)
        elif isinstance(node, BlockTranslateNode):
            yield block_message(node)
        else:
            yield from marked_values(node)


def marked_values(node: Node) -> Iterator[str]:
    """Give the texts that any other tag is handed as `_("...")`."""
    for held in vars(node).values():
        for value in held.values() if isinstance(held, dict) else [held]:
            word = value.var if isinstance(value, FilterExpression) else None
            if isinstance(word, Promise):  # the engine has made a lazy translation of it already
                with override(None):
                    yield str(word)


def literal_of(node: TranslateNode) -> Iterator[str]:
    """Give the text of `{% translate "..." %}`; a variable's message is marked where it is made."""
    literal = getattr(node.filter_expression.var, "literal", None)
    if isinstance(literal, str):
        yield literal


def block_message(node: BlockTranslateNode) -> Message:
    """Give the text of `{% blocktranslate %}`, as its own rendering would look it up."""
    singular, _ = node.render_token_list(node.singular)
    if not node.plural:
        return singular
    plural, _ = node.render_token_list(node.plural)
    return (singular, plural)


def in_code(path: Path) -> Iterator[tuple[Message, int]]:
    """List the messages that a module marks."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and name_of(node.func) in MARKERS:
            texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
            words = [text for text in texts if isinstance(text, str)]
            if name_of(node.func) in PLURAL and len(words) >= 2:
                yield (words[0], words[1]), node.lineno
            elif words:
                yield words[0], node.lineno


def name_of(function: ast.expr) -> str:
    """Give the plain name of what is called."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def engine() -> Engine:
    """Make an engine that knows our tags and loads nothing."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    libraries = {
        "i18n": "django.templatetags.i18n",
        "static": "django.templatetags.static",
        "l10n": "django.templatetags.l10n",
        "ui": "denizen_site.ui.templatetags.ui",
        **{path.stem: dotted(path) for path in SITE.glob("*/templatetags/*.py") if path.stem != "__init__"},
    }  # fmt: skip
    return Engine(libraries=libraries, builtins=["django.template.defaulttags"])


def dotted(path: Path) -> str:
    """Give a module's dotted name."""
    return ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)


def relative(path: Path) -> str:
    """Name a file from the project's root."""
    return path.relative_to(ROOT).as_posix()


def catalogue(path: Path) -> Catalog:
    """Read one catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, charset="utf-8")


def update(languages: list[str]) -> None:
    """Bring the catalogues up to date; what is no longer said is dropped, nothing is guessed."""
    found = collect()
    for path in sorted(CATALOGUES.glob("*.po")):
        if languages and path.stem not in languages:
            continue
        known = catalogue(path)
        made = known.creation_date
        known.update(found, no_fuzzy_matching=True)
        known.creation_date = made  # a day that changes with every run would be in everybody's way
        known.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, known, width=110, sort_output=True, no_location=True, omit_header=False)


def missing() -> dict[str, list[str]]:
    """List, by language, what is said and not translated, or translated and marked as doubtful."""
    found = [message.id for message in collect() if message.id]
    known = {path.stem: catalogue(path) for path in sorted(CATALOGUES.glob("*.po"))}
    return {
        language: [str(id_) for id_ in found if not is_translated(known[language], id_)]
        for language in known
    }


def is_translated(known: Catalog, id_: Message | list[str]) -> bool:
    """Say whether a catalogue has a message, whole and without doubt."""
    message = known.get(id_ if isinstance(id_, str) else id_[0])
    if message is None or message.fuzzy:
        return False
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(strings)


def compile_all(target: Path) -> None:
    """Write every catalogue as Django reads it."""
    for path in sorted(CATALOGUES.glob("*.po")):
        folder = target / path.stem / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "django.mo").open("wb") as file:
            write_mo(file, catalogue(path))


def main(arguments: list[str]) -> int:
    """Run one of the three commands."""
    match arguments:
        case ["collect", *languages]:
            update(languages)
        case ["missing"]:
            for language, ids in missing().items():
                for id_ in ids:
                    print(f"{language}: {id_}")
        case ["compile", target]:
            compile_all(Path(target))
        case _:
            print(__doc__)
            return 64
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
