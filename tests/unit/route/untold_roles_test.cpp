// A change by REST of somebody whose record comes from a SCIM service that tells no roles.

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_rest/people.hpp"
#include "unit/route/people_change.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

constexpr const char* kBefore = R"({"name":{"givenName":"A"},"roles":[{"value":"LICENSED_USER"}]})";
constexpr const char* kAfter = R"({"name":{"givenName":"B"},"roles":[{"value":"LICENSED_USER"}]})";

bool sent_licence(const char* seen) {
  const auto plan = plan_change(test::change(seen, kBefore, kAfter), test::kPolicy);
  EXPECT_TRUE(plan);
  if (!plan || plan->steps.size() != 1) return false;
  const core::Object* body = std::get<RestCall>(plan->steps.front().call).body.if_object();
  return body != nullptr && core::flag_or_false(*body, "licensedSheetCreator");
}

TEST(UntoldRoles, AreNotTakenAwayWithAName) {
  EXPECT_TRUE(sent_licence(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u-7"})"));
  EXPECT_FALSE(sent_licence(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u-7",
                                "roles":[{"value":"GROUP_ADMIN"}]})"))
      << "told";
  EXPECT_FALSE(sent_licence(R"({"id":7,"email":"a@x"})")) << "told by REST";
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
