"""A small client of yaml-language-server: open a file, hover, complete, and read the diagnostics.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tools.gates.node import PACKAGES

SERVER = PACKAGES / "yaml-language-server" / "bin" / "yaml-language-server"
SECONDS = 240  # after which the client ends a server that does not answer
YAML = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}


class LanguageServer:
    """One run of the server over a folder. `schemas` are VS Code's `yaml.schemas`: schema to pattern."""

    def __init__(self, node: Path, folder: Path, schemas: dict[str, str]) -> None:
        self.folder = folder
        self.marks: dict[str, list[str]] = {}
        self._request_count = 0
        self._settings = {**YAML, "schemas": schemas}
        command = [str(node), str(SERVER), "--stdio"]
        self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._limit = threading.Timer(SECONDS, self._server.kill)

    def __enter__(self) -> Self:
        self._limit.start()
        here = self.folder.as_uri()
        can = {"workspace": {"configuration": True}, "textDocument": {"hover": {}, "completion": {}}}
        where = {"rootUri": here, "workspaceFolders": [{"uri": here, "name": "site"}]}
        self._ask("initialize", {"processId": None, "capabilities": can, **where})
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": {"yaml": self._settings}})
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._ask("shutdown", None)
            self._notify("exit", None)
        else:
            self._server.kill()
        self._server.communicate()
        self._limit.cancel()

    def open(self, file: str, text: str) -> None:
        """Open a file with another text, and wait for its diagnostics: by then the server knows the schema."""
        document = {"uri": (self.folder / file).as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})
        while document["uri"] not in self.marks:
            self._take(self._read())

    def hover(self, file: str, line: int, column: int) -> str:
        """Return the explanation of a place; line and column count from 0."""
        result = self._ask("textDocument/hover", self._at(file, line, column))
        return str(result["contents"]["value"]) if result else ""

    def complete(self, file: str, line: int, column: int) -> dict[str, str]:
        """Return the completions at a place, with their explanations."""
        completions = self._ask("textDocument/completion", self._at(file, line, column))
        return {item["label"]: str(item.get("documentation", "")) for item in completions["items"]}

    def _at(self, file: str, line: int, column: int) -> dict[str, Any]:
        uri = (self.folder / file).as_uri()
        return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}

    def _ask(self, method: str, parameters: Any) -> Any:
        self._request_count += 1
        self._send({"id": self._request_count, "method": method, "params": parameters})
        while True:
            message = self._read()
            if message.get("id") == self._request_count and "method" not in message:
                return message.get("result")
            self._take(message)

    def _notify(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _take(self, message: dict[str, Any]) -> None:
        """Answer a question of the server, or store its diagnostics."""
        if message.get("method") == "workspace/configuration":
            answer = [self._settings if item.get("section") == "yaml" else None for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": answer})
        elif "id" in message:
            self._send({"id": message["id"], "result": None})
        elif message["method"] == "textDocument/publishDiagnostics":
            self.marks[message["params"]["uri"]] = [mark["message"] for mark in message["params"]["diagnostics"]]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._server.stdout
        length = 0
        while line := self._server.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        return message
