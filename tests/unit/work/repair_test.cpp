// What a repair sends, on every route, and what it leaves alone.

#include <gtest/gtest.h>

#include "unit/work/drift_fixture.hpp"

namespace bridge::work::test {
namespace {

class RepairTest : public DriftFixture, public ::testing::WithParamInterface<Services> {
 protected:
  RepairTest() : DriftFixture(GetParam()) {
    bench.settings.policy.grantable_roles = {"LICENSED_USER", "GROUP_ADMIN"};
    bench.settings.fixed_route = GetParam() == Services::Rest ? route::Route::Rest : route::Route::Scim;
    bench.settings.access.guard.max_per_hour = 1000;
    bench.start();
  }
  [[nodiscard]] Object& record(const std::string& id) { return bench.smartsheet.people.at(number(Kind::User, id)); }
  [[nodiscard]] std::string text(const std::string& id, std::string_view attribute) {
    return std::string(core::text_or_empty(record(id), attribute));
  }
};

TEST_P(RepairTest, BringsBackWhatWasAskedForAndFindsNothingAfterwards) {
  const std::string on = post("on@x.example", R"("name":{"givenName":"Ann","familyName":"Lee"})");
  const std::string off = post("off@x.example");
  ASSERT_TRUE(bench.ask(modify(Kind::User, off, R"([{"op":"replace","path":"active","value":false}])"))->ok());
  const std::string member = post("member@x.example");
  const std::string stranger = post("stranger@x.example");
  const std::string team = post_group("Team", {member});
  ASSERT_EQ(drift(), Lines{});
  record(on) = record(on).with("firstName", "Anna").with("groupAdmin", true);
  record(off) = record(off).with("status", "ACTIVE");
  record(member) = record(member).with("status", "DEACTIVATED");
  const std::int64_t group = number(Kind::Group, team);
  bench.smartsheet.groups.at(group).record = bench.smartsheet.groups.at(group).record.with("name", "Gang");
  bench.smartsheet.change_members(group, {number(Kind::User, stranger)});
  EXPECT_EQ(drift().size(), 7U);
  EXPECT_EQ(repair(), Lines{});
  EXPECT_EQ(text(on, "firstName"), "Ann");
  EXPECT_FALSE(core::flag_or_false(record(on), "groupAdmin"));
  EXPECT_EQ(text(off, "status"), "DEACTIVATED");
  EXPECT_EQ(text(member, "status"), "ACTIVE");
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.groups.at(group).record, "name"), "Team");
  EXPECT_EQ(bench.smartsheet.groups.at(group).members, std::set<std::int64_t>{number(Kind::User, member)});
  EXPECT_EQ(drift(), Lines{});
}

TEST_P(RepairTest, TakesNoteOfAnAddressWithoutACall) {
  const std::string id = post("a@x.example");
  record(id) = record(id).with("email", "b@x.example");
  ASSERT_EQ(drift(), Lines{"address_changed a@x.example userName"});
  EXPECT_EQ(repair(), Lines{});
  EXPECT_EQ(bench.writes(), Lines{});
  EXPECT_EQ(drift(), Lines{});
  EXPECT_EQ(bench.find(Kind::User, id)->row.name, "a@x.example") << "what the identity provider knows";
  record(id) = record(id).with("email", "c@x.example");
  EXPECT_EQ(drift(), Lines{"address_changed a@x.example userName"});
}

TEST_P(RepairTest, TakesTheAccessOfSomebodyDeleted) {
  const std::string id = post("a@x.example");
  const std::int64_t upstream = number(Kind::User, id);
  ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
  bench.smartsheet.change_person(upstream, "status", "ACTIVE");
  ASSERT_EQ(drift(), Lines{"deleted_has_access a@x.example active"});
  EXPECT_EQ(repair(), Lines{});
  EXPECT_EQ(core::text_or_empty(bench.smartsheet.people.at(upstream), "status"), "DEACTIVATED");
  EXPECT_EQ(bench.find(Kind::User, id)->row.life, Life::Deleted) << "hidden still";
  EXPECT_EQ(drift(), Lines{});
}

TEST_P(RepairTest, MakesWhoeverIsGoneAgainUnderTheSameIds) {
  const std::string a = post("a@x.example", R"("name":{"givenName":"Ann"},"roles":[{"value":"LICENSED_USER"}])");
  const std::string b = post("b@x.example");
  const std::string stays = post_group("Stays", {a, b});
  const std::string goes = post_group("Goes", {a, b});
  ASSERT_EQ(drift(), Lines{});
  const std::int64_t gone = number(Kind::User, a);
  bench.smartsheet.people.erase(gone);
  for (auto& [id, group] : bench.smartsheet.groups) group.members.erase(gone);
  bench.smartsheet.groups.erase(number(Kind::Group, goes));
  ASSERT_EQ(drift(), (Lines{"person_missing a@x.example", "group_missing Goes"}));
  EXPECT_EQ(repair(), Lines{});
  ASSERT_NE(bench.find(Kind::User, a), nullptr);
  EXPECT_EQ(bench.smartsheet.people_called("a@x.example"), 1U);
  EXPECT_EQ(drift(), Lines{});
  const store::Index& index = bench.tenant->index();
  EXPECT_TRUE(index.is_member(ResourceId(stays), ResourceId(a)));
  ASSERT_NE(bench.find(Kind::Group, goes), nullptr);
  EXPECT_EQ(index.member_count(ResourceId(goes)), 2U);
  EXPECT_TRUE(bench.store.contents.lost.empty());
  bench.restart();
  EXPECT_EQ(drift(), Lines{});
}

