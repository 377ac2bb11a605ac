"""Shows a charter: what it says, how well each thing is known, and what is incomplete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from denizen.charter import Acceptor, Attribution, Charter, DocumentRow, RuleSetEntry
from denizen.documents.papers import Bounds


def shown_lines(charter: Charter, *, with_documents: bool) -> Iterator[str]:
    """Give the charter line by line."""
    yield from heading(charter)
    yield from ages_and_fees(charter)
    yield from card(charter)
    for entry in charter.entries:
        yield from rule_set(entry, with_documents=with_documents)
    yield from services(charter)
    yield from acceptance(charter)
    yield from notices(charter)
    yield from unfinished(charter)


def heading(charter: Charter) -> Iterator[str]:
    """Say what it is and how complete."""
    place = charter.place
    yield f"{place.programme_name}: {place.name}, {place.state} ({charter.id}, version {charter.version})"
    yield charter.about
    yield f"Document list: {charter.completeness.value}. {charter.completeness_note}"
    yield f"Languages: {', '.join(charter.languages)}.  Time zone: {charter.time_zone}.  GEOID: {place.geoid}."
    yield f"Issuer: {charter.issuer}"


def ages_and_fees(charter: Charter) -> Iterator[str]:
    """Say who, for how long, for how much."""
    yield ""
    yield "Validity"
    for band in charter.validity.bands:
        ends = "never expires (what is signed: " if band.never else ""
        until = f", at most until {band.until_age}" if band.until_age is not None else ""
        close = ")" if band.never else ""
        yield f"  {ages(band.ages)}: {ends}{band.years} years{close}{until} {mark(band.attribution)}"
    yield "Fees"
    for fee in charter.fees.rows:
        yield f"  {fee.act.value}, {ages(fee.ages)}: {money(fee.cents)} {mark(fee.attribution)}"
    for waiver in charter.fees.waivers:
        yield f"  {waiver.label}: {money(waiver.cents)} {mark(waiver.attribution)}"


def card(charter: Charter) -> Iterator[str]:
    """Say what is printed and what the code holds."""
    face, qr, lists = charter.face, charter.qr, charter.lists
    yield ""
    yield "Card"
    printed = ", ".join(sorted(field.value for field in face.fields)) or "nothing more"
    yield f"  printed besides photo, name, birth date, signature, number: {printed} {mark(face.attribution)}"
    yield f"  address: {', '.join(mode.value for mode in face.address_modes)}"
    held = f"name {qr.name.value}, birth date {qr.birth_date.value}, address {qr.address.value}"
    yield f"  code ({qr.profile.value}): {held}"
    days = "" if charter.issue.max_days is None else f", at most {charter.issue.max_days} days"
    yield f"  printed {charter.issue.mode.value.replace('_', ' ')}{days}"
    hours = ", ".join(f"{hour:02}:00" for hour in lists.publish_hours)
    yield f"  lists at {hours} UTC, fresh for {lists.fresh_hours} hours, good for {lists.life_hours}"
    yield from one_card(charter)


def one_card(charter: Charter) -> Iterator[str]:
    """Say whether anybody looks for a second card, who holds the keys, and how long they live."""
    mode = charter.one_card
    if mode is None:
        yield "  one card a person: nobody looks"
        return
    yield f"  one card a person: {mode.decision} {mark(mode.attribution)}"
    held = f"{mode.needed} of {len(mode.custodians)}: {', '.join(mode.custodians)}"
    yield f"    labels {mode.labels.value}; keys held by {held}"
    each, kept = mode.epoch_months, mode.keep_months
    yield f"    a new key every {each} months from {mode.first_epoch}, burned {kept} months after its epoch"


def rule_set(entry: RuleSetEntry, *, with_documents: bool) -> Iterator[str]:
    """Say the rules, and the documents if asked."""
    rules = entry.rule_set
    until = f" until {rules.until}" if rules.until is not None else ""
    yield ""
    yield f"Rules {rules.id}, from {rules.since}{until} {mark(entry.attribution)}"
    for path in rules.paths:
        needs = ", ".join(f"{n} {column}" for column, n in path.needs.items())
        yield f"  {path.label} ({needs}; {ages(path.bounds)})"
    for allowance in rules.allowances:
        yield f"  {allowance.label} {mark(entry.allowance_attributions[allowance.id])}"
    if rules.min_age is not None:
        yield f"  from the age of {rules.min_age}"
    if rules.caretaker_below_age is not None:
        yield f"  below {rules.caretaker_below_age} with a caretaker"
    if entry.residency_days is not None:
        yield f"  residents after {entry.residency_days} days"
    yield f"  {tally(entry)}"
    if with_documents:
        yield from (f"    {document(row)}" for row in entry.rows.values())


def tally(entry: RuleSetEntry) -> str:
    """Count the documents by column and by reading mark."""
    rows = list(entry.rows.values())
    by_column = [
        f"{sum(column in row.document.counts for row in rows)} {column}"
        for column in entry.rule_set.columns
    ]
    marks = [row.attribution.reading.shown for row in rows]
    by_mark = [f"{marks.count(word)} {word}" for word in ("cited", "reported", "unverified")]
    return f"{len(rows)} documents: {', '.join(by_column)}; {', '.join(by_mark)}"


def document(row: DocumentRow) -> str:
    """Say one document in a line."""
    one = row.document
    counts = ", ".join(f"{column} {n}" for column, n in one.counts.items())
    flags = [
        word for word, there in (("photo", one.photo), ("birth date", one.birth_date)) if there
    ]
    sure = "" if row.flags_reading is row.attribution.reading else f" ({row.flags_reading.shown})"
    shows = f"; {' and '.join(flags)}{sure}" if flags else ""
    return f"{one.id}: {one.label}: {counts}{shows} {mark(row.attribution)}"


def services(charter: Charter) -> Iterator[str]:
    """Say what the card opens."""
    yield ""
    yield "Services"
    for service in charter.services:
        sees = ", ".join(service.may_see)
        yield f"  {service.id}: {service.opens} {mark(service.attribution)}; sees {sees}"
        if service.needs:
            yield f"    needs {', '.join(service.needs)} on the card"


def acceptance(charter: Charter) -> Iterator[str]:
    """Say who must take the card and who has agreed to, and what is not known of it."""
    found = charter.acceptance
    yield ""
    yield "Who accepts the card"
    for heading, rows in (("must, by law", found.must), ("has agreed to", found.agreed)):
        yield f"  {heading}:" if rows else f"  {heading}: nobody is known"
        yield from (f"    {acceptor(row)}" for row in rows)
    yield f"  {found.note}"


def acceptor(row: Acceptor) -> str:
    """Say one place in a line."""
    law = f" ({row.cite})" if row.cite else ""
    terms = f": {row.terms.removesuffix('.')}" if row.terms else ""
    said = "" if row.as_of is None else f"; as of {row.as_of}"
    asked = "never checked with them" if row.checked is None else f"checked {row.checked}"
    return f"{row.label}{law}{terms}{said}; {asked} {mark(row.attribution)}"


def notices(charter: Charter) -> Iterator[str]:
    """Repeat the legal notices."""
    if charter.notices:
        yield ""
        yield "Notices"
    for notice in charter.notices:
        yield f"  {notice.kind.value.replace('_', ' ')}: {notice.text} {mark(notice.attribution)}"


def unfinished(charter: Charter) -> Iterator[str]:
    """List what its author has still to decide."""
    if charter.unfinished:
        yield ""
        yield "Unfinished"
    yield from (f"  {spot}" for spot in charter.unfinished)


def mark(attribution: Attribution) -> str:
    """Give the reading mark as it is shown everywhere."""
    return f"[{attribution.reading.shown}: {attribution.source}]"


def ages(bounds: Bounds) -> str:
    """Say an age band."""
    match bounds.min_age, bounds.max_age:
        case None, None:
            return "every age"
        case None, most:
            return f"{most} or younger"
        case least, None:
            return f"{least} or older"
        case least, most:
            return f"{least} to {most}"


def money(cents: int) -> str:
    """Write an amount of dollars."""
    return "free" if cents == 0 else f"${cents // 100}.{cents % 100:02}"


def for_machines(charter: Charter) -> dict[str, object]:
    """Give the charter as JSON."""
    return {
        "id": charter.id,
        "version": charter.version,
        "about": charter.about,
        "completeness": charter.completeness.value,
        "completeness_note": charter.completeness_note,
        "issuer": charter.issuer,
        "languages": list(charter.languages),
        "time_zone": charter.time_zone,
        **programme_for_machines(charter),
        **card_for_machines(charter),
        "rule_sets": [rule_set_for_machines(entry) for entry in charter.entries],
        "services": [
            {
                "id": one.id,
                "label": one.label,
                "opens": one.opens,
                "may_see": list(one.may_see),
                "needs": list(one.needs),
                "label_in": dict(one.label_in),
                **marks(one.attribution),
            }
            for one in charter.services
        ],
        "acceptance": acceptance_for_machines(charter),
        "notices": [
            {"kind": one.kind, "text": one.text, **marks(one.attribution)}
            for one in charter.notices
        ],
        "sources": {source.id: source.title for source in charter.sources.values()},
        "unfinished": list(charter.unfinished),
    }


def acceptance_for_machines(charter: Charter) -> dict[str, object]:
    """Give everybody who takes the card; a day that is not known is null."""
    return {
        "note": charter.acceptance.note,
        "rows": [
            {
                "id": one.id,
                "label": one.label,
                "duty": one.duty,
                "cite": one.cite,
                "terms": one.terms,
                "services": list(one.services),
                "as_of": None if one.as_of is None else one.as_of.isoformat(),
                "checked": None if one.checked is None else one.checked.isoformat(),
                **marks(one.attribution),
            }
            for one in charter.acceptance.rows
        ],
    }


def programme_for_machines(charter: Charter) -> dict[str, object]:
    """Give place, validity and fees."""
    place = charter.place
    return {
        "place": {
            "name": place.name,
            "state": place.state,
            "geoid": place.geoid,
            "kind": place.kind,
            "programme_name": place.programme_name,
            **marks(place.attribution),
        },
        "validity": [
            {
                **band_of(one.ages),
                "years": one.years,
                "until_age": one.until_age,
                "never": one.never,
                **marks(one.attribution),
            }
            for one in charter.validity.bands
        ],
        "fees": [
            {"for": one.act, **band_of(one.ages), "cents": one.cents, **marks(one.attribution)}
            for one in charter.fees.rows
        ],
    }


def card_for_machines(charter: Charter) -> dict[str, object]:
    """Give face, code, mode, lists and doors."""
    face, qr, lists = charter.face, charter.qr, charter.lists
    return {
        "face": {
            "fields": sorted(face.fields),
            "address_modes": list(face.address_modes),
            "emergency_contact_required_below_age": face.emergency_contact_required_below_age,
            "name_max_characters": face.name_max_characters,
            **marks(face.attribution),
        },
        "qr": asdict(qr),
        "issue": asdict(charter.issue),
        "lists": asdict(lists),
        "doors": list(charter.doors),
        "one_card": one_card_for_machines(charter),
    }


def one_card_for_machines(charter: Charter) -> dict[str, object] | None:
    """Give the check's mode, or nothing while it is off."""
    mode = charter.one_card
    if mode is None:
        return None
    plain = {key: value for key, value in asdict(mode).items() if key != "attribution"}
    return {**plain, "first_epoch": str(mode.first_epoch), **marks(mode.attribution)}


