#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_rest/people.hpp"
#include "unit/route/route_fixture.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

using core::Object;
using core::Value;
using test::object;
using test::parse;

TEST(ReadUser, ShowsAWholeRecord) {
  EXPECT_EQ(read_user(object(R"({"id":7,"email":"ada@example.com","firstName":"Ada","lastName":"Byron",
      "name":"Ada Byron","admin":true,"groupAdmin":false,"licensedSheetCreator":true,"resourceViewer":false,
      "status":"ACTIVE","isInternal":true,"title":"Countess","department":"Engines","workPhone":"+1",
      "mobilePhone":"+2","sheetCount":-1})")),
            object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
                                  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
      "userName":"ada@example.com","name":{"formatted":"Ada Byron","familyName":"Byron","givenName":"Ada"},
      "displayName":"Ada Byron","title":"Countess","active":true,
      "emails":[{"value":"ada@example.com","type":"work","primary":true}],
      "phoneNumbers":[{"value":"+1","type":"work"},{"value":"+2","type":"mobile"}],
      "roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"},{"value":"SYSTEM_ADMIN","type":"SYSTEM_ADMIN"}],
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Engines"}})"));
}

TEST(ReadUser, LeavesOutWhatTheRecordHasNot) {
  EXPECT_EQ(read_user(object(R"({"id":7,"email":"ada@example.com","workPhone":"","department":"","name":null})")),
            object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@example.com",
                       "active":true,"emails":[{"value":"ada@example.com","type":"work","primary":true}]})"));
}

TEST(ReadUser, IsActiveUnlessShutOut) {
  struct Row {
    const char* record;
    bool active;
  };
  for (const Row& row : {Row{R"({"status":"ACTIVE"})", true}, Row{R"({"status":"PENDING"})", true},
                         Row{R"({"status":"DECLINED"})", false}, Row{R"({"status":"DEACTIVATED"})", false},
                         Row{R"({"status":"deactivated"})", false}, Row{R"({})", true}, Row{R"({"status":null})", true},
                         Row{R"({"status":"SOMETHING_NEW"})", true}}) {
    EXPECT_EQ(*read_user(object(row.record)).find("active"), Value(row.active)) << row.record;
  }
}

TEST(ReadUser, ShowsEachFlagAsARole) {
  struct Row {
    const char* flag;
    const char* role;
  };
  for (const Row& row : {Row{"licensedSheetCreator", "LICENSED_USER"}, Row{"admin", "SYSTEM_ADMIN"},
                         Row{"groupAdmin", "GROUP_ADMIN"}, Row{"resourceViewer", "RESOURCE_VIEWER"}}) {
    const Object shown = read_user(Object{{row.flag, true}});
    ASSERT_NE(shown.find("roles"), nullptr) << row.flag;
    EXPECT_EQ(*shown.find("roles"), Value(core::Array{Object{{"value", row.role}, {"type", row.role}}}));
    EXPECT_EQ(read_user(Object{{row.flag, false}}).find("roles"), nullptr) << row.flag;
    EXPECT_EQ(read_user(Object{{row.flag, "true"}}).find("roles"), nullptr) << row.flag;
  }
}

TEST(ReadUser, ShowsTheNamesThereAre) {
  struct Row {
    const char* record;
    const char* name;
  };
  for (const Row& row : {Row{R"({"firstName":"Ada"})", R"({"givenName":"Ada"})"},
                         Row{R"({"lastName":"Byron"})", R"({"familyName":"Byron"})"},
                         Row{R"({"name":"A B"})", R"({"formatted":"A B"})"}}) {
    EXPECT_EQ(*read_user(object(row.record)).find("name"), parse(row.name)) << row.record;
  }
  EXPECT_EQ(read_user(object(R"({"firstName":"","lastName":null})")).find("name"), nullptr);
}

TEST(ReadUser, ShowsThePhonesThereAre) {
  EXPECT_EQ(*read_user(object(R"({"mobilePhone":"+2"})")).find("phoneNumbers"),
            parse(R"([{"value":"+2","type":"mobile"}])"));
  EXPECT_EQ(*read_user(object(R"({"workPhone":"+1"})")).find("phoneNumbers"),
            parse(R"([{"value":"+1","type":"work"}])"));
}

TEST(IsInternal, HoldsUnlessTheRecordDenies) {
  for (const char* record : {"{}", R"({"isInternal":true})", R"({"isInternal":null})", R"({"isInternal":"false"})"}) {
    EXPECT_TRUE(is_internal(object(record))) << record;
  }
  EXPECT_FALSE(is_internal(object(R"({"isInternal":false})")));
}

TEST(RecordId, IsTheNumberAsText) {
  EXPECT_EQ(record_id(object(R"({"id":48569348493401201})")), "48569348493401201");
  for (const char* record : {"{}", R"({"id":"7"})", R"({"id":null})", R"({"id":7.5})", R"({"ID":7})"}) {
    EXPECT_EQ(record_id(object(record)), "") << record;
  }
}

TEST(StableUser, LeavesOutWhatMovesByItself) {
  EXPECT_EQ(stable_user(object(R"({"id":7,"email":"a@b","status":"ACTIVE","admin":false,"seatType":"MEMBER",
                                   "lastLogin":"2026-01-01T00:00:00Z","sheetCount":3,"name":null,
                                   "seatTypeLastChangedAt":"2026-01-01T00:00:00.5Z",
                                   "provisionalExpirationDate":"2026-02-01T00:00:00Z",
                                   "profileImage":{"imageId":"x"},"unheardOf":1})")),
            object(R"({"id":7,"email":"a@b","status":"ACTIVE","admin":false,"seatType":"MEMBER",
                       "seatTypeLastChangedAt":"2026-01-01T00:00:00.5Z",
                       "provisionalExpirationDate":"2026-02-01T00:00:00Z"})"));
}

TEST(StableUser, LeavesOutWhatListingsDoNotTell) {
  EXPECT_EQ(stable_user(object(R"({"id":7,"title":"T","department":"D","company":"C","workPhone":"1",
                                   "mobilePhone":"2","role":"R"})")),
            object(R"({"id":7})"));
}

TEST(StableUser, IsShownAsTheRecordIs) {
  const Object record = object(R"({"id":7,"email":"a@b","firstName":"A","lastName":"B","name":"A B","admin":true,
      "status":"DEACTIVATED","sheetCount":1})");
  EXPECT_EQ(read_user(stable_user(record)), read_user(record));
  EXPECT_EQ(stable_user(stable_user(record)), stable_user(record));
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
