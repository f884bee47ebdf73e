"""scripts/count_tests against results as ctest writes them."""

import pathlib
import subprocess
import sys
import tempfile
import unittest
from xml.sax.saxutils import escape

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts" / "count_tests"
RAN = "[==========] 3 tests from 2 test suites ran. (4 ms total)\n"


def count(*cases):
    """What is printed for rows of status, output and perhaps the reason of a skip."""
    rows = "".join(f'<testcase name="t" status="{status}">{"".join(f"""<skipped message="{why}"/>""" for why in skip)}'
                   f"<system-out>{escape(output)}</system-out></testcase>" for status, output, *skip in cases)
    with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
        file.write(f"<testsuite>{rows}</testsuite>")
        file.flush()
        return subprocess.run([sys.executable, SCRIPT, file.name], capture_output=True, text=True, check=True).stdout.strip()


class CountTests(unittest.TestCase):
    def test_counts_inside_of_googletest_and_one_for_others(self):
        for cases, expected in (
            ([], "0 0"),
            ([("run", "anything")], "1 0"),
            ([("fail", "anything")], "0 1"),
            ([("disabled", "")], "0 0"),
            ([("run", RAN + "[  PASSED  ] 3 tests.\n")], "3 0"),
            ([("run", RAN + "[  PASSED  ] 1 test.\n[  SKIPPED ] 2 tests, listed below:\n")], "1 0"),
            ([("fail", RAN + "[  PASSED  ] 2 tests.\n[  FAILED  ] 1 test, listed below:\n")], "2 1"),
            ([("fail", RAN + "[  PASSED  ] 0 tests.\n[  FAILED  ] 3 tests, listed below:\n")], "0 3"),
            ([("run", RAN + "[  PASSED  ] 3 tests.\n"), ("run", "")], "4 0"),
        ):
            with self.subTest(cases=cases):
                self.assertEqual(count(*cases), expected)

    def test_counts_a_program_that_fails_although_its_tests_passed(self):
        self.assertEqual(count(("fail", RAN + "[  PASSED  ] 3 tests.\nERROR: LeakSanitizer\n")), "3 1")

    def test_counts_a_program_that_is_not_there_and_leaves_out_what_skips_itself(self):
        missing = ("notrun", "", "Unable to find executable")
        skipped = ("notrun", "", "SKIP_RETURN_CODE=77")
        self.assertEqual(count(missing, skipped), "0 1")

    def test_counts_a_program_that_died_as_one_failure(self):
        self.assertEqual(count(("fail", "[ RUN      ] A.B\n[       OK ] A.B (0 ms)\n[ RUN      ] A.C\n")), "0 1")


if __name__ == "__main__":
    unittest.main()
