"""Reads one rule file into clauses: strictly, statement by statement, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from denizen.policy.cedar_engine import CedarSyntaxError, json_form, validation_messages
from denizen.policy.clause import Clause
from denizen.policy.expression import unsupported
from denizen.policy.faults import Faults, Place, did_you_mean
from denizen.policy.read_window import WindowFaultError, mentions_day, read_window
from denizen.policy.schema import NAMESPACE, PROGRAMME, SHAPES
from denizen.policy.statements import Statement, statements
from denizen.policy.words import MUST_PREFIX, Layer, Ruling
from denizen.reading import Reading

NEEDED: Final = ("id", "cite", "source", "reading", "binds", "says")
OPTIONAL: Final = ("preempts", "contested", "disputed", "law", "note")
ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/()-]*")
ACTIONS: Final = frozenset(word for shape in SHAPES for word in shape.action_words)
# Cedar's own parser has no limit of depth: a file nested without end would take the process with it.
MOST_CHARACTERS: Final = 10_000
MOST_BRACKETS: Final = 60
MOST_DEPTH: Final = 400  # levels of Cedar's JSON form, three or four to an operator
SPLIT: Final = "Write several clauses."
PREEMPTABLE: Final = (Ruling.MUST, Ruling.MUST_NOT, Ruling.MAY)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule file: whose, of which layer, under which name."""

    community: str
    layer: Layer
    name: str
    text: str


@dataclass(slots=True)
class StatementReader:
    """Reads one statement of a file."""

    file: RuleFile
    statement: Statement
    faults: Faults
    clause: str = ""

    def fault(self, code: str, summary: str, *, near: str = "", mend: str = "") -> None:
        """Note a fault at the line of a word, or of the statement."""
        line = self.statement.line_of(near) if near else self.statement.line
        self.faults.add(code, summary, place=Place(self.file.name, line, self.clause), mend=mend)

    def read(self) -> Clause | None:
        """Read the statement; None after a fault."""
        before = len(self.faults.found)
        form = self.parsed()
        if form is None:
            return None
        notes = form.get("annotations", {})
        self.clause = notes.get("id") or ""
        self.check_annotations(notes)
        self.check_words()
        self.check_scope(form)
        clause = self.clause_of(form, notes) if len(self.faults.found) == before else None
        return clause if len(self.faults.found) == before else None

    def parsed(self) -> Mapping[str, Any] | None:
        """Parse the statement; a fault and None if it is too large, too deep, or no statement."""
        if too_large(self.statement.text):
            self.fault("too_deep", "the statement is too long, or nested too deeply", mend=SPLIT)
            return None
        try:
            form = json_form(self.statement.text)
        except CedarSyntaxError as error:
            self.fault("syntax", f"not a Cedar statement: {error}")
            return None
        except RecursionError:
            self.fault("too_deep", "the statement is nested too deeply", mend=SPLIT)
            return None
        if depth_of(form["conditions"]) > MOST_DEPTH:
            self.fault("too_deep", "the statement is nested too deeply", mend=SPLIT)
            return None
        return form

    def check_annotations(self, notes: Mapping[str, str | None]) -> None:
        """Hold that every annotation is there, known and not empty."""
        for name in NEEDED:
            if not (notes.get(name) or "").strip():
                code = f"no_{name}"
                self.fault(code, f"the clause has no @{name}", mend=f'Write @{name}("...").')
        for name in notes:
            if name not in (*NEEDED, *OPTIONAL):
                known = [*NEEDED, *OPTIONAL]
                self.fault(
                    "unknown_annotation",
                    f"no such annotation: @{name}",
                    near=f"@{name}",
                    mend=did_you_mean(name, known),
                )
        if self.clause and not ID.fullmatch(self.clause):
            self.fault("bad_id", "an id is letters, digits and . _ : / ( ) -", near="@id")
        self.check_marks(notes)

    def check_marks(self, notes: Mapping[str, str | None]) -> None:
        """Hold the reading mark and the pre-empted rulings to their words."""
        reading = notes.get("reading")
        if reading and reading not in list(Reading):
            self.fault("unknown_reading", f"{reading} is none of T, O, N, M", near="@reading")
        kinds = split_words(notes.get("preempts"))
        if "preempts" in notes and (not kinds or set(kinds) - set(PREEMPTABLE)):
            self.fault(
                "unknown_preemption",
                f"@preempts names {', '.join(kinds) or 'nothing'}; known are must, must_not, may",
                near="@preempts",
            )
        if "contested" in notes and "preempts" not in notes:
            self.fault(
                "contested_without_preempts",
                "@contested says that a claim of @preempts is disputed; there is none",
                near="@contested",
            )

    def check_words(self) -> None:
        """Let Cedar hold the statement to the schema: attributes, stages, roles, actions."""
        for message in dict.fromkeys(validation_messages(self.statement.text)):
            said = re.sub(r"^for policy `[^`]*`, ", "", message)
            tokens = re.findall(r"`([^`]+)`", said)
            token = next((one for one in tokens if one in self.statement.text), "")
            self.fault("schema", said, near=token)

    def check_scope(self, form: Mapping[str, Any]) -> None:
        """Hold that actions are named, and people and records are not."""
        for part in ("principal", "resource"):
            if form[part] != {"op": "All"}:
                self.fault(
                    "scope",
                    f"the head must leave {part} open",
                    mend='Name the role in a `when`: principal.role == City::Role::"officer".',
                )
        words = action_words(form)
        if not words:
            self.fault("every_action", "the head must name its action or actions")
        twins = [word for word in words if word.startswith(MUST_PREFIX) and word in ACTIONS]
        if form["effect"] == "forbid" and twins:
            mend = "Forbid the action itself, or leave the duty out."
            self.fault(
                "forbidden_duty", f"forbid {twins[0]} has no meaning", near=twins[0], mend=mend
            )
        if self.file.layer is not Layer.PROGRAMME and set(words) & set(PROGRAMME.action_words):
            self.fault(
                "programme_action", "only programme.cedar speaks of the software's own actions"
            )

    def clause_of(self, form: Mapping[str, Any], notes: Mapping[str, str]) -> Clause | None:
        """Make the clause; faults for its window and for expressions that the grid could not follow."""
        conditions = form["conditions"]
        try:
            window = read_window(conditions)
        except WindowFaultError as error:
            self.fault(error.code, str(error))
            return None
        rest = tuple(conditions[1:])
        if mentions_day(list(rest)):
            self.fault("day_outside_window", "context.at may stand in the window only")
        for what in unsupported(rest):
            self.fault(
                "expression", f"the grid cannot follow {what}", mend="See docs/policy/schema.md."
            )
        return Clause(
            id=notes["id"],
            cite=notes["cite"],
            source=notes["source"],
            reading=Reading(notes["reading"]),
            binds=notes["binds"],
            says=notes["says"],
            layer=self.file.layer,
            community=self.file.community,
            window=window,
            effect=form["effect"],
            actions=tuple(action_words(form)),
            preempts=frozenset(Ruling(word) for word in split_words(notes.get("preempts"))),
            contested=notes.get("contested") or "",
            disputed=notes.get("disputed") or "",
            law=notes.get("law") or "",
            note=notes.get("note") or "",
            file=self.file.name,
            line=self.statement.line,
            text=self.statement.text,
            conditions=rest,
        )


