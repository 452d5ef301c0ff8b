"""Bytes -> gzip that is the same on every machine.

Python packs with whatever zlib its machine has, and two zlibs may pack one text differently. What is published is the same,
byte for byte, wherever it is built; so the few files that we pack ourselves are packed here. Fixed codes and one place
looked back to (RFC 1951, section 3.2.6) do nearly as well for them as zlib does.
"""

import struct
import zlib
from collections.abc import Iterator

HEADER = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
"""RFC 1952: deflate, no name, no time, packed slowly, on no system in particular."""
SHORTEST, LONGEST, FARTHEST = 4, 258, 32768
"""Bytes of a repetition, and how far back it may lie. The format begins at 3, which saves nothing here."""

LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
LENGTH_BITS = [0] * 8 + [bits for bits in range(1, 6) for _ in range(4)] + [0]
DISTANCES = [1, 2, 3, 4, *(start for bits in range(1, 14) for start in (2 ** (bits + 1) + 1, 3 * 2 ** bits + 1) if start > 4)]
"""The smallest length and distance of each code; LENGTH_BITS more tell how much longer it is, half a code's number less one how much farther."""

Code = tuple[int, int]
"""(value, bits), the lowest bit first."""


def gzipped(data: bytes) -> bytes:
    """The data packed, always the same way."""
    packed = bytearray(HEADER)
    held = count = 0
    for value, bits in _codes(data):
        held |= value << count
        count += bits
        while count >= 8:
            packed.append(held & 255)
            held >>= 8
            count -= 8
    packed += bytes([held]) if count else b""
    return bytes(packed) + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def _codes(data: bytes) -> Iterator[Code]:
    """The one block: its header, what stands in it and its end."""
    yield 0b011, 3  # the last block, fixed codes
    known: dict[bytes, int] = {}
    at = 0
    while at < len(data):
        here = data[at:at + SHORTEST]
        back = known.get(here, -FARTHEST)
        known[here] = at
        length = _length(data, back, at) if len(here) == SHORTEST and at - back < FARTHEST and back >= 0 else 0
        if length:
            yield from _repeated(length, at - back)
        else:
            yield _symbol(data[at])
        at += length or 1
    yield _symbol(256)


def _length(data: bytes, back: int, at: int) -> int:
    """How many bytes from `at` on are those from `back` on."""
    length = SHORTEST
    while length < LONGEST and at + length < len(data) and data[back + length] == data[at + length]:
        length += 1
    return length


def _repeated(length: int, distance: int) -> Iterator[Code]:
    code = next(code for code in reversed(range(len(LENGTHS))) if LENGTHS[code] <= length)
    yield _symbol(257 + code)
    yield length - LENGTHS[code], LENGTH_BITS[code]
    code = next(code for code in reversed(range(len(DISTANCES))) if DISTANCES[code] <= distance)
    yield _reversed(code, 5), 5
    yield distance - DISTANCES[code], max(code // 2 - 1, 0)


def _symbol(number: int) -> Code:
    """A byte, the end or a length, in the fixed code."""
    if number < 144:
        return _reversed(0x30 + number, 8), 8
    if number < 256:
        return _reversed(0x190 + number - 144, 9), 9
    return (_reversed(number - 256, 7), 7) if number < 280 else (_reversed(0xC0 + number - 280, 8), 8)


def _reversed(value: int, bits: int) -> int:
    """Codes stand with their highest bit first."""
    return int(f"{value:0{bits}b}"[::-1], 2)
