"""Work off the training thread: one thread, jobs in order, errors handed back to who gave the job."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any


class Worker:
    """Runs jobs one after another in a thread of its own.

    An error of a job is raised in the caller's thread, at its next `submit` or `wait`: what could not be
    written is never passed over in silence. Python waits for jobs under way when the interpreter ends.

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
        while self._jobs and (len(self._jobs) >= self._waiting or self._jobs[0].done()):
            self._jobs.popleft().result()
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix=self._name)
        self._jobs.append(self._pool.submit(job, *args))
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
