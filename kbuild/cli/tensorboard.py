"""`kbuild tensorboard`: the runs in TensorBoard."""

from __future__ import annotations

import io
import threading
from contextlib import redirect_stderr, suppress
from pathlib import Path
from typing import Annotated

import typer

from kbuild.cli.screen import remark, result
from kbuild.schemas.errors import UsageError

EXAMPLES = (
    "kbuild tensorboard",
    "kbuild tensorboard runs/digits --port 6007",
)

# Nobody but this machine may look: TensorBoard asks for no password.
_HOST = "127.0.0.1"
_FAST_NOTE = "Using experimental fast data loading logic"


def tensorboard(
    runs: Annotated[Path, typer.Argument(metavar="RUNS", help="A folder of runs, or one run.")] = Path(
        "runs"
    ),
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 for one that is free.")
    ] = 6006,
) -> None:
    """Open TensorBoard on the runs, on this machine only.

    It goes on until Ctrl-C, and shows what running trainings write as they write it.
    """
    if not runs.is_dir():
        hint = "`kbuild train digits` makes runs/digits/1"
        raise UsageError(f"there is no folder {runs}", code="missing-folder", hint=hint)
    from kbuild.training.quiet import without_chatter

    # TensorBoard imports TensorFlow when the first browser asks.
    with without_chatter():
        result(f"TensorBoard shows {runs} at {launch(runs, port)}  (Ctrl-C to end)")
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    raise KeyboardInterrupt


def launch(runs: Path, port: int) -> str:
    """Start TensorBoard beside this process's other work.

    Args:
        runs: What it shows.
        port: Where; 0 for a port that is free.

    Returns:
        Its address.

    Raises:
        UsageError: If the port is taken.
    """
    from tensorboard import default, program

    server = program.TensorBoard(default.get_plugins())
    arguments = ["--logdir", str(runs), "--host", _HOST, "--port", str(port), "--reload_interval", "5"]
    server.configure(argv=["tensorboard", *arguments])
    said = io.StringIO()
    try:
        with redirect_stderr(said):
            return str(server.launch())
    except program.TensorBoardPortInUseError as error:
        hint = "name another with --port, or 0 for any that is free"
        raise UsageError(str(error), code="port-in-use", hint=hint) from None
    except program.TensorBoardServerException as error:
        raise UsageError(error.msg, code="tensorboard") from None
    finally:
        _pass_on(said.getvalue())


def _pass_on(said: str) -> None:
    """Show what TensorBoard said while it started, but for the note that it reads files the fast way."""
    if said.strip() and _FAST_NOTE not in said:
        remark(said.strip())
