"""Runs of `annotator script` in processes of their own, with faults, to be killed from outside."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds after which a run that does not answer fails the test."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is to happen at which call of the run; see `shim.c`."""

    at: int = 0
    act: str = ""
    persist: bool = False


class Zygote:
    """The process from which all runs are forked, and the folder whose calls are counted."""

    def __init__(self, library: Path) -> None:
        self._socket, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote", str(other.fileno())],
            cwd=ROOT,
            env={**os.environ, "LD_PRELOAD": str(library)},
            pass_fds=[other.fileno()],
            stdin=subprocess.DEVNULL,
        )
        other.close()

    def run(self, base: Path, arguments: list[str], fault: Fault | None = None) -> "Run":
        """Start the program; its state goes below `base`, whose calls are counted."""
        fault = fault or Fault()
        pipes = [os.pipe() for _ in range(4)]
        theirs = [pipes[0][0], *(write for _, write in pipes[1:])]
        environment = {"XDG_STATE_HOME": str(base / "state"), "HOME": str(base / "home")}
        order = {
            "arguments": arguments,
            "environment": environment,
            "fault": [str(base), fault.at, fault.act, fault.persist],
        }
        socket.send_fds(self._socket, [json.dumps(order).encode()], theirs)
        for handle in theirs:
            os.close(handle)
        pid = int(self._socket.recv(100))
        return Run(self, pid, pipes[0][1], *(read for read, _ in pipes[1:]))

    def wait(self, pid: int) -> int:
        """The exit status of a run that has ended or is about to; negative: the signal."""
        self._socket.send(json.dumps({"wait": pid}).encode())
        return int(self._socket.recv(100))

    def close(self) -> None:
        """End it."""
        self._socket.close()
        self._process.wait(PATIENCE)


class Run:
    """One run of the program, which reads commands and answers them."""

    def __init__(
        self, zygote: Zygote, pid: int, write: int, read: int, errors: int, report: int
    ) -> None:
        self._zygote, self.pid = zygote, pid
        self._write, self._read, self._errors, self._report = write, read, errors, report
        self._pending = b""
        self.status: int | None = None
        self.stderr = ""
        self.calls: list[str] = []
        """What the shim counted, once it has ended by itself."""

    def send(self, command: Mapping[str, Any]) -> None:
        """Give a command; nothing happens where the run has ended."""
        try:
            os.write(self._write, json.dumps(command).encode() + b"\n")
        except BrokenPipeError:
            return

    def answer(self) -> dict[str, Any] | None:
        """The next answer; None where the run has ended before giving it."""
        while b"\n" not in self._pending:
            if not select.select([self._read], [], [], PATIENCE)[0]:
                self.kill()
                raise AssertionError("the run does not answer")
            part = os.read(self._read, 2**16)
            if not part:
                return None
            self._pending += part
        line, _, self._pending = self._pending.partition(b"\n")
        answer = json.loads(line)
        assert isinstance(answer, dict)
        return answer

    def ask(self, command: Mapping[str, Any]) -> dict[str, Any] | None:
        """Give a command and wait for its answer."""
        self.send(command)
        return self.answer()

    def kill(self) -> None:
        """As `kill -9`."""
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> int:
        """No more commands; wait for its end, and return the status."""
        if self.status is None:
            os.close(self._write)
            while self.answer() is not None:
                pass
            self.status = self._zygote.wait(self.pid)
            report = _all(self._report)
            self.calls = json.loads(report) if report else []
            self.stderr = _all(self._errors).decode(errors="replace")
            os.close(self._read)
        return self.status


def _all(handle: int) -> bytes:
    parts = []
    while part := os.read(handle, 2**16):
        parts.append(part)
    os.close(handle)
    return b"".join(parts)
