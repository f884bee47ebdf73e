"""Runs every suite on every route and says what did not pass. Begun by scripts/suites, which makes its environment."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import client_suite
import own_suite
import sanity_suite
import sdk_suite
import tester_suite
from results import FAILED, PASSED, Check, read_expected, table, unexpected
from servers import ROUTES

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# Those of others, which are the same to every identity provider.
FOREIGN = {suite.NAME: suite.run for suite in (tester_suite, sanity_suite, client_suite)}
# Where the product's own suite runs: the third way of writing is that of the second.
OWN_ROUTES = ["rest", "scim"]
Job = tuple[str, str, Callable[[], list[Check]]]


def jobs(program: Path) -> list[Job]:
    """Each with its suite and route."""
    found: list[Job] = []
    for dialect in own_suite.DIALECTS:
        for name in OWN_ROUTES:
            work = lambda name=name, dialect=dialect: own_suite.run(program, ROUTES[name], dialect)
            found.append((own_suite.name_of(dialect), name, work))
    for suite, run in FOREIGN.items():
        for name, route in ROUTES.items():
            found.append((suite, name, lambda run=run, route=route: run(program, route)))
    found.append((sdk_suite.NAME, sdk_suite.ROUTE, lambda: sdk_suite.run(program)))
    return found


def done(job: Job) -> list[Check]:
    """What came of it; one that breaks is one that failed."""
    suite, route, work = job
    try:
        checks = work()
    except Exception as error:  # pylint: disable=broad-exception-caught
        return [Check(suite, route, "the run itself", FAILED, f"{type(error).__name__}: {error}")]
    return checks or [Check(suite, route, "the run itself", FAILED, "it checked nothing")]


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="scripts/suites", description="Other people's SCIM suites, and our own, against the bridge.")
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/scimbridge", help="default: %(default)s")
    parser.add_argument("--suite", action="append", help="only this one; its name as in the table")
    parser.add_argument("--jobs", type=int, default=2, help="how many run at a time; default: %(default)s")
    return parser.parse_args()


def main() -> int:
    """0: nothing failed, and what was skipped is known."""
    asked = options()
    begun = time.monotonic()
    chosen = [job for job in jobs(asked.program.resolve()) if not asked.suite or job[0] in asked.suite]
    if not chosen:
        print("suites: no suite of this name", file=sys.stderr)
        return 2
    with ThreadPoolExecutor(asked.jobs) as pool:
        checks = [check for found in pool.map(done, chosen) for check in found]
    suites = list(dict.fromkeys(job[0] for job in chosen))
    expected = [entry for entry in read_expected(HERE / "expected_skips.json") if entry.is_about(suites)]
    problems = unexpected(checks, expected)
    print("\n".join(check.line() for check in checks if check.status != PASSED))
    print("\n" + table(checks, suites, [*ROUTES, sdk_suite.ROUTE]))
    print("".join(f"\n{problem}" for problem in problems))
    passed = sum(check.status == PASSED for check in checks)
    print(f"suites: {passed} passed, {len(problems)} failed, in {time.monotonic() - begun:.0f} s")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
