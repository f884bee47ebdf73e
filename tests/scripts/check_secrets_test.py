"""scripts/check_secrets against small trees, good ones and bad ones."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts" / "check_secrets"


def check(name, text):
    """Exit code and output for a tree with this one file."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


# Put together here, so that this file holds nothing that looks like a secret.
RANDOM = "q7Gd" + "V2xK9" + "mPz4W" + "bR8sY" + "3nLfJ6" + "hTcU"


class CheckSecrets(unittest.TestCase):
    def test_allows_listed_places_and_innocent_text(self):
        for name, text in (
            ("include/bridge/transport/http_client.hpp", '"Bearer " + token_.expose();\n'),
            ("src/web/a.cpp", "// never calls expose()\n"),
            ("docs/a.md", "token_env = \"SMARTSHEET_API_TOKEN\"\n"),
            ("docs/b.md", "Authorization: Bearer your-token-goes-here-please\n"),
            ("tests/a.cpp", 'OAuthToken(std::string("example-token-0123456789-ABC"));\n'),
        ):
            with self.subTest(name=name, text=text):
                code, output = check(name, text)
                self.assertEqual(code, 0, output)

    def test_refuses_the_rest_and_says_where(self):
        for name, text, expected in (
            ("src/web/a.cpp", "\ntoken.expose();\n", "src/web/a.cpp:2: expose() stands 1 times, at most 0"),
            ("include/bridge/transport/http_client.hpp", "a.expose(); b.expose ();\n", "stands 2 times, at most 1"),
            ("docs/a.md", f"token: {RANDOM}\n", "docs/a.md:1: looks like a secret"),
            ("src/a.cpp", f'auto secret = "{RANDOM}";\n', "looks like a secret"),
            ("a.sh", f"curl -H 'Authorization: Bearer {RANDOM}'\n", "looks like a secret"),
            ("a.txt", "AKIA" + "Q7GDV2XK9MPZ4WBR\n", "looks like an AWS key"),
            ("a.txt", "ghp_" + RANDOM + "a1B2c3D\n", "looks like a GitHub token"),
            ("a.txt", "00" + RANDOM + "q7GdV2xK9mP\n", "looks like an Okta API token"),
            ("a.pem", "-----BEGIN PRIVATE " + "KEY-----\n" + RANDOM + RANDOM + "\n", "looks like a private key"),
        ):
            with self.subTest(name=name, text=text):
                code, output = check(name, text)
                self.assertEqual(code, 1, output)
                self.assertIn(expected, output)


if __name__ == "__main__":
    unittest.main()
