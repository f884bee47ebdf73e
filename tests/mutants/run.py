"""Runs the suites against each mutant and shows who notices what. Begun by scripts/mutants, which makes its environment."""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "suites")]

from mutants import catalogue, detect, page  # noqa: E402

WANTED = 0.95


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="scripts/mutants", description="Three suites against the bridge with one mistake at a time.")
    parser.add_argument("--program", type=Path, default=ROOT / "build/release/scimbridge", help="default: %(default)s")
    parser.add_argument("--only", action="append", metavar="NAME", help="this mutant alone")
    parser.add_argument("--suite", action="append", metavar="NAME", help="this suite alone, by the beginning of its name")
    parser.add_argument("--jobs", type=int, default=2, help="how many run at a time; default: %(default)s")
    parser.add_argument("--sample", action="store_true", help="one mutant of each family")
    parser.add_argument("--write", action="store_true", help="the tables go into docs/mutants.md and docs/conformance.md")
    parser.add_argument("--list", action="store_true", help="names and mistakes; runs nothing")
    return parser.parse_args()


def tell(row: detect.Row) -> None:
    """A line a mutant, as it comes."""
    marks = "  ".join("caught" if names else "MISSED" for names in row.caught.values())
    first = next((names[0] for names in row.caught.values() if names), "")
    print(f"{row.mutant.name:40}{marks}  {first}", flush=True)


def chosen(names: list[str] | None) -> list[catalogue.Mutant]:
    """All, or those that are named; an unknown name ends the program."""
    known = catalogue.all_mutants()
    unknown = set(names or []) - {mutant.name for mutant in known}
    if unknown:
        print(f"mutants: no mutant named {', '.join(sorted(unknown))}; --list has them", file=sys.stderr)
        sys.exit(2)
    return [mutant for mutant in known if not names or mutant.name in names]


def sample() -> list[catalogue.Mutant]:
    """The first of each family."""
    first = {}
    for mutant in catalogue.all_mutants():
        first.setdefault(mutant.family, mutant)
    return list(first.values())


class Kept:
    """What earlier runs found, by mutant and suite, so that a part can be run again."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._caught = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    def put(self, row: detect.Row) -> None:
        """Adds a row, or puts it in place of an older one."""
        with self._lock:
            self._caught.setdefault(row.mutant.name, {}).update(row.caught)
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._caught, indent=1), encoding="utf-8")

    def rows(self, mutants: list[catalogue.Mutant], suites: list[str]) -> list[detect.Row]:
        """The rows of all these mutants; one that is not whole ends the program."""
        missing = [one.name for one in mutants if not set(suites) <= set(self._caught.get(one.name, {}))]
        if missing:
            print(f"mutants: no result yet of {len(missing)} mutants, {missing[0]} among them", file=sys.stderr)
            sys.exit(1)
        return [detect.Row(one, {suite: self._caught[one.name][suite] for suite in suites}) for one in mutants]


def main() -> int:
    """0: our suite passes on the bridge as it is, and notices at least 95 of 100 mutants."""
    asked = options()
    mutants = sample() if asked.sample else chosen(asked.only)
    if asked.list:
        print("\n".join(f"{mutant.name:40}{mutant.mistake}" for mutant in mutants))
        return 0
    suites = [suite for suite in detect.SUITES if not asked.suite or any(map(suite.name.startswith, asked.suite))]
    begun = time.monotonic()
    kept = Kept(ROOT / "build/mutants/results.json")

    def told(row: detect.Row) -> None:
        tell(row)
        kept.put(row)

    well, rows = detect.table(asked.program.resolve(), mutants, suites, told, asked.jobs)
    print("\n" + page.rates(rows) + f"\n\n{time.monotonic() - begun:.0f} s")
    for suite, names in well.items():
        print("".join(f"fails without any mutant: {suite}: {name}\n" for name in sorted(names)), end="")
    if asked.write:
        every = kept.rows(catalogue.all_mutants(), [suite.name for suite in detect.SUITES])
        (ROOT / "docs/mutants.md").write_text(page.whole(every, detect.OWN_SUITES), encoding="utf-8")
        summary = ROOT / "docs/conformance.md"
        summary.write_text(page.with_rates(summary.read_text(encoding="utf-8"), every), encoding="utf-8")
    ours = detect.SUITES[0].name
    return 0 if ours not in well or (not well[ours] and page.rate(rows, ours) >= WANTED) else 1


if __name__ == "__main__":
    sys.exit(main())
