// The accident guard: what takes access from too many in an hour waits for a person.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"
#include "work/losses.hpp"

namespace bridge::work::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";
constexpr const char* kOn = R"([{"op":"replace","path":"active","value":true}])";

/// Ten people, 1001 to 1010, of whom all are in the group 1011; three losses an hour.
class GuardTest : public ::testing::TestWithParam<Services> {
 protected:
  GuardTest() {
    std::set<std::int64_t> all;
    for (int i = 0; i < 10; ++i) all.insert(bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example"));
    bench.smartsheet.add_group("Team", all);
    for (std::int64_t id = 1001; id <= 1011; ++id) bench.scim.ids[id] = std::to_string(id);
    bench.scim.lists_members = true;
    bench.settings.access.guard.max_per_hour = 3;
    bench.start();
  }
  AskedPtr off(int id) { return bench.ask(modify(Kind::User, std::to_string(id), kOff)); }
  /// Takes the access of three people.
  void fill() {
    for (int id = 1001; id <= 1003; ++id) ASSERT_EQ(off(id)->fault(), "no fault");
    bench.forget();
  }
  void expect_held(const AskedPtr& asked) {
    EXPECT_EQ(asked->fault(), "Held");
    EXPECT_TRUE(bench.writes().empty());
    EXPECT_TRUE(bench.store.contents.intents.empty());
  }
  GuardStatus status() {
    GuardStatus known;
    bench.tenant->guard_status([&](GuardStatus told) { known = std::move(told); });
    bench.loop->run();
    return known;
  }
  std::string release(std::uint32_t count = 0, std::chrono::milliseconds lasting = hours(24)) {
    std::string outcome = "not answered";
    bench.tenant->release_guard({lasting, count}, [&](const core::Result<GuardReleased>& released) {
      outcome = released ? std::to_string(released->changes) : core::to_string(released.error().kind);
    });
    bench.loop->run();
    return outcome;
  }
  Bench bench{GetParam()};
};

TEST_P(GuardTest, HoldsWhatWouldPassTheLimit) {
  fill();
  const AskedPtr held = off(1004);
  expect_held(held);
  const core::Fault& fault = held->result->error();
  for (const char* word : {"accident guard", "1 person", "3 of 3", "scimbridge guard release", "--tenant default"}) {
    EXPECT_NE(fault.detail.find(word), std::string::npos) << word << " in " << fault.detail;
  }
  EXPECT_EQ(fault.detail.find('@'), std::string::npos);
  ASSERT_TRUE(fault.retry_after);
  EXPECT_GE(*fault.retry_after, seconds(60));
  EXPECT_LE(*fault.retry_after, seconds(3660));
  EXPECT_TRUE(bench.find(Kind::User, "1004")->row.version == 1U);
}

TEST_P(GuardTest, HoldsEachKindOfLossWhole) {
  fill();
  bench.smartsheet.change_person(1005, "admin", true);
  bench.smartsheet.change_person(1006, "admin", true);
  ASSERT_EQ(bench.refresh(), "fine");
  bench.forget();
  expect_held(bench.ask(remove(Kind::User, "1004")));
  expect_held(bench.ask(replace(Kind::User, "1004", person("p3@x.example", R"("active":false)"))));
  expect_held(bench.ask(
      modify(Kind::User, "1005", R"([{"op":"replace","path":"roles","value":[{"value":"LICENSED_USER"}]}])")));
  expect_held(bench.ask(modify(Kind::Group, "1011", R"([{"op":"remove","path":"members[value eq \"1004\"]"}])")));
  EXPECT_EQ(status().held.size(), 3U) << "the same person's access is one change, however it is asked for";
}

TEST_P(GuardTest, HoldsAGroupsRemovalsWhole) {
  const auto remove_members = [](int last) {
    std::string operations;
    for (int id = 1001; id <= last; ++id) {
      operations += (operations.empty() ? "" : ",") + std::string(R"({"op":"remove","path":"members[value eq \")") +
                    std::to_string(id) + R"(\"]"})";
    }
    return modify(Kind::Group, "1011", "[" + operations + "]");
  };
  expect_held(bench.ask(remove_members(1004)));
  EXPECT_EQ(bench.tenant->index().member_count(ResourceId("1011")), 10U);
  EXPECT_EQ(bench.ask(remove_members(1003))->fault(), "no fault") << "fewer are another change";
  EXPECT_EQ(status().counted.members, 3U);
}

TEST_P(GuardTest, CountsTheMembersOfAGroupThatIsDeleted) {
  const std::string large = bench.ask(create(Kind::Group, group("New", {"1001", "1002", "1003", "1004"})))->id();
  const std::string small = bench.ask(create(Kind::Group, group("Small", {"1001"})))->id();
  const std::string empty = bench.ask(create(Kind::Group, group("Empty")))->id();
  bench.forget();
  expect_held(bench.ask(remove(Kind::Group, large)));
  EXPECT_EQ(bench.ask(remove(Kind::Group, small))->fault(), "no fault");
  EXPECT_EQ(bench.ask(remove(Kind::Group, empty))->fault(), "no fault");
  EXPECT_EQ(status().counted.groups, 2U);
}

TEST_P(GuardTest, LetsEverythingElsePass) {
  fill();
  for (const Edit& edit :
       {create(Kind::User, person("new@x.example")),
        modify(Kind::User, "1004", R"([{"op":"add","path":"name.givenName","value":"Ann"}])"),
        modify(Kind::User, "1001", kOn), modify(Kind::User, "1002", kOff), remove(Kind::User, "1003"),
        create(Kind::Group, group("New", {"1004"})), remove(Kind::Group, "1011")}) {
    EXPECT_EQ(bench.ask(edit)->fault(), "no fault");
  }
  EXPECT_EQ(status().counted.total(), 3U);
}

TEST_P(GuardTest, RaisesAnAlarmNowAndThenAndNotForEachRequest) {
  fill();
  for (int id = 1004; id <= 1008; ++id) expect_held(off(id));
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "accident guard"), 1U);
  bench.loop->advance(minutes(11));
  expect_held(off(1004));
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "5 changes that would take access from 5 people"), 1U);
  EXPECT_EQ(bench.logged(LogLevel::Alarm, "accident guard"), 2U);
}

