"""Tasks -> their results, through any `concurrent.futures.Executor`: here, in worker processes, or on a Dask cluster.

A worker that is killed costs its tasks a second try; `underway.py` has what is sent to the workers and what came of it.
"""

import gc
import hashlib
import logging
import os
import pickle
import signal
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import active_children, get_context, resource_tracker
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from types import TracebackType
from typing import Any, Generic, NamedTuple, TypeVar

from plainspoken import ending
from plainspoken.problems import ENVIRONMENT_FAULT, INPUT_FAULT, Stop, environment, escaped
from plainspoken.underway import Underway

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


Fetch = Callable[[], bytes]
Put = Callable[[str, bytes], Fetch]


def _with_each(_: str, data: bytes) -> Fetch:
    """The bytes travel with each task."""
    return partial(bytes, data)


class Parcel(Generic[T]):
    """Something large that many tasks need. It is packed when the first of them is sent to a worker, where it arrives as Packed."""

    def __init__(self, value: T, put: Put = _with_each) -> None:
        """`put` takes the bytes to where workers find them."""
        self.value, self.put = value, put
        self._packed: tuple[str, Fetch] | None = None

    def open(self) -> T:
        """The value."""
        return self.value

    def pack(self) -> tuple[str, Fetch]:
        """What stands for the value, and the way to its bytes."""
        if self._packed is None:
            data = pickle.dumps(self.value, protocol=pickle.HIGHEST_PROTOCOL)
            name = hashlib.sha256(data).hexdigest()
            self._packed = name, self.put(name, data)
        return self._packed

    def __reduce__(self) -> tuple[Any, ...]:
        return Packed, self.pack()


class Packed(NamedTuple):
    """A parcel in another process."""

    name: str
    fetch: Fetch

    def open(self) -> Any:
        """The value, unpacked once in each process."""
        if self.name not in _opened:
            _keep(self.name, pickle.loads(self.fetch()))  # noqa: S301 - ours, of this very run
        return _opened[self.name]


def _asked(name: str) -> bytes:
    """Bytes that the scheduler of a Dask cluster keeps. For a task, whose worker knows its scheduler."""
    data: bytes = _variable(name).get()
    return data


def _variable(name: str, client: Any = None) -> Any:
    from distributed import Variable  # an optional extra
    make: Any = Variable
    return make(f"plainspoken-{name}", client=client)


def _keep(name: str, value: Any) -> None:
    _opened[name] = value
    while len(_opened) > KEPT:
        _opened.popitem(last=False)


@contextmanager
def uncollected(lasting: bool = False) -> Iterator[None]:
    """Without looking for garbage that reference counts leave: a build makes hardly any, and each look would walk all its records."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before and not lasting:
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


class Processes(ProcessPoolExecutor):
    """Worker processes that Ctrl-C does not reach: a terminal sends it to all of them, and the build alone is to speak of it."""

    def submit(self, call: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send a call to a worker; as long as there are too few, one more starts, and inherits what is blocked here.

        It is packed here: the pool's own thread could not tell of what fails then, and might leave the pool waiting for ever.
        """
        packed = pickle.dumps((call, args, kwargs), protocol=pickle.HIGHEST_PROTOCOL)
        resource_tracker.ensure_running()  # with the first of them otherwise, and it lets Ctrl-C through again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, *ending.ASKED})  # a pool half made could not be ended
        try:
            return super().submit(_made, packed)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _made(packed: bytes) -> Any:
    """What a call comes to, in a worker."""
    call, args, kwargs = pickle.loads(packed)  # noqa: S301 - ours, of this very run
    return call(*args, **kwargs)


