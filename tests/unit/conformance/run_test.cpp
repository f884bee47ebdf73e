#include "bridge/conformance/run.hpp"

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>

#include "unit/conformance/fake_scim_server.hpp"

namespace bridge::conformance {
namespace {

using test::reply;
using test::silence;
using test::Trial;

/// A case with these members behind the usual ones.
std::string case_with(const std::string& members) {
  return R"({"title":"t","source":"s","level":"MUST",)" + members + "}";
}

const char* const kAda = R"("given":[{"as":"ada","type":"User","with":{"externalId":"${unique}-x"}}],)";

std::string steps(const std::string& list) { return case_with(std::string(kAda) + R"("steps":[)" + list + "]"); }

std::string get_ada(const std::string& expect) {
  return steps(R"({"name":"read","send":{"method":"GET","path":"/Users/${ada.id}"},"expect":)" + expect + "}");
}

bool is_delete(const Outgoing& request) { return request.method == "DELETE"; }
bool is_get(const Outgoing& request) { return request.method == "GET" && request.target.substr(0, 7) == "/Users/"; }

TEST(Run, PassesWhatFitsAndRemovesWhatItMade) {
  Trial trial({get_ada(R"({"status":200,"body":{"id":"${ada.id}","userName":"${ada.userName}",
      "externalId":"${unique}-x","meta":{"location":"${base}/Users/${ada.id}"}}})")});
  const CaseResult result = trial.play_one();
  EXPECT_EQ(result.verdict, Verdict::Passed) << result.reason;
  EXPECT_TRUE(trial.server.resources.empty());
  EXPECT_EQ(result.exchanges.front().step, "given ada");
  EXPECT_EQ(result.exchanges.back().step, "clean up");
}

TEST(Run, NamesTheNearestOfSeveralRightAnswers) {
  Trial trial(
      {get_ada(R"([{"status":404},{"status":200,"body":{"id":"7","title":"x"}},{"status":200,"body":{"id":"7"}}])")});
  const CaseResult result = trial.play_one();
  EXPECT_EQ(result.verdict, Verdict::Failed);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].exchange, 1U);
  EXPECT_EQ(result.findings[0].differences, (std::vector<std::string>{R"(/id: expected "7", found "1")"}));
}

TEST(Run, NamesAllStatusesThatWouldBeRightAndWhatTheServerSays) {
  Trial trial({get_ada(R"([{"status":200},{"status":[204,200]}])")});
  trial.server.fault = [](const Outgoing& out) {
    return is_get(out) ? reply(500, R"({"detail":"out of luck"})") : Incoming{};
  };
  const CaseResult result = trial.play_one();
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].differences,
            (std::vector<std::string>{"status: expected 200 or 204, found 500, which says \"out of luck\""}));
}

TEST(Run, HoldsAnErrorToItsThreeParts) {
  struct Row {
    const char* body;
    bool fits;
  };
  const Row rows[] = {
      {R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness"})", true},
      {R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":409,"scimType":"uniqueness"})", false},
      {R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409"})", false},
      {R"({"schemas":[],"status":"409","scimType":"uniqueness"})", false},
      {R"(<html>)", false},
      {"", false},
  };
  for (const Row& row : rows) {
    Trial trial({get_ada(R"({"status":409,"error":"uniqueness"})")});
    trial.server.fault = [&](const Outgoing& out) { return is_get(out) ? reply(409, row.body) : Incoming{}; };
    EXPECT_EQ(trial.play_one().verdict, row.fits ? Verdict::Passed : Verdict::Failed) << row.body;
  }
}

TEST(Run, SaysWhyABodyCanNotBeRead) {
  Trial trial({get_ada(R"({"status":200,"body":{}})")});
  trial.server.fault = [](const Outgoing& out) {
    return is_get(out) ? reply(200, R"({"n":123456789012345678901234567890})") : Incoming{};
  };
  const CaseResult result = trial.play_one();
  ASSERT_EQ(result.findings.size(), 1U);
  const std::string& difference = result.findings[0].differences[0];
  EXPECT_NE(difference.find("expected JSON that can be read"), std::string::npos) << difference;
  EXPECT_NE(difference.find("expected an integer within 64 bits"), std::string::npos) << difference;
}

