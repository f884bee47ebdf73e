// What is made of the profile of the token's owner.

#include "bridge/route/smartsheet_rest/owner.hpp"

#include <gtest/gtest.h>

#include "unit/route/route_fixture.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

using core::Object;

struct Case {
  const char* name;
  Owner owner;
  bool creates_groups;
  bool works;
  /// A word of each sentence.
  std::vector<std::string> missing;
};

TEST(OwnerTest, SaysWhatTheOwnerLacks) {
  const Case cases[] = {
      {"everything", {core::UpstreamId("1"), "a@x.example", "ACTIVE", true, true}, true, true, {}},
      {"no status told", {core::UpstreamId("1"), "a@x.example", "", true, true}, true, true, {}},
      {"no Group Admin", {core::UpstreamId("1"), "a@x.example", "ACTIVE", true, false}, true, true, {"Group Admin"}},
      {"groups by SCIM", {core::UpstreamId("1"), "a@x.example", "ACTIVE", true, false}, false, true, {}},
      {"no System Admin", {core::UpstreamId("1"), "a", "ACTIVE", false, true}, true, false, {"System Admin"}},
      {"not active", {core::UpstreamId("1"), "a", "DEACTIVATED", true, true}, true, false, {"DEACTIVATED"}},
      {"nothing", {core::UpstreamId(""), "", "PENDING", false, false}, true, false, {"PENDING", "System", "Group"}},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(can_work(row.owner), row.works);
    const auto missing = missing_rights(row.owner, row.creates_groups);
    ASSERT_EQ(missing.size(), row.missing.size());
    for (std::size_t i = 0; i < missing.size(); ++i) EXPECT_NE(missing[i].find(row.missing[i]), std::string::npos);
  }
}

TEST(OwnerTest, ReadsTheProfile) {
  const Object profile{{"id", 48569348493401200},
                       {"email", "bridge@example.com"},
                       {"status", "ACTIVE"},
                       {"admin", true},
                       {"groupAdmin", false}};
  EXPECT_EQ(read_owner(profile),
            (Owner{core::UpstreamId("48569348493401200"), "bridge@example.com", "ACTIVE", true, false}));
  EXPECT_EQ(read_owner({}), Owner());
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