class Crew:
    """The workers of one build. They start when there is enough for them to do, and have ended when a `with` that holds them is left."""

    def __init__(self, jobs: int = 0, address: str = "") -> None:
        """`jobs` worker processes, 0 for one a core; `address` is that of a Dask scheduler instead."""
        self.jobs = jobs or os.cpu_count() or 1
        self.address = address
        self._processes: Processes | None = None
        self._cluster: Any = None
        self._folder: TemporaryDirectory[str] | None = None
        self._kept: list[Any] = []
        """What the scheduler keeps for us."""

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._processes:
            for worker in active_children() if isinstance(error, KeyboardInterrupt) else ():
                worker.terminate()  # who stops a build does not wait for what it does
            self._processes.shutdown(wait=True, cancel_futures=True)
        if self._cluster:
            with suppress(OSError, CancelledError):  # it may be what has ended
                for variable in self._kept:
                    variable.delete()
            self._cluster.close()
        if self._folder:
            self._folder.cleanup()
        self._processes = self._cluster = self._folder = None
        self._kept = []

    @property
    def shares_the_disk(self) -> bool:
        """Whether workers can write where this process reads."""
        return not self.address

    def parcel(self, value: T, disk: bool = False) -> Parcel[T]:
        """Something that many tasks need; `disk` as for those."""
        if not disk and self.address:
            parcel = Parcel(value, self._to_the_scheduler)
            parcel.pack()  # the client packs what it sends where it may wait for nobody
            return parcel
        return Parcel(value, self._to_the_disk)

    def _to_the_disk(self, name: str, data: bytes) -> Fetch:
        """A private folder that all workers can read. Raises Stop (3) where there is none, or no room."""
        try:
            self._folder = self._folder or TemporaryDirectory(prefix="plainspoken-")
            place = Path(self._folder.name, name)
            place.write_bytes(data)
        except OSError as error:
            raise environment(error.filename or gettempdir(), error) from error
        return place.read_bytes

    def _to_the_scheduler(self, name: str, data: bytes) -> Fetch:
        """Each worker process of the cluster asks for it once."""
        with _answering(self.address):
            self._kept.append(_variable(name, self._client()))
            self._kept[-1].set(data)
        return partial(_asked, name)

    def run(self, call: Callable[[T], R], tasks: Iterator[T], many: bool, disk: bool = False) -> Iterator[R]:
        """Each task's result, in the order in which they come. `many` tasks go to workers, few are done here; those that read our
        `disk` stay on this machine. Raises Stop as they do.
        """
        underway = Underway(call, tasks, self.jobs * AHEAD)
        for attempt in range(TRIES):
            try:
                with _answering("" if disk else self.address):
                    yield from underway.results(self._chosen(many, disk))
                return
            except BrokenProcessPool as error:
                self._processes = None
                if attempt == TRIES - 1:
                    raise Stop(["Worker processes were ended from outside, perhaps for want of memory; try --jobs 1."], ENVIRONMENT_FAULT) from error

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
            self._processes = Processes(self.jobs, mp_context=get_context("spawn"), initializer=ending.set_up_worker)
        return self._processes


def _connected(address: str) -> Any:
    """The way to the workers of a Dask cluster. Raises Stop: 2 where Dask is not installed, 3 where nobody answers."""
    try:
        import distributed  # an optional extra
    except ImportError as error:
        raise Stop([f"--executor {DASK}… needs Dask: pip install distributed"], INPUT_FAULT) from error
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what it has to say of a cluster that fails, we say in a line
    for name in ("tornado.application", "asyncio"):
        logging.getLogger(name).addFilter(_is_no_lost_connection)  # it runs on their loops
    client: Any = distributed.Client
    try:
        return client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise _refused(address, f"nobody answers there: {error}") from error


def _is_no_lost_connection(message: logging.LogRecord) -> bool:
    """Whether a message is of anything else than a connection that broke."""
    return not (message.exc_info and isinstance(message.exc_info[1], OSError))


@contextmanager
def _answering(address: str) -> Iterator[None]:
    """Turn what Dask raises when the cluster at an address fails, or cannot read what it is sent, into Stop (3)."""
    try:
        yield
    except Exception as error:
        lost = isinstance(error, (CancelledError, OSError)) or type(error).__name__ == "KilledWorker"
        if address and lost:
            raise _refused(address, "the cluster ended, or its workers did; see that it runs, then build again") from error
        if address and isinstance(error, RuntimeError) and "deserializ" in str(error):
            reason = error.__cause__ or "they run another version of it"
            raise _refused(address, f"its workers cannot use our code ({reason}); put this project where they run, as it is here") from error
        raise


def _refused(address: str, reason: str) -> Stop:
    return Stop([f"--executor {DASK}{escaped(address.removeprefix('tcp://'))}: {escaped(reason)}"], ENVIRONMENT_FAULT)
