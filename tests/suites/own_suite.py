"""The product's own suite, `scimbridge conformance`, in each dialect of the bridge."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from results import FAILED, PASSED, SKIPPED, Check
from servers import DOMAIN, Bridge, Route

# The dialect that the bridge speaks, and the suites that suit it.
DIALECTS = {
    "generic": ["rfc", "regressions", "onelogin", "ping", "jumpcloud"],
    "okta": ["rfc", "okta", "regressions"],
    "entra": ["rfc", "entra", "regressions"],
}
STATUSES = {"passed": PASSED, "skipped": SKIPPED}


def name_of(dialect: str) -> str:
    """As it stands in the table."""
    return f"conformance {dialect}"


def run(program: Path, route: Route, dialect: str) -> list[Check]:
    """Runs it against a fresh bridge."""
    with Bridge(program, route, idp=dialect) as bridge:
        report = bridge.folder / "report.json"
        command = [program, "conformance", "--url", bridge.url, "--token-file", bridge.token_file, "--report", report]
        command += ["--user-domain", DOMAIN, "--i-accept-side-effects"]
        for suite in DIALECTS[dialect]:
            command += ["--suite", suite]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        if not report.exists():
            raise RuntimeError(f"no report, exit {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
        cases = json.loads(report.read_text(encoding="utf-8"))["cases"]
    checks = [check_of(case, name_of(dialect), route) for case in cases]
    if done.returncode != 0 and not any(check.status == FAILED for check in checks):
        checks.append(Check(name_of(dialect), route.name, "exit code", FAILED, f"expected 0, found {done.returncode}"))
    return checks


def check_of(case: dict, suite: str, route: Route) -> Check:
    """One case: what an RFC only allows (MAY) and a server does not do is no failure."""
    status = STATUSES.get(case["verdict"], FAILED)
    reason = case["reason"] or " ".join(text for finding in case["findings"] for text in finding["differences"])
    if status == FAILED and case["worst"] == "MAY":
        status = PASSED
    return Check(suite, route.name, case["id"], status, f"{case['worst'] or ''} {reason}".strip())
