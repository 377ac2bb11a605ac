"""Every way in which the library refuses, sorted by who must act.

    DenizenError
    ├─ MalformedError              the bytes are not what they claim to be      (refuse the card or list)
    │   └─ LimitExceededError      too large, too deep, expands too far
    ├─ VerificationError           well formed, and not to be believed          (refuse the card)
    │   ├─ UnknownKeyError         the issuer has no such key
    │   ├─ KeyNotUsableError       the key is out of its time, of another purpose, or compromised
    │   ├─ BadSignatureError       the signature does not fit the key
    │   ├─ NotYetValidError        before its first day
    │   ├─ ExpiredError            after its last day
    │   └─ RevokedError            the status list says that it is no longer good
    ├─ CannotTellError             nothing is known against the card; the lists do not suffice (refresh them)
    │   ├─ UntrustedIssuerError    the trust list does not know this issuer: another city's card, or nobody's
    │   ├─ TrustListError          no root, no list, wrong signer, rolled back, out of time
    │   └─ StatusListError         no list, wrong signer, other list, out of time
    ├─ PublicLogError              a public log was changed or cut short          (keep both; ask the city)
    ├─ CharterError                a charter's file is wrong                    (the charter's author)
    ├─ PolicyError                 a question or a rule file is wrong           (who asks; the rules' author)
    ├─ LinkageError                a key, share or answer of the one-card check is wrong (the check waits)
    │   └─ CustodianFaultError     one custodian's answer or dealing does not fit; it is named
    ├─ InputError                  a file or value given to us is wrong         (whoever gave it)
    ├─ EncodingRefusedError        a card that must not be written so           (the issuer)
    └─ SigningUnavailableError     the key cannot be used now                   (the operator; try again)

Misuse by the programmer is `TypeError` or `ValueError` and is never caught.  No error carries a personal
value: texts name fields and places, never contents.  `code` is stable and dotted; sentences for people
live with the shells.
"""

from __future__ import annotations

from typing import ClassVar


class DenizenError(Exception):
    """Root of all refusals: a stable dotted code, what is wrong, where, and how to mend it."""

    def __init__(
        self, code: str, summary: str, *, where: str | None = None, mend: str | None = None
    ) -> None:
        super().__init__(code, summary)
        self.code = code
        self.summary = summary
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        """Say the code, the fault, the place and the mend in one line."""
        place = f" (at {self.where})" if self.where else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{self.code}: {self.summary}{place}.{mend}"


class MalformedError(DenizenError):
    """The bytes are not what they claim to be; `layer` names the stage of the format that failed."""

    def __init__(self, code: str, summary: str, *, layer: str, offset: int | None = None) -> None:
        where = layer if offset is None else f"{layer}, offset {offset}"
        super().__init__(code, summary, where=where)
        self.layer = layer
        self.offset = offset


class LimitExceededError(MalformedError):
    """A size, depth or expansion is beyond its limit; nothing past the limit was read."""


class SteppedError(DenizenError):
    """A refusal that belongs to one numbered verification step."""

    def __init__(
        self,
        code: str,
        summary: str,
        *,
        step: int,
        where: str | None = None,
        mend: str | None = None,
    ) -> None:
        super().__init__(code, summary, where=where, mend=mend)
        self.step = step


class VerificationError(SteppedError):
    """The card is well formed and must not be believed."""


class UnknownKeyError(VerificationError):
    """The issuer is known and has no such key."""


class KeyNotUsableError(VerificationError):
    """The key is out of its time, of another purpose or algorithm, or compromised."""


class BadSignatureError(VerificationError):
    """The signature does not fit the key."""


class NotYetValidError(VerificationError):
    """The instant asked about lies before the first valid one."""


class ExpiredError(VerificationError):
    """The instant asked about lies after the last valid one."""


class RevokedError(VerificationError):
    """The status list says that the card is no longer good; a one-bit list knows no reason."""


class CannotTellError(SteppedError):
    """Nothing is known against the card, and the lists at hand do not suffice to say that it is good."""


class UntrustedIssuerError(CannotTellError):
    """The trust list does not know this issuer; of another city's card nothing can be told."""


class TrustListError(CannotTellError):
    """There is no usable trust list."""


class StatusListError(CannotTellError):
    """There is no usable status list."""


class PublicLogError(DenizenError):
    """A public log is not the one that its head, or an older head, speaks of."""


class CharterError(DenizenError):
    """A charter's file is wrong: names the file, the key, the line and what was expected."""

    def __init__(self, code: str, *, file: str, key: str, line: int | None, expected: str) -> None:
        place = f"{file}, line {line}" if line is not None else file
        super().__init__(code, f"{key}: expected {expected}", where=place)
        self.file = file
        self.key = key
        self.line = line
        self.expected = expected


class PolicyError(DenizenError):
    """A question asked of the rules, or a file of rules, is wrong; never an answer about anybody."""


class InputError(DenizenError):
    """A file or value given to us is wrong; `where` names the file and the path inside it."""


class EncodingRefusedError(DenizenError):
    """The card must not be written so: a forbidden field, an overflow, a date out of range."""


class SigningUnavailableError(DenizenError):
    """The signing key cannot be used now; trying again may help."""

    retry_helps: ClassVar[bool] = True


class LinkageError(DenizenError):
    """A key, a share or an answer of the one-card check cannot be used; the check waits, the card does not."""


class CustodianFaultError(LinkageError):
    """What one custodian dealt or answered does not fit; `custodian` is the index of its share."""

    def __init__(self, code: str, summary: str, *, custodian: int) -> None:
        super().__init__(code, summary, where=f"custodian {custodian}")
        self.custodian = custodian