def read_clauses(file: RuleFile, faults: Faults) -> list[Clause]:
    """Read every clause of a rule file, in order; a file without one is a fault."""
    found = statements(file.text)
    if not found:
        faults.add(
            "empty_file",
            "the file has no clause",
            place=Place(file.name),
            mend="Leave the file out; a layer that is silent needs no file.",
        )
    read = [StatementReader(file, statement, faults).read() for statement in found]
    return [clause for clause in read if clause is not None]


def action_words(form: Mapping[str, Any]) -> list[str]:
    """Give the words of the actions that the head names; none if it names a pattern."""
    match form["action"]:
        case {"op": "==" | "in", "entity": {"type": str(kind), "id": str(word)}}:
            return [word] if kind == f"{NAMESPACE}::Action" else []
        case {"op": "in", "entities": list(entities)}:
            return [one["id"] for one in entities]
        case _:
            return []


def split_words(text: str | None) -> list[str]:
    """Split a comma list."""
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def too_large(text: str) -> bool:
    """Tell whether a statement is longer, or its brackets deeper, than a clause that people could read."""
    depth = deepest = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    return len(text) > MOST_CHARACTERS or deepest > MOST_BRACKETS


def depth_of(form: object) -> int:
    """Count the levels of a JSON value, without recursion."""
    depth = 0
    level = [form]
    while level:
        depth += 1
        level = [part for one in level for part in parts_of(one)]
    return depth


def parts_of(form: object) -> Iterable[object]:
    """Give what a JSON value contains."""
    if isinstance(form, Mapping):
        return form.values()
    return form if isinstance(form, list) else ()