TEST(Run, GoesOnBehindAStepOfLowerLevelAndEndsBehindOneOfItsOwn) {
  const std::string step = R"("send":{"method":"GET","path":"/Users/${ada.id}"},"expect":{"status":418}})";
  Trial trial(
      {steps(R"({"name":"a","level":"SHOULD",)" + step + R"(,{"name":"b",)" + step + R"(,{"name":"c",)" + step)});
  const CaseResult result = trial.play_one();
  ASSERT_EQ(result.findings.size(), 2U);
  EXPECT_EQ(result.findings[0].level, Level::Should);
  EXPECT_EQ(result.findings[1].step, "b");
  EXPECT_EQ(result.worst(), Level::Must);
}

TEST(Run, KeepsValuesOfBodiesAndHeaders) {
  Trial trial({case_with(R"("steps":[
    {"name":"make","send":{"method":"POST","path":"/Users","body":{"userName":"a+b?","nickName":"${unique}","roles":[1]}},
     "expect":{"status":201},"keep":{"id":"/id","role":"/roles/0","name":"/userName","where":{"header":"Location"}}},
    {"name":"read","send":{"method":"GET","path":"${where}","query":{"filter":"id eq \"${id}\"","n":"${role}"}},
     "expect":{"status":200,"body":{"roles":["${role}"],"userName":{"$matches":"${name}"}}}}])")});
  const CaseResult result = trial.play_one();
  EXPECT_EQ(result.verdict, Verdict::Passed) << result.reason;
  EXPECT_EQ(trial.server.seen[4].target, "/Users/1?filter=id%20eq%20%221%22&n=1");
  EXPECT_TRUE(trial.server.resources.empty());
}

TEST(Run, BlocksWithoutGivenResource) {
  Trial trial({get_ada(R"({"status":200})")});
  trial.server.fault = [](const Outgoing& out) {
    return out.method == "POST" ? reply(400, R"({"detail":"no title"})") : Incoming{};
  };
  const CaseResult result = trial.play_one();
  EXPECT_EQ(result.verdict, Verdict::Blocked);
  EXPECT_EQ(result.reason, "given ada: POST /Users was answered 400: no title");
}

TEST(Run, BlocksWhereNoAnswerComes) {
  Trial trial({get_ada(R"({"status":200})")});
  trial.server.fault = [](const Outgoing& out) { return is_get(out) ? silence() : Incoming{}; };
  const CaseResult result = trial.play_one();
  EXPECT_EQ(result.verdict, Verdict::Blocked);
  EXPECT_EQ(result.reason, "read: no answer came: the connection is refused");
  EXPECT_TRUE(trial.server.resources.empty());
}

TEST(Run, BlocksWhereAPlaceholderStandsForNothing) {
  Trial trial({get_ada(R"({"status":200,"body":{"title":"${ada.title}"}})")});
  EXPECT_EQ(trial.play_one().reason, "read: no answer before had ${ada.title}");
}

TEST(Run, SaysWhyNothingCouldBePlayed) {
  Trial refused({get_ada(R"({"status":200})")});
  refused.server.fault = [](const Outgoing&) { return silence(); };
  EXPECT_EQ(refused.play().unreachable, "no answer to the first request: the connection is refused");
  Trial strange({get_ada(R"({"status":200})")});
  strange.server.fault = [](const Outgoing&) { return reply(401); };
  EXPECT_EQ(strange.play().unreachable, "the server does not accept the token: it answers 401");
}

TEST(Run, SkipsWhatTheServerDoesNotDeclare) {
  Trial trial({case_with(R"("needs":["etag"],"steps":[{"name":"x","send":{"method":"GET","path":"/Users"},
      "expect":{"status":200}}])")});
  const CaseResult result = trial.play_one();
  EXPECT_EQ(result.verdict, Verdict::Skipped);
  EXPECT_NE(result.reason.find("etag"), std::string::npos);
}

TEST(Run, LeavesOutStepsWithTheirNeedsAndThoseThatWaitForThem) {
  Trial trial({case_with(R"("steps":[
    {"name":"a","needs":["sort"],"send":{"method":"GET","path":"/Users/9"},"expect":{"status":200},"keep":{"x":"/id"}},
    {"name":"b","send":{"method":"GET","path":"/Users/${x}"},"expect":{"status":200}},
    {"name":"c","send":{"method":"GET","path":"/Users/8"},"expect":{"status":404}}])")});
  const CaseResult result = trial.play_one();
  EXPECT_EQ(result.verdict, Verdict::Passed) << result.reason;
  EXPECT_EQ(result.exchanges.size(), 1U);
}

TEST(Run, SendsTogetherWhatLeavesTogether) {
  Trial trial({case_with(R"("steps":[{"name":"race","together":{"count":3,
    "send":{"method":"POST","path":"/Users","body":{"userName":"${unique}-${n}"}},"expect":{"status":201}},
    "statuses":{"$unordered":[201,201,409]},"keep":{"id":"/id"}},
    {"name":"first","send":{"method":"GET","path":"/Users/${id}"},"expect":{"body":{"userName":"${unique}-1"},"status":200}}])")});
  const CaseResult result = trial.play_one();
  EXPECT_EQ(trial.server.together[3], 3U);
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].differences[0].substr(0, 13), "the statuses:");
  EXPECT_TRUE(trial.server.resources.empty());
}

