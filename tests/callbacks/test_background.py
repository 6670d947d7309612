import sys
import threading
import time

import pytest

from kbuild.callbacks.background import Worker


def fail(text: str) -> None:
    raise OSError(text)


def test_jobs_run_in_order_and_in_another_thread() -> None:
    done: list[tuple[int, str]] = []
    worker = Worker("writing", waiting=5)
    for number in range(20):
        worker.submit(lambda n: done.append((n, threading.current_thread().name)), number)
    worker.close()
    assert [number for number, _ in done] == list(range(20))
    assert done[0][1].startswith("writing")


def test_no_more_jobs_wait_than_were_allowed() -> None:
    worker, release = Worker("w", waiting=1), threading.Event()
    worker.submit(release.wait)
    threading.Timer(0.05, release.set).start()
    start = time.perf_counter()
    worker.submit(int)
    assert time.perf_counter() - start > 0.03
    worker.close()


def test_an_error_is_raised_at_the_next_job() -> None:
    worker = Worker("w", waiting=1)
    worker.submit(fail, "full")
    with pytest.raises(OSError, match="full"):
        worker.submit(int)
    worker.close()


def test_the_first_error_is_raised_when_waiting_and_later_jobs_are_done() -> None:
    worker = Worker("w", waiting=9)
    done: list[int] = []
    release = threading.Event()
    worker.submit(release.wait)
    worker.submit(fail, "first")
    worker.submit(fail, "second")
    worker.submit(done.append, 1)
    release.set()
    with pytest.raises(OSError, match="first"):
        worker.close()
    assert done == [1]


def test_a_closed_worker_can_be_used_again() -> None:
    worker = Worker("w", waiting=1)
    done: list[int] = []
    worker.close()
    worker.submit(done.append, 1)
    worker.close()
    worker.submit(done.append, 2)
    worker.close()
    assert done == [1, 2]


def test_threads_take_short_turns_while_jobs_of_any_worker_run_and_the_usual_ones_afterwards() -> None:
    usual = sys.getswitchinterval()
    first, second = Worker("first", waiting=1), Worker("second", waiting=1)
    release, running = threading.Event(), threading.Barrier(3)

    def job() -> float:
        running.wait()
        release.wait()
        return sys.getswitchinterval()

    found = [each.submit(job) for each in (first, second)]
    running.wait()
    assert sys.getswitchinterval() < usual
    release.set()
    assert found[0].result() < usual
    first.close()
    second.close()
    assert sys.getswitchinterval() == usual
