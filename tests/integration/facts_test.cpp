// What nobody could confirm about Smartsheet, in both positions: the identity provider sees the same.

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "integration/life.hpp"
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
      {"PutAnswersBoth", [](Facts& facts) { facts.put_answer = emulator::PutAnswer::Both; }},
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

class FactsTest : public ::testing::TestWithParam<Position> {
 protected:
  void SetUp() override {
    Facts facts = bridge_.smartsheet().facts();
    GetParam().set(facts);
    bridge_.smartsheet().set_facts(facts);
    bridge_.start();
  }

  RunningBridge bridge_;
};

TEST_P(FactsTest, APersonsLifeLooksTheSame) { live_as_person(bridge_); }

TEST_P(FactsTest, AGroupsLifeLooksTheSame) { live_as_group(bridge_); }

TEST_P(FactsTest, ADeactivationWhoseAnswerWasLostIsDone) {
  const std::string id = create_person(bridge_, "ada@example.com");
  emulator::FaultPlan lost;
  lost.match = "POST /users/" + id + "/deactivate";
  lost.when = emulator::FaultPlan::When::AfterWork;
  lost.what = emulator::FaultPlan::What::LostAnswer;
  bridge_.smartsheet().inject(lost);
  expect(bridge_, 200, "PATCH", "/Users/" + id, patch(R"({"op":"replace","value":{"active":false}})"));
  EXPECT_EQ(core::text_or_empty(record_of(bridge_, "ada@example.com"), "status"), "DEACTIVATED");
}

TEST_P(FactsTest, SomebodyDeactivatedByHandIsDeactivated) {
  const std::string id = create_person(bridge_, "ada@example.com");
  bridge_.smartsheet().change_user(std::stoll(id), core::Object{{"status", "DEACTIVATED"}});
  expect(bridge_, 200, "PATCH", "/Users/" + id, patch(R"({"op":"replace","value":{"active":false}})"));
}

void PrintTo(const Position& position, std::ostream* stream) { *stream << position.name; }

std::string position_name(const ::testing::TestParamInfo<Position>& position) { return position.param.name; }

INSTANTIATE_TEST_SUITE_P(Switches, FactsTest, ::testing::ValuesIn(positions()), position_name);

}  // namespace
}  // namespace bridge::integration
