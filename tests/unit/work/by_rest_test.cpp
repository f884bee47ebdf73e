// What the SCIM service refuses and REST can do.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using route::Route;
using Lines = std::vector<std::string>;

constexpr const char* kScimPatch = "scim PATCH /Users/s-1001";
constexpr const char* kRestDeactivation = "call POST /users/1001/deactivate";

class ByRestTest : public ::testing::Test {
 protected:
  ByRestTest() {
    bench.smartsheet.add_person("ann@x.example");
    bench.smartsheet.add_group("Team", {1001});
    bench.start();
  }
  std::string outcome(const Edit& edit) {
    bench.forget();
    return bench.ask(edit)->fault();
  }
  std::string made(std::string_view user_name) { return outcome(create(Kind::User, person(user_name))); }
  const Lines by_scim{"scim POST /Users"};
  const Lines by_rest{"call POST /users?sendEmail=false"};
  const Lines by_both{"scim POST /Users", "call POST /users?sendEmail=false"};
  Bench bench{Services::Both};
};

TEST_F(ByRestTest, IsWhatTheServiceDoesNotOfferAndNothingElse) {
  const struct {
    int status;
    bool round;
    const char* fault;
  } cases[] = {{405, true, "no fault"},
               {501, true, "no fault"},
               {404, true, "no fault"},
               {403, false, core::to_string(FaultKind::Forbidden)},
               {401, false, core::to_string(FaultKind::UpstreamCredential)},
               {400, false, core::to_string(FaultKind::InvalidValue)},
               {409, false, core::to_string(FaultKind::Uniqueness)}};
  for (const auto& one : cases) {
    SCOPED_TRACE(one.status);
    Bench own(Services::Both);
    own.smartsheet.add_person("ann@x.example");
    own.start();
    own.scim.writes_off = one.status;
    EXPECT_EQ(own.ask(remove(Kind::User, "1001"))->fault(), one.fault);
    EXPECT_EQ(own.writes(), one.round ? (Lines{kScimPatch, kRestDeactivation}) : (Lines{kScimPatch}));
    EXPECT_TRUE(own.store.contents.intents.empty());
    EXPECT_EQ(core::text_or_empty(own.smartsheet.people.at(1001), "status"), one.round ? "DEACTIVATED" : "ACTIVE");
  }
}

TEST(ByRest, NeedsACredentialForIt) {
  Bench bench(Services::Scim);
  bench.smartsheet.add_person("ann@x.example");
  bench.scim.ids[1001] = "1001";
  bench.start();
  bench.scim.writes_off = 405;
  EXPECT_EQ(bench.ask(remove(Kind::User, "1001"))->fault(), core::to_string(FaultKind::NotImplemented));
  EXPECT_EQ(bench.writes(), (Lines{"scim PATCH /Users/1001"}));
}

TEST_F(ByRestTest, LearnsARefusedDomainOnceUntilTheFullSweep) {
  for (const int status : {400, 403}) {
    SCOPED_TRACE(status);
    const std::string domain = "d" + std::to_string(status) + ".example";
    bench.scim.refused_domains = {domain};
    bench.scim.refusal_status = status;
    EXPECT_EQ(made("a@" + domain), "no fault");
    EXPECT_EQ(bench.writes(), by_both);
    EXPECT_EQ(made("b@" + domain), "no fault");
    EXPECT_EQ(bench.writes(), by_rest) << "at once";
    EXPECT_EQ(made("b" + std::to_string(status) + "@x.example"), "no fault");
    EXPECT_EQ(bench.writes(), by_scim);
  }
  bench.loop->advance(std::chrono::hours(35));
  EXPECT_EQ(made("c@d403.example"), "no fault");
  EXPECT_EQ(bench.writes(), by_both) << "forgotten";
}

TEST_F(ByRestTest, LearnsNothingFromARefusalThatRestRepeats) {
  bench.scim.refused_domains = {"d.example"};
  bench.smartsheet.add_person("a@d.example", "ACTIVE", false);
  EXPECT_NE(made("a@d.example"), "no fault");
  EXPECT_EQ(bench.writes(), by_both);
  EXPECT_EQ(made("b@d.example"), "no fault");
  EXPECT_EQ(bench.writes(), by_both);
}

