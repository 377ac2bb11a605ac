"""Finding a paper by typing: the charter's label, and the words that people use for it at a counter.

Accents and case do not matter.  The words are of the counter, not of a city: each stands for a word or two of
the label, in English, Spanish, and what is printed on the paper.
"""

from __future__ import annotations

import unicodedata

# A piece of a label, and what people say instead.
SAID = {
    "passport": "pasaporte passeport passaporte book",
    "driver": "licence license dl dmv licencia conducir manejar permiso",
    "permit": "licence permiso learner",
    "non-driver": "state id",
    "identification card": "id identity carnet",
    "national id": "identity cedula ine dni tazkira carnet",
    "national identity": "id cedula ine dni carnet",
    "identity card": "id cedula ine dni carnet",
    "consular": "matricula mcas cid consulado",
    "birth certificate": "acta partida nacimiento",
    "utility": "bill electric gas water power light luz agua phone internet cable recibo factura",
    "lease": "rent contract apartment alquiler renta arriendo contrato",
    "rent": "landlord alquiler renta recibo",
    "bank": "statement account credit card atm banco cuenta",
    "pay stub": "payslip wage salary pay check talon nomina sueldo",
    "shelter": "homeless refugio albergue",
    "school": "college student pupil transcript escuela estudiante",
    "permanent resident": "green card lpr mica tarjeta verde residencia i-551",
    "work permit": "ead employment authorization permiso trabajo i-766",
    "citizenship": "naturalization ciudadania",
    "social security": "ssn seguro social",
    "itin": "irs taxpayer tax",
    "tax": "irs impuestos taxes return",
    "visa": "visado",
    "insurance": "seguro policy",
    "health": "hospital clinic medical medico salud",
    "hospital": "medical clinic medico",
    "benefits": "ebt snap food stamps beneficios",
    "voter": "election vote elector",
    "marriage": "wedding divorce matrimonio divorcio boda",
    "property tax": "house home owner propiedad",
    "mortgage": "house home loan hipoteca",
    "military": "army veteran militar va",
    "veteran": "va military",
    "confidentiality": "acp safe hidden",
    "safe at home": "acp confidentiality hidden",
    "care-of": "c/o",
    "court": "judge jury summons corte tribunal",
    "jury": "court summons",
    "release": "prison jail parole inmate",
    "released": "prison jail corrections parole",
    "corrections": "prison jail inmate",
    "uscis": "immigration migracion i-797",
    "i-94": "arrival entry immigration",
    "supervision": "ice immigration i-220b",
    "domestic violence": "survivor shelter",
    "letter": "carta",
    "bill": "recibo factura cuenta",
    "union": "sindicato labor",
    "employee": "work badge employer trabajo",
}


def folded(text: str) -> str:
    """Fold case and take the accents off, as the page's script does."""
    bare = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))


def search_words(label: str, synonyms: str = "") -> str:
    """Give everything by which a paper is found, folded."""
    plain = folded(label)
    said = " ".join(words for piece, words in SAID.items() if piece in plain)
    return f"{plain} {folded(synonyms)} {said}".strip()


def is_found(words: str, query: str) -> bool:
    """Say whether every word that was typed begins a word of the paper."""
    spaced = f" {words}".replace("(", " ").replace('"', " ").replace("-", " -")
    return all(
        f" {piece}" in spaced or (len(piece) > 2 and piece in words)
        for piece in folded(query).split()
    )
