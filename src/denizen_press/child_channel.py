"""What a caller, the warm parent and its children say to each other, byte by byte.

    caller -> warm parent   over its control socket, once: a job that is nobody's, to be rehearsed, or none
    caller -> child         over the same: the child's seconds, and one end of the child's own socket
    caller -> child         over that socket: length (8 bytes), job
    child  -> caller        over the same: kind (1 byte), length (8 bytes), answer, refusal or fault

The warm parent never takes a job's socket, so that nothing of a job ever enters its memory.  Answers are
plain bytes and refusals plain JSON: a child that hostile input has taken over can hand its caller wrong
bytes, and nothing that runs.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Sequence
from typing import Final

from denizen.errors import DenizenError

ANSWER: Final = b"A"
"""The work's own answer follows."""

REFUSAL: Final = b"R"
"""The work raised a `DenizenError`: names of its classes, code, summary, where, mend."""

FAULT: Final = b"F"
"""The work raised anything else: only the exception's name and its place in the source."""

REHEARSAL: Final = b"N"
"""Before the job that is nobody's: an empty message would be the control socket's end."""

MOST_REHEARSED: Final = 150_000
"""Bytes of such a job, which has to fit into one message."""

SECONDS: Final = struct.Struct(">I")
LENGTH: Final = struct.Struct(">Q")

MOST_BYTES: Final = 2**30
"""Bytes of one job or answer: a batch of a thousand cards and room to spare."""

_PIECE: Final = 2**20


def send_framed(connection: socket.socket, data: bytes) -> None:
    """Send bytes after their length."""
    connection.sendall(LENGTH.pack(len(data)))
    connection.sendall(data)


def receive_framed(connection: socket.socket) -> bytes:
    """Receive what `send_framed` sent; raises EOFError if the other side ends before it is whole."""
    (length,) = LENGTH.unpack(receive_exactly(connection, LENGTH.size))
    if length > MOST_BYTES:
        raise EOFError
    return receive_exactly(connection, length)


def receive_exactly(connection: socket.socket, count: int) -> bytes:
    """Receive so many bytes; raises EOFError if the other side ends before."""
    received = bytearray()
    while len(received) < count:
        piece = connection.recv(min(count - len(received), _PIECE))
        if not piece:
            raise EOFError
        received += piece
    return bytes(received)


def refusal_words(error: DenizenError) -> bytes:
    """Write a refusal; by the rule of the house it holds no personal value."""
    kinds = [kind.__name__ for kind in type(error).__mro__]
    return json.dumps([kinds, error.code, error.summary, error.where, error.mend]).encode()


def refusal_from(words: bytes, known: Sequence[type[DenizenError]]) -> DenizenError:
    """Read a refusal as the nearest of the classes that the caller knows; raises ValueError."""
    kinds, code, summary, where, mend = json.loads(words)
    by_name = {kind.__name__: kind for kind in known}
    for name in kinds:
        if name in by_name:
            return by_name[name](str(code), str(summary), where=where, mend=mend)
    raise ValueError


def pack(parts: Sequence[bytes]) -> bytes:
    """Put several byte strings into one."""
    return b"".join(LENGTH.pack(len(part)) + part for part in parts)


def unpack(data: bytes) -> list[bytes]:
    """Take apart what `pack` put together; raises ValueError on anything else."""
    parts: list[bytes] = []
    start = 0
    while start < len(data):
        body = start + LENGTH.size
        if body > len(data):
            raise ValueError
        (length,) = LENGTH.unpack(data[start:body])
        start = body + length
        if start > len(data):
            raise ValueError
        parts.append(data[body:start])
    return parts