TEST_P(RepairTest, MakesWhoeverIsGoneAgainUnderTheAddressOfBefore) {
  bench.settings.bare_names = core::BareNames("x.example");
  bench.restart();
  const std::string id = bench.ask(create(Kind::User, person("bob")))->id();
  ASSERT_EQ(drift(), Lines{});
  bench.smartsheet.people.erase(number(Kind::User, id));
  ASSERT_EQ(drift(), Lines{"person_missing bob@x.example"});
  bench.settings.bare_names = core::BareNames("y.example");
  bench.restart();
  ASSERT_EQ(drift(), Lines{"person_missing bob@x.example"});
  EXPECT_EQ(repair(), Lines{});
  EXPECT_EQ(bench.smartsheet.people_called("bob@x.example"), 1U);
  EXPECT_EQ(bench.smartsheet.people_called("bob@y.example"), 0U);
}

TEST_P(RepairTest, DoesNothingOfWhatDiffersOtherwiseByThen) {
  const std::string id = post("a@x.example", R"("name":{"givenName":"Ann"})");
  record(id) = record(id).with("firstName", "Anna");
  ASSERT_EQ(drift().size(), 1U);
  const std::uint64_t number_of_plan = plan().number;
  record(id) = record(id).with("status", "DEACTIVATED");
  ASSERT_EQ(drift().size(), 2U);
  bench.forget();
  EXPECT_EQ(begin(number_of_plan), "fine");
  ASSERT_EQ(repaired().outcomes.size(), 1U);
  EXPECT_EQ(repaired().outcomes[0].problem->kind, FaultKind::PreconditionFailed);
  EXPECT_EQ(bench.writes(), Lines{}) << "nobody confirmed that access is given back";
}

TEST_P(RepairTest, CarriesOutTheLastPlanAlone) {
  const std::string id = post("a@x.example", R"("name":{"givenName":"Ann"})");
  record(id) = record(id).with("firstName", "Anna");
  ASSERT_EQ(drift().size(), 1U);
  const std::uint64_t first = plan().number;
  const std::uint64_t second = plan().number;
  EXPECT_EQ(begin(first), "PreconditionFailed");
  EXPECT_EQ(begin(second), "fine");
  EXPECT_EQ(begin(second), "PreconditionFailed") << "once";
}

TEST_P(RepairTest, SaysWhatItWouldSendAndTake) {
  const std::string a = post("a@x.example");
  const std::string team = post_group("Team");
  bench.smartsheet.change_members(number(Kind::Group, team), {number(Kind::User, a)});
  ASSERT_EQ(drift(), Lines{"member_added Team members"});
  bench.forget();
  const RepairPlan planned = plan();
  ASSERT_EQ(planned.items.size(), 1U);
  EXPECT_EQ(planned.items[0].calls, Lines{"remove_member"});
  EXPECT_EQ(planned.items[0].losses.members, 1U);
  EXPECT_EQ(bench.writes(), Lines{});
}

TEST_P(RepairTest, SaysWhatCannotBeDone) {
  bench.settings.access.protected_people = {"off@x.example"};
  const std::string off = post("off@x.example");
  ASSERT_TRUE(bench.ask(modify(Kind::User, off, R"([{"op":"replace","path":"active","value":false}])"))->ok());
  record(off) = record(off).with("status", "ACTIVE");
  ASSERT_EQ(drift().size(), 1U);
  bench.settings.access.protected_people = {"off@x.example"};
  bench.restart();
  ASSERT_EQ(drift().size(), 1U);
  const RepairPlan planned = plan();
  ASSERT_TRUE(planned.items[0].impossible);
  EXPECT_EQ(planned.items[0].impossible->kind, FaultKind::Forbidden);
  EXPECT_EQ(repair(), Lines{"off@x.example: Forbidden"});
}

TEST_P(RepairTest, StopsWhereTheGuardHoldsIt) {
  const std::string team = post_group("Team");
  std::set<std::int64_t> strangers;
  for (int i = 0; i < 4; ++i) strangers.insert(bench.smartsheet.add_person("s" + std::to_string(i) + "@x.example"));
  ASSERT_EQ(bench.refresh(), "fine");
  bench.smartsheet.change_members(number(Kind::Group, team), strangers);
  bench.settings.access.guard.max_per_hour = 3;
  bench.restart();
  ASSERT_EQ(drift().size(), 4U);
  EXPECT_EQ(repair(), Lines{"Team: Held"});
  EXPECT_EQ(bench.writes(), Lines{});
  std::optional<bool> released;
  bench.tenant->release_guard({seconds(3600), 0}, [&](const auto& done) { released = done.has_value(); });
  bench.loop->run();
  ASSERT_EQ(released, true);
  EXPECT_EQ(repair(), Lines{});
  EXPECT_EQ(drift(), Lines{});
}

TEST_P(RepairTest, IsRefusedInARehearsal) {
  const std::string id = post("a@x.example", R"("name":{"givenName":"Ann"})");
  record(id) = record(id).with("firstName", "Anna");
  bench.settings.rehearse = true;
  bench.restart();
  ASSERT_EQ(drift().size(), 1U);
  EXPECT_EQ(begin(plan().number), "Forbidden");
}

INSTANTIATE_TEST_SUITE_P(ByRoute, RepairTest, ::testing::Values(Services::Rest, Services::Both));

}  // namespace
}  // namespace bridge::work::test
