"""Tasks -> their results, through any `concurrent.futures.Executor`: here, in worker processes, or on a Dask cluster.

No more tasks are under way than keep every worker busy, so that what waits takes no room. A worker that is killed costs
its tasks a second try.
"""

import gc
import hashlib
import os
import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Generic, TypeVar

from plainspoken.problems import ENVIRONMENT_FAULT, INPUT_FAULT, Stop, escaped

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Tasks under way for each worker: one that it does, one that waits beside it."""
TRIES = 3
"""How often the workers may be ended from outside before the build gives up."""
DASK = "dask://"
WAIT = 10.0
"""Seconds that the scheduler of a cluster may take to answer."""

_opened: "OrderedDict[str, Any]" = OrderedDict()
"""The parcels this process opened last."""
KEPT = 3


class Parcel(Generic[T]):
    """Something large that many tasks need: packed once, and opened once in each process."""

    def __init__(self, value: T, place: Path | None = None) -> None:
        """`place` is a private folder that all workers can read; without one the bytes travel with each task."""
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        self.name = hashlib.sha256(data).hexdigest()
        self.data, self.path = (data, "") if place is None else (b"", str(place / self.name))
        if place:
            Path(self.path).write_bytes(data)
        _keep(self.name, value)

    def open(self) -> T:
        """The value."""
        if self.name not in _opened:
            _keep(self.name, pickle.loads(self.data or Path(self.path).read_bytes()))  # noqa: S301 - ours, of this very run
        found: T = _opened[self.name]
        return found


class Shared(Parcel[T]):
    """The same for a Dask cluster: the scheduler keeps the bytes, and each worker process asks for them once."""

    def __init__(self, client: Any, value: T) -> None:
        super().__init__(value)
        _variable(self.name, client).set(self.data)
        self.data = b""

    def open(self) -> T:
        """The value. For a task, whose worker knows its scheduler."""
        if self.name not in _opened:
            self.data = _variable(self.name).get()
        return super().open()

    def __reduce__(self) -> tuple[Any, ...]:
        """The name alone travels."""
        return _named, (self.name,)

    def withdraw(self, client: Any) -> None:
        """The scheduler need keep it no longer."""
        _variable(self.name, client).delete()


def _named(name: str) -> Shared[Any]:
    parcel: Shared[Any] = Shared.__new__(Shared)
    parcel.name, parcel.data, parcel.path = name, b"", ""
    return parcel


def _variable(name: str, client: Any = None) -> Any:
    from distributed import Variable  # an optional extra
    make: Any = Variable
    return make(f"plainspoken-{name}", client=client)


class Ready(Parcel[T]):
    """The same for a task that is done here: nothing is packed."""

    def __init__(self, value: T) -> None:
        self.value = value

    def open(self) -> T:
        """The value."""
        return self.value


def _keep(name: str, value: Any) -> None:
    _opened[name] = value
    while len(_opened) > KEPT:
        _opened.popitem(last=False)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage that reference counts leave: a build makes hardly any, and each look would walk all its records."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class Here(Executor):
    """An executor that runs each call here and now: for few tasks, where starting processes costs more than it saves."""

    def submit(self, call: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run the call; the future is done when it comes back."""
        future: Future[Any] = Future()
        try:
            future.set_result(call(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future


class Crew:
    """The workers of one build. They start when there is enough for them to do."""

    def __init__(self, jobs: int = 0, address: str = "") -> None:
        """`jobs` worker processes, 0 for one a core; `address` is that of a Dask scheduler instead."""
        self.jobs = jobs or os.cpu_count() or 1
        self.address = address
        self._processes: ProcessPoolExecutor | None = None
        self._cluster: Any = None
        self._folder: TemporaryDirectory[str] | None = None
        self._shared: list[Shared[Any]] = []

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._processes:
            self._processes.shutdown(wait=True, cancel_futures=True)
        if self._cluster:
            for parcel in self._shared:
                parcel.withdraw(self._cluster)
            self._cluster.close()
        if self._folder:
            self._folder.cleanup()

    @property
    def shares_the_disk(self) -> bool:
        """Whether workers can write where this process reads."""
        return not self.address

    def parcel(self, value: T, disk: bool = False) -> Parcel[T]:
        """Something that many tasks need; `disk` as for those."""
        if not disk and self.address:
            self._shared.append(Shared(self._client(), value))
            return self._shared[-1]
        if not self._folder and self.jobs > 1:
            self._folder = TemporaryDirectory(prefix="plainspoken-")
        return Parcel(value, Path(self._folder.name) if self._folder else None)

    def run(self, call: Callable[[T], R], tasks: Iterator[T], many: bool, disk: bool = False) -> Iterator[R]:
        """Each task's result, in the order in which they come. `many` tasks go to workers, few are done here; those that read our
        `disk` stay on this machine. Raises Stop as they do.
        """
        for attempt in range(TRIES):
            under_way: dict[Future[R], T] = {}
            try:
                yield from _flow(self._chosen(many, disk), call, tasks, under_way, self.jobs * AHEAD)
                return
            except BrokenProcessPool as error:
                self._processes = None
                if attempt == TRIES - 1:
                    raise Stop(["Worker processes were ended from outside, perhaps for want of memory; try --jobs 1."], ENVIRONMENT_FAULT) from error
                tasks = _again(list(under_way.values()), tasks)

    def _client(self) -> Any:
        """The cluster, from when it is first needed. Raises Stop as `_connected` does."""
        self._cluster = self._cluster or _connected(self.address)
        return self._cluster

    def _chosen(self, many: bool, disk: bool) -> Executor:
        if self.address and not disk:
            executor: Executor = self._client().get_executor()
            return executor
        if not many or self.jobs == 1:
            return Here()
        if self._processes is None:
            self._processes = ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"), initializer=gc.disable)
        return self._processes


def _again(first: list[T], then: Iterator[T]) -> Iterator[T]:
    yield from first
    yield from then


def _flow(executor: Executor, call: Callable[[T], R], tasks: Iterator[T], under_way: dict[Future[R], T], most: int) -> Iterator[R]:
    """Keep `most` tasks under way; each result as it comes. A task stays among those under way until its result is taken."""
    more = True
    while more or under_way:
        while more and len(under_way) < most:
            task = next(tasks, None)
            more = task is not None
            if task is not None:
                under_way[executor.submit(call, task)] = task
        for future in wait(under_way, return_when=FIRST_COMPLETED).done if under_way else ():
            result = future.result()
            del under_way[future]
            yield result


def _connected(address: str) -> Any:
    """The way to the workers of a Dask cluster. Raises Stop: 2 where Dask is not installed, 3 where nobody answers."""
    try:
        import distributed  # an optional extra
    except ImportError as error:
        raise Stop([f"--executor {DASK}… needs Dask: pip install distributed"], INPUT_FAULT) from error
    client: Any = distributed.Client
    try:
        return client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Stop([f"--executor {DASK}{escaped(address.removeprefix('tcp://'))}: nobody answers there: {escaped(str(error))}"], ENVIRONMENT_FAULT) from error
