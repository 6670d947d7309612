"""Training by `objectives`: several losses, each with its layers and its optimizer, in one compiled step."""

from .runner import Objectives, attach

__all__ = ["Objectives", "attach"]
