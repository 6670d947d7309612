"""Messages that quote a document stay short, however long what they quote is."""

from __future__ import annotations

LONGEST_MESSAGE = 1_000


def clipped(message: str, limit: int = LONGEST_MESSAGE) -> str:
    """A message without the middle of what would fill a screen, such as a name of a megabyte.

    Example:
        >>> clipped("there is no layer `" + "x" * 5_000 + "`", 30)
        'there is no la … xxxxxxxxxxxx`'
    """
    if len(message) <= limit:
        return message
    half = (limit - 3) // 2
    return f"{message[: limit - 3 - half]} … {message[-half:]}"
