"""A function of one value -> the same function, which works each answer out once.

`functools.cache` wants values that can be hashed. Records that hold mappings cannot, but they never change: so these are
known by what they are, not by what they hold.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

V = TypeVar("V")
A = TypeVar("A")

MOST = 128
"""Values of which one function remembers its answer: more than a portal has frameworks, and few enough for a preview that runs for days."""


def remembered(answer: Callable[[V], A]) -> Callable[[V], A]:
    """A function of one value that never changes, worked out once for each. Known by identity; equal ones are others."""
    found: dict[int, tuple[V, A]] = {}

    @wraps(answer)
    def look_up(value: V) -> A:
        held = found.get(id(value))
        if held is None:
            if len(found) >= MOST:
                found.clear()
            held = found[id(value)] = value, answer(value)  # held itself, so that no other can get its identity
        return held[1]
    return look_up
