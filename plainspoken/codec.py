"""Records <-> bytes, as MessagePack: what the memo keeps, what a worker is sent, and what hashes are taken of.

Reading bytes back builds the types it is told to and nothing else, whatever the bytes say.
"""

import dataclasses
import hashlib
from functools import cache
from types import FunctionType
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from plainspoken.problems import NOWHERE, Text

T = TypeVar("T")

Unreadable = (msgspec.MsgspecError, UnicodeDecodeError)
"""What `decode` raises for bytes that are no value of the type."""


def _plain(value: object) -> object:
    """Texts are written without their places."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, FunctionType):  # the function that makes a page's data, by its name: in hashes alone
        return f"{value.__module__}.{value.__qualname__}"
    raise TypeError(f"{type(value).__name__} is no part of a record")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)


def encode(value: object) -> bytes:
    """A record, or plain values and records in each other. Equal values give equal bytes, save that sets have no order."""
    return _ENCODER.encode(value)


def _text(kind: type[Any], value: Any) -> Any:
    """A text without a place, where a record's type asks for one."""
    return kind(value) if issubclass(kind, Text) else value


@cache
def _decoder(kind: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(kind, dec_hook=_text)


def decode(data: bytes, kind: type[T]) -> T:
    """A value of the type. Raises `Unreadable`."""
    decoder: Any = _decoder
    found: T = decoder(kind).decode(data)
    return found


def digest(*parts: bytes) -> bytes:
    """16 bytes that stand for these, in their order and apart."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.digest()


def forget_places(value: Any) -> None:
    """Take the places out of a record and all in it: they end at gate 1, and what moves down a line has not changed."""
    kind: Any = type(value)
    if kind is tuple or kind is list:
        for one in value:
            forget_places(one)
    elif kind is dict:
        for one in value.values():
            forget_places(one)
    else:
        placed, names = _parts(kind)
        if placed:
            object.__setattr__(value, "place", NOWHERE)
        for name in names:
            forget_places(getattr(value, name))


@cache
def _parts(kind: Any) -> tuple[bool, tuple[str, ...]]:
    """Whether a class is a record with a place, and its fields that may hold records."""
    if not dataclasses.is_dataclass(kind):
        return False, ()
    hints = get_type_hints(kind)
    return "place" in hints, tuple(field.name for field in dataclasses.fields(kind) if field.name != "place" and _holds_records(hints[field.name]))


def _holds_records(hint: Any) -> bool:
    """Might a value so typed have records in it?"""
    return hint is Any or dataclasses.is_dataclass(hint) or any(map(_holds_records, get_args(hint)))
