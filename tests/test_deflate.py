"""What we pack is gzip, whatever it holds, and the same wherever it is packed."""

import gzip
import hashlib
import random

import pytest

from plainspoken.deflate import FARTHEST, LONGEST, gzipped

CHANCE = random.Random(1951)
SAMPLES = {
    "nothing": b"", "a byte": b"\x90", "three bytes": b"abc", "one byte for long": b"a" * 70_000, "every byte": bytes(range(256)) * 300,
    "chance": CHANCE.randbytes(50_000), "two letters": bytes(CHANCE.choice(b"ab") for _ in range(5000)),
    "as far back as may be": b"wxyz" + CHANCE.randbytes(FARTHEST - 4) + b"wxyz", "farther": b"wxyz" + CHANCE.randbytes(FARTHEST) + b"wxyz",
    "as long as may be": b"k" + bytes(range(200, 256)) * 8 + b"m" + bytes(range(200, 256)) * 8,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_it_unpacks_to_what_it_was(name: str) -> None:
    assert gzip.decompress(gzipped(SAMPLES[name])) == SAMPLES[name]


@pytest.mark.parametrize("length", range(LONGEST - 2, LONGEST + 3))
def test_every_length_and_distance_unpacks(length: int) -> None:
    for distance in (4, 5, 8, 9, 31, 32, 33, 1024, 1025, 24_577, 32_767):
        data = (CHANCE.randbytes(distance) * (length // distance + 2))[:distance + length]
        assert gzip.decompress(gzipped(data)) == data


def test_repetitions_are_packed() -> None:
    names = b"".join(b"\x82men-gb_" + f"{number:07x}".encode() + b"\x19\x01\x02" for number in range(2000))
    assert len(gzipped(names)) < 0.7 * len(names)


def test_the_bytes_never_change() -> None:
    """Another digest means that every portal's index is published anew."""
    packed = gzipped(bytes(range(256)) * 3 + b"one plain word, one plain word")
    assert hashlib.sha256(packed).hexdigest() == "422a4997e2e2bd7d5dcf86a64b3987d00fe005a87b56387d64d6aeec6942c97b"
