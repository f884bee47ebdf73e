// What nobody could confirm about Smartsheet, in both positions: the identity provider sees the same.

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

using emulator::Facts;

struct Position {
  const char* name;
  std::function<void(Facts&)> set;
};

/// Every switch that touches what the bridge does, away from its usual position.
std::vector<Position> positions() {
  return {
      {"AsUsual", [](Facts&) {}},
      {"NoRetryAfter", [](Facts& facts) { facts.retry_after_header = false; }},
      {"LeakingBucket", [](Facts& facts) { facts.rate_window_is_fixed = false; }},
      {"UnknownAttributesRefused", [](Facts& facts) { facts.unknown_attributes_refused = true; }},
      {"LastPageRepeated", [](Facts& facts) { facts.page_overflow = emulator::PageOverflow::LastPage; }},
      {"TotalsUnknown", [](Facts& facts) { facts.totals_unknown = true; }},
      {"ProfileAccepted", [](Facts& facts) { facts.profile_write = emulator::ProfileWrite::Accept; }},
      {"ProfileRejected", [](Facts& facts) { facts.profile_write = emulator::ProfileWrite::Reject; }},
      {"PutAnswersResult", [](Facts& facts) { facts.put_answer = emulator::PutAnswer::ResultOnly; }},
      {"PutAnswersData", [](Facts& facts) { facts.put_answer = emulator::PutAnswer::DataOnly; }},
      {"PutNeedsFlags", [](Facts& facts) { facts.put_needs_flags = true; }},
      {"PutRefusedWhileDeactivated", [](Facts& facts) { facts.put_deactivated_is_1188 = true; }},
      {"NoStatusInProfile", [](Facts& facts) { facts.status_in_profile = false; }},
      {"NoStatusAfterPost", [](Facts& facts) { facts.status_in_post_answer = false; }},
      {"TrueSheetCount", [](Facts& facts) { facts.sheet_count_minus_one = false; }},
      {"EmailFilterExact", [](Facts& facts) { facts.email_filter_ignores_case = false; }},
      {"EmailsLowered", [](Facts& facts) { facts.emails_lowered = true; }},
      {"UnknownUserIs1006", [](Facts& facts) { facts.unknown_user_is_1020 = false; }},
      {"PendingNamesKept", [](Facts& facts) { facts.pending_names_ignored = false; }},
      {"SecondDeactivationRefused", [](Facts& facts) { facts.deactivate_is_idempotent = false; }},
      {"PendingDeactivationIs1004", [](Facts& facts) { facts.pending_deactivate_is_1188 = false; }},
      {"GroupNamesExact", [](Facts& facts) { facts.group_names_ignore_case = false; }},
      {"CreatorBecomesMember", [](Facts& facts) { facts.group_creator_becomes_member = true; }},
      {"GroupPutAnswersMembers", [](Facts& facts) { facts.group_put_answers_members = true; }},
      {"NonMemberRemovedQuietly", [](Facts& facts) { facts.remove_non_member_is_404 = false; }},
      {"MembershipKeepsModifiedAt", [](Facts& facts) { facts.membership_moves_modified_at = false; }},
  };
}

std::string patch(const std::string& operations) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[)" + operations + "]}";
}

class FactsTest : public ::testing::TestWithParam<Position> {
 protected:
  void SetUp() override {
    Facts facts = bridge_.smartsheet().facts();
    GetParam().set(facts);
    bridge_.smartsheet().set_facts(facts);
    bridge_.start();
  }

  HttpAnswer expect(int status, const std::string& method, const std::string& target, const std::string& body = {}) {
    HttpAnswer answer = bridge_.scim(method, target, body);
    EXPECT_EQ(answer.status, status) << method << " " << target << ": " << answer.body;
    return answer;
  }

  std::string create(const std::string& name) {
    return text_at(expect(201, "POST", "/Users",
                          R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + name +
                              R"(","name":{"givenName":"Ada","familyName":"Byron"},"title":"Countess"})"),
                   "id");
  }

  /// The record of a person as Smartsheet has it.
  core::Object record(const std::string& id) {
    const core::Value state = bridge_.smartsheet().state();
    for (const core::Value& user : *state.if_object()->find("users")->if_array()) {
      const core::Value* own = user.if_object()->find("id");
      if (std::to_string(*own->if_integer()) == id) return *user.if_object();
    }
    return {};
  }

  RunningBridge bridge_;
};

