"""Turns a folder's files into a `Charter`: names to bytes in, a typed value out, every fault at once.

    load_charter({"charter.toml": b"...", "documents.toml": b"...", ...}) -> Charter

The schema is docs/charter/schema.md.  Nothing is read from disk here, and nothing is run: the scenarios are
run by `denizen.charter.check_scenarios`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from denizen.charter import (
    acceptance,
    demands,
    one_card,
    read_charter,
    read_documents,
    scenarios,
    sources,
)
from denizen.charter.findings import Findings, Spot
from denizen.charter.programme import Charter, Face, RuleSetEntry
from denizen.charter.table import Table, open_toml
from denizen.documents.papers import BIRTH_DATE, CANNOT_BE_VERIFIED, PHOTO

SERVICES: Final = "services.toml"
KNOWN_FILES: Final = (
    read_charter.FILE,
    read_documents.FILE,
    SERVICES,
    acceptance.FILE,
    demands.FILE,
    scenarios.FILE,
)
TEXT_KEYS: Final = (
    "card_title",
    "return_line",
    *read_charter.DISCLAIMERS,
    "what_to_bring",
    "nothing_kept",
)
DISCLAIMER_MOST: Final = 60  # characters that fit a line on the card's back


def load_charter(files: Mapping[str, bytes]) -> Charter:
    """Read a charter; raises `CharterFaultsError` with every fault that was found."""
    findings = Findings()
    tables = [open_toml(name, files, findings=findings) for name in KNOWN_FILES]
    refuse_strangers(files, findings)
    found_sources = sources.read_sources(files, findings)
    root, documents, services, takers, asked, cases = tables
    if (
        root is None
        or documents is None
        or services is None
        or takers is None
        or asked is None
        or cases is None
    ):
        findings.raise_all()
    read_charter.read_schema(root)
    heading = read_charter.read_heading(root)
    words = read_words(heading.languages, files, findings=findings)
    entries = read_documents.read_documents(documents)
    face = read_charter.read_face(root, words)
    check_prints(root, face, entries=entries)
    opened = read_charter.read_services(services, languages=heading.languages)
    charter = Charter(
        id=heading.id,
        version=heading.version,
        about=heading.about,
        completeness=heading.completeness,
        completeness_note=heading.completeness_note,
        issuer=heading.issuer,
        languages=heading.languages,
        time_zone=heading.time_zone,
        place=read_charter.read_place(root),
        fees=read_charter.read_fees(root),
        validity=read_charter.read_validity(root),
        face=face,
        qr=read_charter.read_qr(root),
        issue=read_charter.read_issue(root),
        lists=read_charter.read_lists(root),
        retention=read_charter.read_retention(root),
        doors=read_charter.read_doors(root),
        one_card=one_card.read_one_card(root),
        notices=read_charter.read_notices(root),
        art=read_charter.read_art(root),
        entries=entries,
        services=opened,
        acceptance=acceptance.read_acceptance(
            takers, services=[each.id for each in opened], languages=heading.languages
        ),
        demands=demands.read_demands(asked),
        scenarios=scenarios.read_scenarios(cases, paper_reader(entries)),
        sources=found_sources,
        unfinished=tuple(str(spot) for spot in findings.unfinished),
        words=words,
    )
    root.done()
    sources.check_sources(found_sources, findings)
    findings.raise_if_any()
    return charter


def refuse_strangers(files: Mapping[str, bytes], findings: Findings) -> None:
    """Refuse TOML files that nobody reads: a misspelt name would silently do nothing.

    What lies in policy/ is read by `denizen.policy`, which refuses strangers there.
    """
    known = set(KNOWN_FILES)
    for name in sorted(files):
        elsewhere = name.startswith(("text/", "policy/"))
        if name.endswith(".toml") and name not in known and not elsewhere:
            expected = f"one of {', '.join(sorted(known))} or text/<lang>.toml"
            findings.add("charter.unknown_file", Spot(name, "(the file)", None), expected=expected)


def read_words(
    languages: tuple[str, ...], files: Mapping[str, bytes], *, findings: Findings
) -> dict[str, dict[str, str]]:
    """Read text/<lang>.toml of every language, and refuse one of a language the charter lacks."""
    wanted = {f"text/{language}.toml": language for language in languages}
    for name in sorted(files):
        if name.startswith("text/") and name not in wanted:
            expected = "a language that charter.toml lists under languages"
            findings.add("charter.unknown_file", Spot(name, "(the file)", None), expected=expected)
    tables = {code: open_toml(name, files, findings=findings) for name, code in wanted.items()}
    return {code: {} if table is None else read_text(table) for code, table in tables.items()}


def read_text(table: Table) -> dict[str, str]:
    """Read the sentences of one language."""
    found = {key: table.text(key) for key in TEXT_KEYS}
    for key in read_charter.DISCLAIMERS:
        if len(found[key]) > DISCLAIMER_MOST:
            table.fault(key, f"at most {DISCLAIMER_MOST} characters: it is printed on the card")
    table.done()
    return found


def check_prints(root: Table, face: Face, *, entries: tuple[RuleSetEntry, ...]) -> None:
    """Hold that whatever a paper makes of the address can be printed."""
    rows = (row.document for entry in entries for row in entry.rows.values())
    needed = {document.prints for document in rows if document.prints is not None}
    for mode in sorted(needed - set(face.address_modes)):
        root.part("face").fault("address_modes", f"{mode.value}, which a document asks for")


def paper_reader(entries: tuple[RuleSetEntry, ...]) -> scenarios.PaperReader:
    """Tell scenarios what documents.toml knows."""
    sets = [entry.rule_set for entry in entries]
    facts = {str(fact) for one in sets for fact in one.facts} | {str(CANNOT_BE_VERIFIED)}
    columns = {str(column) for one in sets for column in one.known_columns()}
    return scenarios.PaperReader(
        documents=frozenset(str(id_) for one in sets for id_ in one.documents),
        facts=frozenset(facts),
        rule_sets=frozenset(str(one.id) for one in sets),
        columns=frozenset(columns | {str(PHOTO), str(BIRTH_DATE)}),
    )
