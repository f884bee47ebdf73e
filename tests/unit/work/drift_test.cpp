// Changes in Smartsheet itself: which are drift, and which are not.

#include <gtest/gtest.h>

#include "unit/work/drift_fixture.hpp"

namespace bridge::work::test {
namespace {

class DriftTest : public DriftFixture {
 protected:
  DriftTest() {
    bench.settings.policy.grantable_roles = {"LICENSED_USER", "GROUP_ADMIN"};
    bench.start();
  }
};

TEST_F(DriftTest, IsNoneWhereNothingWasChanged) {
  const std::string id =
      post("a@x.example", R"("name":{"givenName":"Ann"},"title":"Boss","roles":[{"value":"LICENSED_USER"}])");
  post_group("Team", {id});
  EXPECT_EQ(drift(), Lines{});
}

TEST_F(DriftTest, NamesAccessThatIsGoneAndAccessThatIsBack) {
  const std::string on = post("a@x.example");
  const std::string off = post("b@x.example");
  ASSERT_TRUE(bench.ask(modify(Kind::User, off, R"([{"op":"replace","path":"active","value":false}])"))->ok());
  EXPECT_EQ(drift(), Lines{});
  bench.smartsheet.change_person(number(Kind::User, on), "status", "DEACTIVATED");
  bench.smartsheet.change_person(number(Kind::User, off), "status", "ACTIVE");
  EXPECT_EQ(drift(), (Lines{"access_gone a@x.example active", "access_back b@x.example active"}));
  const std::vector<Drift> all = found();
  EXPECT_EQ(all[0].asked, core::Value(true));
  EXPECT_EQ(all[0].seen, core::Value(false));
  EXPECT_EQ(all[0].id.text, on);
  EXPECT_EQ(all[0].since, bench.clock.now());
}

TEST_F(DriftTest, NamesChangedNamesAndRoles) {
  const std::string id = post("a@x.example", R"("name":{"givenName":"Ann","familyName":"Lee"})");
  bench.smartsheet.change_person(number(Kind::User, id), "firstName", "Anna");
  bench.smartsheet.change_person(number(Kind::User, id), "groupAdmin", true);
  EXPECT_EQ(drift(), (Lines{"attribute_changed a@x.example name.givenName", "attribute_changed a@x.example roles"}));
  const std::vector<Drift> all = found();
  EXPECT_EQ(all[0].asked, core::Value("Ann"));
  EXPECT_EQ(all[0].seen, core::Value("Anna"));
  EXPECT_EQ(all[1].asked, core::Value(core::Array()));
  EXPECT_EQ(all[1].seen, core::Value(core::Array{"GROUP_ADMIN"}));
}

TEST_F(DriftTest, IsOverOnceItIsAsAskedForAgain) {
  const std::string id = post("a@x.example", R"("name":{"givenName":"Ann"})");
  bench.smartsheet.change_person(number(Kind::User, id), "firstName", "Anna");
  EXPECT_EQ(drift().size(), 1U);
  bench.smartsheet.change_person(number(Kind::User, id), "firstName", "Ann");
  EXPECT_EQ(drift(), Lines{});
}

TEST_F(DriftTest, NamesAnAddressThatChanged) {
  const std::string id = post("a@x.example");
  bench.smartsheet.change_person(number(Kind::User, id), "email", "b@x.example");
  EXPECT_EQ(drift(), Lines{"address_changed a@x.example userName"});
  EXPECT_EQ(found()[0].seen, core::Value("b@x.example"));
}

TEST_F(DriftTest, NamesSomebodyDeletedWhoHasAccessAgain) {
  const std::string id = post("a@x.example");
  const std::int64_t upstream = number(Kind::User, id);
  ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
  EXPECT_EQ(drift(), Lines{});
  bench.smartsheet.change_person(upstream, "status", "ACTIVE");
  EXPECT_EQ(drift(), Lines{"deleted_has_access a@x.example active"});
}

TEST_F(DriftTest, NamesGroupsThatWereRenamedAndMembersThatCameAndWent) {
  const std::string a = post("a@x.example");
  const std::string b = post("b@x.example");
  const std::string team = post_group("Team", {a});
  auto& group = bench.smartsheet.groups.at(number(Kind::Group, team));
  group.record = group.record.with("name", "Gang");
  bench.smartsheet.change_members(number(Kind::Group, team), {number(Kind::User, b)});
  EXPECT_EQ(drift(),
            (Lines{"group_renamed Team displayName", "member_missing Gang members", "member_added Gang members"}));
  const std::vector<Drift> all = found();
  EXPECT_EQ(all[1].asked, core::Value("a@x.example"));
  EXPECT_EQ(all[1].member.text, a);
  EXPECT_EQ(all[2].seen, core::Value("b@x.example"));
}

TEST_F(DriftTest, ReadsTheMembersOfGroupsThatDoNotTellAChange) {
  const std::string a = post("a@x.example");
  const std::string team = post_group("Team", {a});
  EXPECT_EQ(drift(), Lines{});
  bench.smartsheet.groups.at(number(Kind::Group, team)).members.clear();
  EXPECT_EQ(drift(), Lines{"member_missing Team members"});
}

TEST_F(DriftTest, IsNoneOfWhomNobodyManages) {
  const std::int64_t found = bench.smartsheet.add_person("found@x.example");
  const std::int64_t guest = bench.smartsheet.add_person("guest@x.example", "ACTIVE", false);
  const std::int64_t old = bench.smartsheet.add_group("Old", {found});
  EXPECT_EQ(drift(), Lines{});
  bench.smartsheet.change_person(found, "status", "DEACTIVATED");
  bench.smartsheet.change_person(guest, "firstName", "G");
  bench.smartsheet.change_members(old, {found, guest});
  EXPECT_EQ(drift(), Lines{});
  bench.smartsheet.people.erase(found);
  bench.smartsheet.groups.erase(old);
  EXPECT_EQ(drift(), Lines{});
}

TEST_F(DriftTest, IsNoneOfWhatMovesByItself) {
  const std::string id = post("a@x.example");
  bench.smartsheet.change_person(number(Kind::User, id), "lastLogin", "2026-01-02T03:04:05Z");
  bench.smartsheet.change_person(number(Kind::User, id), "sheetCount", 7);
  EXPECT_EQ(drift(), Lines{});
}

TEST_F(DriftTest, LeavesOutWhatAWriteHolds) {
  const std::string id = post("a@x.example", R"("name":{"givenName":"Ann"})");
  bench.smartsheet.change_person(number(Kind::User, id), "firstName", "Anna");
  EXPECT_EQ(drift().size(), 1U);
  bench.hold("PUT /users/");
  bench.submit(modify(Kind::User, id, R"([{"op":"replace","path":"name.familyName","value":"Lee"}])"));
  bench.loop->run();
  EXPECT_EQ(found().size(), 0U);
}

TEST_F(DriftTest, NamesWhoeverIsGone) {
  const std::string id = post("a@x.example");
  const std::string team = post_group("Team", {id});
  const std::int64_t gone = number(Kind::User, id);
  bench.smartsheet.groups.erase(number(Kind::Group, team));
  bench.smartsheet.people.erase(gone);
  EXPECT_EQ(drift(), (Lines{"person_missing a@x.example", "group_missing Team"}));
  EXPECT_EQ(bench.find(Kind::User, id), nullptr) << "404 all the same";
  bench.restart();
  EXPECT_EQ(drift().size(), 2U) << "remembered";
}

TEST_F(DriftTest, MissesNobodyWhoHadNoAccessByRequest) {
  const std::string id = post("a@x.example");
  ASSERT_TRUE(bench.ask(modify(Kind::User, id, R"([{"op":"replace","path":"active","value":false}])"))->ok());
  bench.smartsheet.people.erase(number(Kind::User, id));
  EXPECT_EQ(drift(), Lines{});
  EXPECT_TRUE(bench.store.contents.lost.empty());
}

TEST_F(DriftTest, MissesNobodyWhoIsMadeAnewOrSeenAgain) {
  const std::string first = post("a@x.example");
  const std::string second = post("b@x.example");
  bench.smartsheet.people.erase(number(Kind::User, first));
  bench.smartsheet.people.erase(number(Kind::User, second));
  EXPECT_EQ(drift().size(), 2U);
  const std::string anew = post("a@x.example");
  EXPECT_NE(anew, first);
  bench.smartsheet.add_person("b@x.example");
  EXPECT_EQ(drift(), Lines{});
  EXPECT_TRUE(bench.store.contents.lost.empty());
}

TEST_F(DriftTest, ForgetsAMissingMemberWhomTheIdentityProviderTakesOut) {
  const std::string a = post("a@x.example");
  const std::string team = post_group("Team", {a});
  bench.smartsheet.change_members(number(Kind::Group, team), {});
  EXPECT_EQ(drift(), Lines{"member_missing Team members"});
  const std::string path = "members[value eq \\\"" + a + "\\\"]";
  ASSERT_TRUE(bench.ask(modify(Kind::Group, team, "[{\"op\":\"remove\",\"path\":\"" + path + "\"}]"))->ok());
  EXPECT_EQ(drift(), Lines{});
}

TEST_F(DriftTest, RevivesNobodyIntoAGroupThatTheyWereMissingFrom) {
  const std::string a = post("a@x.example");
  const std::string team = post_group("Team", {a});
  bench.smartsheet.change_members(number(Kind::Group, team), {});
  EXPECT_EQ(drift().size(), 1U);
  ASSERT_TRUE(bench.ask(remove(Kind::User, a))->ok());
  EXPECT_EQ(drift(), Lines{});
  EXPECT_EQ(post("a@x.example"), a);
  EXPECT_EQ(drift(), Lines{});
}

TEST(DriftBeforeTheFirstRefreshTest, IsRefused) {
  Bench bench;
  bench.make();
  bench.client->script = [](const route::RestCall&) { return std::optional(answer(400, std::string("no"))); };
  bench.tenant->start();
  bench.loop->run();
  Reconciler& reconciler = bench.tenant->reconciler();
  std::string told;
  reconciler.drift([&](const auto& result) { told = result ? "fine" : core::to_string(result.error().kind); });
  bench.loop->run();
  EXPECT_EQ(told, "NotReady");
  reconciler.begin_sync([](const SyncStatus&) {});
  bench.loop->run();
  SyncStatus status;
  reconciler.sync_status([&](SyncStatus now) { status = std::move(now); });
  bench.loop->run();
  EXPECT_EQ(status.course, Course::Failed);
  EXPECT_TRUE(status.problem);
}

class AdoptedGroupTest : public DriftFixture, public ::testing::WithParamInterface<core::Authority> {
 protected:
  AdoptedGroupTest() {
    bench.settings.access.on_existing = core::OnExisting::Adopt;
    bench.settings.access.groups.authority = GetParam();
    old_member = bench.smartsheet.add_person("old@x.example");
    upstream = bench.smartsheet.add_group("Team", {old_member});
    bench.start();
  }
  std::int64_t old_member = 0;
  std::int64_t upstream = 0;
};

TEST_P(AdoptedGroupTest, CountsWhoIsTheIdentityProvidersToRule) {
  const std::string a = post("a@x.example");
  ASSERT_FALSE(post_group("Team", {a}).empty());
  const bool full = GetParam() == core::Authority::Full;
  EXPECT_EQ(drift(), full ? Lines{"member_added Team members"} : Lines{}) << "who was in it before";
  bench.smartsheet.change_members(upstream, {old_member});
  const Lines lines = drift();
  ASSERT_EQ(lines.size(), full ? 2U : 1U);
  EXPECT_EQ(lines.front(), "member_missing Team members");
}

INSTANTIATE_TEST_SUITE_P(ByAuthority, AdoptedGroupTest,
                         ::testing::Values(core::Authority::Managed, core::Authority::Full));

}  // namespace
}  // namespace bridge::work::test
