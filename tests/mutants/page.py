"""docs/mutants.md: the table, and what it says."""

from mutants.catalogue import FAMILIES

HEAD = """# What three suites notice

`scripts/mutants --write` made this page. It puts the bridge behind a proxy that makes one mistake at a time (`tests/mutants/`),
each of them one that a real server made or could make, and runs three suites against it: `scimbridge conformance` with the suites
{suites}; [scim2-tester](https://pypi.org/project/scim2-tester/); and
[scim-sanity](https://pypi.org/project/scim-sanity/) with `--strict`. A mistake is noticed when a check fails that passes
without it; of our own suite checks of level MUST and SHOULD count, and cases that can't be played any more. The program that is
shipped has none of these mistakes in it, nor a switch for them. `scripts/test` runs our suite against one mistake of each family.

Our suite ends at the first case that notices, which is named; others would come after it.

The other two suites do not claim to try everything that is tried here: neither sends what Okta or Entra ID sends, and filters, Bulk,
ETags and pages are outside of what scim2-tester is about. The numbers say what is left open by running one of them alone.

{rates}
"""


def rate(rows, suite):
    """The part of the mutants that the suite notices, 0 to 1."""
    return sum(bool(row.caught[suite]) for row in rows) / len(rows)


def rates(rows):
    """Noticed of all, a line a suite."""
    lines = ["| suite | notices | of | rate |", "|---|---|---|---|"]
    for suite in rows[0].caught:
        count = sum(bool(row.caught[suite]) for row in rows)
        lines.append(f"| {suite} | {count} | {len(rows)} | {100 * count / len(rows):.1f} % |")
    return "\n".join(lines)


def with_rates(page, rows):
    """Another page, with the rates between its marks."""
    before, _, rest = page.partition("<!-- rates -->\n")
    _, mark_after, after = rest.partition("<!-- /rates -->")
    if not mark_after:
        raise ValueError("no place for the rates: expected the comments 'rates' and '/rates'")
    return f"{before}<!-- rates -->\n{rates(rows)}\n{mark_after}{after}"


def mark(names):
    return "yes" if names else "–"


def line(row, ours):
    """A row of the table; the first of our own cases that noticed it, so that one can look it up."""
    mutant = row.mutant
    mistake = f"[{mutant.mistake}]({mutant.seen})" if mutant.seen else mutant.mistake
    cells = [mark(names) for names in row.caught.values()]
    first = row.caught[ours][0] if row.caught[ours] else ""
    return f"| {mistake} | {' | '.join(cells)} | {f'`{first}`' if first else ''} |"


def whole(rows, own_suites):
    """The page."""
    ours = next(iter(rows[0].caught))
    suites = ", ".join(f"`{name}`" for name in own_suites)
    text = HEAD.format(suites=suites, rates=rates(rows))
    families = {}
    for row in rows:
        families.setdefault(row.mutant.family, []).append(row)
    for family, members in families.items():
        names = " | ".join(members[0].caught)
        text += f"\n## {FAMILIES[family]}\n\n| mistake | {names} | first case that notices |\n"
        text += "|---" * (len(members[0].caught) + 2) + "|\n"
        text += "".join(line(row, ours) + "\n" for row in members)
    return text
