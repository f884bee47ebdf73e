// Somebody whom the SCIM service made and whom REST does not tell yet.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

using route::Route;

constexpr const char* kEve = "eve@x.example";

class LateListingTest : public ::testing::Test {
 protected:
  LateListingTest() {
    bench.smartsheet.add_person("ann@x.example");
    bench.start();
    eve = bench.ask(create(Kind::User, person(kEve)))->id();
    bench.client->script = [this](const route::RestCall& call) -> std::optional<transport::Reply> {
      if (call.path.rfind("/users?", 0) == 0) return answer(200, parse(R"({"data":[],"totalPages":1,"pageNumber":1})"));
      return bench.smartsheet.serve(call);
    };
  }
  Bench bench{Services::Both};
  std::string eve;
};

TEST_F(LateListingTest, IsKeptWhileScimKnowsThem) {
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_NE(bench.find(Kind::User, eve), nullptr);
  bench.serve_all();
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(bench.link(Kind::User, eve, Route::Rest), "1002");
}

TEST_F(LateListingTest, IsKeptWhileScimGivesNoClearAnswer) {
  bench.scim.off = 500;
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_NE(bench.find(Kind::User, eve), nullptr);
}

TEST_F(LateListingTest, IsGoneWhenScimKnowsThemNot) {
  bench.smartsheet.people.erase(1002);
  EXPECT_EQ(bench.refresh(), "fine");
  EXPECT_EQ(bench.find(Kind::User, eve), nullptr);
}

}  // namespace
}  // namespace bridge::work::test
