"""The runtime of checked `call` programs: a program is compiled once to closures, which run while tracing."""

from .failures import CallProgramError, keep_notes, within_program
from .runtime import Result, Runtime

__all__ = ["CallProgramError", "Result", "Runtime", "keep_notes", "within_program"]
