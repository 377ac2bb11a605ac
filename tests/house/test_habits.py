"""What a reader may rely on everywhere: names, docstrings, no ignored types, no clock in the library."""

from __future__ import annotations

import ast
import re

FORBIDDEN_MODULES = {"utils", "util", "helpers", "helper", "misc", "common", "base"}
# A clock in the library would make a decision depend on when it is asked; `at` is always a parameter.
CLOCKS = {"now", "today", "utcnow", "fromtimestamp_now"}


def test_no_module_hides_behind_a_name_that_says_nothing(all_modules):
    assert not [m.name for m in all_modules if m.path.stem in FORBIDDEN_MODULES]


def test_every_module_says_what_it_is(all_modules):
    assert not [m.name for m in all_modules if ast.get_docstring(m.tree) is None]


def test_every_public_function_and_class_of_what_is_shipped_has_a_docstring(source_modules):
    undocumented = [
        f"{m.name}:{node.lineno} {node.name}"
        for m in source_modules
        for node in public_definitions(m.tree)
        if ast.get_docstring(node) is None
    ]
    assert not undocumented


def public_definitions(tree: ast.Module) -> list[ast.AST]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    top = [n for n in tree.body if isinstance(n, kinds)]
    inner = [n for c in top if isinstance(c, ast.ClassDef) for n in c.body if isinstance(n, kinds)]
    return [n for n in top + inner if not n.name.startswith("_") and n.name != "Meta"]


def test_the_strict_packages_ignore_no_type(strict_modules):
    assert not [m.name for m in strict_modules if re.search(r"#\s*type:\s*ignore", m.text)]


def test_the_library_reads_no_clock(source_modules):
    library = [m for m in source_modules if m.name.startswith("src/denizen/")]
    calls = [
        f"{m.name}:{node.lineno}"
        for m in library
        for node in ast.walk(m.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
    ]
    assert not calls


def test_the_library_prints_nothing(source_modules):
    silent = [m for m in source_modules if not m.name.startswith("src/denizen_cli/")]
    calls = [
        f"{m.name}:{node.lineno}"
        for m in silent
        for node in ast.walk(m.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert not calls