TEST_P(GuardTest, CountsAHeldRequestOnceHoweverOftenItComes) {
  fill();
  for (int i = 0; i < 5; ++i) expect_held(off(1004));
  const GuardStatus known = status();
  EXPECT_EQ(known.counted.total(), 3U);
  ASSERT_EQ(known.held.size(), 1U);
  EXPECT_EQ(known.held[0].losses.access, 1U);
  EXPECT_EQ(known.held[0].id.text, "1004");
  EXPECT_EQ(known.held[0].verb, "modify");
}

TEST_P(GuardTest, LetsAnotherLeaverPassWhenThereIsRoomAndKeepsWhatWasHeld) {
  fill();
  expect_held(off(1004));
  bench.loop->advance(minutes(62));
  bench.forget();
  expect_held(off(1004));
  EXPECT_EQ(off(1005)->fault(), "no fault");
  EXPECT_EQ(bench.writes().size(), 1U);
}

TEST_P(GuardTest, SlidesByTheMinute) {
  ASSERT_EQ(off(1001)->fault(), "no fault");
  bench.loop->advance(minutes(30));
  ASSERT_EQ(off(1002)->fault(), "no fault");
  ASSERT_EQ(off(1003)->fault(), "no fault");
  bench.forget();
  const AskedPtr held = off(1004);
  expect_held(held);
  EXPECT_EQ(held->result->error().retry_after, seconds(31 * 60));
  bench.loop->advance(minutes(29));
  expect_held(off(1005));
  bench.loop->advance(minutes(2));
  bench.forget();
  EXPECT_EQ(off(1006)->fault(), "no fault");
  bench.forget();
  expect_held(off(1007));
}

TEST_P(GuardTest, LetsPassWhatWasReleasedAndNothingElse) {
  fill();
  expect_held(off(1004));
  expect_held(off(1005));
  EXPECT_EQ(release(), "2");
  EXPECT_EQ(bench.store.changes[bench.store.changes.size() - 2].audit.size(), 1U);
  bench.forget();
  expect_held(off(1006));
  EXPECT_EQ(off(1004)->fault(), "no fault");
  EXPECT_EQ(bench.writes().size(), 1U);
  GuardStatus known = status();
  EXPECT_EQ(known.counted.total(), 3U) << "a release takes no room from others";
  EXPECT_EQ(known.released.total(), 1U);
  EXPECT_EQ(known.held.size(), 2U) << "1005 is released and was not asked for again, 1006 waits";
  bench.restart();
  bench.forget();
  EXPECT_EQ(off(1005)->fault(), "no fault") << "a release outlives a restart";
  EXPECT_EQ(status().held.size(), 1U);
}

TEST_P(GuardTest, EndsAReleaseWhenItsTimeIsOver) {
  fill();
  expect_held(off(1004));
  EXPECT_EQ(release(0, minutes(5)), "1");
  bench.loop->advance(minutes(6));
  bench.forget();
  expect_held(off(1004));
}

TEST_P(GuardTest, LetsSoManyMorePassAsAnAdministratorAllows) {
  fill();
  EXPECT_EQ(release(2), "0");
  bench.restart();
  EXPECT_EQ(off(1004)->fault(), "no fault");
  bench.restart();
  EXPECT_EQ(off(1005)->fault(), "no fault");
  bench.forget();
  expect_held(off(1006));
  EXPECT_FALSE(status().allowance);
}

TEST_P(GuardTest, IsNotReleasedByWhatTheStoreCannotKeep) {
  fill();
  expect_held(off(1004));
  bench.store.fails = [](const store::Change& change) { return !change.audit.empty(); };
  EXPECT_EQ(release(), "StoreFailed");
  bench.store.fails = {};
  expect_held(off(1004));
}

