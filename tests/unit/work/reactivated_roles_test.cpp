// Roles that the identity provider changed while the person was inactive.

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"
#include "work/decision.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kOn = R"([{"op":"replace","path":"active","value":true}])";

/// Ann was a licensed System Admin when her access was taken away; `asked` is what she was given since.
class ReactivatedRolesTest : public ::testing::Test {
 protected:
  void publish(std::string_view asked_roles, bool managed = true) {
    store::Row ann = person_row("1", "ann@x.example", "DEACTIVATED");
    ann.seen = ann.seen.with("licensedSheetCreator", true).with("admin", true);
    ann.seen_at_ask = ann.seen;
    ann.managed = managed;
    const std::string roles = asked_roles.empty() ? "" : ",\"roles\":" + std::string(asked_roles);
    if (managed) ann.asked = checked(Kind::User, person("ann@x.example", R"("active":false)" + roles));
    bench.publish(ann);
  }
  std::vector<std::string> calls_to_reactivate() {
    const auto decision = decide_person(bench.state, modify(Kind::User, "1", kOn));
    EXPECT_TRUE(decision) << decision.error().detail;
    std::vector<std::string> list;
    if (!decision) return list;
    for (const route::Step& step : decision->plan.steps) {
      const auto& call = std::get<route::RestCall>(step.call);
      list.push_back(line_of(call));
      if (const Object* body = call.body.if_object()) admin = core::flag_or_false(*body, "admin");
    }
    return list;
  }
  StateBench bench;
  bool admin = true;
};

TEST_F(ReactivatedRolesTest, AreTakenAwayWithTheReactivation) {
  publish(R"([{"value":"LICENSED_USER"}])");
  EXPECT_EQ(calls_to_reactivate(), (std::vector<std::string>{"POST /users/1/reactivate", "PUT /users/1"}));
  EXPECT_FALSE(admin);
}

TEST_F(ReactivatedRolesTest, AreTakenAwayThoughNoneIsLeft) {
  publish("");
  EXPECT_EQ(calls_to_reactivate(), (std::vector<std::string>{"POST /users/1/reactivate", "PUT /users/1"}));
  EXPECT_FALSE(admin);
}

TEST_F(ReactivatedRolesTest, CostNothingWhereNoneChanged) {
  publish(R"([{"value":"LICENSED_USER"},{"value":"SYSTEM_ADMIN"}])");
  EXPECT_EQ(calls_to_reactivate(), (std::vector<std::string>{"POST /users/1/reactivate"}));
}

TEST_F(ReactivatedRolesTest, StayWithWhomNobodyHasManaged) {
  publish("", false);
  EXPECT_EQ(calls_to_reactivate(), (std::vector<std::string>{"POST /users/1/reactivate"}));
}

}  // namespace
}  // namespace bridge::work::test
