"""A headless browser, driven over a pipe: it waits in real time until a page shows what is asked for.

`chromium --screenshot --virtual-time-budget=...` takes its picture as soon as the page's own clock has run
out. Workers have another clock, and TensorBoard draws the curves of TIME SERIES in a worker: whether they are
on that picture is luck, also for what Keras's callback wrote.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars --remote-debugging-pipe"
    " --enable-unsafe-swiftshader"
).split()

# All that is written on a page, in components' own trees as well.
_TEXT = """(() => {
  const words = [];
  const read = node => {
    if (node.nodeType === Node.TEXT_NODE) { const t = node.textContent.trim(); if (t) words.push(t); return; }
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (["STYLE", "SCRIPT", "TEMPLATE"].includes(node.tagName)) return;
      if (node.shadowRoot) read(node.shadowRoot);
    }
    if (node.tagName === "IFRAME" && node.contentDocument) read(node.contentDocument);
    node.childNodes.forEach(read);
  };
  read(document.documentElement);
  return words.join("\\n");
})()"""


class Browser:
    """Chromium with one page.

    Args:
        profile: A folder for what it keeps.
        width: Of the window.
        height: Of the window.
    """

    def __init__(self, profile: Path, width: int = 1500, height: int = 1100) -> None:
        command = [str(CHROMIUM), *FLAGS, f"--window-size={width},{height}", f"--user-data-dir={profile}"]
        # Chromium reads commands from 3 and writes answers to 4.
        words = ["sh", "-c", 'exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>&2', *command]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        assert self._process.stdin is not None and self._process.stdout is not None
        self._out, self._in = self._process.stdin.fileno(), self._process.stdout.fileno()
        self._count, self._rest = 0, b""
        self._session: str | None = None
        page = self._ask("Target.createTarget", url="about:blank")
        found = self._ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = found["sessionId"]

    def open(self, address: str) -> None:
        """Go to an address."""
        self._ask("Page.navigate", url="about:blank")
        self._ask("Page.navigate", url=address)

    def run(self, script: str) -> Any:
        """Run a script in the page, and give what it evaluates to."""
        answer = self._ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return answer.get("result", {}).get("value")

    def text(self) -> str:
        """All that is written on the page."""
        return self.run(_TEXT) or ""

    def dark(self) -> None:
        """Ask pages for their dark colours."""
        feature = {"name": "prefers-color-scheme", "value": "dark"}
        self._ask("Emulation.setEmulatedMedia", features=[feature])

    def picture(self, path: Path) -> Any:
        """Take a picture of the window, and give its pixels."""
        from matplotlib.image import imread

        answer = self._ask("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(answer["data"]))
        return imread(path)[..., :3]

    def shows(
        self, words: set[str], enough: Callable[[Any], bool], path: Path, patience: float = 60.0
    ) -> None:
        """Wait until a page has words on it, and a picture of it what is wanted.

        Args:
            words: Lines of the page's text, or parts of them.
            enough: Whether the pixels have what is wanted.
            path: Where the picture stays, to be looked at.
            patience: Seconds until it is an error.
        """
        until = time.monotonic() + patience
        while True:
            text = self.text()
            missing = {each for each in words if each not in text}
            drawn = enough(self.picture(path))
            if not missing and drawn:
                return
            assert time.monotonic() < until, f"{path}: {missing or 'not drawn'}\n{text}"
            time.sleep(0.3)

    def close(self) -> None:
        """End it."""
        self._session = None
        self._ask("Browser.close")
        self._process.communicate(timeout=60)

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def _message(self, patience: float = 120.0) -> Any:
        until = time.monotonic() + patience
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], max(0.0, until - time.monotonic()))
            found = os.read(self._in, 1 << 20) if ready else b""
            if not found:
                raise TimeoutError("the browser does not answer")
            self._rest += found
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)


def colorful(pixels: Any) -> int:
    """How many pixels are neither grey nor white."""
    return int((pixels.max(axis=-1) - pixels.min(axis=-1) > 0.25).sum())


def dark(pixels: Any) -> int:
    """How many pixels are of text or lines."""
    return int((pixels.max(axis=-1) < 0.5).sum())


def hues(pixels: Any) -> int:
    """How many clearly different colours there are, each in many pixels."""
    vivid = pixels[pixels.max(axis=-1) - pixels.min(axis=-1) > 0.35]
    rounded = np.round(vivid * 4).astype(int)
    return int((np.unique(rounded, axis=0, return_counts=True)[1] > 100).sum())
