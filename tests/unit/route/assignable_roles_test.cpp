#include "bridge/route/assignable_roles.hpp"

#include <gtest/gtest.h>

namespace bridge::route {
namespace {

using Names = std::vector<std::string_view>;

Names names_of(const std::vector<AssignableRole>& roles) {
  Names names;
  for (const AssignableRole& role : roles) names.push_back(role.value);
  return names;
}

struct Row {
  const char* about;
  std::optional<Route> route;
  std::set<std::string> grantable;
  Names assignable;
};

TEST(AssignableRoles, AreThoseThatScimMayGrantOnThisRoute) {
  const Row rows[] = {
      {"in Smartsheet's order",
       Route::Rest,
       {"RESOURCE_VIEWER", "GROUP_ADMIN", "LICENSED_USER"},
       {"LICENSED_USER", "GROUP_ADMIN", "RESOURCE_VIEWER"}},
      {"a System Admin only where that is granted", Route::Rest, {"SYSTEM_ADMIN"}, {"SYSTEM_ADMIN"}},
      {"none by REST where none is granted", Route::Rest, {}, {}},
      {"a plain user by SCIM always", Route::Scim, {}, {"SMARTSHEET_USER"}},
      {"connectors by SCIM",
       Route::Scim,
       {"JIRA_USER", "SALESFORCE_ADMIN"},
       {"SMARTSHEET_USER", "JIRA_USER", "SALESFORCE_ADMIN"}},
      {"connectors not by REST", Route::Rest, {"JIRA_USER", "LICENSED_USER"}, {"LICENSED_USER"}},
      {"of both while the route is open", std::nullopt, {"JIRA_USER", "LICENSED_USER"}, {"LICENSED_USER"}},
  };
  for (const Row& row : rows)
    EXPECT_EQ(names_of(assignable_roles(row.route, row.grantable)), row.assignable) << row.about;
}

TEST(AssignableRoles, HaveNamesForPeople) {
  for (const AssignableRole& role : assignable_roles(Route::Scim, {"SYSTEM_ADMIN", "JIRA_ADMIN"})) {
    EXPECT_FALSE(role.display.empty()) << role.value;
    EXPECT_NE(role.display, role.value);
  }
}

}  // namespace
}  // namespace bridge::route
