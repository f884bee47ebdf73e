"""scim-sanity: its probe in strict mode, as its own command line runs it."""

from __future__ import annotations

import json
import subprocess
import sys

from results import FAILED, PASSED, SKIPPED, Check
from servers import DOMAIN, Bridge, Route

NAME = "scim-sanity"
# It adds a member that nobody is, and wants 200.
TENANT = 'groups.unknown_members = "skip"'
# A warning of strict mode is a failure here.
STATUSES = {"pass": PASSED, "skip": SKIPPED}


def run(program, route: Route) -> list[Check]:
    """Runs it against a fresh bridge."""
    with Bridge(program, route, tenant=TENANT) as bridge:
        return checks(bridge, route)


def checks(bridge: Bridge, route: Route) -> list[Check]:
    """Runs it against this bridge."""
    return [check_of(result, route) for result in probe(bridge)]


def probe(bridge: Bridge) -> list[dict]:
    """The results that the command prints as JSON."""
    command = [sys.executable, "-m", "scim_sanity", "probe", bridge.url, "--token", bridge.token, "--user-domain", DOMAIN]
    command += ["--i-accept-side-effects", "--strict", "--json-output"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    try:
        return json.loads(done.stdout)["results"]
    except (ValueError, KeyError) as error:
        raise RuntimeError(f"scim-sanity gave no results, exit {done.returncode}: {done.stderr[-2000:]}") from error


def check_of(result: dict, route: Route) -> Check:
    """One result; the phase belongs to the name, since names repeat."""
    status = STATUSES.get(result["status"], FAILED)
    return Check(NAME, route.name, f"{result.get('phase', '')} / {result['name']}", status, str(result.get("message") or ""))
