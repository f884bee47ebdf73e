"""Which suites notice a mutant: each is run against the bridge as it is, and against the bridge with the mistake."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import sanity_suite
import servers
import tester_suite
from results import FAILED

from mutants.catalogue import Mutant
from mutants.exchange import Proxy

OWN_SUITES = ("rfc", "entra", "okta", "regressions")
# No run takes longer; one that does has noticed something.
PATIENCE = 600


class BehindAProxy(servers.Bridge):
    """A bridge that names the proxy's address in what it answers."""

    def __init__(self, program: Path, proxy: Proxy, idp: str, tenant: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._public = f"http://127.0.0.1:{proxy.port}"
        super().__init__(program, servers.ROUTES["rest"], idp, tenant)
        self.url = self._public + "/scim/v2"

    def _config(self, route: servers.Route, idp: str, tenant: str) -> str:
        listen = f'listen = "127.0.0.1:{self.port}"\nbase_url = "{self._public}"'
        return super()._config(route, idp, tenant).replace('listen = "127.0.0.1:0"', listen, 1)

    def _await_people(self) -> None:
        """Asks the bridge itself: the proxy does not listen yet."""
        self.url = f"http://127.0.0.1:{self.port}/scim/v2"
        super()._await_people()


@dataclass(frozen=True)
class Suite:
    """One of those that stand side by side: the bridge that it passes on, and the names of the checks that failed."""

    name: str
    idp: str
    tenant: str
    failures: Callable[[Path, servers.Bridge], set[str]]


def own_failures(program: Path, bridge: servers.Bridge) -> set[str]:
    """The first case that fails a MUST or SHOULD, or can't be tried."""
    report = bridge.folder / "report.json"
    command = [program, "conformance", "--url", bridge.url, "--token-file", bridge.token_file, "--report", report]
    command += ["--fail-fast", "--i-accept-side-effects", *(word for suite in OWN_SUITES for word in ("--suite", suite))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return {"it did not end"}
    if not report.exists():
        raise RuntimeError(f"no report, exit {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
    cases = json.loads(report.read_text(encoding="utf-8"))["cases"]
    return {case["id"] for case in cases if case["verdict"] == "blocked" or case["worst"] in ("MUST", "SHOULD")}


def foreign(checks: Callable[[servers.Bridge, servers.Route], list]) -> Callable[[Path, servers.Bridge], set[str]]:
    """A suite of others: when it breaks over an answer, it has noticed the mistake as well."""

    def failures(_program: Path, bridge: servers.Bridge) -> set[str]:
        try:
            return {check.name for check in checks(bridge, servers.ROUTES["rest"]) if check.status == FAILED}
        except Exception as error:  # pylint: disable=broad-exception-caught
            return {f"it broke: {type(error).__name__}"}

    return failures


SUITES = (
    Suite("scimbridge conformance", "entra", "", own_failures),
    Suite("scim2-tester", "generic", tester_suite.TENANT, foreign(tester_suite.checks)),
    Suite("scim-sanity --strict", "generic", sanity_suite.TENANT, foreign(sanity_suite.checks)),
)


def found_by(suite: Suite, program: Path, mutant: Mutant | None) -> set[str]:
    """The names of what fails with this mutant (None: without any)."""
    proxy = Proxy()
    with BehindAProxy(program, proxy, suite.idp, suite.tenant) as bridge:
        proxy.start(bridge.port)
        proxy.use(mutant.make() if mutant else None)
        try:
            failures = suite.failures(program, bridge)
        finally:
            proxy.stop()
    if proxy.broken():
        raise RuntimeError(f"{mutant.name} broke {len(proxy.broken())} times; first {proxy.broken()[0]}")
    return failures


@dataclass(frozen=True)
class Row:
    """What became of a mutant: suite name to the checks that fail with it and not without."""

    mutant: Mutant
    caught: dict[str, list[str]]


def table(program: Path, mutants: list[Mutant], suites: list[Suite], told: Callable[[Row], None], jobs: int) -> tuple:
    """What fails without any mutant, by suite, and a row for each mutant."""
    with ThreadPoolExecutor(jobs) as pool:
        well = dict(zip((suite.name for suite in suites), pool.map(lambda suite: found_by(suite, program, None), suites)))

        def row(mutant: Mutant) -> Row:
            caught = {suite.name: sorted(found_by(suite, program, mutant) - well[suite.name]) for suite in suites}
            made = Row(mutant, caught)
            told(made)
            return made

        return well, list(pool.map(row, mutants))
