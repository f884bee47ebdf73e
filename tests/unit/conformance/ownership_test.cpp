#include "conformance/ownership.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "unit/conformance/fake_scim_server.hpp"

namespace bridge::conformance {
namespace {

using test::reply;
using test::silence;
using test::Trial;

constexpr const char* kRun = "scimbridge-run-";
constexpr const char* kStranger = R"({"id":"boss","userName":"boss@example.org","displayName":"The Boss"})";

Named named_of(const std::string& resource) { return named(*json::parse(resource)->if_object(), kRun); }

std::string case_of(const std::string& members) {
  return R"({"title":"t","source":"s","level":"MUST",)" + members + "}";
}

/// Ada is given; the steps are these.
std::string with_ada(const std::string& steps) {
  return case_of(R"("given":[{"as":"ada","type":"User"}],"steps":[)" + steps + "]");
}

const char* const kReadAda = R"({"name":"read","send":{"method":"GET","path":"/Users/${ada.id}"},"expect":{}})";

/// Changes and deletions that reached a place.
std::size_t changes_at(const Trial& trial, const std::string& target) {
  return static_cast<std::size_t>(
      std::count_if(trial.server.seen.begin(), trial.server.seen.end(), [&](const Outgoing& out) {
        return out.method != "GET" && out.method != "POST" && out.target.substr(0, out.target.find('?')) == target;
      }));
}

TEST(Ownership, IsInTheNamesOfTheResourceItself) {
  EXPECT_EQ(named_of(R"({"userName":"SCIMBRIDGE-RUN-0001-ada@example.com"})"), Named::AfterTheRun);
  EXPECT_EQ(named_of(R"({"displayName":"x","emails":[{"value":"scimbridge-run-0001@x"}]})"), Named::AfterTheRun);
  EXPECT_EQ(named_of(kStranger), Named::Otherwise);
  EXPECT_EQ(named_of(R"({"displayName":"All","members":[{"display":"scimbridge-run-0001 ada"}]})"), Named::Otherwise);
  EXPECT_EQ(named_of(R"({"userName":"scimbridge-other-0001"})"), Named::Otherwise) << "of another run";
  EXPECT_EQ(named_of(R"({"id":"7","active":true})"), Named::NotAtAll);
}

TEST(Ownership, IsLookedUpByTheNameThatWasSent) {
  const auto found = look_up_of({"POST", "/Users?x=y", {}, R"({"userName":"scimbridge-run-1\"x"})"}, kRun);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->target(), "/Users?filter=userName%20eq%20%22scimbridge-run-1%5C%22x%22");
  for (const char* body : {"", "[]", R"({"userName":"ada"})", R"({"userName":7})"}) {
    EXPECT_FALSE(look_up_of({"POST", "/Users", {}, body}, kRun)) << body;
  }
  EXPECT_FALSE(look_up_of({"POST", "/Me", {}, R"({"userName":"scimbridge-run-1"})"}, kRun)) << "that is no collection";
  EXPECT_FALSE(look_up_of({"PUT", "/Users", {}, R"({"userName":"scimbridge-run-1"})"}, kRun));
}

TEST(Ownership, OfWhatAnAnswerClaimsIsCheckedBeforeItIsDeleted) {
  struct Row {
    const char* what;
    Incoming answer;
  };
  const Row rows[] = {
      {"an existing person", reply(200, kStranger)},
      {"an existing person as new", reply(201, kStranger)},
      {"what was sent, with the id of another", reply(201, R"({"id":"boss","userName":"scimbridge-run-0001-ada@x"})")},
      {"nothing but a place", reply(201, "", {{"location", "https://scim.example.com/v2/Users/boss"}})},
  };
  for (const Row& row : rows) {
    Trial trial({with_ada(kReadAda)});
    trial.server.resources["/Users/boss"] = kStranger;
    trial.server.fault = [&](const Outgoing& out) { return out.method == "POST" ? row.answer : Incoming{}; };
    const Report report = trial.play();
    EXPECT_EQ(changes_at(trial, "/Users/boss"), 0U) << row.what;
    ASSERT_EQ(report.left_over.size(), 1U) << row.what;
    EXPECT_EQ(report.left_over[0].target, "/Users/boss");
    EXPECT_NE(report.left_over[0].why.find("nothing shows that this run made it"), std::string::npos);
  }
}

TEST(Ownership, OfAGivenResourceIsInItsNames) {
  Trial trial({with_ada(R"({"name":"x","send":{"method":"POST","path":"/Users","body":
      {"userName":"${ada.userName}"}},"expect":{}})")});
  trial.server.fault = [](const Outgoing& out) { return out.method == "POST" ? reply(200, kStranger) : Incoming{}; };
  const CaseResult result = trial.play_one();
  EXPECT_EQ(result.reason, "given ada: POST /Users was answered with a resource of other names than were sent");
  EXPECT_EQ(std::count_if(trial.server.seen.begin(), trial.server.seen.end(),
                          [](const Outgoing& out) { return out.method == "POST"; }),
            1);
}

TEST(Ownership, OfWhatABulkAnswerClaimsIsCheckedToo) {
  Trial trial({case_of(R"("steps":[{"name":"b","send":{"method":"POST","path":"/Bulk","body":{}},"expect":{}}])")});
  trial.server.resources["/Users/boss"] = kStranger;
  trial.server.resources["/Users/7"] = R"({"id":"7","userName":"scimbridge-run-0001"})";
  trial.server.fault = [&](const Outgoing& out) {
    return out.method == "POST" ? reply(200, R"({"Operations":[
        {"method":"POST","status":"201","location":"/v2/Users/boss"},
        {"method":"POST","status":"201","location":"/v2/Users/7"}]})")
                                : Incoming{};
  };
  EXPECT_EQ(trial.play().left_over.size(), 1U);
  EXPECT_EQ(changes_at(trial, "/Users/boss"), 0U);
  EXPECT_EQ(trial.server.resources.count("/Users/7"), 0U);
}

