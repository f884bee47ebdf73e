"""What scripts/check_readme takes for a walk, and for the output that README.md promises."""

import importlib.machinery
import importlib.util
import pathlib
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts" / "check_readme"
LOADER = importlib.machinery.SourceFileLoader("check_readme", str(SCRIPT))
check_readme = importlib.util.module_from_spec(importlib.util.spec_from_loader("check_readme", LOADER))
LOADER.exec_module(check_readme)

PAGE = """# Title

```sh
elsewhere
```

## Try it

```sh
one
```

```text
HTTP 200
```

```sh
two
```

## Behind

```sh
elsewhere
```
"""


class WalkTests(unittest.TestCase):
    def test_takes_the_blocks_of_its_section_in_order(self):
        self.assertEqual(check_readme.walk(PAGE), [["one\n", "HTTP 200\n"], ["two\n", ""]])

    def test_refuses_an_output_without_command(self):
        with self.assertRaises(ValueError):
            check_readme.walk("## Try it\n\n```text\nHTTP 200\n```\n")

    def test_puts_in_what_the_demo_printed(self):
        text = check_readme.script([["BASE=x\nTOKEN='y'\nUSERBASE=z\n", ""]], "http://there", "t0ken")
        self.assertIn("BASE='http://there'\nTOKEN='t0ken'\nUSERBASE=z\n", text)


class FitTests(unittest.TestCase):
    def test_white_space_ids_times_and_ports_may_differ(self):
        for expected, output in (
            ('{"a":1,\n "b":2}\nHTTP 200', '{"a":1,"b":2}\nHTTP 200\n'),
            ('{"id":"4503599657779918"}', '{"id":"4503599657779919"}'),
            ('"2026-01-01T00:00:00.000Z"', '"2031-12-31T23:59:59.999Z"'),
            ("http://127.0.0.1:8080/x", "http://127.0.0.1:40123/x"),
            ('{"a":…}', '{"a":[1,2]}'),
            ("…HTTP 200", '{"a":1}\nHTTP 200'),
            ("", "\n"),
        ):
            with self.subTest(expected=expected):
                self.assertTrue(check_readme.fits(expected, output))

    def test_anything_else_may_not(self):
        for expected, output in (
            ("HTTP 200", "HTTP 201"),
            ('{"a":1}', '{"a":1,"b":2}'),
            ('{"a":…}', '{"b":1}'),
            ("HTTP 200", "{}HTTP 200"),
            ("", "HTTP 200"),
            ("HTTP 204", ""),
            ("a.c", "abc"),
        ):
            with self.subTest(expected=expected):
                self.assertFalse(check_readme.fits(expected, output))


class PathTests(unittest.TestCase):
    def test_names_what_is_not_there(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "src").mkdir()
            (root / "README.md").write_text("[a](src) [b](gone.md) [c](https://example.com/x) `src/` `src/gone.cpp` `other`")
            self.assertEqual(list(check_readme.faults_of_paths(root)),
                             ["README.md: link to gone.md, which is not there",
                              "README.md: names src/gone.cpp, which is not there"])


if __name__ == "__main__":
    unittest.main()
