// A reactivation that the service refuses may have been done by somebody else, but not what goes with it.

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_scim/people.hpp"
#include "unit/route/scim_fixture.hpp"

namespace bridge::route::smartsheet_scim {
namespace {

TEST(ScimRefusedReactivation, IsDoneOnlyWhereAllOfItShows) {
  constexpr const char* kAlone = R"([{"op":"replace","path":"active","value":true}])";
  constexpr const char* kWithoutRoles =
      R"([{"op":"replace","path":"active","value":true},{"op":"remove","path":"roles"}])";
  constexpr const char* kLicensed = R"([{"op":"replace","path":"active","value":true},
      {"op":"replace","path":"roles","value":[{"value":"LICENSED_USER","type":"LICENSED_USER"}]}])";
  const struct {
    const char* operations;
    const char* resource;
    bool done;
  } rows[] = {
      {kAlone, R"("userName":"ada@x","active":true,"roles":[{"value":"SYSTEM_ADMIN"}])", true},
      {kAlone, R"("userName":"ada@x","active":false)", false},
      {kWithoutRoles, R"("userName":"ada@x","active":true)", true},
      {kWithoutRoles, R"("userName":"ada@x","active":true,"roles":[])", true},
      {kWithoutRoles, R"("userName":"ada@x","active":true,"roles":[{"value":"SYSTEM_ADMIN"}])", false},
      {kLicensed, R"("userName":"ada@x","active":true,"roles":[{"value":"LICENSED_USER"}])", true},
      {kLicensed, R"("userName":"ada@x","active":true)", false},
      {kLicensed, R"("userName":"ada@x","active":false,"roles":[{"value":"LICENSED_USER"}])", false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(is_done_already(test::scim_step(Purpose::Reactivate, row.operations), test::user(row.resource)), row.done)
        << row.operations << " " << row.resource;
  }
}

}  // namespace
}  // namespace bridge::route::smartsheet_scim
