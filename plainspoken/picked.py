"""Some keys and a way to their values -> a mapping whose values are made as they are asked for, since there may be many."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Picked(Mapping[K, V]):
    """These keys, each with what `value` makes of it."""

    def __init__(self, keys: Iterable[K], value: Callable[[K], V]) -> None:
        self.keys_, self.value = dict.fromkeys(keys), value

    def __getitem__(self, key: K) -> V:
        if key not in self.keys_:
            raise KeyError(key)
        return self.value(key)

    def __contains__(self, key: object) -> bool:
        return key in self.keys_

    def __iter__(self) -> Iterator[K]:
        return iter(self.keys_)

    def __len__(self) -> int:
        return len(self.keys_)
