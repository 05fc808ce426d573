"""Child processes that cannot outlive the tests, and the folders and ports that they need."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

PATIENCE = 120.0  # seconds until a server that does not answer counts as broken

T = TypeVar("T")


def folder(engine: str) -> Path:
    """Make an empty temporary folder for an engine."""
    return Path(tempfile.mkdtemp(prefix=f"cdrql-{engine}-"))


def free_port() -> int:
    """Ask the system for a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def nobody() -> dict[str, Any]:
    """Give Popen's arguments for an unprivileged user, which root must become for some servers."""
    if os.getuid() != 0:
        return {}
    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def run(command: Sequence[object], cwd: Path, **identity: Any) -> None:
    """Run a command to its end; when it fails, raise with what it said."""
    done = subprocess.run(
        [str(word) for word in command],
        **identity,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed ({done.returncode}):\n{done.stdout}")


class Server:
    """A running server in its own folder; the kernel ends it when the thread that made it ends.

    So it is made in a thread that lives as long as the tests do: see fleet.py.
    """

    end = signal.SIGTERM  # what makes it stop at once

    def __init__(self, command: Iterable[object], home: Path, **identity: Any) -> None:
        self.home = home
        self.log = home / "server.log"
        words = [str(word) for word in command]
        if guard := shutil.which("setpriv"):
            words = [guard, "--pdeathsig", self.end.name.removeprefix("SIG"), "--", *words]
        with self.log.open("wb") as log:
            # A session of its own: an interrupt from the keyboard is for the tests to handle.
            self.process = subprocess.Popen(
                words,
                **identity,
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self, connect: Callable[[], T], refused: type[Exception]) -> T:
        """Connect as soon as the server lets one; raise with its log when it dies or never does."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return connect()
            except refused:
                if self.process.poll() is not None or time.monotonic() > end:
                    said = self.log.read_text(errors="replace")[-3000:]
                    self.stop()
                    raise RuntimeError(
                        f"a server did not start: {self.process.args!r}\n{said}"
                    ) from None
                time.sleep(0.03)

    def stop(self) -> None:
        """End the server, harder when it does not obey, and remove its folder."""
        self.process.send_signal(self.end)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)
