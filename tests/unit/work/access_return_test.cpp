// Giving access back: later than Smartsheet does it, and where what follows is refused.

#include <gtest/gtest.h>

#include "bridge/route/record.hpp"
#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* kOn = R"([{"op":"replace","path":"active","value":true}])";
constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";

class AccessReturnTest : public ::testing::Test {
 protected:
  void start() {
    ann = bench.smartsheet.add_person("ann@x.example");
    bench.smartsheet.change_person(ann, "licensedSheetCreator", true);
    team = bench.smartsheet.add_group("Team", {ann});
    bench.start();
    id = std::to_string(ann);
  }
  void expect_late(const AskedPtr& asked, std::string_view word) {
    ASSERT_TRUE(asked->answered());
    EXPECT_EQ(asked->fault(), "Forbidden");
    const std::string& detail = asked->result->error().detail;
    EXPECT_NE(detail.find(word), std::string::npos) << detail;
  }
  [[nodiscard]] std::string status() const {
    return std::string(core::text_or_empty(bench.smartsheet.people.at(ann), "status"));
  }
  /// Smartsheet refuses calls whose line begins so.
  void refuse(std::string line_begins, int code) {
    bench.client->script = [this, line_begins, code](const route::RestCall& call) {
      return std::optional(line_of(call).starts_with(line_begins) ? refusal(403, code) : bench.smartsheet.serve(call));
    };
  }
  Bench bench;
  std::int64_t ann = 0;
  std::int64_t team = 0;
  std::string id;
};

TEST_F(AccessReturnTest, IsRefusedAfterThirtyDaysWithTheDayAndTheWayOut) {
  start();
  ASSERT_TRUE(bench.ask(modify(Kind::User, id, kOff))->ok());
  const std::string day = core::to_date_time(bench.clock.now() + core::kReactivationWindow).substr(0, 10);
  bench.clock.advance(std::chrono::hours(24 * 30 + 1));
  bench.forget();
  const AskedPtr asked = bench.ask(modify(Kind::User, id, kOn));
  expect_late(asked, day);
  expect_late(asked, "on_reactivate_expired = \"invite\"");
  EXPECT_EQ(bench.writes(), Lines{});
}

TEST_F(AccessReturnTest, CountsTheDaysFromWhenARefreshSawIt) {
  start();
  bench.smartsheet.change_person(ann, "status", "DEACTIVATED");
  bench.refresh();
  bench.clock.advance(std::chrono::hours(24 * 29));
  bench.refresh();
  EXPECT_TRUE(bench.ask(modify(Kind::User, id, kOn))->ok());
  EXPECT_EQ(bench.find(Kind::User, id)->row.leaving, store::Leaving());
  bench.smartsheet.change_person(ann, "status", "DEACTIVATED");
  bench.refresh();
  bench.clock.advance(std::chrono::hours(24 * 31));
  expect_late(bench.ask(modify(Kind::User, id, kOn)), "30 days");
}

TEST_F(AccessReturnTest, IsTriedWhereNobodyKnowsSinceWhen) {
  ann = bench.smartsheet.add_person("ann@x.example", "DEACTIVATED");
  bench.start();
  id = std::to_string(ann);
  for (const int code : {1004, 1354}) {
    refuse("POST /users/" + id + "/reactivate", code);
    const AskedPtr asked = bench.ask(modify(Kind::User, id, kOn));
    expect_late(asked, "30 days");
    expect_late(asked, std::to_string(code));
  }
  refuse("POST /users/" + id + "/reactivate", 1014);
  const AskedPtr no_licence = bench.ask(modify(Kind::User, id, kOn));
  EXPECT_EQ(no_licence->result->error().detail.find("30 days"), std::string::npos) << "another reason stays itself";
}

TEST_F(AccessReturnTest, IsAnInvitationWhereThePolicySaysSo) {
  bench.settings.access.deprovision.on_reactivate_expired = core::OnReactivateExpired::Invite;
  start();
  ASSERT_TRUE(bench.ask(modify(Kind::User, id, kOff))->ok());
  bench.clock.advance(std::chrono::hours(24 * 31));
  bench.forget();
  const AskedPtr refused = bench.ask(modify(Kind::User, id, kOn));
  expect_late(refused, "invites nobody anew");
  EXPECT_EQ(bench.find(Kind::User, id)->row.managed, true);
  bench.smartsheet.deactivated_may_be_invited = true;
  bench.forget();
  const AskedPtr asked = bench.ask(modify(Kind::User, id, kOn));
  ASSERT_TRUE(asked->ok()) << asked->result->error().detail;
  EXPECT_EQ(bench.writes(), (Lines{"call POST /users?sendEmail=false"}));
  EXPECT_EQ(asked->id(), id);
}