TEST_P(GuardTest, RemembersOverARestart) {
  fill();
  expect_held(off(1004));
  bench.restart();
  bench.forget();
  bench.clock.advance(seconds(1));
  expect_held(off(1005));
  const GuardStatus known = status();
  EXPECT_EQ(known.counted.access, 3U);
  ASSERT_EQ(known.held.size(), 2U);
  EXPECT_EQ(known.held[1].id.text, "1004");
  EXPECT_EQ(known.held[1].name, "p3@x.example");
  bench.loop->advance(minutes(62));
  bench.forget();
  expect_held(off(1004));
}

TEST_P(GuardTest, CountsInTheCommitThatOpensTheIntent) {
  for (const bool on_disk : {false, true}) {
    SCOPED_TRACE(on_disk);
    const std::uint32_t before = status().counted.total();
    bench.store.hold = true;
    const int id = on_disk ? 1002 : 1001;
    EXPECT_FALSE(off(id)->answered());
    EXPECT_TRUE(bench.writes().empty());
    bench.restart(on_disk);
    bench.loop->advance(minutes(1));
    EXPECT_EQ(status().counted.total(), before + (on_disk ? 1 : 0));
    EXPECT_EQ(bench.writes().size(), on_disk ? 1U : 0U) << "counted is what leaves";
    bench.forget();
  }
}

TEST_P(GuardTest, DoesNotCountWhatNeverLeft) {
  bench.store.fails = [](const store::Change& change) { return !change.intents.empty(); };
  for (int id = 1001; id <= 1005; ++id) EXPECT_EQ(off(id)->fault(), "StoreFailed");
  bench.store.fails = {};
  EXPECT_EQ(status().counted.total(), 0U);
  fill();
}

TEST_P(GuardTest, ForgetsWhatNobodyAsksForAnyMore) {
  fill();
  expect_held(off(1004));
  bench.loop->advance(hours(73));
  EXPECT_TRUE(status().held.empty());
  bench.forget();
  EXPECT_EQ(off(1004)->fault(), "no fault");
}

TEST_P(GuardTest, SaysInARehearsalWhatWouldBeHeld) {
  bench.settings.rehearse = true;
  bench.restart();
  bench.forget();
  for (int round = 0; round < 2; ++round) {
    for (int id = 1001; id <= 1005; ++id) {
      const AskedPtr asked = off(id);
      EXPECT_EQ(asked->fault(), "Rehearsed");
      const bool held = asked->result->error().detail.find("held by the accident guard") != std::string::npos;
      EXPECT_EQ(held, id > 1003) << id << ", and a repeat counts once";
      bench.clock.advance(seconds(1));
    }
  }
  const auto rehearsals = bench.store.rehearsals(bench.settings.name);
  ASSERT_EQ(rehearsals->size(), 5U);
  EXPECT_TRUE(core::flag_or_false(*rehearsals->back().content.if_object(), "held"));
  EXPECT_FALSE(core::flag_or_false(*rehearsals->front().content.if_object(), "held"));
  EXPECT_FALSE(bench.alarmed("accident guard"));
  bench.settings.rehearse = false;
  bench.restart();
  EXPECT_EQ(status().counted.total(), 0U) << "nothing was lost";
}

INSTANTIATE_TEST_SUITE_P(OnEachRoute, GuardTest, ::testing::Values(Services::Rest, Services::Scim, Services::Both));

class GuardByRestTest : public GuardTest {};

TEST_P(GuardByRestTest, GivesBackWhatSmartsheetRefused) {
  bench.client->script = [this](const route::RestCall& call) {
    if (line_of(call).ends_with("/deactivate")) return std::optional(refusal(403, 1004));
    return std::optional(bench.smartsheet.serve(call));
  };
  for (int i = 0; i < 5; ++i) EXPECT_NE(off(1001)->fault(), "Held");
  EXPECT_EQ(status().counted.total(), 0U);
  bench.restart();
  EXPECT_EQ(status().counted.total(), 0U) << "on disk as well";
}

INSTANTIATE_TEST_SUITE_P(ByRest, GuardByRestTest, ::testing::Values(Services::Rest));

TEST(MostLosses, IsAShareOfThePeopleAndAtMostHalfOfThem) {
  const std::pair<std::size_t, std::uint32_t> rows[] = {{0, 1},     {1, 1},     {2, 1},        {3, 1},    {10, 5},
                                                        {39, 19},   {40, 20},   {100, 20},     {400, 20}, {420, 21},
                                                        {1000, 50}, {1019, 50}, {20'000, 1000}};
  for (const auto& [people, most] : rows) EXPECT_EQ(most_losses({}, people), most) << people;
  EXPECT_EQ(most_losses({300}, 10), 300U) << "as it is configured";
}

}  // namespace
}  // namespace bridge::work::test
