#!/usr/bin/env python3
"""Which sources are compiled together: cmake/batches.py."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

BATCHES = pathlib.Path(__file__).parent.parent.parent / "cmake" / "batches.py"
OWN = "namespace x {\nnamespace {\n%s\n}  // namespace\nint %s() { return 1; }\n}  // namespace x\n"


class Batches(unittest.TestCase):
    def batches(self, **sources):
        """What stands together, by the names of the sources."""
        with tempfile.TemporaryDirectory() as directory:
            for name, text in sources.items():
                pathlib.Path(directory, name.replace("_hpp", ".hpp")).write_text(text)
            listed = [name for name in sources if not name.endswith("_hpp")]
            printed = subprocess.run([sys.executable, BATCHES, *listed], cwd=directory, check=True, text=True,
                                     capture_output=True).stdout
        made = {}
        for line in printed.splitlines():
            number, name = line.split(";")
            made.setdefault(int(number), []).append(name)
        return [made[number] for number in sorted(made)]

    def alone(self, own, other, **headers):
        self.assertEqual(self.batches(a=OWN % (own, "a"), b=other, **headers), [["a"], ["b"]])

    def test_those_that_share_no_name_stand_together(self):
        self.assertEqual(self.batches(a=OWN % ("int f() { return 1; }", "a"), b=OWN % ("int g() { return 1; }", "b")),
                         [["a", "b"]])

    def test_every_kind_of_declaration_is_seen(self):
        for own in ("int own(int a, std::pair<int, int> b) { return a; }",
                    "int before() {\n  return 1;\n}\n\nint own() { return 1; }",
                    "[[nodiscard]] std::string_view own() { return {}; }",
                    "template <class T>\nvoid own(const T&) {}",
                    "constexpr int own = 1;",
                    "constexpr std::array<int, 2> own{{1, 2}};",
                    "const auto own = [](int a) { return a; };",
                    "char const* own[2] = {\"(\", \")\"};",
                    "struct own {\n  int a = 1;\n};",
                    "enum class own : int { A };",
                    "template <class T>\nclass own final : public T {};",
                    "using own = std::map<int, std::string>;",
                    "const int many = 10'000; int own = 20'000;",
                    "const char* text = \"it's\";  // it's\nint own = 1;"):
            with self.subTest(own):
                self.alone(own, "int b() { return own; }\n")

    def test_words_of_comments_and_texts_are_not_mentioned(self):
        self.assertEqual(self.batches(a=OWN % ("int own = 1;", "a"), b="// own\nconst char* b = \"own\";\n"), [["a", "b"]])

    def test_types_are_not_those_of_a_header(self):
        header = "struct Holder { Own* own; };\n"
        self.alone("struct Own {};", '#include "b.hpp"\n', b_hpp='#include "c.hpp"\n', c_hpp=header)
        self.assertEqual(self.batches(a=OWN % ("int Own = 1;", "a"), b='#include "b.hpp"\n', b_hpp=header), [["a", "b"]])

    def test_what_is_taken_from_elsewhere_is_the_same(self):
        one, same, other = (OWN % (f"using {place}::Value;", place) for place in ("core", "core", "json"))
        self.assertEqual(self.batches(a=one, b=same, c=other), [["a", "b"], ["c"]])
        self.assertEqual(self.batches(a=one, b="Value b();\n", c="core::Value c();\n"), [["a", "c"], ["b"]])

    def test_a_batch_is_no_larger_than_twelve(self):
        sources = {f"s{number}": f"int f{number}();\n" for number in range(30)}
        self.assertEqual([len(batch) for batch in self.batches(**sources)], [12, 12, 6])

    def test_tests_are_told_apart_by_their_names(self):
        texts = (f"namespace {{\nTEST(S, {name}) {{ EXPECT_TRUE(true); }}\n}}  // namespace\n" for name in ("one", "two"))
        self.assertEqual(self.batches(**dict(zip("ab", texts))), [["a", "b"]])


if __name__ == "__main__":
    unittest.main()
