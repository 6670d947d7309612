"""The YAML language server of editors, driven over its protocol, for tests and for the benchmark.

It is looked for in the folder that KBUILD_YAML_LANGUAGE_SERVER names (where `npm install
yaml-language-server` was run), then on the path.

Source: https://microsoft.github.io/language-server-protocol and
https://github.com/redhat-developer/yaml-language-server
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

_SCRIPT = "node_modules/yaml-language-server/bin/yaml-language-server"


def command() -> list[str] | None:
    """The command that starts the server; None where node or the server is missing."""
    node = shutil.which("node")
    folder = os.environ.get("KBUILD_YAML_LANGUAGE_SERVER")
    if node and folder and (Path(folder) / _SCRIPT).is_file():
        return [node, str(Path(folder) / _SCRIPT), "--stdio"]
    found = shutil.which("yaml-language-server")
    return [found, "--stdio"] if found else None


class LanguageServer:
    """A server with a folder that is open in it.

    Args:
        folder: Where the documents and the schema are.
    """

    def __init__(self, folder: Path) -> None:
        started = command()
        assert started is not None
        self.folder = folder
        self._process = subprocess.Popen(
            started, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._count = 0
        self._version = 0
        self._waiting: list[Any] = []
        self._start()

    def __enter__(self) -> LanguageServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        self._process.kill()
        self._process.wait()

    def problems(self, text: str, name: str = "document.yaml") -> list[dict[str, Any]]:
        """Open a document, and return what the server says is wrong with it."""
        uri = self.open(text, name)
        while True:
            message = self._receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                found: dict[str, Any] = message["params"]
                if found["uri"] == uri:
                    return list(found["diagnostics"])

    def open(self, text: str, name: str = "document.yaml") -> str:
        """Open a document; returns its address."""
        self._version += 1
        uri = (self.folder / f"{self._version}-{name}").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send("textDocument/didOpen", {"textDocument": document})
        return uri

    def completions(self, text: str) -> list[dict[str, Any]]:
        """What the server proposes at the `|` in a text."""
        return self.completions_at(*self.opened(text))

    def opened(self, text: str) -> tuple[str, dict[str, int]]:
        """Open a text without its `|`; returns the address and the place of the `|`."""
        before, _, after = text.partition("|")
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self.open(before + after), place

    def completions_at(self, uri: str, place: dict[str, int]) -> list[dict[str, Any]]:
        """What the server proposes at a place of an open document."""
        found = self._ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": place})
        return list(found["items"])

    def labels(self, text: str) -> list[str]:
        """The labels of the proposals at the `|`."""
        return [each["label"] for each in self.completions(text)]

    def hover(self, text: str) -> str:
        """What the server shows for the word at the `|`."""
        uri, place = self.opened(text)
        found = self._ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})
        return "" if found is None else str(found["contents"]["value"])

    def _start(self) -> None:
        capabilities = {
            "textDocument": {
                "completion": {
                    "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
                },
                "hover": {"contentFormat": ["markdown", "plaintext"]},
            },
            "workspace": {"configuration": True},
        }
        root = {"uri": self.folder.as_uri(), "name": "work"}
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root["uri"],
                "workspaceFolders": [root],
                "capabilities": capabilities,
            },
        )
        self._send("initialized", {})

    def _ask(self, method: str, parameters: Any) -> Any:
        self._count += 1
        self._write({"jsonrpc": "2.0", "id": self._count, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if message.get("id") == self._count and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def _send(self, method: str, parameters: Any) -> None:
        self._write({"jsonrpc": "2.0", "method": method, "params": parameters})

    def _write(self, message: Any) -> None:
        body = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _receive(self) -> Any:
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message = json.loads(stream.read(length))
        if "method" in message and "id" in message:
            self._write({"jsonrpc": "2.0", "id": message["id"], "result": self._answer(message)})
        return message

    @staticmethod
    def _answer(message: Any) -> Any:
        """Settings that the server asks for: all at their defaults, and no catalogue from the network."""
        if message["method"] != "workspace/configuration":
            return None
        settings = {"schemaStore": {"enable": False}, "completion": True, "hover": True, "validate": True}
        return [settings if each.get("section") == "yaml" else {} for each in message["params"]["items"]]
