#include "work/shown.hpp"

#include <gtest/gtest.h>

#include "unit/work/bench.hpp"

namespace bridge::work::test {
namespace {

constexpr const char* kRecord =
    R"({"id":7,"email":"a@x.example","firstName":"Ann","lastName":"Lee","status":"ACTIVE"})";
constexpr const char* kAsked =
    R"({"schemas":["u"],"userName":"A@x.example","name":{"givenName":"Anne","familyName":"Lee","middleName":"B"},)"
    R"("title":"Boss","active":true,"roles":[{"value":"licensed_user"}]})";

struct ShownCase {
  const char* name;
  const char* asked;
  const char* then;
  const char* now;
  const char* expected;
};

store::Row row_of(const ShownCase& one) {
  store::Row row;
  row.kind = Kind::User;
  row.asked = parse_object(one.asked);
  row.seen_at_ask = parse_object(one.then);
  row.seen = parse_object(one.now);
  return row;
}

const ShownCase kCases[] = {
    {"what was asked, word for word, while nothing moved", kAsked, kRecord, kRecord, kAsked},
    {"asked stays though Smartsheet never took it",
     R"({"userName":"a@x.example","name":{"givenName":"X"},"active":true})", kRecord, kRecord,
     R"({"userName":"a@x.example","name":{"givenName":"X"},"active":true})"},
    {"a deactivation in Smartsheet, and nothing else", kAsked, kRecord,
     R"({"id":7,"email":"a@x.example","firstName":"Ann","lastName":"Lee","status":"DEACTIVATED"})",
     R"({"schemas":["u"],"userName":"A@x.example","name":{"givenName":"Anne","familyName":"Lee","middleName":"B"},)"
     R"("title":"Boss","active":false,"roles":[{"value":"licensed_user"}]})"},
    {"one sub-attribute of the name, its neighbours kept", kAsked, kRecord,
     R"({"id":7,"email":"a@x.example","firstName":"Ann","lastName":"Ray","status":"ACTIVE"})",
     R"({"schemas":["u"],"userName":"A@x.example","name":{"givenName":"Anne","familyName":"Ray","middleName":"B"},)"
     R"("title":"Boss","active":true,"roles":[{"value":"licensed_user"}]})"},
    {"a sub-attribute that Smartsheet lost", R"({"name":{"givenName":"Anne","familyName":"Lee"},"active":true})",
     kRecord, R"({"id":7,"email":"a@x.example","firstName":"Ann","status":"ACTIVE"})",
     R"({"name":{"givenName":"Anne"},"active":true})"},
    {"a name whose last part is gone is gone", R"({"name":{"familyName":"Lee"},"active":true})", kRecord,
     R"({"id":7,"email":"a@x.example","firstName":"Ann","status":"ACTIVE"})", R"({"active":true})"},
    {"a name where none was asked", R"({"active":true})", R"({"id":7,"status":"ACTIVE"})",
     R"({"id":7,"status":"ACTIVE","firstName":"Ann"})", R"({"active":true,"name":{"givenName":"Ann"}})"},
    {"roles that changed", R"({"active":true,"roles":[{"value":"LICENSED_USER"}]})",
     R"({"id":7,"status":"ACTIVE","licensedSheetCreator":true})", R"({"id":7,"status":"ACTIVE","groupAdmin":true})",
     R"({"active":true,"roles":[{"value":"GROUP_ADMIN","type":"GROUP_ADMIN"}]})"},
    {"roles that went away", R"({"active":true,"roles":[{"value":"LICENSED_USER"}]})",
     R"({"id":7,"status":"ACTIVE","licensedSheetCreator":true})", R"({"id":7,"status":"ACTIVE"})",
     R"({"active":true})"},
    {"no attribute that the route can't hold", R"({"active":true,"title":"Boss"})",
     R"({"id":7,"status":"ACTIVE","title":"Clerk","email":"a@x.example"})",
     R"({"id":7,"status":"ACTIVE","title":"Chief","email":"b@x.example"})", R"({"active":true,"title":"Boss"})"},
    {"an invitation accepted is no change", R"({"active":true})", R"({"id":7,"status":"PENDING"})",
     R"({"id":7,"status":"ACTIVE"})", R"({"active":true})"},
};

TEST(Shown, IsAskedWhereSmartsheetStoodStillElseWhatItSays) {
  for (const ShownCase& one : kCases) {
    SCOPED_TRACE(one.name);
    EXPECT_EQ(shown(row_of(one), {}), parse_object(one.expected));
  }
}

TEST(Shown, OfAnUnmanagedPersonIsSmartsheetsRecord) {
  const store::Row row = person_row("7", "a@x.example", "DEACTIVATED");
  const Object visible = shown(row, {});
  EXPECT_EQ(core::text_or_empty(visible, "userName"), "a@x.example");
  EXPECT_EQ(*visible.find("active"), core::Value(false));
}

TEST(Shown, OfAGroupFollowsARenameInSmartsheet) {
  store::Row row = group_row("9", "Team");
  row.asked = parse_object(R"({"displayName":"TEAM"})");
  row.seen_at_ask = row.seen;
  EXPECT_EQ(core::text_or_empty(shown(row, {}), "displayName"), "TEAM");
  row.seen = row.seen.with("modifiedAt", "later");
  EXPECT_EQ(core::text_or_empty(shown(row, {}), "displayName"), "TEAM");
  row.seen = row.seen.with("name", "Crew");
  EXPECT_EQ(core::text_or_empty(shown(row, {}), "displayName"), "Crew");
}

TEST(Shown, IsWorkedOutOnceForAnEntry) {
  const store::Row row = person_row("7", "a@x.example");
  const store::EntryPtr entry = entry_of(row, {});
  EXPECT_EQ(entry->row, row);
  EXPECT_EQ(entry->shown, shown(row, {}));
}

}  // namespace
}  // namespace bridge::work::test
