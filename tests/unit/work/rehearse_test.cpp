// Writes that are planned and not sent: mode = "rehearse", and plans.

#include <algorithm>

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using route::Route;

class RehearseTest : public ::testing::TestWithParam<Services> {
 protected:
  RehearseTest() {
    bench.smartsheet.add_person("ann@x.example");
    bench.smartsheet.add_group("Team", {1001});
    bench.settings.rehearse = true;
    bench.scim.ids = {{1001, "1001"}, {1002, "1002"}};
    bench.start();
  }
  void expect_rehearsed(const Edit& edit) {
    EXPECT_EQ(bench.ask(edit)->fault(), core::to_string(FaultKind::Rehearsed));
    EXPECT_TRUE(bench.writes().empty());
  }
  /// "modify team calls", one for each resource.
  std::vector<std::string> recorded() {
    std::vector<std::string> lines;
    const auto rehearsals = bench.store.rehearsals(bench.settings.name);
    for (const store::Rehearsal& one : *rehearsals) {
      const Object& content = *one.content.if_object();
      lines.push_back(std::string(core::text_or_empty(content, "verb")) + " " + one.name + " " +
                      std::string(core::text_or_empty(content, "outcome")));
    }
    return lines;
  }
  using Lines = std::vector<std::string>;
  Bench bench{GetParam()};
};

TEST_P(RehearseTest, SendsNothingAndRecordsTheLatestForEachResource) {
  expect_rehearsed(create(Kind::User, person("Eve@x.example")));
  EXPECT_EQ(recorded(), (Lines{"create eve@x.example calls"}));
  expect_rehearsed(create(Kind::User, person("eve@X.example", R"("title":"T")")));
  EXPECT_EQ(recorded(), (Lines{"create eve@x.example calls"}));
  bench.clock.advance(seconds(1));
  expect_rehearsed(modify(Kind::User, "1001", R"([{"op":"add","path":"nickName","value":"A"}])"));
  EXPECT_EQ(recorded(), (Lines{"create eve@x.example calls", "modify ann@x.example no calls"}));
  bench.clock.advance(seconds(1));
  expect_rehearsed(replace(Kind::User, "1001", person("ann@x.example", R"("active":false)")));
  expect_rehearsed(remove(Kind::Group, "1002"));
  EXPECT_EQ(recorded(), (Lines{"create eve@x.example calls", "replace ann@x.example calls", "remove team no calls"}));
  EXPECT_TRUE(bench.store.contents.intents.empty());
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 1U);
  EXPECT_EQ(bench.find(Kind::User, "1001")->row.version, 1U);
}

TEST_P(RehearseTest, RecordsWhoAskedAndThePlan) {
  expect_rehearsed(remove(Kind::User, "1001"));
  const store::Rehearsal one = bench.store.rehearsals(bench.settings.name)->at(0);
  EXPECT_EQ(one.client, "okta");
  EXPECT_EQ(one.request, "r-1");
  const Object& content = *one.content.if_object();
  EXPECT_EQ(core::text_or_empty(content, "id"), "1001");
  const auto plan = route::plan_from_value(*content.find("plan"));
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->steps.size(), 1U);
  EXPECT_EQ(plan->steps[0].purpose, route::Purpose::Deactivate);
}

TEST_P(RehearseTest, RecordsRefusalsAndAnswersThem) {
  EXPECT_EQ(bench.ask(create(Kind::User, person("ann@x.example")))->fault(), core::to_string(FaultKind::Uniqueness));
  EXPECT_EQ(bench.ask(remove(Kind::User, "77"))->fault(), core::to_string(FaultKind::NotFound));
  EXPECT_EQ(recorded(), (Lines{"remove 77 refused", "create ann@x.example refused"}));
  EXPECT_TRUE(bench.writes().empty());
}

TEST_P(RehearseTest, RecordsWhatChangesNothing) {
  expect_rehearsed(modify(Kind::User, "1001", R"([{"op":"replace","path":"active","value":true}])"));
  EXPECT_EQ(recorded(), (Lines{"modify ann@x.example nothing"}));
}

TEST_P(RehearseTest, TellsWhenItCannotBeKept) {
  bench.store.fails = [](const store::Change& change) { return !change.rehearsals.empty(); };
  EXPECT_EQ(bench.ask(remove(Kind::User, "1001"))->fault(), core::to_string(FaultKind::StoreFailed));
  bench.store.fails = {};
  expect_rehearsed(remove(Kind::User, "1001"));
}