TEST_P(FactsTest, APersonsLifeLooksTheSame) {
  const std::string id = create("Ada.Byron@example.com");
  expect(200, "PATCH", "/Users/" + id, patch(R"({"op":"replace","path":"name.familyName","value":"King"})"));
  EXPECT_EQ(core::text_or_empty(record(id), "lastName"), "King");
  expect(200, "PATCH", "/Users/" + id, patch(R"({"op":"replace","value":{"active":false}})"));
  EXPECT_EQ(core::text_or_empty(record(id), "status"), "DEACTIVATED");
  expect(200, "PATCH", "/Users/" + id, patch(R"({"op":"replace","value":{"active":false}})"));
  expect(200, "PATCH", "/Users/" + id, patch(R"({"op":"replace","path":"name.givenName","value":"Augusta"})"));
  expect(200, "PATCH", "/Users/" + id, patch(R"({"op":"replace","value":{"active":true}})"));
  EXPECT_EQ(core::text_or_empty(record(id), "status"), "ACTIVE");
  EXPECT_EQ(core::text_or_empty(record(id), "firstName"), "Augusta");
  const HttpAnswer read = expect(200, "GET", "/Users/" + id);
  EXPECT_NE(read.body.find(R"("familyName":"King","givenName":"Augusta")"), std::string::npos) << read.body;
  EXPECT_NE(read.body.find(R"("title":"Countess")"), std::string::npos);
  expect(204, "DELETE", "/Users/" + id);
  EXPECT_EQ(core::text_or_empty(record(id), "status"), "DEACTIVATED");
  expect(404, "GET", "/Users/" + id);
  EXPECT_EQ(create("Ada.Byron@example.com"), id) << "the same Smartsheet person has the same id";
  EXPECT_EQ(core::text_or_empty(record(id), "status"), "ACTIVE");
}

TEST_P(FactsTest, AGroupsLifeLooksTheSame) {
  const std::string ada = create("ada@example.com");
  const std::string bob = create("bob@example.com");
  const std::string group = text_at(
      expect(
          201, "POST", "/Groups",
          R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Engineers","members":[{"value":")" +
              ada + "\"}]}"),
      "id");
  const std::string target = "/Groups/" + group;
  expect(204, "PATCH", target, patch(R"({"op":"add","path":"members","value":[{"value":")" + bob + "\"}]}"));
  expect(204, "PATCH", target, patch(R"({"op":"remove","path":"members[value eq \")" + ada + R"(\"]"})"));
  expect(204, "PATCH", target, patch(R"({"op":"remove","path":"members[value eq \")" + ada + R"(\"]"})"));
  expect(204, "PATCH", target, patch(R"({"op":"replace","path":"displayName","value":"Builders"})"));
  const HttpAnswer read = expect(200, "GET", target);
  EXPECT_NE(read.body.find(bob), std::string::npos);
  EXPECT_EQ(read.body.find(ada), std::string::npos);
  EXPECT_NE(read.body.find("Builders"), std::string::npos);
  expect(409, "POST", "/Groups",
         R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Builders"})");
  expect(204, "DELETE", target);
  expect(404, "GET", target);
}

TEST_P(FactsTest, ADeactivationWhoseAnswerWasLostIsDone) {
  const std::string id = create("ada@example.com");
  emulator::FaultPlan lost;
  lost.match = "POST /users/" + id + "/deactivate";
  lost.when = emulator::FaultPlan::When::AfterWork;
  lost.what = emulator::FaultPlan::What::LostAnswer;
  bridge_.smartsheet().inject(lost);
  expect(200, "PATCH", "/Users/" + id, patch(R"({"op":"replace","value":{"active":false}})"));
  EXPECT_EQ(core::text_or_empty(record(id), "status"), "DEACTIVATED");
}

TEST_P(FactsTest, SomebodyDeactivatedByHandIsDeactivated) {
  const std::string id = create("ada@example.com");
  bridge_.smartsheet().change_user(std::stoll(id), core::Object{{"status", "DEACTIVATED"}});
  expect(200, "PATCH", "/Users/" + id, patch(R"({"op":"replace","value":{"active":false}})"));
}

void PrintTo(const Position& position, std::ostream* stream) { *stream << position.name; }

std::string position_name(const ::testing::TestParamInfo<Position>& position) { return position.param.name; }

INSTANTIATE_TEST_SUITE_P(Switches, FactsTest, ::testing::ValuesIn(positions()), position_name);

}  // namespace
}  // namespace bridge::integration