TEST(Ownership, IsCheckedBeforeAStepChangesWhatTheServerNamed) {
  const char* const changes[] = {
      R"({"method":"DELETE","path":"/Users/${ada.id}"})",
      R"({"method":"PATCH","path":"/Users/${ada.id}?x=y","body":{}})",
      R"({"method":"PUT","path":"/Users/${found}","body":{}})",
      R"({"method":"POST","path":"/Bulk","body":{"Operations":[{"method":"DELETE","path":"/Users/${ada.id}"}]}})",
  };
  for (const char* change : changes) {
    Trial trial({with_ada(R"({"name":"find","send":{"method":"GET","path":"/Users"},"expect":{},
        "keep":{"found":"/Resources/0/id"}},{"name":"change","send":)" +
                          std::string(change) + R"(,"expect":{}})")});
    trial.server.resources["/Users/boss"] = kStranger;
    trial.server.fault = [&](const Outgoing& out) {
      if (out.target == "/Users" && out.method == "GET") return reply(200, R"({"Resources":[{"id":"boss"}]})");
      return out.method == "POST" ? reply(200, R"({"id":"boss"})") : Incoming{};
    };
    const CaseResult result = trial.play_one();
    EXPECT_EQ(result.verdict, Verdict::Blocked) << change;
    EXPECT_NE(result.reason.find("nothing shows that this run made /Users/boss"), std::string::npos) << result.reason;
    EXPECT_EQ(changes_at(trial, "/Users/boss"), 0U) << change;
    const bool sent = std::any_of(trial.server.seen.begin(), trial.server.seen.end(),
                                  [](const Outgoing& out) { return out.target == "/Bulk"; });
    EXPECT_FALSE(sent) << change;
  }
}

TEST(Ownership, IsNotTakenFromAnAddressThatCanNotBeRead) {
  Trial trial({with_ada(R"({"name":"x","send":{"method":"DELETE","path":"/Users/${ada.id}"},"expect":{}})")});
  trial.server.fault = [](const Outgoing& out) {
    return out.method == "POST" ? reply(201, R"({"id":"boss"})") : Incoming{};
  };
  EXPECT_EQ(trial.play_one().verdict, Verdict::Blocked);
  EXPECT_EQ(changes_at(trial, "/Users/boss"), 0U);
}

TEST(Ownership, LetsStepsChangeWhatIsNotThere) {
  Trial trial({case_of(R"("steps":[{"name":"x","send":{"method":"DELETE","path":"/Users/missing"},
      "expect":{"status":404}}])")});
  EXPECT_EQ(trial.play_one().verdict, Verdict::Passed);
}

TEST(CleanUp, RemovesWhatAChangeMadeInPlace) {
  Trial trial({case_of(R"("steps":[{"name":"x","send":{"method":"PUT","path":"/Users/${unique}","body":{}},
      "expect":{"status":404}}])")});
  trial.server.resources["/Users/77"] = R"({"id":"77","userName":"scimbridge-run-0001"})";
  trial.server.fault = [&](const Outgoing& out) {
    return out.method == "PUT" ? reply(201, trial.server.resources["/Users/77"]) : Incoming{};
  };
  EXPECT_EQ(trial.play_one().verdict, Verdict::Failed);
  EXPECT_TRUE(trial.server.resources.empty());
  EXPECT_EQ(changes_at(trial, "/Users/scimbridge-run-0001"), 2U) << "the PUT, and its removal";
}

TEST(CleanUp, FindsWhatWasMadeWithoutAnAnswer) {
  for (const Incoming& answer : {silence(), reply(504), reply(201)}) {
    Trial trial({with_ada(kReadAda)});
    trial.server.fault = [&](const Outgoing& out) {
      if (out.target.find("?filter=userName") != std::string::npos) {
        return reply(200, R"({"Resources":[{"id":"boss","userName":"boss@example.org"},
            {"id":"9","userName":"scimbridge-run-0001-ada@example.com"}]})");
      }
      return out.method == "POST" ? answer : Incoming{};
    };
    trial.server.resources["/Users/9"] = R"({"id":"9","userName":"scimbridge-run-0001-ada@example.com"})";
    trial.server.resources["/Users/boss"] = kStranger;
    EXPECT_TRUE(trial.play().left_over.empty());
    EXPECT_EQ(trial.server.resources.size(), 1U);
    EXPECT_EQ(changes_at(trial, "/Users/boss"), 0U);
  }
}

TEST(CleanUp, ListsWhatItCanNotLookUp) {
  for (const bool left : {true, false}) {
    Trial trial({with_ada(kReadAda)});
    trial.server.fault = [&](const Outgoing& out) {
      Incoming none = silence();
      none.never_left = !left;
      return out.target.substr(0, 6) == "/Users" ? none : Incoming{};
    };
    EXPECT_EQ(trial.play().left_over.size(), left ? 1U : 0U);
  }
}

}  // namespace
}  // namespace bridge::conformance
