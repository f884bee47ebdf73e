#include "integration/transcript_runner.hpp"

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"

namespace bridge::integration {
namespace {

core::Value parse(const std::string& text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << text;
  return value ? *value : core::Value();
}

Transcript transcript(const std::string& text) {
  auto read = read_transcript(parse(text));
  EXPECT_TRUE(read) << (read ? "" : read.error().detail);
  return read ? *std::move(read) : Transcript();
}

/// A bridge of three lines: remembers what it was sent, calls Smartsheet as told, answers as told.
class RunnerTest : public testing::Test {
 protected:
  RunnerTest() {
    organisation->add_token({"rest-token", "admin@example.com", false, false, {}});
    organisation->add_token({"scim-token", "admin@example.com", false, false, {}});
  }

  void call(const std::string& method, const std::string& path, const std::string& body = "",
            const std::string& token = "rest-token") {
    (void)organisation->handle({method, "/2.0" + path, "", "Bearer " + token, "application/json", "", "", body});
  }

  std::vector<std::string> play(const std::string& steps, const std::string& rest = "") {
    const Surroundings around{[this](const HttpRequest& request) {
                                requests.push_back(request);
                                if (at_request) at_request();
                                return answer;
                              },
                              *organisation,
                              {{"rest", "rest-token"}, {"scim", "scim-token"}},
                              is_housekeeping,
                              route,
                              ids};
    const Transcript played = transcript(R"({"name":"n","source":"s","headers":{"Authorization":"Bearer ${token}",
        "Content-Type":"application/scim+json"},"steps":[)" +
                                         steps + "]" + rest + "}");
    Captures captures = seed(played, *organisation, ids);
    captures["token"] = "idp";
    return run(played, around, captures);
  }

  /// A step that expects 200 and these calls.
  static std::string step(const std::string& upstream, const std::string& more = "") {
    return step_with("[" + upstream + "]", more);
  }
  static std::string step_with(const std::string& upstream, const std::string& more = "") {
    return R"({"name":"one","request":{"method":"GET","path":"/x"},"expect":{"status":200},"upstream":)" + upstream +
           more + "}";
  }

  core::SystemClock clock;
  std::unique_ptr<emulator::Emulator> organisation = emulator::Emulator::make({}, clock);
  HttpAnswer answer{200, {{"Content-Type", "application/scim+json"}}, R"({"id":"7"})"};
  std::function<void()> at_request;
  std::function<bool(const emulator::Logged&)> is_housekeeping;
  std::vector<HttpRequest> requests;
  PlayedRoute route = PlayedRoute::Rest;
  PublicIds ids = PublicIds::Rest;
};

TEST_F(RunnerTest, SendsATextAsItIs) {
  const std::string request = R"({"name":"one","request":{"method":"POST","path":"/x","text":"{\"a\":${token}"},)";
  EXPECT_TRUE(play(request + R"("expect":{"status":200},"upstream":[]})").empty());
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].body, R"({"a":idp)");
  EXPECT_EQ(requests[0].headers.size(), 2U) << "a text is a body, so it has a Content-Type";
}

TEST_F(RunnerTest, LooksAtNoCallsWhereTheStepNamesNone) {
  at_request = [this] { call("GET", "/users"); };
  const std::string one = R"({"name":"one","request":{"method":"GET","path":"/x"},"expect":{"status":200})";
  EXPECT_TRUE(play(one + "}").empty());
  EXPECT_EQ(play(one + R"(,"upstream":[]})").size(), 1U);
}

TEST_F(RunnerTest, SendsWhatTheStepSaysWithWhatWasCaptured) {
  EXPECT_EQ(play(R"({"name":"one","request":{"method":"POST","path":"/x","body":{"a":1}},
                     "expect":{"status":200,"headers":{"content-type":"application/scim+json","X":{"$absent":true}},
                               "body":{"id":{"$any":true}}},"capture":{"user":"/id"},"upstream":[]},
                    {"name":"two","request":{"method":"GET","path":"/x/${user}?q=${unknown}",
                     "headers":{"Authorization":null,"X":"${user}"}},"expect":{"status":200},"upstream":[]})"),
            std::vector<std::string>{});
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].method, "POST");
  EXPECT_EQ(requests[0].body, R"({"a":1})");
  EXPECT_EQ(requests[0].headers,
            (HttpHeaders{{"Authorization", "Bearer idp"}, {"Content-Type", "application/scim+json"}}));
  EXPECT_EQ(requests[1].target, "/x/7?q=${unknown}");
  EXPECT_EQ(requests[1].headers, (HttpHeaders{{"X", "7"}}));
  EXPECT_EQ(requests[1].body, "");
}