TEST_P(RehearseTest, LeavesOpenIntentsForTheDayThatItEnds) {
  bench.settings.rehearse = false;
  bench.restart();
  bench.client->script = {};
  bench.scim_client->script = {};
  EXPECT_FALSE(bench.ask(remove(Kind::User, "1001"))->answered());
  ASSERT_EQ(bench.store.contents.intents.size(), 1U);
  bench.forget();
  bench.settings.rehearse = true;
  bench.restart();
  bench.loop->advance(std::chrono::minutes(5));
  EXPECT_TRUE(bench.writes().empty());
  EXPECT_EQ(bench.store.contents.intents.size(), 1U);
  bench.settings.rehearse = false;
  bench.restart();
  bench.loop->advance(std::chrono::minutes(5));
  EXPECT_EQ(bench.writes().size(), 1U);
  EXPECT_TRUE(bench.store.contents.intents.empty());
}

INSTANTIATE_TEST_SUITE_P(OnEachRoute, RehearseTest, ::testing::Values(Services::Rest, Services::Scim, Services::Both));

class PlanTest : public RehearseTest {
 protected:
  PlanTest() {
    bench.settings.rehearse = false;
    bench.restart();
    bench.forget();
  }
  /// The calls of a plan as the clients would note them.
  core::Result<Planned> plan(const Edit& edit) {
    std::optional<core::Result<Planned>> answer;
    bench.tenant->plan(edit, [&](core::Result<Planned> planned) { answer = std::move(planned); });
    bench.loop->run();
    return *answer;
  }
  static Lines lines_of(const route::Plan& steps) {
    Lines lines;
    for (const route::Step& step : steps.steps) {
      const route::CallView call = route::view(step.call);
      lines.push_back((call.route == Route::Rest ? "call " : "scim ") + call.method + " " + call.path);
    }
    return lines;
  }
};

TEST_P(PlanTest, IsWhatAWriteThenSends) {
  const Edit edits[] = {
      modify(Kind::User, "1001", R"([{"op":"add","path":"name.givenName","value":"Ann"}])"),
      modify(Kind::User, "1001",
             R"([{"op":"replace","path":"roles","value":[{"value":"LICENSED_USER"},{"value":"GROUP_ADMIN"}]}])"),
      replace(Kind::User, "1001", person("ann@x.example", R"("active":false)")),
      modify(Kind::User, "1001", R"([{"op":"replace","path":"active","value":true}])"),
      create(Kind::User, person("eve@x.example", R"("title":"T")")),
      create(Kind::Group, group("New", {"1001"})),
      modify(Kind::Group, "1002", R"([{"op":"add","path":"displayName","value":"Crew"}])"),
      modify(Kind::Group, "1002", R"([{"op":"remove","path":"members[value eq \"1001\"]"}])"),
      modify(Kind::User, "1001", R"([{"op":"add","path":"nickName","value":"A"}])"),
      remove(Kind::Group, "1002"),
      remove(Kind::User, "1001"),
      create(Kind::User, person("ann@x.example")),
  };
  int number = 0;
  for (const Edit& edit : edits) {
    SCOPED_TRACE(++number);
    bench.forget();
    const auto planned = plan(edit);
    ASSERT_TRUE(planned) << planned.error().detail;
    EXPECT_TRUE(bench.events.empty()) << "nothing is sent, nothing is kept";
    EXPECT_TRUE(bench.store.changes.empty());
    const AskedPtr asked = bench.ask(edit);
    ASSERT_TRUE(asked->ok()) << asked->fault();
    EXPECT_EQ(bench.writes(), lines_of(planned->plan));
    EXPECT_EQ((*asked->result)->created, planned->created);
    EXPECT_EQ(planned->nothing, false);
    const auto again = plan(edit);
    EXPECT_TRUE(!again || planned->created || again->plan.empty()) << "done already";
  }
}

TEST_P(PlanTest, IsTheFaultThatAWriteWouldGet) {
  const Edit edits[] = {
      create(Kind::User, person("ann@x.example")),
      create(Kind::User, person("no address")),
      modify(Kind::User, "77", R"([{"op":"add","path":"title","value":"T"}])"),
      modify(Kind::User, "1001", R"([{"op":"replace","path":"roles","value":[{"value":"SYSTEM_ADMIN"}]}])"),
      create(Kind::Group, group("New", {"77"})),
  };
  int number = 0;
  for (const Edit& edit : edits) {
    SCOPED_TRACE(++number);
    const auto planned = plan(edit);
    ASSERT_FALSE(planned);
    EXPECT_EQ(core::to_string(planned.error().kind), bench.ask(edit)->fault());
    EXPECT_TRUE(bench.writes().empty());
  }
}

TEST_P(PlanTest, SaysWhenNothingChanges) {
  const auto planned = plan(modify(Kind::User, "1001", R"([{"op":"replace","path":"active","value":true}])"));
  ASSERT_TRUE(planned);
  EXPECT_TRUE(planned->nothing);
  EXPECT_TRUE(planned->plan.empty());
}

INSTANTIATE_TEST_SUITE_P(OnEachRoute, PlanTest, ::testing::Values(Services::Rest, Services::Scim, Services::Both));

}  // namespace
}  // namespace bridge::work::test
