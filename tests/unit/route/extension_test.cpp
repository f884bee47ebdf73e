#include <gtest/gtest.h>

#include "bridge/route/record.hpp"
#include "unit/route/route_fixture.hpp"

namespace bridge::route::test {
namespace {

struct StatusRow {
  const char* status;
  bool can_still_sign_in;
};

TEST(SmartsheetExtension, SaysWhoCanStillGetIn) {
  const StatusRow rows[] = {{"ACTIVE", true}, {"PENDING", true}, {"DECLINED", false}, {"DEACTIVATED", false}};
  for (const StatusRow& row : rows) {
    EXPECT_EQ(extension_of_user(core::Object{{"status", row.status}}, {}),
              (core::Object{{"status", row.status}, {"canStillSignIn", row.can_still_sign_in}}));
  }
}

struct ToldRow {
  const char* about;
  const char* record;
  const char* moving;
  const char* told;
};

TEST(SmartsheetExtension, TellsOfAPersonWhatSmartsheetTold) {
  const ToldRow rows[] = {
      {"all of it",
       R"({"id":1,"status":"ACTIVE","seatType":"MEMBER","lastLogin":"2026-01-01T00:00:00Z","sheetCount":3})",
       R"({"lastLogin":"2026-01-01T00:00:00Z","sheetCount":3})",
       R"({"status":"ACTIVE","canStillSignIn":true,"lastLogin":"2026-01-01T00:00:00Z","seatType":"MEMBER",
           "sheetCount":3})"},
      {"a seat's dates, with any fraction",
       R"({"seatType":"PROVISIONAL_MEMBER","seatTypeLastChangedAt":"2025-01-01T00:00:00.123456789Z",
           "provisionalExpirationDate":"2026-12-13T12:17:52.525696Z"})",
       R"({})",
       R"({"seatType":"PROVISIONAL_MEMBER","seatTypeLastChangedAt":"2025-01-01T00:00:00.123456789Z",
           "provisionalExpirationDate":"2026-12-13T12:17:52.525696Z"})"},
      {"dates that are none", R"({"seatTypeLastChangedAt":"soon","provisionalExpirationDate":7})", R"({})", R"({})"},
      {"no sheets at all are a count", R"({"sheetCount":0})", R"({"sheetCount":0})", R"({"sheetCount":0})"},
      {"-1 is no count", R"({"sheetCount":-1})", R"({})", R"({})"},
      {"nor is a text", R"({"sheetCount":"3"})", R"({})", R"({})"},
      {"what is no time is not told", R"({"lastLogin":"yesterday"})", R"({})", R"({})"},
      {"nor is a number", R"({"lastLogin":1772323200000})", R"({})", R"({})"},
      {"without status nobody knows who gets in", R"({"seatType":"GUEST"})", R"({})", R"({"seatType":"GUEST"})"},
      {"the SCIM service tells nothing of the kind",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"status":"ACTIVE","sheetCount":3})", R"({})",
       R"({})"},
  };
  for (const ToldRow& row : rows) {
    const core::Object record = object(row.record);
    EXPECT_EQ(moving_user(record), object(row.moving)) << row.about;
    EXPECT_EQ(extension_of_user(record, moving_user(record)), object(row.told)) << row.about;
  }
}

TEST(SmartsheetExtension, TellsOfAGroupWhatSmartsheetTold) {
  const ToldRow rows[] = {
      {"both", R"({"id":1,"name":"A","owner":"a@x.example","ownerId":2,"description":"D"})", "",
       R"({"owner":"a@x.example","description":"D"})"},
      {"none", R"({"id":1,"name":"A","description":""})", "", R"({})"},
      {"the SCIM service tells nothing of the kind",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"owner":"a@x.example"})", "", R"({})"},
  };
  for (const ToldRow& row : rows) EXPECT_EQ(extension_of_group(object(row.record)), object(row.told)) << row.about;
}

}  // namespace
}  // namespace bridge::route::test