struct Bad {
  const char* name;
  const char* expect;
  const char* problem;
};
const Bad kBad[] = {
    {"Status", R"({"status":201})", "one: expected status 201, found 200"},
    {"Header", R"({"status":200,"headers":{"Content-Type":"text/html"}})", "one: header /Content-Type: expected"},
    {"MissingHeader", R"({"status":200,"headers":{"ETag":{"$any":true}}})", "one: header /ETag: expected"},
    {"Body", R"({"status":200,"body":{"id":"8"}})", R"(one: body /id: expected "8", found "7")"},
};
class Unexpected : public RunnerTest, public testing::WithParamInterface<Bad> {};

TEST_P(Unexpected, IsReported) {
  const auto problems = play(R"({"name":"one","request":{"method":"GET","path":"/x"},"expect":)" +
                             std::string(GetParam().expect) + R"(,"upstream":[]})");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].rfind(GetParam().problem, 0), 0U) << problems[0];
}
INSTANTIATE_TEST_SUITE_P(All, Unexpected, testing::ValuesIn(kBad),
                         [](const auto& row) { return std::string(row.param.name); });

TEST_F(RunnerTest, ReportsABodyThatIsNoJson) {
  answer.body = "<html>";
  EXPECT_EQ(play(step("", R"(,"capture":{"user":"/id"})")),
            std::vector<std::string>{"one: expected a JSON body, found <html>"});
}

TEST_F(RunnerTest, ReportsACaptureThatFindsNothing) {
  EXPECT_EQ(play(step("", R"(,"capture":{"user":"/Resources/0/id"})")).size(), 1U);
}

constexpr const char* kGet = R"({"method":"GET","path":"/users","credential":"rest"})";
constexpr const char* kPost = R"({"method":"POST","path":"/groups","credential":"rest","body":{"name":"G"}})";

TEST_F(RunnerTest, AcceptsTheCallsOfAStepInTheirOrder) {
  call("GET", "/users");
  at_request = [this] {
    call("GET", "/users");
    call("POST", "/groups", R"({"name":"G","description":"d"})");
  };
  EXPECT_EQ(play(step(std::string(kGet) + "," + kPost)), std::vector<std::string>{});
}

TEST_F(RunnerTest, ReportsCallsInAnotherOrderUnlessItIsFree) {
  at_request = [this] {
    call("POST", "/groups", R"({"name":"G"})");
    call("GET", "/users");
  };
  EXPECT_EQ(play(step(std::string(kGet) + "," + kPost)).size(), 1U);
  EXPECT_EQ(play(step(std::string(kGet) + "," + kPost, R"(,"upstream_in_any_order":true)")),
            std::vector<std::string>{});
}

TEST_F(RunnerTest, ReportsCallsThatAreMissingOrTooManyOrDifferent) {
  EXPECT_EQ(play(step(kGet)).size(), 1U) << "missing";
  at_request = [this] { call("GET", "/users"); };
  EXPECT_EQ(play(step("")).size(), 1U) << "too many";
  EXPECT_EQ(play(step(std::string(kGet) + "," + kGet)).size(), 1U) << "one of two is missing";
  EXPECT_EQ(play(step(R"({"method":"POST","path":"/users","credential":"rest"})")).size(), 1U) << "other method";
  EXPECT_EQ(play(step(R"({"method":"GET","path":"/groups","credential":"rest"})")).size(), 1U) << "other path";
  EXPECT_EQ(play(step(R"({"method":"GET","path":"/users","credential":"scim"})")).size(), 1U) << "other credential";
  EXPECT_EQ(play(step(R"({"method":"GET","path":"/users","credential":"rest","body":{"a":1}})")).size(), 1U) << "body";
}

constexpr const char* kOnEach = R"({"rest":[{"method":"GET","path":"/users","credential":"rest"}],
    "scim":[{"method":"GET","path":"/scim/v2/Users","credential":"scim"}]})";

TEST_F(RunnerTest, ExpectsTheCallsOfTheRouteThatItPlaysOn) {
  at_request = [this] { call("GET", "/users"); };
  EXPECT_EQ(play(step_with(kOnEach)), std::vector<std::string>{});
  route = PlayedRoute::Scim;
  EXPECT_EQ(play(step_with(kOnEach)).size(), 1U) << "REST's call";
  EXPECT_EQ(play(step(kGet)), std::vector<std::string>{}) << "the same on every route";
  at_request = [this] { call("GET", "/scim/v2/Users", "", "scim-token"); };
  EXPECT_EQ(play(step_with(kOnEach)), std::vector<std::string>{});
  at_request = [this] { call("GET", "/scim/v2/Users", "", "rest-token"); };
  EXPECT_EQ(play(step_with(kOnEach)).size(), 1U) << "REST's credential";
}