def rule_set_for_machines(entry: RuleSetEntry) -> dict[str, object]:
    """Give one rule set with all its documents."""
    rules = entry.rule_set
    return {
        "id": rules.id,
        "from": rules.since.isoformat(),
        "until": None if rules.until is None else rules.until.isoformat(),
        "columns": {**rules.columns},
        "paths": [
            {"id": path.id, "label": path.label, "needs": {**path.needs}, **band_of(path.bounds)}
            for path in rules.paths
        ],
        **marks(entry.attribution),
        "documents": [document_for_machines(row) for row in entry.rows.values()],
    }


def document_for_machines(row: DocumentRow) -> dict[str, object]:
    """Give one document."""
    one = row.document
    return {
        "id": one.id,
        "label": one.label,
        "counts": {**one.counts},
        "photo": one.photo,
        "birth_date": one.birth_date,
        "flags_reading": row.flags_reading.value,
        "commonness": one.commonness,
        "attests": list(one.attests),
        "prints": one.prints,
        "note": row.note,
        **marks(row.attribution),
    }


def band_of(bounds: Bounds) -> dict[str, object]:
    """Give an age band."""
    return {"min_age": bounds.min_age, "max_age": bounds.max_age}


def marks(attribution: Attribution) -> dict[str, object]:
    """Give a source and its mark."""
    reading = attribution.reading
    return {"source": attribution.source, "reading": reading.value, "reading_shown": reading.shown}