TEST_F(AccessReturnTest, IsTakenBackWhereTheRolesAreRefused) {
  start();
  ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
  bench.forget();
  refuse("PUT /users/" + id, 1269);
  const AskedPtr asked = bench.ask(create(Kind::User, person("ann@x.example")));
  EXPECT_EQ(asked->fault(), "Forbidden");
  EXPECT_NE(asked->result->error().detail.find("1269"), std::string::npos) << asked->result->error().detail;
  EXPECT_EQ(bench.writes(), (Lines{"call DELETE /groups/" + std::to_string(team) + "/members/" + id,
                                   "call POST /users/" + id + "/reactivate", "call PUT /users/" + id,
                                   "call POST /users/" + id + "/deactivate"}));
  EXPECT_EQ(status(), "DEACTIVATED");
  EXPECT_EQ(bench.find(Kind::User, id)->row.life, Life::Deleted);
  EXPECT_TRUE(bench.tenant->index().groups_of(ResourceId(id)).empty()) << "what was done is true";
  EXPECT_EQ(bench.find(Kind::User, id)->row.leaving.since, bench.clock.now());
}

TEST_F(AccessReturnTest, IsTakenBackAfterACrashAnywhereInBetween) {
  for (const char* held : {"/reactivate", "PUT", "/deactivate"}) {
    SCOPED_TRACE(held);
    Bench world;
    const std::int64_t bob = world.smartsheet.add_person("bob@x.example");
    world.smartsheet.change_person(bob, "licensedSheetCreator", true);
    world.start();
    const std::string who = std::to_string(bob);
    ASSERT_TRUE(world.ask(remove(Kind::User, who))->ok());
    const auto script = [&](bool holds) {
      return [&world, held, holds](const route::RestCall& call) -> std::optional<transport::Reply> {
        const std::string line = line_of(call);
        if (holds && line.find(held) != std::string::npos) return std::nullopt;
        if (line.starts_with("PUT")) return refusal(403, 1269);
        return world.smartsheet.serve(call);
      };
    };
    world.client->script = script(true);
    world.submit(create(Kind::User, person("bob@x.example")));
    world.loop->run();
    world.store.crash(true);
    world.loop->wind_down();
    world.tenant.reset();
    world.make();
    world.client->script = script(false);
    world.tenant->start();
    world.loop->advance(seconds(120));
    EXPECT_EQ(core::text_or_empty(world.smartsheet.people.at(bob), "status"), "DEACTIVATED");
    EXPECT_EQ(world.find(Kind::User, who)->row.life, Life::Deleted);
    EXPECT_TRUE(world.store.contents.intents.empty());
  }
}

TEST_F(AccessReturnTest, ThatCanNotBeTakenBackIsOwed) {
  start();
  ASSERT_TRUE(bench.ask(remove(Kind::User, id))->ok());
  bench.client->script = [this](const route::RestCall& call) {
    const std::string line = line_of(call);
    const bool no = line.starts_with("PUT") || line.ends_with("/deactivate");
    return std::optional(no ? refusal(403, 1004) : bench.smartsheet.serve(call));
  };
  EXPECT_EQ(bench.ask(create(Kind::User, person("ann@x.example")))->fault(), "Forbidden");
  EXPECT_EQ(bench.find(Kind::User, id)->row.leaving.owed, store::Owed::Access);
  EXPECT_TRUE(bench.alarmed("refuses to take it again"));
}

/// An invitation that may have been sent is found by its status, not by the address alone.
TEST_F(AccessReturnTest, OfSomebodyWhoDeclinedWaitsForProof) {
  bench.smartsheet.declined_may_be_invited = true;
  start();
  bench.smartsheet.change_person(ann, "status", "DECLINED");
  bench.refresh();
  bench.forget();
  bool lost = true;
  bench.client->script = [&](const route::RestCall& call) {
    if (lost && line_of(call).starts_with("POST /users?")) {
      lost = false;
      return std::optional(trouble(transport::Trouble::TimedOut));
    }
    return std::optional(bench.smartsheet.serve(call));
  };
  const AskedPtr asked = bench.submit(modify(Kind::User, id, kOn));
  bench.loop->advance(seconds(120));
  EXPECT_EQ(status(), "PENDING");
  EXPECT_EQ(bench.client->count("POST /users?"), 2U) << "the first one never arrived";
  EXPECT_TRUE(route::is_active(bench.find(Kind::User, id)->shown));
}

}  // namespace
}  // namespace bridge::work::test