TEST_F(RunnerTest, BlamesNoStepForHousekeeping) {
  at_request = [this] { call("GET", "/users"); };
  is_housekeeping = [](const emulator::Logged& logged) { return logged.method == "GET"; };
  EXPECT_EQ(play(step("")), std::vector<std::string>{});
}

TEST_F(RunnerTest, SeedsTheOrganisationAndChecksItsState) {
  const std::string seeding = R"(,"seed":{"users":[{"email":"ada@example.com","as":"ada"}],
      "groups":[{"name":"G","members":["${ada}"],"as":"g"}]},"emulator":{"users":{"$size":2},
      "groups":[{"id":{"$integer":"${g}"},"name":"G","members":[{"$integer":"${ada}"}]}]})";
  EXPECT_EQ(play(step(""), seeding), std::vector<std::string>{});
  const auto problems = play(step(""), R"(,"emulator":{"groups":[]})");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].rfind("the emulator's state: /groups", 0), 0U) << problems[0];
}

TEST_F(RunnerTest, ChecksTheStateUnderThePublicIds) {
  emulator::Facts facts;
  facts.scim_ids = emulator::ScimIds::Numbers;
  organisation->set_facts(facts);
  ids = PublicIds::Scim;
  EXPECT_EQ(play(step(""), R"(,"seed":{"users":[{"email":"ada@example.com","as":"ada"}],
      "groups":[{"name":"G","members":["${ada}"],"as":"g"}]},"emulator":{
      "users":{"$includes":[{"id":{"$integer":"${ada}"},"scimId":"${ada}","email":"ada@example.com"}]},
      "groups":[{"id":{"$integer":"${g}"},"scimId":"${g}","members":[{"$integer":"${ada}"}]}]})"),
            std::vector<std::string>{});
  EXPECT_EQ(play(step(""), R"(,"emulator":{"users":{"$includes":[{"id":{"$integer":"1"}}]}})").size(), 1U);
}

TEST(Transcripts, RefuseWhatTheyDoNotKnow) {
  for (const char* text : {
           R"([])",
           R"({"source":"s","steps":[]})",
           R"({"name":"n","source":"s","steps":[],"comment":""})",
           R"({"name":"n","source":"s","steps":[{"name":"x"}]})",
           R"({"name":"n","source":"s","steps":[{"name":"x","request":{"method":"GET","path":"/","url":""},
               "expect":{"status":200},"upstream":[]}]})",
           R"({"name":"n","source":"s","steps":[{"name":"x","request":{"method":"GET","path":"/","body":{},"text":""},
               "expect":{"status":200}}]})",
           R"({"name":"n","source":"s","steps":[{"name":"x","request":{"method":"GET","path":"/"},
               "expect":{"status":"200"},"upstream":[]}]})",
           R"({"name":"n","source":"s","steps":[{"name":"x","request":{"method":"GET","path":"/"},
               "expect":{"status":200},"upstream":null}]})",
           R"({"name":"n","source":"s","steps":[{"name":"x","request":{"method":"GET","path":"/"},
               "expect":{"status":200},"upstream":{"rest":[]}}]})",
           R"({"name":"n","source":"s","steps":[{"name":"x","request":{"method":"GET","path":"/"},
               "expect":{"status":200},"upstream":{"rest":[],"scim":{}}}]})",
           R"({"name":"n","source":"s","steps":[{"name":"x","request":{"method":"GET","path":"/"},
               "expect":{"status":200},"upstream":{"rest":[],"scim":[],"auto":[]}}]})",
       }) {
    EXPECT_FALSE(read_transcript(parse(text))) << text;
  }
}

TEST(Transcripts, OfOktaCanAllBeRead) {
  const auto files = transcripts_in(std::filesystem::path(BRIDGE_SOURCE_DIR) / "tests/transcripts/idp/okta");
  EXPECT_EQ(files.size(), 10U);
  for (const auto& file : files) {
    const auto read = read_transcript(file);
    EXPECT_TRUE(read) << file << ": " << (read ? "" : read.error().detail);
    if (read) {
      EXPECT_FALSE(read->steps.empty()) << file;
    }
  }
}

}  // namespace
}  // namespace bridge::integration
