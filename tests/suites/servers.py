"""A Smartsheet emulator with the bridge before it, both on free ports of this machine, for as long as a suite runs."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

DOMAIN = "example.com"
READY_WITHIN = 20.0


@dataclass(frozen=True)
class Route:
    """How a bridge reaches Smartsheet: over which services, and by which one writes go."""

    name: str
    writes: str
    rest: bool
    scim: bool


ROUTES = {
    "rest": Route("rest", "rest", rest=True, scim=False),
    "scim": Route("scim", "scim", rest=True, scim=True),
    "scim-alone": Route("scim-alone", "scim", rest=False, scim=True),
}


class NotStarted(RuntimeError):
    """A program that did not come up; says what it wrote."""


class Emulator:
    """`scimbridge emulate` without a limit on calls."""

    def __init__(self, program: Path, users: int = 3) -> None:
        self.rest_token = secrets.token_hex(16)
        self.scim_token = secrets.token_hex(16)
        command = [program, "emulate", "--rate-limit", "0", "--users", str(users), "--groups", "0"]
        command += ["--token", self.rest_token, "--scim-token", self.scim_token]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        first = self._process.stdout.readline() if self._process.stdout else ""
        found = re.search(r"(http://\S+)/2\.0", first)
        if not found:
            self.close()
            raise NotStarted(f"the emulator said {first!r} in place of its address")
        self.url = found[1] + "/2.0"

    def close(self) -> None:
        """Ends it."""
        stop(self._process)
        if self._process.stdout:
            self._process.stdout.close()

    def __enter__(self) -> Emulator:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class Bridge:
    """`scimbridge serve` before an emulator of its own; `url` and `token` are what a client is given."""

    def __init__(self, program: Path, route: Route, idp: str = "generic", tenant: str = "") -> None:
        self.token = secrets.token_hex(24)
        self._folder = tempfile.TemporaryDirectory(prefix="scimbridge-suites-")
        self._emulator = Emulator(program)
        self.folder = Path(self._folder.name)
        self.log = self.folder / "log"
        self.token_file = self.folder / "token"
        self._write_private(self.token_file, self.token + "\n")
        config = self.folder / "bridge.toml"
        config.write_text(self._config(route, idp, tenant), encoding="utf-8")
        with self.log.open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen([program, "serve", "--config", config], stderr=log, env=self._environment())
        try:
            self.url = self._await_address() + "/scim/v2"
            self._await_people()
        except NotStarted:
            self.close()
            raise

    def _write_private(self, file: Path, text: str) -> None:
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "SUITES_REST": self._emulator.rest_token, "SUITES_SCIM": self._emulator.scim_token}

    def _config(self, route: Route, idp: str, tenant: str) -> str:
        state = self.folder / "state"
        state.mkdir(mode=0o700)
        digest = hashlib.sha256(self.token.encode()).hexdigest()
        parts = [
            f'[server]\nlisten = "127.0.0.1:0"\nadmin_listen = "127.0.0.1:0"\nstate_dir = "{state}"',
            f'[[tenant]]\nidp = "{idp}"\nroute = "{route.writes}"\n{tenant}',
            f'[[tenant.idp_token]]\nname = "suite"\ndigest = "sha256:{digest}"',
            "[tenant.guard]\nmax_per_hour = 1000000",
        ]
        if route.rest:
            parts.append(self._upstream("rest", self._emulator.url, "SUITES_REST"))
        if route.scim:
            parts.append(self._upstream("scim", self._emulator.url + "/scim/v2", "SUITES_SCIM"))
        return "\n".join(parts)

    def _upstream(self, name: str, url: str, variable: str) -> str:
        return f'[tenant.{name}]\nurl = "{url}"\ntoken_env = "{variable}"\nrequests_per_minute = 100000'

    def _await_address(self) -> str:
        found = self._until(lambda: re.search(r" listening base_url=(\S+)", self.log.read_text(encoding="utf-8")))
        return found[1]

    def _await_people(self) -> None:
        """Until the first refresh is complete, lists are 503."""
        self._until(self._answers)

    def _answers(self) -> bool:
        request = urllib.request.Request(self.url + "/Users?count=1", headers={"Authorization": "Bearer " + self.token})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status == 200
        except urllib.error.HTTPError as error:
            error.close()
            return False

    def _until(self, holds):
        """What `holds` gives once that is something."""
        end = time.monotonic() + READY_WITHIN
        while time.monotonic() < end and self._process.poll() is None:
            if found := holds():
                return found
            time.sleep(0.02)
        raise NotStarted("the bridge did not come up:\n" + self.log.read_text(encoding="utf-8"))

    def close(self) -> None:
        """Ends the bridge, then the emulator, and removes their files."""
        stop(self._process)
        self._emulator.close()
        self._folder.cleanup()

    def __enter__(self) -> Bridge:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def stop(process: subprocess.Popen) -> None:
    """Asks it to end, and makes it where it does not."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
