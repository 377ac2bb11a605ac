"""The `denizen` command: finds the verb, runs it, and turns refusals into exit codes."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn, Protocol, cast

from denizen.errors import (
    CannotTellError,
    DenizenError,
    EncodingRefusedError,
    MalformedError,
    PublicLogError,
    SigningUnavailableError,
    VerificationError,
)
from denizen_cli.output import ExitCode, Output

# verb -> one line of help; each is a module of denizen_cli.verbs, imported only when it is asked for, so
# that `verify` and `assess` start on a laptop that has neither Django nor the press.
VERBS = {
    "charter": "start, check, list and show charters",
    "assess": "say whether papers suffice, and what would cure it",
    "keys": "make, rotate, list and destroy the issuer's keys",
    "issue": "issue a card: sign, print, read back, record",
    "publish": "write the trust list and status lists",
    "verify": "say whether a card is good",
    "counter": "build the page with which services check cards",
    "log": "verify and show the public log",
    "ledger": "check the staff ledger's chain",
    "card": "revoke, replace, renew and show cards",
    "staff": "add the first director, list, invite and unlock staff",
    "serve": "open the desk, the public door and the counter",
    "station": "print cards later; look for what a visit left on a workstation",
    "drill": "attack a programme, and look for what must not be there",
    "custodian": "hold one share of the one-card check's key",
    "policy": "ask a community's rules; compare communities; check rule files",
    "tour": "play a card's whole life, step by step",
    "bench": "measure, each figure beside its peer",
}
LOCK_OF = {
    "PIL": "run",
    "typst": "run",
    "zxingcpp": "run",
    "django": "run",
    "pypdfium2": "run",
    "numpy": "run",
    "cedarpy": "run",
    "whitenoise": "run",
    "pysodium": "custodian",
}
"""The list of hashes with which each part is installed: never by name alone, which anybody may have taken."""

EPILOGUE = (
    "Exit codes: 0 good, 1 refused, 2 cannot tell, 64 wrong usage or input, 70 our own fault."
)


class Verb(Protocol):
    """What a module of `denizen_cli.verbs` offers."""

    SUMMARY: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the verb's arguments."""

    def run(self, args: argparse.Namespace, out: Output) -> ExitCode:
        """Carry the verb out."""


class UsageParser(argparse.ArgumentParser):
    """A parser that leaves with 64 on wrong usage, as DESIGN section 14 fixes."""

    def error(self, message: str) -> NoReturn:
        """Print usage and leave."""
        self.print_usage(sys.stderr)
        self.exit(ExitCode.USAGE, f"{self.prog}: {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; the console script's entry."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = build_parser(words)
    args = parser.parse_args(words)
    out = Output(wants_json=bool(getattr(args, "json", False)))
    run = cast("Callable[[argparse.Namespace, Output], ExitCode]", args.run)
    return guarded(lambda: run(args, out), out)


def build_parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Build the parser, loading only the verb that was asked for."""
    parser = UsageParser(
        prog="denizen",
        description="A resident card programme that cannot be turned against its holders.",
        epilog=EPILOGUE,
    )
    verbs = parser.add_subparsers(
        dest="verb", metavar="VERB", required=True, parser_class=UsageParser
    )
    asked = next((word for word in words if not word.startswith("-")), None)
    for name, summary in VERBS.items():
        child = verbs.add_parser(name, help=summary, epilog=EPILOGUE)
        if name == asked:
            attach(child, name)
    return parser


def attach(parser: argparse.ArgumentParser, name: str) -> None:
    """Let the verb's module describe its arguments."""
    verb = cast("Verb", importlib.import_module(f"denizen_cli.verbs.{name}"))
    parser.description = verb.SUMMARY
    verb.configure(parser)
    parser.set_defaults(run=verb.run)


def guarded(action: Callable[[], ExitCode], out: Output) -> int:
    """Run and translate every refusal; a fault of ours names itself and shows no personal value."""
    try:
        return int(action())
    except DenizenError as error:
        out.failure(code=error.code, summary=error.summary, where=error.where, mend=error.mend)
        return int(exit_code_of(error))
    except ModuleNotFoundError as error:
        return missing_part(error, out)
    except KeyboardInterrupt:
        out.notice("denizen: stopped")
        return 130
    except BrokenPipeError:
        # The reader went away (`denizen ... | head`); say nothing more, also not at interpreter exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.GOOD)
    except OSError as error:
        where = str(error.filename) if error.filename else None
        out.failure(
            code="input.file", summary=error.strerror or "file error", where=where, mend=None
        )
        return int(ExitCode.USAGE)
    except Exception as error:  # noqa: BLE001 - the last fence: people never see a trace
        return our_fault(error, out)


def exit_code_of(error: DenizenError) -> ExitCode:
    """Give the exit code of a refusal: by who must act."""
    match error:
        case CannotTellError() | SigningUnavailableError():
            return ExitCode.CANNOT_TELL
        case VerificationError() | MalformedError() | EncodingRefusedError() | PublicLogError():
            return ExitCode.REFUSED
        case _:
            return ExitCode(getattr(error, "exit_code", ExitCode.USAGE))


def missing_part(error: ModuleNotFoundError, out: Output) -> int:
    """Say how to install a part that is not."""
    lock = LOCK_OF.get((error.name or "").split(".", maxsplit=1)[0])
    if lock is None:
        return our_fault(error, out)
    out.failure(
        code="setup.missing_part",
        summary=f"this verb needs a part that is not installed ({error.name})",
        where=None,
        mend=f"In the project's folder: pip install --require-hashes -r locks/{lock}.txt",
    )
    return int(ExitCode.USAGE)


def our_fault(error: Exception, out: Output) -> int:
    """Name where our own code failed, without the values it held; DENIZEN_TRACE=1 shows the trace."""
    if os.environ.get("DENIZEN_TRACE") == "1":
        raise error
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = (
        f"{frame.tb_frame.f_code.co_name}, line {frame.tb_lineno}" if frame is not None else None
    )
    out.failure(
        code="internal.fault",
        summary=f"a fault of ours ({type(error).__name__})",
        where=place,
        mend="Please report this with the code and the place; no personal value is in this message.",
    )
    return int(ExitCode.OUR_FAULT)
