"""Evaluates Cedar's JSON form of a condition over arrays: the second evaluator, beside Cedar itself.

An attribute's value is either a boolean array, or a `Words` with an array of indexes into a closed set.  Each
attribute lies along an axis of its own, so that an expression is only as large as what it mentions; numpy's
broadcasting makes the whole space at the end.  Only the part of Cedar that rules need is followed;
`unsupported` names the rest, and the loader refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from denizen.policy.schema import EMPLOYEE, ENUMS, NAMESPACE, SHAPES

Flags = NDArray[np.bool_]
WORD_ATTRIBUTES: Final = frozenset(
    name
    for table in (EMPLOYEE, *(shape.context for shape in SHAPES))
    for name, kind in table.items()
    if kind in ENUMS
)
BINARY: Final = frozenset({"==", "!=", "&&", "||", "in", "contains", "containsAny"})


@dataclass(frozen=True, slots=True)
class Words:
    """An attribute of a closed set along its axis: `indexes` point into the enum called `kind`."""

    kind: str
    indexes: NDArray[np.int16]


Value = Flags | Words
Values = Mapping[tuple[str, str], Value]  # ("context", "stage") -> its values
Expression = Mapping[str, Any]


def unsupported(conditions: Sequence[Expression]) -> list[str]:
    """Name the operators of conditions that this evaluator does not follow."""
    return sorted({what for one in conditions for what in strangers(one["body"])})


def strangers(expression: Expression) -> Iterator[str]:
    """Walk an expression and name what is not followed."""
    (operator, body), *_ = expression.items()
    match operator:
        case "Value":
            yield from strange_value(body)
        case ".":
            if body["left"] not in ({"Var": "context"}, {"Var": "principal"}):
                yield "an attribute of anything but context and principal"
        case "Set":
            for part in body:
                yield from strangers(part)
        case "!" | "if-then-else":
            for part in body.values():
                yield from strangers(part)
        case _ if operator in BINARY:
            yield from strange_operands(operator, body)
            yield from strangers(body["left"])
            yield from strangers(body["right"])
        case _:
            yield f"`{operator}`"


def strange_operands(operator: str, body: Expression) -> Iterator[str]:
    """Name an operand that is worked out where only a plain one is followed."""
    sets = {"contains": ("left",), "containsAny": ("left", "right")}.get(operator, ())
    if any("Set" not in body[side] for side in sets):
        yield f"`{operator}` of anything but a written list"
    chosen_words = [side for side in body.values() if "if-then-else" in side and wordy(side)]
    if chosen_words:
        yield f"`if` inside `{operator}`"


def wordy(expression: Expression) -> bool:
    """Tell whether an expression is a word of a closed set, not a truth value."""
    match expression:
        case {"if-then-else": {"then": then}}:
            return wordy(then)
        case {"Value": {"__entity": _}}:
            return True
        case {".": {"attr": str(name)}}:
            return name in WORD_ATTRIBUTES
        case _:
            return False


def strange_value(value: object) -> Iterator[str]:
    """Name a literal that is neither a truth value nor a word of a closed set."""
    match value:
        case bool():
            return
        case {"__entity": {"type": str(kind)}} if kind.removeprefix(f"{NAMESPACE}::") in ENUMS:
            return
        case _:
            yield "a literal that is neither true, false nor a word of a closed set"


def applies(conditions: Sequence[Expression], values: Values) -> Flags:
    """Evaluate a clause's conditions, all of which must hold, over the values of every attribute."""
    holds: Flags = np.ones((), dtype=np.bool_)
    for one in conditions:
        body = flags(one["body"], values)
        holds = holds & (body if one["kind"] == "when" else ~body)
    return holds


def flags(expression: Expression, values: Values) -> Flags:
    """Evaluate an expression of truth values."""
    (operator, body), *_ = expression.items()
    follow: Callable[[Any, Values], Flags] | None = FOLLOWED.get(operator)
    if follow is None:
        raise ValueError(f"{operator} is not an expression of truth values")
    return follow(body, values)


def literal(body: object, _: Values) -> Flags:
    """Evaluate `true` or `false`."""
    return np.asarray(body, dtype=np.bool_)


def attribute(body: Expression, values: Values) -> Flags:
    """Take a boolean attribute."""
    value = values[(body["left"]["Var"], body["attr"])]
    if isinstance(value, Words):
        raise TypeError(f"{body['attr']} is a word, not a truth value")
    return value


def both(body: Expression, values: Values) -> Flags:
    """Evaluate `&&`."""
    return flags(body["left"], values) & flags(body["right"], values)


def either(body: Expression, values: Values) -> Flags:
    """Evaluate `||`."""
    return flags(body["left"], values) | flags(body["right"], values)


def negated(body: Expression, values: Values) -> Flags:
    """Evaluate `!`."""
    return ~flags(body["arg"], values)


def chosen(body: Expression, values: Values) -> Flags:
    """Evaluate `if ... then ... else ...`."""
    test = flags(body["if"], values)
    return (test & flags(body["then"], values)) | (~test & flags(body["else"], values))


def equal(body: Expression, values: Values) -> Flags:
    """Evaluate `==` between words, or between truth values."""
    left, right = words(body["left"], values), words(body["right"], values)
    if left is None or right is None:
        return ~(flags(body["left"], values) ^ flags(body["right"], values))
    if left.kind != right.kind:
        return np.zeros((), dtype=np.bool_)
    same: Flags = np.equal(left.indexes, right.indexes)
    return same


def unequal(body: Expression, values: Values) -> Flags:
    """Evaluate `!=`."""
    return ~equal(body, values)


def contained(body: Expression, values: Values) -> Flags:
    """Evaluate `[...].contains(x)`."""
    return any_equal(body["left"], [body["right"]], values=values)


def any_contained(body: Expression, values: Values) -> Flags:
    """Evaluate `[...].containsAny([...])`."""
    return any_equal(body["left"], body["right"]["Set"], values=values)


def inside(body: Expression, values: Values) -> Flags:
    """Evaluate `x in [...]`; words have no parents, so `in` is equality."""
    right = body["right"]
    members = right if "Set" in right else {"Set": [right]}
    return any_equal(members, [body["left"]], values=values)


def any_equal(members: Expression, wanted: Sequence[Expression], *, values: Values) -> Flags:
    """Tell where any member equals any of the wanted."""
    found: Flags = np.zeros((), dtype=np.bool_)
    for member in members["Set"]:
        for one in wanted:
            found = found | equal({"left": member, "right": one}, values)
    return found


def words(expression: Expression, values: Values) -> Words | None:
    """Evaluate an expression as words of a closed set; None if it is one of truth values."""
    match expression:
        case {"Value": {"__entity": {"type": str(type_), "id": str(word)}}}:
            kind = type_.removeprefix(f"{NAMESPACE}::")
            index = [member.value for member in ENUMS[kind]].index(word)
            return Words(kind, np.asarray(index, dtype=np.int16))
        case {".": {"left": {"Var": str(variable)}, "attr": str(name)}}:
            value = values[(variable, name)]
            return value if isinstance(value, Words) else None
        case _:
            return None


FOLLOWED: Final[Mapping[str, Callable[[Any, Values], Flags]]] = {
    "Value": literal,
    ".": attribute,
    "&&": both,
    "||": either,
    "!": negated,
    "if-then-else": chosen,
    "==": equal,
    "!=": unequal,
    "contains": contained,
    "containsAny": any_contained,
    "in": inside,
}
