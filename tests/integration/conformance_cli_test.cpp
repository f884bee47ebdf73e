// `scimbridge conformance` as a script meets it: exit codes, streams, the files it writes, and what it leaves behind.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class ConformanceCliTest : public ::testing::Test {
 protected:
  Ran run(const std::string& arguments) const {
    const std::string out = path("out");
    const std::string err = path("err");
    const int status =
        std::system((std::string(SCIMBRIDGE_PROGRAM) + " conformance " + arguments + " >" + out + " 2>" + err).c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(out), text_of(err)};
  }

  [[nodiscard]] std::string path(const std::string& name) const { return (directory_.path() / name).string(); }

  std::string write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    std::ofstream(path(name)) << text;
    return path(name);
  }

  /// A suite with one right claim, one wrong claim, both about a person who is made for them, and one that only reads.
  std::string cases() const {
    write("mine/house/suite.json", R"({"title": "House rules", "about": "Ours."})");
    const auto about_ada = [](const std::string& level, const std::string& name) {
      return R"({"title": "Ada is )" + name + R"(", "source": "here", "level": ")" + level +
             R"(", "given": [{"as": "ada", "type": "User"}], "steps": [{"name": "read her", "send": {"method": "GET",
             "path": "/Users/${ada.id}"}, "expect": {"status": 200, "body": {"userName": ")" +
             name + R"("}}}]})";
    };
    write("mine/house/people/right.json", about_ada("MUST", "${ada.userName}"));
    write("mine/house/people/wrong.json", about_ada("MUST", "zoe@example.com"));
    write("mine/house/people/unwise.json", about_ada("SHOULD", "zoe@example.com"));
    write("mine/house/lists/lists.json",
          R"({"title": "People are listed", "source": "here", "level": "MUST", "steps": [{"name": "list",
          "send": {"method": "GET", "path": "/Users", "query": {"count": "1"}}, "expect": {"status": 200}}]})");
    return "--cases " + path("mine") + " ";
  }

  std::string server(const RunningBridge& bridge) const {
    return "--url " + bridge.origin() + "/scim/v2 --token-file " + write("token", bridge.idp_token() + "\n") + " ";
  }

  TemporaryDirectory directory_;
};

TEST_F(ConformanceCliTest, AnswersWrongUsageWithTwo) {
  const std::string token = write("token", "0123456789\n");
  const std::string whole = "--url http://127.0.0.1:1 --token-file " + token + " ";
  struct Row {
    std::string arguments;
    std::string says;
  };
  for (const Row& row :
       {Row{"", "--url"}, Row{"--url http://127.0.0.1:1", "--token-file"}, Row{whole, "--i-accept-side-effects"},
        Row{whole + "--read-only --timeout 0", "--timeout"}, Row{whole + "--read-only --report a.pdf", ".html"},
        Row{whole + "--read-only --suite nobody", "rfc"}, Row{whole + "--read-only --case rfc/nothing", "rfc/nothing"},
        Row{"--url ftp://example.com --read-only --token-file " + token, "https://"}}) {
    const Ran ran = run(row.arguments);
    EXPECT_EQ(ran.code, 2) << row.arguments << "\n" << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(row.says)) << row.arguments;
    EXPECT_EQ(ran.out, "") << row.arguments;
  }
}

TEST_F(ConformanceCliTest, SaysWhatItWouldDoBeforeItDoesIt) {
  const Ran ran = run("--url https://scim.example.com --token-file " + write("token", "0123456789"));
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err,
              AllOf(HasSubstr("https://scim.example.com"), HasSubstr("scimbridge-"), HasSubstr("--read-only")));
}

TEST_F(ConformanceCliTest, RefusesTokensThatAreNone) {
  for (const std::string text : {"", "\n", "two words", "two\nlines", "tab\t"}) {
    const std::string file = write("bad-token", text);
    const Ran ran = run("--read-only --url http://127.0.0.1:1 --token-file " + file);
    EXPECT_EQ(ran.code, 1) << text;
    EXPECT_THAT(ran.err, HasSubstr(file)) << text;
  }
  EXPECT_EQ(run("--read-only --url http://127.0.0.1:1 --token-file " + path("nowhere")).code, 1);
}

