// Departures at bad moments: nobody loses more than was meant, and nobody keeps or gains what was taken.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/work/departure_fixture.hpp"

namespace bridge::work::test {
namespace {

using core::Fallback;
using core::OnPending;
using core::TakeAccess;
using store::Departure;
using store::Owed;

class DepartureCareTest : public DepartureFixture {
 protected:
  void refuse_deactivations() {
    bench.smartsheet.deactivation_refused = 1358;
    bench.scim.writes_off = 403;
  }
  /// Answers the first call whose line begins so in this way, and does `meanwhile`.
  void once(std::string line_begins, transport::Reply told, std::function<void()> meanwhile) {
    bench.client->script = [=, this, done = false](const route::RestCall& call) mutable {
      if (done || !line_of(call).starts_with(line_begins)) return std::optional(bench.smartsheet.serve(call));
      done = true;
      meanwhile();
      return std::optional(told);
    };
  }
};

INSTANTIATE_TEST_SUITE_P(Routes, DepartureCareTest, ::testing::Values(Services::Rest, Services::Both),
                         [](const auto& row) { return row.param == Services::Rest ? "Rest" : "ScimAndRest"; });

TEST_P(DepartureCareTest, CancelsNoInvitationThatWasAcceptedWhileTheLimitHeldTheCallBack) {
  policy().pending = OnPending::Cancel;
  bench.smartsheet.change_person(1001, "status", "PENDING");
  bench.start();
  once("DELETE /users/", rate_limited(60), [this] { bench.smartsheet.change_person(1001, "status", "ACTIVE"); });
  bench.submit(modify(Kind::User, "1001", kOff));
  bench.loop->advance(seconds(300));
  EXPECT_EQ(status_of(1001), "DEACTIVATED");
  EXPECT_EQ(bench.client->count("DELETE /users/"), 1U) << "it is not sent again unlooked";
}

TEST_P(DepartureCareTest, CancelsAnOpenInvitationAfterTheLimit) {
  policy().pending = OnPending::Cancel;
  bench.smartsheet.change_person(1001, "status", "PENDING");
  bench.start();
  once("DELETE /users/", rate_limited(60), [] {});
  bench.submit(modify(Kind::User, "1001", kOff));
  bench.loop->advance(seconds(300));
  EXPECT_EQ(status_of(1001), "absent");
  EXPECT_EQ(leaving().how, Departure::Removed);
}

TEST_P(DepartureCareTest, CountsRemovalsOfTheDeactivatedAsLosses) {
  policy().on_delete = TakeAccess::Remove;
  bench.settings.access.guard.max_per_hour = 2;
  for (int i = 0; i < 4; ++i) bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example", "DEACTIVATED");
  bench.start();
  std::vector<std::string> outcomes;
  for (int id = 1003; id <= 1006; ++id) outcomes.push_back(bench.ask(remove(Kind::User, std::to_string(id)))->fault());
  EXPECT_EQ(outcomes, (std::vector<std::string>{"no fault", "no fault", "Held", "Held"}));
  EXPECT_EQ(bench.writes().size(), 2U);
}

TEST_P(DepartureCareTest, CreatesNobodyInactiveWhoIsProtected) {
  bench.settings.access.protected_people = {"vip@x.example"};
  bench.start();
  const std::int64_t vip = bench.smartsheet.add_person("vip@x.example");
  bench.scim.writes_off = 501;
  once("POST /users?", trouble(transport::Trouble::TimedOut), [] {});
  const AskedPtr asked = bench.submit(create(Kind::User, person("vip@x.example", R"("active":false)")));
  bench.loop->advance(seconds(300));
  EXPECT_EQ(asked->fault(), "Forbidden");
  EXPECT_EQ(status_of(vip), "ACTIVE");
  EXPECT_EQ(bench.writes(), Lines{});
}

TEST_P(DepartureCareTest, FallsBackToTakingRolesGivenSinceTheRefresh) {
  policy().fallback = Fallback::Downgrade;
  bench.smartsheet.change_person(1001, "licensedSheetCreator", false);
  bench.start();
  refuse_deactivations();
  bench.smartsheet.change_person(1001, "admin", true);
  ASSERT_EQ(off()->fault(), "no fault");
  EXPECT_FALSE(has("admin"));
  EXPECT_EQ(leaving().how, Departure::Downgraded);
}

/// Whoever leaves overtakes additions to groups that wait for the limit.
TEST_P(DepartureCareTest, DowngradesSomebodyWhoJoinsAGroupMeanwhile) {
  policy().on_deactivate = TakeAccess::Downgrade;
  bench.smartsheet.add_group("Team", {1002});
  bench.start();
  bench.hold("POST /groups/1003/members");
  bench.hold_scim("PATCH /Groups/");
  bench.submit(
      modify(Kind::Group, "1003", R"([{"op":"add","path":"members","value":[{"value":"1001"},{"value":"1002"}]}])"));
  bench.loop->run();
  ASSERT_EQ(bench.client->held() + bench.scim_client->held(), 1U);
  ASSERT_EQ(off()->fault(), "no fault");
  bench.smartsheet.change_members(1003, {1001, 1002});
  bench.client->reply("POST /groups/", answer(200, Object{{"message", "SUCCESS"}, {"resultCode", 0}}));
  bench.scim_client->reply("PATCH /Groups/", answer(204, std::string()));
  bench.serve_all();
  bench.loop->advance(seconds(60));
  EXPECT_EQ(bench.smartsheet.groups.at(1003).members, std::set<std::int64_t>{1002});
  EXPECT_TRUE(bench.tenant->index().groups_of(ResourceId("1001")).empty());
  EXPECT_EQ(leaving().how, Departure::Downgraded);
  ASSERT_EQ(on()->fault(), "no fault");
  EXPECT_TRUE(has("licensedSheetCreator"));
}

TEST_P(DepartureCareTest, OwesTheRestThoughTheRecordOfADeletedPersonChanges) {
  policy().fallback = Fallback::Downgrade;
  policy().on_delete = TakeAccess::Remove;
  policy().hold = kHold;
  bench.start();
  refuse_deactivations();
  ASSERT_EQ(bench.ask(remove(Kind::User, "1001"))->fault(), "no fault");
  ASSERT_EQ(leaving().owed, Owed::Rest);
  bench.smartsheet.change_person(1001, "firstName", "Anna");
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(leaving().owed, Owed::Rest);
  EXPECT_EQ(leaving().how, Departure::Downgraded);
  bench.scim.writes_off.reset();
  bench.clock.advance(kHold);
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(status_of(1001), "absent");
}

TEST_P(DepartureCareTest, ReactivatesWithTheRolesThatADowngradeTookWhetherGrantableOrNot) {
  policy().on_deactivate = TakeAccess::Downgrade;
  policy().hold = kHold;
  bench.smartsheet.change_person(1001, "admin", true);
  bench.start();
  ASSERT_EQ(off()->fault(), "no fault");
  bench.clock.advance(kHold);
  EXPECT_EQ(bench.refresh(), "fine");
  ASSERT_FALSE(has("admin") || has("licensedSheetCreator"));
  ASSERT_EQ(on()->fault(), "no fault");
  EXPECT_EQ(status_of(1001), "ACTIVE");
  EXPECT_TRUE(has("admin") && has("licensedSheetCreator"));
}

TEST_P(DepartureCareTest, GivesNothingOfBeforeToWhomAPostBroughtBackInactive) {
  policy().on_deactivate = policy().on_delete = TakeAccess::Downgrade;
  bench.smartsheet.change_person(1001, "admin", true);
  bench.start();
  ASSERT_EQ(off()->fault(), "no fault");
  // So the roles that are shown are Smartsheet's, not those that were asked for.
  bench.smartsheet.change_person(1001, "resourceViewer", true);
  EXPECT_EQ(bench.refresh(), "fine");
  ASSERT_EQ(bench.ask(remove(Kind::User, "1001"))->fault(), "no fault");
  ASSERT_EQ(bench.ask(create(Kind::User, person("ann@x.example", R"("active":false)")))->id(), "1001");
  ASSERT_EQ(on()->fault(), "no fault");
  EXPECT_FALSE(has("admin") || has("licensedSheetCreator") || has("resourceViewer"));
}

TEST_P(DepartureCareTest, ReactivatesNobodyWithRolesThatNeverWereTaken) {
  bench.start();
  ASSERT_EQ(off()->fault(), "no fault");
  bench.forget();
  const AskedPtr asked = bench.ask(modify(Kind::User, "1001", R"([{"op":"replace","path":"active","value":true},
    {"op":"replace","path":"roles","value":[{"value":"LICENSED_USER"},{"value":"SYSTEM_ADMIN"}]}])"));
  EXPECT_EQ(asked->fault(), "Forbidden");
  EXPECT_EQ(bench.writes(), Lines{});
}

}  // namespace
}  // namespace bridge::work::test
