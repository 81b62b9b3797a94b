"""The system's Chromium over its debugging pipe: enough of the protocol to look at a page."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


def found() -> str | None:
    """The path of a Chromium, or null."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Tab:
    """One page: commands go down a pipe, answers and events come up another, ended by a null byte."""

    def __init__(self, down: int, up: int) -> None:
        self.down, self.up, self.rest, self.number = down, up, b"", 0
        self.session: str | None = None
        self.logged: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """The result of a command; what the page logs meanwhile is kept."""
        self.number += 1
        message: dict[str, object] = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.down, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self.number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return dict(answer["result"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            chunk = os.read(self.up, 1 << 16)
            if not chunk:
                raise RuntimeError("the browser went away")
            self.rest += chunk
        text, _, self.rest = self.rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        if message.get("method") == "Log.entryAdded":
            self.logged.append(message["params"]["entry"]["text"])
        if message.get("method") in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
            self.logged.append(json.dumps(message["params"]))
        return message

    def open(self, page: Path, width: int, height: int, *, dark: bool = False) -> None:
        """Load a file at a width and wait for it."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Page.navigate", url=page.resolve().as_uri())
        while self.value("document.readyState") != "complete" or self.value("location.href") == "about:blank":
            pass

    def value(self, script: str) -> Any:
        """The value of an expression in the page."""
        result = self.ask("Runtime.evaluate", expression=script, returnByValue=True)["result"]
        return result.get("value")

    def picture(self) -> bytes:
        """A PNG of what the window shows."""
        return base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"])


@contextmanager
def tab(profile: Path) -> Iterator[Tab]:
    """A page in a browser of its own, which ends with the block."""
    command = found()
    if command is None:
        raise RuntimeError("no Chromium is installed")
    to_read, down = os.pipe()
    up, to_write = os.pipe()

    # the browser reads commands at descriptor 3 and writes answers at 4
    script = f'exec "$@" 3<&{to_read} 4>&{to_write}'
    run = subprocess.Popen(
        ["/bin/bash", "-c", script, "chromium", command, *FLAGS, f"--user-data-dir={profile}"],
        pass_fds=(to_read, to_write),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read)
    os.close(to_write)
    try:
        yield Tab(down, up)
    finally:
        run.terminate()
        run.wait(timeout=20)
        os.close(down)
        os.close(up)
