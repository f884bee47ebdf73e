"""scripts/check_includes against small trees, good ones and bad ones."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts" / "check_includes"


def check(files):
    """Exit code and output for a tree with these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


class CheckIncludes(unittest.TestCase):
    def test_allows_what_the_table_names(self):
        for name, text in {
            "include/bridge/core/a.hpp": "#include <string>\n#include <sys/stat.h>\n",
            "include/bridge/http/a.hpp": '#include "bridge/service/a.hpp"\n',
            "src/store/a.cpp": '#include <SQLiteCpp/SQLiteCpp.h>\n#include "bridge/scim/urns.hpp"\n',
            "src/scim/a.cpp": "#include <tao/pegtl.hpp>\n",
            "src/app/main.cpp": '#include <CLI/CLI.hpp>\n#include <spdlog/spdlog.h>\n#include "bridge/web/server.hpp"\n',
            "grammar/a.hpp": "#include <tao/pegtl.hpp>\n",
            "src/core/a.cpp": "// #include <curl/curl.h>\n",
        }.items():
            with self.subTest(name=name):
                code, output = check({name: text})
                self.assertEqual(code, 0, output)

    def test_refuses_the_rest_and_says_where(self):
        for name, text, expected in (
            ("include/bridge/core/a.hpp", '#include "bridge/json/codec.hpp"', ":1: core may not use json"),
            ("src/transport/a.cpp", '\n#  include "bridge/scim/filter.hpp"', ":2: transport may not use scim"),
            ("src/web/a.cpp", '#include "bridge/http/a.hpp"', ":1: web may not use http"),
            ("src/emulator/a.cpp", '#include "bridge/scim/filter.hpp"', ":1: emulator may not use scim"),
            ("src/json/a.cpp", '#include "bridge/app/a.hpp"', ":1: json may not use app"),
            ("grammar/a.hpp", '#include "bridge/core/value.hpp"', ":1: grammar may not use core"),
            ("include/bridge/json/a.hpp", "#include <rapidjson/reader.h>", ":1: <rapidjson/reader.h> is third-party"),
            ("src/work/a.cpp", "#include <curl/curl.h>", "belongs to transport, not to work"),
            ("src/route/a.cpp", "#include <tao/pegtl.hpp>", "belongs to grammar, scim, not to route"),
            ("src/service/a.cpp", "#include <sqlite3.h>", "belongs to store, not to service"),
            ("src/http/a.cpp", "#include <spdlog/spdlog.h>", "belongs to app, not to http"),
            ("src/config/a.cpp", "#include <openssl/evp.h>", "belongs to core, web, not to config"),
            ("src/core/a.cpp", "#include <boost/any.hpp>", "has no owner in the table"),
            ("src/core/a.cpp", '#include "nowhere.hpp"', "is no header of a module"),
            ("src/extra/a.cpp", "#include <string>", "belongs to no module"),
            ("src/CMakeLists.txt", "bridge_module(web USES core scim INSIDE X)", "web may not link scim"),
            ("src/CMakeLists.txt", "bridge_module(extra)", "extra is no module"),
        ):
            with self.subTest(text=text, name=name):
                code, output = check({name: text + "\n"})
                self.assertEqual(code, 1, output)
                self.assertIn(expected, output)
                self.assertIn(" 1 faults", output)

    def test_follows_headers_beside_the_source_and_into_other_modules(self):
        own = {"src/store/rows.hpp": "", "src/store/a.cpp": '#include "rows.hpp"\n#include "store/rows.hpp"\n'}
        self.assertEqual(check(own)[0], 0)
        foreign = {"src/store/rows.hpp": "", "src/web/a.cpp": '#include "store/rows.hpp"\n'}
        self.assertIn("web may not use store", check(foreign)[1])
        around = {"src/store/rows.hpp": "", "src/web/a.cpp": '#include "../store/rows.hpp"\n'}
        self.assertIn("web may not use store", check(around)[1])
        grammar = {"grammar/filter.hpp": "", "src/scim/a.cpp": '#include "../../grammar/filter.hpp"\n'}
        self.assertEqual(check(grammar)[0], 0)


if __name__ == "__main__":
    unittest.main()
