// A refused deactivation, looked up under an address that is somebody else's by now.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kAnn = "ann@x.example";
constexpr const char* kOff = R"([{"op":"replace","path":"active","value":false}])";

class RefusedDeactivationTest : public ::testing::Test {
 protected:
  RefusedDeactivationTest() {
    bench.smartsheet.add_person(kAnn);
    bench.start();
    bench.hold("POST");
  }
  std::string refused() {
    const AskedPtr asked = bench.ask(modify(Kind::User, "1001", kOff));
    EXPECT_TRUE(bench.client->reply("POST /users/1001/deactivate", refusal(403, 1004)));
    bench.loop->run();
    return asked->fault();
  }
  Bench bench;
};

TEST_F(RefusedDeactivationTest, IsDoneWhereThePersonIsInactive) {
  bench.smartsheet.change_person(1001, "status", "DEACTIVATED");
  EXPECT_EQ(refused(), "no fault");
}

TEST_F(RefusedDeactivationTest, IsNotDoneBecauseSomebodyElseIsInactive) {
  bench.smartsheet.change_person(1001, "email", "ann.new@x.example");
  bench.smartsheet.add_person(kAnn, "DEACTIVATED");
  EXPECT_EQ(refused(), "Forbidden");
  EXPECT_EQ(*bench.find(Kind::User, "1001")->shown.find("active"), core::Value(true));
}

}  // namespace
}  // namespace bridge::work::test
