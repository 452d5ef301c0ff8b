"""Tasks -> their results through one executor after another, each exactly once, however often an executor breaks.

A task is always in one of two places, with those that wait or with those that were sent, and leaves the second only with its result.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Underway(Generic[T, R]):
    """Calls that are being made: no more of them than keep every worker busy, so that what waits takes no room."""

    def __init__(self, call: Callable[[T], R], tasks: Iterator[T], most: int) -> None:
        """`most` tasks are asked for before a result is taken."""
        self.call, self.tasks, self.most = call, tasks, most
        self._waiting: deque[T] = deque()
        """Asked for and not sent: one at most, or those that an executor which broke did not do."""
        self._sent: dict[Future[R], T] = {}

    def results(self, executor: Executor) -> Iterator[R]:
        """Each result that was not taken yet, as it comes. Raises as the call does, and as an executor that breaks; can be asked again then."""
        self._waiting.extendleft(reversed(self._sent.values()))
        self._sent.clear()
        while self._send(executor):
            for future in wait(self._sent, return_when=FIRST_COMPLETED).done:
                result = future.result()
                del self._sent[future]
                yield result

    def _send(self, executor: Executor) -> bool:
        """Keep the workers busy; whether anything is under way."""
        while len(self._sent) < self.most and self._awaits():
            self._sent[executor.submit(self.call, self._waiting[0])] = self._waiting[0]
            self._waiting.popleft()
        return bool(self._sent)

    def _awaits(self) -> bool:
        """Whether there is a task to send."""
        if not self._waiting:
            self._waiting.extend(islice(self.tasks, 1))
        return bool(self._waiting)
