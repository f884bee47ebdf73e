// Roles that Smartsheet's SCIM service alone assigns, where the record that is known comes from REST.

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_scim/people.hpp"
#include "unit/route/scim_fixture.hpp"

namespace bridge::route::smartsheet_scim {
namespace {

using test::AllSent;
using test::kGranting;
using test::patch;
using test::sent;

constexpr const char* kBoth = R"({"roles":[{"value":"LICENSED_USER"},{"value":"JIRA_USER"}]})";
constexpr const char* kLicensed = R"({"roles":[{"value":"LICENSED_USER"}]})";
constexpr const char* kNone = R"({"roles":[]})";

TEST(ScimOwnRoles, GoWhenTheyAreTakenAwayThoughRestsRecordNeverToldThem) {
  const struct {
    const char* name;
    bool licensed;
    const char* before;
    const char* after;
    const char* operations;
  } rows[] = {
      {"one of two", true, kBoth, kLicensed,
       R"([{"op":"replace","path":"roles","value":[{"value":"LICENSED_USER","type":"LICENSED_USER"}]}])"},
      {"the only one", false, R"({"roles":[{"value":"JIRA_USER"}]})", kNone, R"([{"op":"remove","path":"roles"}])"},
      {"none", true, kLicensed, kLicensed, nullptr},
      {"none, with one that REST can't tell", true, kBoth, kBoth, nullptr},
      {"none, one is given: others that REST can't tell stay", true, kLicensed, kBoth,
       R"([{"op":"add","path":"roles","value":[{"value":"JIRA_USER","type":"JIRA_USER"}]}])"},
      {"none, one was taken away in Smartsheet", false, kLicensed, kLicensed,
       R"([{"op":"add","path":"roles","value":[{"value":"LICENSED_USER","type":"LICENSED_USER"}]}])"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    PersonChange change = test::scim_change("", row.before, row.after, true);
    change.seen = test::object(R"({"id":7,"email":"ada@x","status":"ACTIVE"})")
                      .with("licensedSheetCreator", core::Value(row.licensed));
    const auto plan = plan_change(change, kGranting);
    ASSERT_TRUE(plan) << plan.error().detail;
    EXPECT_EQ(sent(*plan), row.operations != nullptr ? AllSent{patch("/Users/u-7", row.operations)} : AllSent());
  }
}

}  // namespace
}  // namespace bridge::route::smartsheet_scim
