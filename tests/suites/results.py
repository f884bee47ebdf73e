"""What the suites found, in one form, and what of it was to be expected."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


@dataclass(frozen=True)
class Check:
    """One check of one suite on one route."""

    suite: str
    route: str
    name: str
    status: str
    reason: str = ""

    def line(self) -> str:
        """The check for the list of what did not pass."""
        why = " ".join(self.reason.split())
        return f"{self.status.upper():8}{self.suite} on {self.route}: {self.name}: {why[:400]}"


@dataclass
class ExpectedSkip:
    """A skip that is known, for the reason that the suite gives, and why that is right. A failure can't be."""

    suite: str
    route: str
    check: str
    says: str
    why: str
    met: bool = False

    def fits(self, check: Check) -> bool:
        """Whether it is this check. Suite, route and check may be patterns of a shell."""
        names = [(check.suite, self.suite), (check.route, self.route), (check.name, self.check)]
        named = all(fnmatchcase(name, pattern) for name, pattern in names)
        return named and check.status == SKIPPED and self.says in check.reason

    def is_about(self, suites: list[str]) -> bool:
        """Whether one of these suites can meet it."""
        return any(fnmatchcase(suite, self.suite) for suite in suites)


def read_expected(file: Path) -> list[ExpectedSkip]:
    """The list in expected_skips.json."""
    return [ExpectedSkip(**entry) for entry in json.loads(file.read_text(encoding="utf-8"))]


def unexpected(checks: list[Check], expected: list[ExpectedSkip]) -> list[str]:
    """What is wrong with the run as a whole, a line each: failures, skips that nobody knows, known ones that are gone."""
    problems = []
    for check in checks:
        if check.status == PASSED:
            continue
        known = [entry for entry in expected if entry.fits(check)]
        for entry in known:
            entry.met = True
        if not known:
            problems.append("NOT LISTED: " + check.line())
    problems += [f"NO LONGER SKIPPED: {e.suite} on {e.route}: {e.check}" for e in expected if not e.met]
    return problems


def table(checks: list[Check], suites: list[str], routes: list[str]) -> str:
    """Suites by routes: how many passed, failed and were skipped."""
    counts = Counter((check.suite, check.route, check.status) for check in checks)
    lines = [f"{'suite':24}{'route':12}{'passed':>8}{'failed':>8}{'skipped':>8}"]
    for suite in suites:
        for route in routes:
            row = [counts[(suite, route, status)] for status in (PASSED, FAILED, SKIPPED)]
            if any(row):
                lines.append(f"{suite:24}{route:12}{row[0]:8}{row[1]:8}{row[2]:8}")
    return "\n".join(lines)