TEST(Run, WaitsForABusyServerWithinItsPatience) {
  Trial trial({get_ada(R"({"status":200})")});
  int left = 2;
  trial.server.fault = [&](const Outgoing& out) {
    return is_get(out) && left-- > 0 ? reply(429, "", {{"retry-after", "20"}}) : Incoming{};
  };
  const CaseResult result = trial.play_one();
  EXPECT_EQ(result.verdict, Verdict::Passed);
  EXPECT_EQ(result.exchanges[1].put_off, 2);
  EXPECT_EQ(trial.slept, (std::vector<std::chrono::milliseconds>{std::chrono::seconds(20), std::chrono::seconds(20)}));
}

TEST(Run, BlocksWhenABusyServerAsksForTooMuch) {
  Trial trial({get_ada(R"({"status":200})")});
  trial.server.fault = [](const Outgoing& out) {
    return is_get(out) ? reply(503, "", {{"retry-after", "0"}}) : Incoming{};
  };
  const CaseResult result = trial.play_one();
  EXPECT_EQ(result.verdict, Verdict::Blocked);
  EXPECT_EQ(result.exchanges[1].put_off, 60);
}

TEST(Run, TakesABusyAnswerThatIsExpected) {
  Trial trial({get_ada(R"({"status":[200,503]})")});
  bool asked = false;
  trial.server.fault = [&](const Outgoing& out) {
    return is_get(out) && !std::exchange(asked, true) ? reply(503, "", {{"retry-after", "5"}}) : Incoming{};
  };
  EXPECT_EQ(trial.play_one().verdict, Verdict::Passed);
  EXPECT_TRUE(trial.slept.empty());
}

TEST(Run, SendsTheHeadersOfSuiteAndStep) {
  Trial trial({case_with(R"("steps":[{"name":"x","send":{"method":"POST","path":"/Users","text":"{}",
      "headers":{"content-type":"text/plain","Authorization":null}},"expect":{"status":201}}])")});
  trial.suite.headers = core::Object{{"User-Agent", "Okta"}, {"Accept", "application/json"}};
  const CaseResult result = trial.play_one();
  using Headers = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(trial.server.seen[3].headers, (Headers{{"Accept", "application/json"},
                                                   {"content-type", "text/plain"},
                                                   {"User-Agent", "Okta"},
                                                   {"Authorization", ""}}));
  EXPECT_EQ(result.exchanges[0].sent.headers.size(), 3U);
  EXPECT_EQ(result.exchanges[1].sent.headers[0],
            (std::pair<std::string, std::string>("Authorization", "Bearer ********")));
}

