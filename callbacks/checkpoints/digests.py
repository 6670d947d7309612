"""SHA-256 of files, by two threads where a file is large.

One thread hashes more slowly than a disk writes. So a large file is hashed in pieces of 8 MiB, each on its
own, and its digest is the SHA-256 of the pieces' digests, one after another (a hash tree of two levels:
Merkle, "A Digital Signature Based on a Conventional Encryption Function", CRYPTO 1987). The digest of a
file of one piece is what `sha256sum` says.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType

Buffer = bytes | memoryview

#: How much of a large file is hashed at once.
PIECE = 8 * 2**20
_THREADS = 2


@dataclass(frozen=True, slots=True)
class Digest:
    """What is remembered of a file in order to notice any change.

    Attributes:
        sha256: In hexadecimal digits: of the file, or of the digests of its pieces.
        bytes: The file's length.
        piece: The length of the pieces; 0 where the file was hashed as a whole.
    """

    sha256: str
    bytes: int
    piece: int = 0


class Hashers:
    """The threads that hash; they start when there is something large, and end with the `with` block."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> Hashers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def submit(self, views: list[memoryview]) -> Future[bytes]:
        """Hashes what lies in some places of memory as one text; nobody may change it until that is done."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="checksum")
        return self._pool.submit(_sha256, views)


class Growing:
    """The digest of a file that is being written.

    Args:
        hashers: The threads.
    """

    def __init__(self, hashers: Hashers) -> None:
        self._hashers = hashers
        self._views: list[memoryview] = []
        self._filled = 0
        self._done: list[Future[bytes]] = []
        self._bytes = 0

    def add(self, view: memoryview) -> None:
        """Takes what comes next in the file: bytes, which stay as they are until `digest`."""
        self._bytes += view.nbytes
        while view.nbytes:
            if self._filled == PIECE:
                self._hand_over()
            head = view[: PIECE - self._filled]
            self._views.append(head)
            self._filled += head.nbytes
            view = view[head.nbytes :]

    def digest(self) -> Digest:
        """Waits for the threads, and gives the digest of all that was added."""
        if not self._done:
            return Digest(_sha256(self._views).hex(), self._bytes)
        self._hand_over()
        whole = hashlib.sha256(b"".join(each.result() for each in self._done))
        return Digest(whole.hexdigest(), self._bytes, PIECE)

    def _hand_over(self) -> None:
        self._done.append(self._hashers.submit(self._views))
        self._views, self._filled = [], 0


def digest(content: Buffer, *, whole: bool = False) -> Digest:
    """Computes the digest of what has been read.

    Args:
        content: A file's content.
        whole: In one piece however large it is, as before format 3.
    """
    view = memoryview(content).cast("B")
    if whole:
        return Digest(hashlib.sha256(view).hexdigest(), view.nbytes)
    with Hashers() as hashers:
        growing = Growing(hashers)
        growing.add(view)
        return growing.digest()


def agrees(content: Buffer, known: Digest | None) -> bool:
    """Says whether a file's content is the one whose digest is known."""
    if known is None or known.bytes != memoryview(content).nbytes or known.piece not in (0, PIECE):
        return False
    return digest(content, whole=known.piece == 0) == known


def _sha256(views: list[memoryview]) -> bytes:
    seen = hashlib.sha256()
    for view in views:
        seen.update(view)
    return seen.digest()
