// on_existing = "adopt": a POST for a group that Smartsheet has and nobody manages links it.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

class GroupAdoptionTest : public ::testing::TestWithParam<core::Authority> {
 protected:
  GroupAdoptionTest() {
    bench.settings.access.on_existing = core::OnExisting::Adopt;
    bench.settings.access.groups.authority = GetParam();
    ann = bench.smartsheet.add_person("ann@x.example");
    bob = bench.smartsheet.add_person("bob@x.example");
    team = bench.smartsheet.add_group("Team", {ann});
    bench.start();
  }
  AskedPtr post(const std::vector<std::string>& members = {}) {
    return bench.ask(create(Kind::Group, group("Team", members)));
  }
  Bench bench;
  std::int64_t ann = 0;
  std::int64_t bob = 0;
  std::int64_t team = 0;
};

TEST_P(GroupAdoptionTest, LinksItAtNoCost) {
  const AskedPtr asked = post();
  ASSERT_TRUE(asked->ok()) << asked->fault();
  EXPECT_TRUE((*asked->result)->created);
  EXPECT_EQ(asked->id(), std::to_string(team));
  EXPECT_EQ(bench.writes(), std::vector<std::string>());
  EXPECT_TRUE(bench.find(Kind::Group, asked->id())->row.managed);
  EXPECT_EQ(bench.find(Kind::Group, asked->id())->row.origin, Origin::Found);
}

TEST_P(GroupAdoptionTest, AddsWhomItNamesAndRemovesNobody) {
  ASSERT_TRUE(post({std::to_string(bob)})->ok());
  EXPECT_EQ(bench.writes(), (std::vector<std::string>{"call POST /groups/" + std::to_string(team) + "/members"}));
  EXPECT_EQ(bench.smartsheet.groups.at(team).members, (std::set<std::int64_t>{ann, bob}));
  const auto asked_for = bench.tenant->index().members(ResourceId(std::to_string(team)), true);
  EXPECT_EQ(asked_for, std::vector<ResourceId>{ResourceId(std::to_string(bob))}) << "Ann is nobody's as before";
}

TEST_P(GroupAdoptionTest, HappensOnce) {
  ASSERT_TRUE(post()->ok());
  bench.tenant->delivered(Kind::Group, ResourceId(std::to_string(team)), true);
  bench.loop->run();
  EXPECT_EQ(post()->fault(), "Uniqueness");
}

INSTANTIATE_TEST_SUITE_P(Authorities, GroupAdoptionTest,
                         ::testing::Values(core::Authority::Managed, core::Authority::Full));

TEST(GroupAdoption, IsNotTheDefault) {
  Bench bench;
  bench.smartsheet.add_group("Team");
  bench.start();
  EXPECT_EQ(bench.ask(create(Kind::Group, group("Team")))->fault(), "Uniqueness");
}

}  // namespace
}  // namespace bridge::work::test
