// Somebody who was deleted through SCIM and still is in a group in Smartsheet.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

TEST(DeletedMember, IsNoNewMemberWithEachRefresh) {
  Bench bench(Services::Scim);
  bench.smartsheet.add_person("ann@x.example");
  bench.smartsheet.add_person("bob@x.example");
  bench.smartsheet.add_group("Team", {1001, 1002});
  bench.scim.ids = {{1001, "501"}, {1002, "502"}, {1003, "503"}};
  bench.scim.lists_members = true;
  bench.start();
  ASSERT_TRUE(bench.ask(remove(Kind::User, "501"))->ok());
  EXPECT_EQ(bench.refresh(), "fine");
  const auto version = bench.find(Kind::Group, "503")->row.version;
  bench.forget();
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(bench.find(Kind::Group, "503")->row.version, version);
  EXPECT_TRUE(bench.store.changes.empty()) << "nothing new";
  EXPECT_EQ(bench.tenant->index().members(ResourceId("503")).size(), 1U);
}

}  // namespace
}  // namespace bridge::work::test
