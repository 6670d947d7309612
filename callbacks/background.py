"""Work off the training thread: one thread, jobs in order, errors handed back to who gave the job."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

# Seconds that a job may keep the interpreter from the training's thread. Python's own 5 ms, at each of the
# many calls into TensorFlow that a training comes back from, would make it wait for all that a job does.
_TURN = 0.0005


class _Turns:
    """Makes the threads of the process take shorter turns while jobs run.

    Source: https://docs.python.org/3/library/sys.html#sys.setswitchinterval.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._usual = 0.0

    @contextmanager
    def short(self) -> Iterator[None]:
        """While it is entered, by any number of threads, turns are short; afterwards they are as before."""
        with self._lock:
            self._running += 1
            if self._running == 1:
                self._usual = sys.getswitchinterval()
                sys.setswitchinterval(min(_TURN, self._usual))
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1
                if not self._running:
                    sys.setswitchinterval(self._usual)


_turns = _Turns()


class Worker:
    """Runs jobs one after another in a thread of its own.

    Any thread may hand over jobs. An error of a job is raised in the caller's thread, at its next `submit` or
    `wait`: what could not be written is never passed over in silence. Python waits for jobs under way when
    the interpreter ends. While a job runs, the interpreter changes between threads more often, so that the
    training hardly waits for it.

    Args:
        name: The thread's name, as debuggers show it.
        waiting: How many jobs may be unfinished; one more waits for the oldest. It bounds the memory that
            the jobs hold.
    """

    def __init__(self, name: str, waiting: int) -> None:
        self._name = name
        self._waiting = waiting
        self._pool: ThreadPoolExecutor | None = None
        self._jobs: deque[Future[Any]] = deque()
        self._lock = threading.Lock()

    def submit(self, job: Callable[..., Any], *args: Any) -> Future[Any]:
        """Hands over a job.

        Args:
            job: The function to call in the thread.
            *args: Its arguments, which nobody may change from now on.

        Returns:
            What will hold the job's result.

        Raises:
            Exception: What an earlier job raised.
        """
        with self._lock:
            while self._jobs and (len(self._jobs) >= self._waiting or self._jobs[0].done()):
                self._jobs.popleft().result()
            if self._pool is None:
                self._pool = ThreadPoolExecutor(1, thread_name_prefix=self._name)
            self._jobs.append(self._pool.submit(_politely, job, *args))
            return self._jobs[-1]

    def wait(self) -> None:
        """Waits until every job is done.

        Raises:
            Exception: What the first failed job raised; the jobs after it are done all the same.
        """
        failure: BaseException | None = None
        while self._jobs:
            outcome = self._jobs.popleft().exception()
            failure = failure or outcome
        if failure is not None:
            raise failure

    def close(self) -> None:
        """Waits, and ends the thread; a later `submit` starts another."""
        try:
            self.wait()
        finally:
            if self._pool is not None:
                self._pool.shutdown()
                self._pool = None


def _politely(job: Callable[..., Any], *args: Any) -> Any:
    with _turns.short():
        return job(*args)