TEST_F(ConformanceCliTest, LooksForAPlaceForReportsBeforeItBegins) {
  const std::string whole = "--read-only --url http://127.0.0.1:1 --token-file " + write("token", "0123456789") + " ";
  const Ran ran = run(whole + "--report " + path("nowhere/report.html"));
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("nowhere"));
  EXPECT_EQ(ran.out, "");
}

TEST_F(ConformanceCliTest, ListsItsCasesWithoutAServer) {
  const Ran ran = run("--list " + cases());
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "house/lists/lists\tMUST\tPeople are listed\n"
            "house/people/right\tMUST\tAda is ${ada.userName}\n"
            "house/people/unwise\tSHOULD\tAda is zoe@example.com\n"
            "house/people/wrong\tMUST\tAda is zoe@example.com\n");
  EXPECT_THAT(run("--list --suite rfc --suite okta").out, AllOf(HasSubstr("rfc/"), HasSubstr("okta/")));
}

TEST_F(ConformanceCliTest, SaysThatTheServerCantBeReached) {
  const Ran ran = run("--read-only --url http://127.0.0.1:1 --token-file " + write("token", "0123456789") +
                      " --report " + path("report.xml"));
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, StartsWith("Nothing could be tried: "));
  EXPECT_THAT(text_of(path("report.xml")), HasSubstr("<error "));
}

TEST_F(ConformanceCliTest, JudgesAServerAndLeavesNothingBehind) {
  RunningBridge bridge;
  bridge.start();
  const std::string before = text_at(bridge.scim("GET", "/Users?count=0"), "totalResults");
  const Ran ran = run(server(bridge) + cases() + "--i-accept-side-effects --report " + path("report.html") +
                      " --report " + path("report.json") + " --report " + path("report.xml"));
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("\n4 cases: 2 passed, 2 failed (1 MUST, 1 SHOULD, 0 MAY), 0 blocked, 0 skipped; "));
  EXPECT_THAT(ran.err, AllOf(HasSubstr("failed  house/people/wrong (MUST): "), HasSubstr("house/people/unwise")));
  EXPECT_EQ(text_at(bridge.scim("GET", "/Users?count=0"), "totalResults"), before);
  const auto report = json::parse(text_of(path("report.json")));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->if_object()->find("cases")->if_array()->size(), 4U);
  EXPECT_EQ(*report->if_object()->find("left_over"), core::Value(core::Array()));
  for (const char* file : {"report.html", "report.xml", "report.json"}) {
    const std::string text = text_of(path(file));
    EXPECT_THAT(text, AllOf(HasSubstr("zoe@example.com"), Not(HasSubstr(bridge.idp_token())))) << file;
    const auto permissions = std::filesystem::status(path(file)).permissions();
    EXPECT_EQ(permissions, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write) << file;
  }
}

TEST_F(ConformanceCliTest, FailsForRequirementsAlone) {
  RunningBridge bridge;
  bridge.start();
  const std::string whole = server(bridge) + cases() + "--i-accept-side-effects ";
  EXPECT_EQ(run(whole + "--case house/people/unwise --case house/people/right").code, 0);
  EXPECT_EQ(run(whole + "--case house/people/unwise").code, 1) << "nothing passed";
  EXPECT_EQ(run(whole + "--case house/people/wrong --case house/people/right").code, 1);
}

TEST_F(ConformanceCliTest, ChangesNothingWhenItMayOnlyRead) {
  RunningBridge bridge;
  bridge.start();
  bridge.forget_calls();
  const Ran ran = run(server(bridge) + cases() + "--read-only");
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("\n1 case: 1 passed"));
  for (const std::string& call : bridge.calls()) EXPECT_THAT(call, StartsWith("GET "));
}

TEST_F(ConformanceCliTest, SaysThatTheTokenIsNotTaken) {
  RunningBridge bridge;
  bridge.start();
  const Ran ran = run("--url " + bridge.origin() + "/scim/v2 --read-only --token-file " + write("token", "0123456789"));
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("token"));
}

}  // namespace
}  // namespace bridge::integration
