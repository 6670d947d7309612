"""The first steps of a layered layout: the row of each box, and where rows may be broken into columns."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

Arrow = tuple[str, str]


def ranked(keys: Sequence[str], arrows: Iterable[Arrow]) -> dict[str, int]:
    """Give each box its row: below everything it takes from, as high as that allows.

    A box that takes from none (an input) is moved down to just above the first that uses it.

    Args:
        keys: The boxes.
        arrows: What flows where; arrows that would close a cycle must not be among them.

    Returns:
        Rows, from 0.

    Example:
        >>> ranked(["a", "b", "c", "late"], [("a", "b"), ("b", "c"), ("late", "c")])
        {'a': 0, 'b': 1, 'c': 2, 'late': 1}
    """
    below: dict[str, list[str]] = defaultdict(list)
    missing = dict.fromkeys(keys, 0)
    for start, end in arrows:
        below[start].append(end)
        missing[end] += 1
    sources = [key for key in keys if not missing[key]]
    rows, ready = dict.fromkeys(keys, 0), deque(sources)
    while ready:
        key = ready.popleft()
        for end in below[key]:
            rows[end] = max(rows[end], rows[key] + 1)
            missing[end] -= 1
            if not missing[end]:
                ready.append(end)
    for key in sources:
        rows[key] = min((rows[end] - 1 for end in below[key]), default=rows[key])
    return rows


def bypasses(rows: Mapping[str, int], arrows: Iterable[Arrow]) -> set[Arrow]:
    """Return the arrows past something: there is another way from their beginning to their end.

    Args:
        rows: The row of each box.
        arrows: What flows where.

    Example:
        >>> bypasses({"a": 0, "b": 1, "c": 2}, [("a", "b"), ("b", "c"), ("a", "c")])
        {('a', 'c')}
    """
    below: dict[str, list[str]] = defaultdict(list)
    for start, end in arrows:
        below[start].append(end)
    long = [(start, end) for start, ends in below.items() for end in ends if rows[end] - rows[start] > 1]
    return {(start, end) for start, end in long if _leads(start, end, below, rows)}


def _leads(start: str, end: str, below: Mapping[str, list[str]], rows: Mapping[str, int]) -> bool:
    """Whether something that `start` goes to, other than `end`, goes to `end` in the end."""
    left = [key for key in below[start] if rows[key] < rows[end]]
    seen = set(left)
    while left:
        for key in below.get(left.pop(), ()):
            if key == end:
                return True
            if rows[key] < rows[end] and key not in seen:
                seen.add(key)
                left.append(key)
    return False


def breaks(rows: Mapping[str, int], arrows: Iterable[Arrow]) -> list[int]:
    """Return the rows after which a column may end: all that goes on comes from one box in that row.

    Example:
        >>> breaks({"a": 0, "b": 1, "c": 2}, [("a", "b"), ("b", "c"), ("a", "c")])
        [0]
    """
    last = max(rows.values(), default=0)
    sources: list[set[str]] = [set() for _ in range(last)]
    for start, end in arrows:
        for row in range(rows[start], rows[end]):
            sources[row].add(start)
    return [row for row, starts in enumerate(sources) if len(starts) == 1 and rows[next(iter(starts))] == row]


def chosen_breaks(allowed: Sequence[int], count: int, columns: int) -> list[int]:
    """Choose the breaks into at most so many columns that make the tallest column lowest.

    Args:
        allowed: Rows after which a column may end, ascending.
        count: How many rows there are.
        columns: How many columns are wanted.

    Example:
        >>> chosen_breaks([1, 2, 5, 8], 12, 3)
        [5]
    """
    low, high = 1, count
    while low < high:
        middle = (low + high) // 2
        if len(_filled(allowed, count, middle)) < columns:
            high = middle
        else:
            low = middle + 1
    return _filled(allowed, count, low)


def _filled(allowed: Sequence[int], count: int, height: int) -> list[int]:
    """The breaks of columns that are filled one after the other; too many if no column may be so low."""
    cuts: list[int] = []
    above = -1
    while count - 1 - above > height:
        fitting = [row for row in allowed if above < row <= above + height]
        if not fitting:
            return [*range(count)]
        above = fitting[-1]
        cuts.append(above)
    return cuts
