// What nobody could confirm about Smartsheet's own SCIM service, in both positions, with REST beside it
// and without: the identity provider sees the same.

#include <chrono>
#include <functional>
#include <ostream>
#include <string>
#include <thread>
#include <tuple>
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
  /// Groups go by REST then, and without it there are none.
  bool groups = true;
};

std::vector<Position> positions() {
  return {
      {"AsUsual", [](Facts&) {}},
      {"OtherNumbers", [](Facts& facts) { facts.scim_ids = emulator::ScimIds::Numbers; }},
      {"Uuids", [](Facts& facts) { facts.scim_ids = emulator::ScimIds::Uuids; }},
      {"ErrorsOfTheRestApi", [](Facts& facts) { facts.scim_errors_are_scim = false; }},
      {"NoGroups", [](Facts& facts) { facts.scim_groups_offered = false; }, false},
      {"NoConfiguration", [](Facts& facts) { facts.scim_configuration_offered = false; }},
      {"PostGivesWhoExists", [](Facts& facts) { facts.scim_existing_post = emulator::ScimExistingPost::Existing; }},
      {"PostIgnoresActive", [](Facts& facts) { facts.scim_post_ignores_active = true; }},
      {"GroupFilterIgnored", [](Facts& facts) { facts.scim_filters_names = false; }},
      {"GroupListWithoutMembers", [](Facts& facts) { facts.scim_group_list_has_members = false; }},
      {"PagesOfTwo", [](Facts& facts) { facts.scim_most_results = 2; }},
      {"NoLastModified", [](Facts& facts) { facts.scim_last_modified = false; }},
      {"PatchAnswersNothing", [](Facts& facts) { facts.scim_patch_answers_nothing = true; }},
      {"ManagerAsText", [](Facts& facts) { facts.scim_manager_is_object = false; }},
      {"UserNameMayChange", [](Facts& facts) { facts.scim_changes_user_name = true; }},
      {"LateMembers", [](Facts& facts) { facts.scim_late_members = true; }},
  };
}

class ScimFactsTest : public ::testing::TestWithParam<std::tuple<Position, bool>> {
 protected:
  static BridgeOptions options() {
    BridgeOptions made;
    made.scim = true;
    made.rest = std::get<1>(GetParam());
    return made;
  }
  void SetUp() override {
    Facts facts = bridge_.smartsheet().facts();
    std::get<0>(GetParam()).set(facts);
    bridge_.smartsheet().set_facts(facts);
    bridge_.smartsheet().add_group("There before", {});
    bridge_.start();
  }

  RunningBridge bridge_{options()};
};

TEST_P(ScimFactsTest, APersonsLifeLooksTheSame) { live_as_person(bridge_); }

TEST_P(ScimFactsTest, AGroupsLifeLooksTheSame) {
  const auto& [position, rest] = GetParam();
  if (position.groups || rest) return live_as_group(bridge_);
  expect(bridge_, 501, "POST", "/Groups",
         R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Engineers"})");
}

/// The positions that tell what a look-up or an answer may look like.
class ScimLostAnswerTest : public ScimFactsTest {};

std::vector<Position> positions_of_answers() {
  std::vector<Position> some;
  for (const Position& position : positions()) {
    const std::string name = position.name;
    if (name == "Uuids" || name == "ErrorsOfTheRestApi" || name == "PatchAnswersNothing") some.push_back(position);
  }
  return some;
}

TEST_P(ScimLostAnswerTest, ADeactivationWhoseAnswerWasLostIsDone) {
  const std::string id = create_person(bridge_, "ada@example.com");
  emulator::FaultPlan lost;
  lost.match = "PATCH /scim/v2/Users/";
  lost.when = emulator::FaultPlan::When::AfterWork;
  lost.what = emulator::FaultPlan::What::LostAnswer;
  bridge_.smartsheet().inject(lost);
  expect(bridge_, 200, "PATCH", "/Users/" + id, patch(R"({"op":"replace","value":{"active":false}})"));
  EXPECT_EQ(core::text_or_empty(record_of(bridge_, "ada@example.com"), "status"), "DEACTIVATED");
}

TEST_P(ScimLostAnswerTest, ACreationWhoseAnswerWasLostMakesOnePerson) {
  emulator::FaultPlan lost;
  lost.match = "POST /scim/v2/Users";
  lost.when = emulator::FaultPlan::When::AfterWork;
  lost.what = emulator::FaultPlan::What::LostAnswer;
  bridge_.smartsheet().inject(lost);
  const std::string id = create_person(bridge_, "ada@example.com");
  EXPECT_NE(expect(bridge_, 200, "GET", "/Users/" + id).body.find("Countess"), std::string::npos);
}

/// Waits until the mirror has noticed; a hang ends it.
int status_after_refreshes(RunningBridge& bridge, const std::string& target, int wanted) {
  int status = 0;
  for (int i = 0; i < 600 && status != wanted; ++i) {
    status = bridge.scim("GET", target).status;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return status;
}

class RemovingService : public ::testing::TestWithParam<bool> {};

/// Older pages of Smartsheet say that active=false removes a person with all that is theirs.
TEST_P(RemovingService, IsNotAskedToDeactivateASecondPerson) {
  BridgeOptions options;
  options.scim = true;
  options.rest = GetParam();
  options.refresh = "200ms";
  options.emulator.rate_limit = 0;
  options.emulator.facts.scim_deactivation_deletes = true;
  RunningBridge bridge(options);
  bridge.start();
  const std::string ada = create_person(bridge, "ada@example.com");
  const std::string bob = create_person(bridge, "bob@example.com");
  const std::string off = patch(R"({"op":"replace","value":{"active":false}})");
  expect(bridge, 200, "PATCH", "/Users/" + ada, off);
  EXPECT_TRUE(record_of(bridge, "ada@example.com").empty()) << "this service removes";
  EXPECT_EQ(status_after_refreshes(bridge, "/Users/" + ada, 404), 404);
  for (const std::string method : {"PATCH", "DELETE"}) {
    const bool patches = method == "PATCH";
    const int done = patches ? 200 : 204;
    expect(bridge, options.rest ? done : 503, method, "/Users/" + bob, patches ? off : "");
    EXPECT_FALSE(record_of(bridge, "bob@example.com").empty()) << method << ": nobody else is lost";
  }
  EXPECT_NE(bridge.log().find("remove people for good"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Rest, RemovingService, ::testing::Bool(),
                         [](const ::testing::TestParamInfo<bool>& one) { return one.param ? "Beside" : "Alone"; });

std::string position_name(const ::testing::TestParamInfo<std::tuple<Position, bool>>& info) {
  return std::string(std::get<0>(info.param).name) + (std::get<1>(info.param) ? "BesideRest" : "Alone");
}

void PrintTo(const Position& position, std::ostream* stream) { *stream << position.name; }

INSTANTIATE_TEST_SUITE_P(Switches, ScimFactsTest,
                         ::testing::Combine(::testing::ValuesIn(positions()), ::testing::Bool()), position_name);
INSTANTIATE_TEST_SUITE_P(Switches, ScimLostAnswerTest,
                         ::testing::Combine(::testing::ValuesIn(positions_of_answers()), ::testing::Bool()),
                         position_name);

}  // namespace
}  // namespace bridge::integration
