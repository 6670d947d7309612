"""Telling the person at the terminal what a callback did."""

from __future__ import annotations

import logging
import sys

import keras


def say(text: str) -> None:
    """Prints a line, or logs it where Keras was told not to print (`disable_interactive_logging`).

    Args:
        text: The line, without its end.
    """
    if keras.config.is_interactive_logging_enabled():
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    else:
        logging.getLogger("kbuild").info(text)