TEST_F(ByRestTest, LinksWhomItMadeByRest) {
  bench.scim.refused_domains = {"d.example"};
  const AskedPtr asked = bench.ask(create(Kind::User, person("a@d.example", R"("title":"T")")));
  EXPECT_EQ(asked->id(), "1003");
  EXPECT_EQ(bench.link(Kind::User, "1003", Route::Rest), "1003");
  EXPECT_EQ(bench.link(Kind::User, "1003", Route::Scim), "");
  EXPECT_EQ(core::text_or_empty(bench.find(Kind::User, "1003")->shown, "title"), "T");
}

TEST_F(ByRestTest, IsTakenForGroupsFromTheFirstRefusalOn) {
  bench.scim.groups_off = 501;
  EXPECT_EQ(outcome(create(Kind::Group, group("One", {"1001"}))), "no fault");
  EXPECT_EQ(bench.writes(), (Lines{"scim POST /Groups", "call POST /groups"}));
  EXPECT_EQ(outcome(create(Kind::Group, group("Two", {"1001"}))), "no fault");
  EXPECT_EQ(bench.writes(), (Lines{"call POST /groups"}));
}

TEST_F(ByRestTest, ConfirmsA404ToARemovalBeforeItCountsAsDone) {
  bench.scim.groups_off = 404;
  EXPECT_EQ(outcome(modify(Kind::Group, "1002", R"([{"op":"remove","path":"members[value eq \"1001\"]"}])")),
            "no fault");
  EXPECT_EQ(bench.writes(), (Lines{"scim PATCH /Groups/s-1002", "call DELETE /groups/1002/members/1001"}));
  EXPECT_TRUE(bench.smartsheet.groups.at(1002).members.empty());
}

TEST_F(ByRestTest, IsNotNeededForAGroupThatIsGone) {
  const AskedPtr group_made = bench.ask(create(Kind::Group, group("New")));
  ASSERT_TRUE(group_made->ok());
  bench.smartsheet.groups.erase(1003);
  EXPECT_EQ(outcome(remove(Kind::Group, group_made->id())), "no fault");
  EXPECT_EQ(bench.writes(), (Lines{"scim DELETE /Groups/s-1003"})) << "REST has no name for it";
  EXPECT_EQ(bench.find(Kind::Group, group_made->id()), nullptr);
}

TEST_F(ByRestTest, IsNeverTakenAfterAnUnclearAnswer) {
  bench.hold_scim("PATCH");
  const AskedPtr asked = bench.ask(remove(Kind::User, "1001"));
  bench.scim_client->reply("PATCH", answer(500, std::string()));
  bench.loop->advance(seconds(1));
  ASSERT_TRUE(bench.scim_client->reply("PATCH", answer(405, std::string())));
  bench.loop->run();
  EXPECT_EQ(asked->fault(), core::to_string(FaultKind::NotImplemented));
  EXPECT_EQ(bench.writes(), (Lines{kScimPatch, kScimPatch}));
}

TEST_F(ByRestTest, GoesOnByRestAfterARestart) {
  bench.scim.writes_off = 405;
  bench.hold("POST /users/1001/deactivate");
  const AskedPtr asked = bench.ask(remove(Kind::User, "1001"));
  EXPECT_FALSE(asked->answered());
  ASSERT_EQ(bench.store.contents.intents.size(), 1U);
  bench.restart();
  EXPECT_EQ(bench.writes(), (Lines{kScimPatch, kRestDeactivation, kRestDeactivation}));
  EXPECT_TRUE(bench.store.contents.intents.empty());
  EXPECT_EQ(bench.find(Kind::User, "1001")->row.life, Life::Deleted);
}

TEST_F(ByRestTest, WaitsUntilTheNewPlanIsOnDisk) {
  bench.scim.writes_off = 405;
  int intents = 0;
  bench.store.fails = [&](const store::Change& change) { return !change.intents.empty() && ++intents == 2; };
  const AskedPtr asked = bench.ask(remove(Kind::User, "1001"));
  EXPECT_FALSE(asked->answered());
  EXPECT_TRUE(bench.alarmed("can't note"));
  EXPECT_EQ(bench.writes(), (Lines{kScimPatch}));
  bench.loop->advance(seconds(1));
  EXPECT_TRUE(asked->ok()) << asked->fault();
  EXPECT_EQ(bench.writes(), (Lines{kScimPatch, kRestDeactivation}));
}

}  // namespace
}  // namespace bridge::work::test