TEST(Run, StopsBetweenExchangesAndStillRemoves) {
  Trial trial({get_ada(R"({"status":200})"), get_ada(R"({"status":200})")});
  trial.server.fault = [&](const Outgoing& out) {
    trial.stop = trial.stop || out.method == "POST";
    return Incoming{};
  };
  const Report report = trial.play();
  EXPECT_TRUE(report.stopped);
  ASSERT_EQ(report.results.size(), 1U);
  EXPECT_EQ(report.results[0].reason, "the run was stopped");
  EXPECT_TRUE(trial.server.resources.empty());
}

TEST(Run, EndsBehindTheFirstFailureWhereAskedTo) {
  const std::string optional = R"({"title":"t","source":"s","level":"MAY","given":[{"as":"ada","type":"User"}],
      "steps":[{"name":"read","send":{"method":"GET","path":"/Users/${ada.id}"},"expect":{"status":404}}]})";
  for (const bool fail_fast : {false, true}) {
    Trial trial({optional, get_ada(R"({"status":404})"), get_ada(R"({"status":200})")});
    trial.options.fail_fast = fail_fast;
    const Report report = trial.play();
    EXPECT_EQ(report.results.size(), fail_fast ? 2U : 3U) << "an option that does not hold ends nothing";
    EXPECT_EQ(report.stopped, fail_fast);
    EXPECT_TRUE(trial.server.resources.empty());
  }
}

TEST(Run, TellsOfItsProgress) {
  Trial trial({get_ada(R"({"status":200})"), get_ada(R"({"status":404})")});
  std::vector<Verdict> verdicts;
  trial.progress = [&](const Progress& progress) {
    EXPECT_EQ(progress.done, verdicts.size() + 1);
    EXPECT_EQ(progress.of, 2U);
    verdicts.push_back(progress.last->verdict);
  };
  static_cast<void>(trial.play());
  EXPECT_EQ(verdicts, (std::vector<Verdict>{Verdict::Passed, Verdict::Failed}));
}

TEST(CleanUp, TriesOnceMoreAndListsWhatStays) {
  for (const bool stays : {false, true}) {
    Trial trial({get_ada(R"({"status":200})")});
    int refused = 0;
    trial.server.fault = [&](const Outgoing& out) {
      return is_delete(out) && (stays || refused++ == 0) ? reply(500, R"({"detail":"not now"})") : Incoming{};
    };
    const Report report = trial.play();
    ASSERT_EQ(report.left_over.size(), stays ? 1U : 0U);
    if (!stays) continue;
    EXPECT_EQ(report.left_over[0].target, "/Users/1");
    EXPECT_EQ(report.left_over[0].made_by, "rfc/some/case-1");
    EXPECT_EQ(report.left_over[0].why, "DELETE was answered 500: not now");
  }
}

TEST(CleanUp, RemovesTheNewestFirstAndWhatWasNotToBeMade) {
  Trial trial({case_with(R"("given":[{"as":"u","type":"User","count":2}],"steps":[
      {"name":"x","send":{"method":"POST","path":"/Users","body":{"userName":"${u1.userName}"}},"expect":{"status":409}}])")});
  EXPECT_EQ(trial.play_one().verdict, Verdict::Failed);
  std::vector<std::string> removed;
  for (const Outgoing& out : trial.server.seen) {
    if (is_delete(out)) removed.push_back(out.target);
  }
  EXPECT_EQ(removed, (std::vector<std::string>{"/Users/3", "/Users/2", "/Users/1"}));
}

}  // namespace
}  // namespace bridge::conformance
