// Wrong configurations: tests/data/config/NAME.toml with the expected problems in NAME.problems, and the cases that
// need files with modes or many small variants.

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/config/fixture.hpp"

namespace bridge::config::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::filesystem::path data_dir() { return source_dir() / "tests/data/config"; }

std::vector<std::string> names_of_defects() {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(data_dir())) {
    if (file.path().extension() == ".problems") names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Defects : public testing::TestWithParam<std::string> {};

TEST_P(Defects, AreReportedWithPlaceAndKey) {
  const Loaded loaded = load_file((data_dir() / (GetParam() + ".toml")).string(), test_environment());
  EXPECT_FALSE(loaded.settings);
  std::istringstream lines(text_of(data_dir() / (GetParam() + ".problems")));
  std::vector<std::string> expected;
  for (std::string line; std::getline(lines, line);) expected.push_back(line);
  EXPECT_EQ(problems_of(loaded), expected);
  for (const std::string& problem : problems_of(loaded)) {
    EXPECT_THAT(problem, Not(HasSubstr(kRestToken)));
    EXPECT_THAT(problem, Not(HasSubstr(kScimToken)));
    EXPECT_THAT(problem, Not(HasSubstr(kIdpToken)));
    EXPECT_THAT(problem, Not(HasSubstr("short-secret")));
  }
}

INSTANTIATE_TEST_SUITE_P(Config, Defects, testing::ValuesIn(names_of_defects()), [](const auto& test) {
  std::string name = test.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Refusals, ReportAtLeastEightProblemsOfOneFileAtOnce) {
  const Loaded loaded = load_file((data_dir() / "many-at-once.toml").string(), test_environment());
  EXPECT_GE(loaded.problems.size(), 8U);
}

TEST(Refusals, KeepCredentialsFromForeignHosts) {
  for (const char* url : {"https://api.smartsheet.com.example.com/2.0",
                          "https://evil.example.com/2.0",
                          "http://api.smartsheet.com/2.0",
                          "https://user@api.smartsheet.com/2.0",
                          "https://api.smartsheet.com:x/2.0",
                          "https://api.smartsheet.com@evil.example",
                          "https://api.smartsheet.com/2.0/",
                          "https://api.smartsheet.com/2.0?x=y",
                          "https://api.smartsheet.com/2.0#x",
                          "ftp://api.smartsheet.com",
                          "api.smartsheet.com",
                          "",
                          "https://",
                          "https:///2.0",
                          "https://[::1",
                          "http://[::2]:80",
                          "http://127.0.0.1.example.com",
                          "http://127.0.0.1\\\\@evil.example",
                          "https://api.smartsheet.com/2 0",
                          "http://10.0.0.1/2.0",
                          "https://api.smartsheet.com:65536"}) {
    const auto problems = problems_of(minimal("url = \"" + std::string(url) + "\""));
    ASSERT_EQ(problems.size(), 1U) << url;
    EXPECT_THAT(problems[0], HasSubstr(": tenant[0].rest.url: expected ")) << url;
  }
}

TEST(Refusals, KeepTheScimTokenFromForeignHosts) {
  for (const char* url :
       {"https://scim.smartsheet.com.example.com/v2", "https://evil.example.com/v2", "http://scim.smartsheet.com/v2",
        "http://10.0.0.1/2.0/scim/v2", "https://scim.smartsheet.com/v2/", "https://user@scim.smartsheet.eu/v2"}) {
    const auto problems = problems_of(minimal_scim("url = \"" + std::string(url) + "\""));
    ASSERT_EQ(problems.size(), 1U) << url;
    EXPECT_THAT(problems[0], HasSubstr(": tenant[0].scim.url: expected ")) << url;
  }
  EXPECT_THAT(problems_of(minimal_scim("url = \"https://a.example.com\"\nallow_host = \"a.example.com\"")),
              ElementsAre());
}

TEST(Refusals, LetAllowHostPermitExactlyOneMoreHost) {
  EXPECT_THAT(problems_of(minimal("url = \"https://a.example.com\"\nallow_host = \"a.example.com\"")), ElementsAre());
  EXPECT_THAT(problems_of(minimal("url = \"http://a.example.com\"\nallow_host = \"a.example.com\"")),
              ElementsAre(HasSubstr("expected https")));
  EXPECT_THAT(problems_of(minimal("url = \"https://b.a.example.com\"\nallow_host = \"a.example.com\"")),
              ElementsAre(HasSubstr("expected a host of Smartsheet's")));
  EXPECT_THAT(problems_of(minimal("allow_host = \"https://a.example.com\"")), ElementsAre(HasSubstr("without scheme")));
}

TEST(Refusals, CoverEveryBareUsernameDomainThatIsNone) {
  const std::string label(63, 'a');
  for (const std::string& text : std::vector<std::string>{
           "", "example", "@example.com", "ada@example.com", "example..com", ".example.com", "example.com.",
           "-a.example.com", "a-.example.com", "ex ample.com", "a_b.example.com", "b\u00FCro.example.com",
           label + "a.example.com", label + "." + label + "." + label + "." + label + ".com"}) {
    const auto problems = problems_of(minimal_scim("", "bare_username_domain = \"" + text + "\""));
    ASSERT_EQ(problems.size(), 1U) << text;
    EXPECT_THAT(problems[0], HasSubstr(": tenant[0].bare_username_domain: expected a domain such as")) << text;
  }
  for (const std::string& text : std::vector<std::string>{"example.com", "A-1.b.Example", label + ".example.com"}) {
    EXPECT_THAT(problems_of(minimal_scim("", "bare_username_domain = \"" + text + "\"")), ElementsAre()) << text;
  }
}

TEST(Refusals, CoverEveryMalformedDurationAndSize) {
  for (const char* text : {"", "5", "s", "-5s", "+5s", " 5s", "5 s", "5S", "1.5s", "5sec", "0x5s", "0ms", "2h",
                           "99999999999999999999s", "300000000000d"}) {
    EXPECT_EQ(problems_of(minimal("timeout = \"" + std::string(text) + "\"")).size(), 1U) << text;
  }
  for (const char* text : {"", "5", "KiB", "-5KiB", "5KB", "5kib", "5 KiB", "1.5KiB", "0B", "1023B", "1048577KiB",
                           "99999999999999999999B", "99999999999999GiB"}) {
    EXPECT_EQ(problems_of(minimal("", "limits.max_body = \"" + std::string(text) + "\"")).size(), 1U) << text;
  }
}

TEST(Refusals, CoverEveryMalformedListenAddress) {
  for (const char* text :
       {"", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:8080", "[::1]", "[::1:8080",
        "http://127.0.0.1:80", "127.0.0.1:80/", "a b:80", "127.0.0.1:080000"}) {
    const auto problems = problems_of(minimal("", "listen = \"" + std::string(text) + "\""));
    ASSERT_EQ(problems.size(), 1U) << text;
    EXPECT_THAT(problems[0], HasSubstr("server.listen: expected HOST:PORT"));
  }
}

TEST(Refusals, KeepTheAdminFromPublicAddresses) {
  for (const char* text : {"0.0.0.0:8081", "[::]:8081", "192.0.2.1:8081", "admin.example.com:8081", "[::2]:0"}) {
    const auto problems = problems_of(minimal("", "admin_listen = \"" + std::string(text) + "\""));
    ASSERT_EQ(problems.size(), 1U) << text;
    EXPECT_THAT(problems[0], HasSubstr("health, commands and the console never listen on a public address")) << text;
  }
  for (const char* text : {"", "8081", "127.0.0.1", "127.0.0.1:65536", "http://127.0.0.1:8081", "127.0.0.1:8081/"}) {
    const auto problems = problems_of(minimal("", "admin_listen = \"" + std::string(text) + "\""));
    ASSERT_EQ(problems.size(), 1U) << text;
    EXPECT_THAT(problems[0], HasSubstr("server.admin_listen: expected HOST:PORT of a loopback address")) << text;
  }
}

TEST(Refusals, KeepTheAdminFromThePublicPort) {
  for (const char* server : {"admin_listen = \"127.0.0.1:8080\"", "listen = \"127.0.0.1:8081\"",
                             "listen = \"0.0.0.0:8081\"", "listen = \"[::]:8081\"", "listen = \"localhost:8081\"",
                             "admin_listen = \"localhost:8080\"", "listen = \"[::1]:90\"\nadmin_listen = \"[::1]:90\"",
                             "listen = \"LOCALHOST:90\"\nadmin_listen = \"[::1]:90\""}) {
    const auto problems = problems_of(minimal("", server));
    ASSERT_EQ(problems.size(), 1U) << server;
    EXPECT_THAT(problems[0], HasSubstr("server.admin_listen: expected another port than that of listen")) << server;
  }
}

TEST(Refusals, CoverEveryUnfitSecretFile) {
  struct Case {
    const char* name;
    const char* text;
    unsigned mode;
    const char* message;
  };
  for (const Case& row :
       {Case{"group-readable", "token", 0640, "chmod 600"}, Case{"world-readable", "token", 0604, "chmod 600"},
        Case{"empty", "", 0600, "found nothing"}, Case{"newline-only", "\n", 0600, "found nothing"},
        Case{"two-newlines", "token\n\n", 0600, "printable ASCII"},
        Case{"trailing-blank", "token \n", 0600, "printable ASCII"},
        Case{"two-lines", "to\nken", 0600, "printable ASCII"}}) {
    const TemporaryDirectory directory;
    directory.write("token", row.text, row.mode);
    EXPECT_THAT(problems_of(minimal("token_file = \"token\""), directory.path()), ElementsAre(HasSubstr(row.message)))
        << row.name;
  }
  const TemporaryDirectory directory;
  EXPECT_THAT(problems_of(minimal("token_file = \"missing\""), directory.path()),
              ElementsAre(HasSubstr("No such file or directory")));
  EXPECT_THAT(problems_of(minimal("token_file = \".\""), directory.path()), ElementsAre(HasSubstr("not a file")));
}

TEST(Refusals, CoverUnfitPemFiles) {
  const TemporaryDirectory directory;
  directory.write("c.pem", "-----BEGIN CERTIFICATE-----\n");
  directory.write("k.pem", "-----BEGIN PRIVATE KEY-----\n");
  const auto with = [&](const std::string& server) { return problems_of(minimal("", server), directory.path()); };
  EXPECT_THAT(with("tls_certificate = \"c.pem\"\ntls_key = \"k.pem\"\ntls_client_ca = \"c.pem\""), ElementsAre());
  EXPECT_THAT(with("tls_certificate = \"k.pem\"\ntls_key = \"c.pem\""),
              ElementsAre(HasSubstr("a certificate, found none in it"), HasSubstr("a private key, found none in it")));
  EXPECT_THAT(with("tls_key = \"k.pem\""), ElementsAre(HasSubstr("expected tls_certificate beside it, found none")));
  EXPECT_THAT(with("tls_client_ca = \"c.pem\""), ElementsAre(HasSubstr("expected tls_certificate beside it")));
  EXPECT_THAT(with("tls_certificate = \"c.pem\""), ElementsAre(HasSubstr("expected tls_key beside it, found none")));
  EXPECT_THAT(with("tls_certificate = \"x.pem\"\ntls_key = \"k.pem\""), ElementsAre(HasSubstr("No such file")));
  EXPECT_THAT(with("state_dir = \"c.pem\""), ElementsAre(HasSubstr("expected a directory")));
}

TEST(Refusals, NeverShowATokenThatStandsWhereItsSourceBelongs) {
  const std::string token = "0123456789abcdefghijklmnopqrstuvwxyz0123";
  for (const std::string& line :
       {"[tenant.rest]\ntoken_env = \"" + token + "\"", "[tenant.rest]\ntoken_file = \"" + token + "\"",
        "[tenant.scim]\ntoken_env = \"" + token + "\"", "[tenant.scim]\ntoken_file = \"" + token + "\"",
        "[tenant.rest]\ntoken_env = " + token, "[tenant.rest]\nurl = \"https://u:" + token + "@api.smartsheet.com\"",
        "[tenant.rest]\ntoken_env = \"E\"\nproxy = \"http://u:" + token + "@proxy.example.com\"",
        "[[tenant.idp_token]]\nname = \"a\"\ndigest = \"" + token + "\"", "[[tenant.idp_token]]\nname = a" + token}) {
    const auto problems = problems_of("[[tenant]]\n" + line);
    EXPECT_FALSE(problems.empty());
    for (const std::string& problem : problems) EXPECT_THAT(problem, Not(HasSubstr(token.substr(0, 12)))) << line;
  }
}

TEST(Refusals, GiveNoPlaceForAFileThatCannotBeRead) {
  const Loaded loaded = load_file("/nonexistent/scimbridge.toml", test_environment());
  ASSERT_EQ(loaded.problems.size(), 1U);
  EXPECT_EQ(loaded.problems[0].to_string(),
            "/nonexistent/scimbridge.toml: expected a configuration file, found none that can be read: No such file or "
            "directory");
}

TEST(Refusals, PrintFileLineColumnAndKey) {
  EXPECT_EQ((Problem{"a.toml", 3, 7, "server.listen", "wrong"}.to_string()), "a.toml:3:7: server.listen: wrong");
  EXPECT_EQ((Problem{"a.toml", 3, 7, "", "wrong"}.to_string()), "a.toml:3:7: wrong");
  EXPECT_EQ((Problem{"a.toml", 0, 0, "tenant", "wrong"}.to_string()), "a.toml: tenant: wrong");
}

}  // namespace
}  // namespace bridge::config::test
