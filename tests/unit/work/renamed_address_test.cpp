// People who go by another address in Smartsheet than the identity provider knows, where a tenant that knew
// them from the SCIM service alone gets REST as well.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using route::Route;

constexpr const char* kAnn = "ann@x.example";

class RenamedAddressTest : public ::testing::Test {
 protected:
  RenamedAddressTest() {
    bench.smartsheet.add_person(kAnn);
    bench.start();
    ann = bench.tenant->index().find_by_name(Kind::User, kAnn)->row.id.text;
    EXPECT_TRUE(bench.ask(modify(Kind::User, ann, R"([{"op":"replace","path":"title","value":"T"}])"))->ok());
    bench.smartsheet.change_person(1001, "email", "ann.new@x.example");
    EXPECT_EQ(bench.refresh(), "fine");
  }
  void add_rest() {
    bench.services = Services::Both;
    bench.restart();
    EXPECT_EQ(bench.refresh(), "fine");
    EXPECT_EQ(bench.link(Kind::User, ann, Route::Rest), "1001");
    EXPECT_EQ(bench.link(Kind::User, ann, Route::Scim), "s-1001");
    EXPECT_EQ(bench.find(Kind::User, ann)->row.name, kAnn);
  }
  Bench bench{Services::Scim};
  std::string ann;
};

TEST_F(RenamedAddressTest, AreNeitherDoubledNorDropped) {
  add_rest();
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 1U);
}

TEST_F(RenamedAddressTest, AreNotTakenForWhoHasTheirOldOneNow) {
  bench.smartsheet.add_person(kAnn);
  add_rest();
  EXPECT_EQ(bench.tenant->index().size(Kind::User), 2U);
  EXPECT_EQ(bench.link(Kind::User, "1002", Route::Rest), "1002");
  EXPECT_EQ(bench.link(Kind::User, "1002", Route::Scim), "s-1002");
}

}  // namespace
}  // namespace bridge::work::test
