"""Every way in which the site refuses, sorted by who must act.

    DenizenError
    ├─ StateError          the home folder, the database or the disk         (whoever runs the machine)
    ├─ CustodyError        keys, passphrases, the root, the programme's bond (the programme's director)
    ├─ AccountError        an account, invitation, factor or station not in order (a member of staff)
    ├─ EnrolmentError      a visit that is over, elsewhere, or changed meanwhile       (the clerk)
    ├─ AdjudicationError   a second look or case file that cannot be so      (supervisor, records)
    ├─ HoldError           a hold or pause that forbids it, or cannot be lifted so     (director, lawyer)
    ├─ DemandError         a demand that cannot be answered, approved or closed so     (records, lawyer)
    ├─ IssuanceError       a card that this programme does not issue         (the clerk)
    ├─ LifecycleError      a card that cannot be stopped, replaced, renewed  (the clerk or the holder)
    ├─ OneCardError        the one-card check: its question, its keys, its custodians  (clerk, director)
    └─ PublicationError    lists that must not be published so               (the operator)

No error carries a personal value, a code, a passphrase or a line of SQL.
`exit_code` is what a command line answers with (DESIGN section 14: 1 refused, 64 usage, 70 our fault).
"""

from __future__ import annotations

from typing import ClassVar

from denizen.errors import DenizenError


class StateError(DenizenError):
    """The home folder, the database or the disk cannot be used as it is."""

    exit_code: ClassVar[int] = 70


class CustodyError(DenizenError):
    """A key, a passphrase, the root or the programme's bond to its issuer is not in order."""

    exit_code: ClassVar[int] = 64


class AccountError(DenizenError):
    """That account, invitation, factor or station cannot be made, used or changed so."""

    exit_code: ClassVar[int] = 1


class EnrolmentError(DenizenError):
    """That visit cannot be opened, saved or shared here and now."""

    exit_code: ClassVar[int] = 1


class AdjudicationError(DenizenError):
    """That second look or case file cannot be decided, opened or kept so."""

    exit_code: ClassVar[int] = 1


class HoldError(DenizenError):
    """A legal hold or the pause of intake forbids it, or cannot be lifted so."""

    exit_code: ClassVar[int] = 1


class DemandError(DenizenError):
    """That demand cannot be recorded, answered, approved or closed so."""

    exit_code: ClassVar[int] = 1


class IssuanceError(DenizenError):
    """This programme does not issue that card."""

    exit_code: ClassVar[int] = 1


class LifecycleError(DenizenError):
    """That card cannot be stopped, replaced, renewed or shown."""

    exit_code: ClassVar[int] = 1


class OneCardError(DenizenError):
    """The one-card check asks something first, or its keys and custodians are not in order."""

    exit_code: ClassVar[int] = 1


class RefusedCardError(DenizenError):
    """That report of a refused card cannot be noted or closed."""

    exit_code: ClassVar[int] = 1


class PublicationError(DenizenError):
    """The lists must not be published so."""

    exit_code: ClassVar[int] = 1
