"""scripts/check_conformance against small pages and results."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts" / "check_conformance"

RESULTS = """<testsuite><testcase name="scim" status="run"><system-out>
[ RUN      ] Filter.Parses
[       OK ] Filter.Parses (0 ms)
[ RUN      ] Filter.Fails
[  FAILED  ] Filter.Fails (0 ms)
[ RUN      ] Rows/Patch.Applies/one
[       OK ] Rows/Patch.Applies/one (1 ms)
[       OK ] All/RfcTranscript.IsAnsweredAsItSays/rfc_two_words (1 ms)
</system-out></testcase></testsuite>"""

STEPS = '{"steps": [{"name": "first"}]}'


def check(page):
    """Exit code and output for a page with these lines."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "docs").mkdir()
        (root / "docs" / "conformance.md").write_text(page, encoding="utf-8")
        (root / "tests" / "transcripts" / "rfc").mkdir(parents=True)
        (root / "tests" / "transcripts" / "rfc" / "two-words.json").write_text(STEPS, encoding="utf-8")
        (root / "tests" / "transcripts" / "rfc" / "unplayed.json").write_text(STEPS, encoding="utf-8")
        (root / "results.xml").write_text(RESULTS, encoding="utf-8")
        done = subprocess.run([sys.executable, SCRIPT, "--root", folder, root / "results.xml"], capture_output=True,
                              text=True, check=False)
        return done.returncode, done.stdout


class CheckConformance(unittest.TestCase):
    def test_takes_tests_that_passed_and_reasons(self):
        code, output = check("# Page\n| # | requirement | held by |\n|---|---|---|\n"
                             "| 1 | MUST parse `a \\| b` | `Filter.Parses`, `Patch.Applies` |\n"
                             "| 2 | MUST answer | `rfc/two-words#first` |\n"
                             "| F3 | MAY do | no: nobody has ever asked for it |\n")
        self.assertEqual(code, 0, output)
        self.assertIn("3 requirements, 1 of them do not apply, 0 faults", output)

    def test_refuses_the_rest_and_says_which(self):
        for line, expected in (
            ("| 1 | MUST | `Filter.Fails` |", "1: Filter.Fails is no test that passed"),
            ("| 1 | MUST | `Filter.Unknown` |", "1: Filter.Unknown is no test that passed"),
            ("| 1 | MUST | `rfc/two-words#second` |", "is no step that was played"),
            ("| 1 | MUST | `rfc/unplayed#first` |", "is no step that was played"),
            ("| 1 | MUST | tested somewhere |", "expected a test in backticks"),
            ("| 1 | MUST | `something` |", "is neither Suite.Test nor"),
            ("| 1 | MUST | no: why |", "expected the reason"),
            ("| 1 | MUST | `Filter.Parses` |\n| 1 | MUST | `Filter.Parses` |", "1: stands twice"),
            ("nothing here", "no requirement was found"),
        ):
            with self.subTest(line=line):
                code, output = check(line + "\n")
                self.assertEqual(code, 1, output)
                self.assertIn(expected, output)


if __name__ == "__main__":
    unittest.main()
