"""Functions, modules and parameter lists stay small; the worst ten are printed with `pytest -s`."""

from __future__ import annotations

import ast

FUNCTION_LINES = 60
MODULE_LINES = 500
TEST_MODULE_LINES = 600
PARAMETERS = 5
POSITIONAL_PARAMETERS = 2


def length_of(function: ast.AST) -> int:
    return function.end_lineno - function.lineno + 1


def worst_ten(sizes: dict[str, int]) -> str:
    ranked = sorted(sizes.items(), key=lambda item: -item[1])[:10]
    return "\n".join(f"{size:5}  {name}" for name, size in ranked)


def test_no_function_is_longer_than_sixty_lines(all_modules):
    sizes = {
        f"{m.name}:{f.lineno} {f.name}": length_of(f) for m in all_modules for f in m.functions
    }
    print(f"\nlongest functions\n{worst_ten(sizes)}")
    assert not {name: size for name, size in sizes.items() if size > FUNCTION_LINES}


def test_no_module_is_longer_than_five_hundred_lines(all_modules):
    sizes = {m.name: len(m.text.splitlines()) for m in all_modules}
    print(f"\nlongest modules\n{worst_ten(sizes)}")
    ceiling = {
        name: TEST_MODULE_LINES if name.startswith("tests/") else MODULE_LINES for name in sizes
    }
    assert not {name: size for name, size in sizes.items() if size > ceiling[name]}


def test_functions_take_few_parameters_and_name_all_past_two(source_modules):
    offenders = [
        f"{m.name}:{f.lineno} {f.name}"
        for m in source_modules
        for f in m.functions
        if (f.name != "__init__" and takes_too_much(f))
    ]
    assert not offenders


def takes_too_much(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = function.args
    positional = [a for a in arguments.posonlyargs + arguments.args if a.arg not in {"self", "cls"}]
    # `observer` reports progress and `at` is the instant of the question: neither adds a thing to think of.
    named = [a for a in arguments.kwonlyargs if a.arg not in {"at", "observer"}]
    return len(positional) > POSITIONAL_PARAMETERS or len(positional) + len(named) > PARAMETERS
