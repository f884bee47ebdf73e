"""scripts/check_usings against small trees."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts" / "check_usings"


def check(text, name="src/core/a.cpp"):
    """Exit code and first line for a tree with this file."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()[0]


class CheckUsings(unittest.TestCase):
    def test_what_is_used_is_fine(self):
        for text in ("using core::Value;\nValue a;\n", "  using Map = std::map<int, int>;\n  Map a;\n",
                     "namespace fs = std::filesystem;\nfs::path a;\n", "using namespace std::literals;\n",
                     "using Base::Base;\n", 'const char* a = "using core::Value;";\n', "// using core::Value;\n"):
            with self.subTest(text):
                self.assertEqual(check(text), (0, "check_usings: 1 files, 0 faults"))

    def test_what_is_not_used_is_told_with_its_place(self):
        for text, name in (("using core::Value;\n", "Value"), ("  using Map = std::map<int, int>;\n", "Map"),
                           ("namespace fs = std::filesystem;\n", "fs"), ("using core::Value;\nValues a;\n", "Value"),
                           ('using core::Value;\nconst char* a = "Value";  // Value\n', "Value")):
            with self.subTest(text):
                self.assertEqual(check(text), (1, f"src/core/a.cpp:1: {name} is taken, and not used"))

    def test_texts_of_many_lines_do_not_move_the_place(self):
        self.assertEqual(check('const char* a = R"(\n\n)";\nusing core::Value;\n', "tests/unit/a_test.cpp"),
                         (1, "tests/unit/a_test.cpp:4: Value is taken, and not used"))


if __name__ == "__main__":
    unittest.main()
