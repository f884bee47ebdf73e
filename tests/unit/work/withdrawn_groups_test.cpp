// A SCIM service that has no groups any more, where REST can't be asked instead.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

class WithdrawnGroupsTest : public ::testing::Test {
 protected:
  WithdrawnGroupsTest() {
    bench.smartsheet.add_person("ann@x.example");
    bench.scim.ids = {{1001, "501"}, {1002, "502"}};
    bench.start();
    team = bench.ask(create(Kind::Group, group("Team", {"501"})))->id();
  }
  std::string leave() {
    return bench.ask(modify(Kind::Group, team, R"([{"op":"remove","path":"members[value eq \"501\"]"}])"))->fault();
  }
  const std::string kUnavailable = core::to_string(FaultKind::UpstreamUnavailable);
  Bench bench{Services::Scim};
  std::string team;
};

TEST_F(WithdrawnGroupsTest, KeepTheirMembersThoughA404SaysThatTheGroupIsGone) {
  bench.scim.groups_off = 404;
  EXPECT_EQ(leave(), kUnavailable);
  EXPECT_TRUE(bench.tenant->index().is_member(ResourceId(team), ResourceId("501")));
}

TEST_F(WithdrawnGroupsTest, AreNotDeletedByA404) {
  bench.scim.groups_off = 404;
  EXPECT_EQ(bench.ask(remove(Kind::Group, team))->fault(), kUnavailable);
  EXPECT_NE(bench.find(Kind::Group, team), nullptr);
}

TEST_F(WithdrawnGroupsTest, AreAnotherThingThanAGroupThatIsGone) {
  bench.smartsheet.groups.erase(1002);
  EXPECT_EQ(leave(), "no fault");
  EXPECT_EQ(bench.ask(remove(Kind::Group, team))->fault(), "no fault");
  EXPECT_EQ(bench.find(Kind::Group, team), nullptr);
}

}  // namespace
}  // namespace bridge::work::test
