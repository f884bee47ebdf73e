// A SCIM service that removes people for good whom it is to deactivate, and many of them at once.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";
constexpr int kMany = 25;

class MassRemovalTest : public ::testing::Test {
 protected:
  MassRemovalTest() {
    for (int i = 0; i <= kMany; ++i) bench.smartsheet.add_person("p" + std::to_string(i) + "@x.example");
    bench.start();
  }
  void remove_many() {
    for (int i = 0; i < kMany; ++i) bench.smartsheet.people.erase(1001 + i);
    EXPECT_NE(bench.refresh(), "fine") << "too many at once";
    EXPECT_NE(bench.find(Kind::User, "1001"), nullptr) << "nobody is dropped";
    bench.forget();
    EXPECT_EQ(bench.ask(modify(Kind::User, std::to_string(1001 + kMany), kOff))->fault(), "no fault");
  }
  Bench bench{Services::Both};
};

TEST_F(MassRemovalTest, IsAnAlarmAndSentByRestFromThenOn) {
  for (int i = 0; i < kMany; ++i) {
    ASSERT_EQ(bench.ask(modify(Kind::User, std::to_string(1001 + i), kOff))->fault(), "no fault");
  }
  remove_many();
  EXPECT_TRUE(bench.alarmed("remove people for good"));
  EXPECT_EQ(bench.writes(), std::vector<std::string>{"call POST /users/1026/deactivate"});
}

TEST_F(MassRemovalTest, IsNoneOfTheBridgesWhereItDeactivatedNobody) {
  remove_many();
  EXPECT_FALSE(bench.alarmed("remove people for good"));
  EXPECT_EQ(bench.writes(), std::vector<std::string>{"scim PATCH /Users/s-1026"});
}

}  // namespace
}  // namespace bridge::work::test
