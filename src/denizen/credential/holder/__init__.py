"""The holder as a visit knows them, and the person file that says so."""

from denizen.credential.holder.person import (
    AddressMode,
    EmergencyContact,
    Holder,
    PrintedAddress,
    Signature,
    SignatureKind,
)
from denizen.credential.holder.person_file import parse_holder

__all__ = [
    "AddressMode",
    "EmergencyContact",
    "Holder",
    "PrintedAddress",
    "Signature",
    "SignatureKind",
    "parse_holder",
]
