// Roles on REST: what goes together, and who decides on the licence where plans have seats.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/seat.hpp"
#include "unit/route/people_change.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

using core::FaultKind;
using core::Object;
using test::change;
using test::fails_with;
using test::kPolicy;
using test::lines;
using test::object;
using Lines = std::vector<std::string>;

std::string roles(std::initializer_list<const char*> names) {
  std::string list;
  for (const char* name : names) list += std::string(list.empty() ? "" : ",") + R"({"value":")" + name + "\"}";
  return R"({"roles":[)" + list + "]}";
}

TEST(Roles, ThatNeedALicenceAreRefusedWithoutOne) {
  const struct {
    const char* seen;
    std::string after;
    const char* names;
  } rows[] = {
      {R"({})", roles({"GROUP_ADMIN"}), "GROUP_ADMIN needs LICENSED_USER"},
      {R"({})", roles({"RESOURCE_VIEWER"}), "RESOURCE_VIEWER needs LICENSED_USER"},
      {R"({})", roles({"RESOURCE_VIEWER", "GROUP_ADMIN"}), "GROUP_ADMIN needs LICENSED_USER"},
      {R"({"licensedSheetCreator":true,"groupAdmin":true})", roles({"GROUP_ADMIN"}), "GROUP_ADMIN needs"},
      {R"({"licensedSheetCreator":true})", roles({"RESOURCE_VIEWER"}), "RESOURCE_VIEWER needs"},
      {R"({"seatType":"CONTRIBUTOR"})", roles({"GROUP_ADMIN", "LICENSED_USER"}), "GROUP_ADMIN needs"},
  };
  for (const auto& row : rows) {
    EXPECT_TRUE(fails_with(plan_change(change(row.seen, R"({})", row.after.c_str(), true), kPolicy),
                           FaultKind::Forbidden, row.names))
        << row.seen << row.after;
    EXPECT_TRUE(fails_with(plan_revival(change(row.seen, R"({})", row.after.c_str()), {}, {}, kPolicy),
                           FaultKind::Forbidden, row.names))
        << row.seen << row.after;
  }
}

TEST(Roles, ThatSmartsheetHasSoAreNobodysFault) {
  const auto plan = plan_change(change(R"({"groupAdmin":true})", R"({})",
                                       R"({"name":{"givenName":"B"},"roles":[{"value":"GROUP_ADMIN"}]})", true),
                                kPolicy);
  ASSERT_TRUE(plan) << plan.error().detail;
  EXPECT_EQ(lines(*plan), Lines{R"(PUT /users/7 {"firstName":"B","admin":false,"licensedSheetCreator":false})"});
}

TEST(Licence, FollowsTheSeatWhereThereAreSeats) {
  const std::string licensed = R"({"seatType":"MEMBER","licensedSheetCreator":true)";
  const struct {
    const char* about;
    std::string seen;
    std::string after;
    Lines sent;
  } rows[] = {
      {"no roles", licensed + "}", roles({}), {}},
      {"the licence alone is as it is", licensed + "}", roles({"LICENSED_USER"}), {}},
      {"another role",
       licensed + "}",
       roles({"GROUP_ADMIN"}),
       {R"(PUT /users/7 {"licensedSheetCreator":true,"admin":false,"groupAdmin":true,"resourceViewer":false})"}},
      {"the last role goes, the licence stays",
       licensed + R"(,"groupAdmin":true})",
       roles({}),
       {R"(PUT /users/7 {"licensedSheetCreator":true,"admin":false,"groupAdmin":false,"resourceViewer":false})"}},
      {"an admin who becomes none keeps it",
       licensed + R"(,"admin":true})",
       roles({}),
       {R"(PUT /users/7 {"licensedSheetCreator":true,"admin":false,"groupAdmin":false,"resourceViewer":false})"}},
      {"an admin may lose it",
       licensed + R"(,"admin":true})",
       roles({"SYSTEM_ADMIN"}),
       {R"(PUT /users/7 {"licensedSheetCreator":false,"admin":true,"groupAdmin":false,"resourceViewer":false})"}},
      {"nobody gets one without a seat for it", R"({"seatType":"CONTRIBUTOR"})", roles({"LICENSED_USER"}), {}},
      {"without seats it comes and goes",
       R"({"licensedSheetCreator":true})",
       roles({}),
       {R"(PUT /users/7 {"licensedSheetCreator":false,"admin":false,"groupAdmin":false,"resourceViewer":false})"}},
  };
  for (const auto& row : rows) {
    const auto plan = plan_change(change(row.seen.c_str(), R"({})", row.after.c_str(), true), kPolicy);
    ASSERT_TRUE(plan) << row.about << ": " << plan.error().detail;
    EXPECT_EQ(lines(*plan), row.sent) << row.about;
  }
}

TEST(Licence, OfARevivedPersonFollowsTheSeatToo) {
  const auto plan = plan_revival(change(R"({"status":"DEACTIVATED","seatType":"MEMBER","licensedSheetCreator":true})",
                                        R"({})", R"({"active":true})"),
                                 {}, {}, {{}, false, false});
  ASSERT_TRUE(plan) << plan.error().detail;
  EXPECT_EQ(lines(*plan), Lines{"POST /users/7/reactivate"});
}

TEST(Licence, IsShownAsTheSeatHasIt) {
  const char* seated = R"({"seatType":"MEMBER","licensedSheetCreator":true})";
  const char* unseated = R"({"seatType":"CONTRIBUTOR","licensedSheetCreator":false})";
  const struct {
    const char* record;
    const char* user;
    const char* shown;
  } rows[] = {
      {seated, R"({})", R"({"roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"}]})"},
      {seated, R"({"roles":[{"value":"X"}]})",
       R"({"roles":[{"value":"X"},{"value":"LICENSED_USER","type":"LICENSED_USER"}]})"},
      {seated, R"({"roles":[{"value":"licensed_user"}]})", R"({"roles":[{"value":"licensed_user"}]})"},
      {seated, R"({"roles":[{"value":"SYSTEM_ADMIN"}]})", R"({"roles":[{"value":"SYSTEM_ADMIN"}]})"},
      {unseated, R"({"roles":[{"value":"LICENSED_USER"}]})", R"({})"},
      {unseated, R"({"roles":[{"type":"LICENSED_USER"},{"value":"X"}]})", R"({"roles":[{"value":"X"}]})"},
      {R"({"licensedSheetCreator":true})", R"({})", R"({})"},
      {R"({"licensedSheetCreator":true,"seatType":""})", R"({})", R"({})"},
      {R"({"schemas":["urn:x"],"seatType":"MEMBER"})", R"({})", R"({})"},
  };
  for (const auto& row : rows) {
    const Object shown = with_seat_licence(object(row.user), object(row.record));
    EXPECT_EQ(shown, object(row.shown)) << row.record << row.user;
    EXPECT_EQ(with_seat_licence(shown, object(row.record)), shown) << "once is enough";
  }
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
