"""The only file that speaks to Cedar: text in, JSON form, validation and determining clauses out.

`cedarpy` is a binding kept by its community, pinned in locks/; everything that we rely on is called here.
Handles are parsed once: parsing again for every question would cost twenty times the answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import cedarpy

from denizen.policy.schema import NAMESPACE, cedar_schema
from denizen.policy.words import Role


class CedarSyntaxError(ValueError):
    """Cedar could not read a statement; carries its own words."""


@cache
def schema_handle() -> cedarpy.Schema:
    """Parse the schema once."""
    return cedarpy.Schema.from_str(cedar_schema())


def json_form(statement: str) -> Mapping[str, Any]:
    """Give Cedar's JSON form of the one policy in a statement; raises `CedarSyntaxError`."""
    try:
        parsed = json.loads(cedarpy.policies_to_json_str(statement))
    except ValueError as error:
        raise CedarSyntaxError(str(error)) from None
    policies = [*parsed["staticPolicies"].values(), *parsed["templates"].values()]
    if len(policies) != 1 or parsed["templates"]:
        raise CedarSyntaxError("expected one policy without slots")
    return cast("Mapping[str, Any]", policies[0])


def validation_messages(statement: str) -> list[str]:
    """Hold a statement to the schema; an empty list if it fits."""
    checked = cedarpy.validate_policies(statement, schema_handle())
    return [] if checked.validation_passed else [error.error for error in checked.errors]


@cache
def employees() -> cedarpy.Entities:
    """Make every employee that can be asked about, once: each role, deputised or not, supervised or not."""
    rows = [
        {
            "uid": {
                "type": f"{NAMESPACE}::Employee",
                "id": employee_id(role.value, (deputised, supervised)),
            },
            "attrs": {
                "role": entity("Role", role.value),
                "deputised": deputised,
                "supervised": supervised,
            },
            "parents": [],
        }
        for role in Role
        for deputised in (False, True)
        for supervised in (False, True)
    ]
    return cedarpy.Entities.from_json_str(json.dumps(rows), schema_handle())


def employee_id(role: str, certified: tuple[bool, bool]) -> str:
    """Name an employee by what the rules may know of one."""
    return f"{role}{'+deputised' if certified[0] else ''}{'+supervised' if certified[1] else ''}"


def entity(kind: str, word: str) -> dict[str, dict[str, str]]:
    """Write one word of a closed set as Cedar's JSON wants it."""
    return {"__entity": {"type": f"{NAMESPACE}::{kind}", "id": word}}


def day(text: str) -> dict[str, dict[str, str]]:
    """Write a day as Cedar's JSON wants it."""
    return {"__extn": {"fn": "datetime", "arg": text}}


@dataclass(frozen=True, slots=True)
class Request:
    """A question as Cedar takes it, all but the action's word; built once and asked of every layer."""

    employee: str
    resource: str
    context: str

    def for_action(self, word: str) -> dict[str, Any]:
        """Complete the request."""
        return {
            "principal": {"type": f"{NAMESPACE}::Employee", "id": self.employee},
            "action": {"type": f"{NAMESPACE}::Action", "id": word},
            "resource": {"type": f"{NAMESPACE}::{self.resource}", "id": "this"},
            "context": self.context,
        }


class Statements:
    """Statements of one effect, parsed once; asked which of them apply."""

    __slots__ = ("_handle",)

    def __init__(self, texts: list[str]) -> None:
        self._handle = cedarpy.PolicySet.from_str("\n".join(texts))

    def applying(self, request: Request, word: str) -> frozenset[str]:
        """Give the `@id` of every statement that applies; raises `RuntimeError` if Cedar failed on one."""
        answer = cedarpy.is_authorized(request.for_action(word), self._handle, employees())
        if answer.diagnostics.errors:  # cannot be after validation; never to be taken for silence
            raise RuntimeError("Cedar could not evaluate a clause that it had validated")
        return frozenset(answer.diagnostics.id_annotations_by_reason.values())
