#include <string>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_scim/people.hpp"
#include "unit/route/scim_fixture.hpp"

namespace bridge::route::smartsheet_scim {
namespace {

using core::Object;
using test::object;
using test::user;

constexpr const char* kWhole = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:other"],"id":"u-7",
    "externalId":"e","userName":"ada@x","active":true,"displayName":"Ada B","title":"Countess","nickName":"A",
    "name":{"givenName":"Ada","familyName":"Byron","formatted":"Ada Byron","other":"x"},
    "emails":[{"value":"ada@x","type":"work","primary":true},{"value":""},7],
    "phoneNumbers":[{"value":"+1","type":"work","$ref":"x"}],"groups":[{"value":"g"}],"meta":{"version":"W/1"},
    "roles":[{"value":"JIRA_USER"},{"value":"NOBODY"},{"type":"licensed_user","display":"L"}],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","division":"V","costCenter":"C",
    "employeeNumber":"1","manager":{"value":"u-9"}}})";

constexpr const char* kShown = R"("userName":"ada@x","active":true,"displayName":"Ada B","title":"Countess",
    "name":{"givenName":"Ada","familyName":"Byron","formatted":"Ada Byron"},
    "emails":[{"value":"ada@x","type":"work","primary":true}],"phoneNumbers":[{"value":"+1","type":"work"}],
    "roles":[{"value":"LICENSED_USER","type":"LICENSED_USER"},{"value":"JIRA_USER","type":"JIRA_USER"}],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","division":"V","costCenter":"C"})";

TEST(ScimStableUser, KeepsWhatIsWorthKeeping) {
  const Object stable = user(R"("id":"u-7",)" + std::string(kShown));
  EXPECT_EQ(stable_user(object(kWhole)), stable);
  EXPECT_EQ(stable_user(stable), stable);
}

TEST(ScimStableUser, HasOneSpelling) {
  const struct {
    const char* resource;
    const char* members;
  } rows[] = {
      {R"({"ID":"u-7","USERNAME":"a@x","Active":false,"Name":{"GIVENNAME":"A"}})",
       R"("id":"u-7","userName":"a@x","active":false,"name":{"givenName":"A"})"},
      {R"({"id":9007199254740993})", R"("id":"9007199254740993")"},
      {R"({"id":"u-7","title":"","displayName":null,"name":{},"roles":[],"phoneNumbers":null})", R"("id":"u-7")"},
      {R"({"id":"u-7","active":"true","title":7,"name":"A","emails":"a@x","roles":"LICENSED_USER"})", R"("id":"u-7")"},
      {R"({"roles":["SMARTSHEET_USER","GROUP_ADMIN"]})",
       R"("roles":[{"value":"GROUP_ADMIN","type":"GROUP_ADMIN"},
                   {"value":"SMARTSHEET_USER","type":"SMARTSHEET_USER"}])"},
      {R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:user":{"Department":"D"}})",
       R"("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"})"},
      {R"({"id":"u-7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"u-9"}})",
       R"("id":"u-7")"},
      {R"({})", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(stable_user(object(row.resource)), user(row.members)) << row.resource;
}

TEST(ScimReadUser, ShowsTheResourceWithoutWhatIsOurs) {
  EXPECT_EQ(read_user(object(kWhole)), user(kShown));
  EXPECT_EQ(read_user(stable_user(object(kWhole))), user(kShown));
}

constexpr const char* kOwnAddress = R"("emails":[{"value":"a@x","type":"work","primary":true}])";

TEST(ScimReadUser, IsActiveUnlessToldOtherwise) {
  EXPECT_EQ(read_user(object(R"({"id":"u-7","userName":"a@x"})")),
            user(R"("userName":"a@x","active":true,)" + std::string(kOwnAddress)));
  EXPECT_EQ(read_user(object(R"({"id":"u-7","userName":"a@x","active":false})")),
            user(R"("userName":"a@x","active":false,)" + std::string(kOwnAddress)));
}

TEST(ScimReadUser, ShowsOneAddressAsPrimary) {
  const struct {
    const char* told;
    const char* shown;
  } rows[] = {
      {R"([])", R"([{"value":"a@x","type":"work","primary":true}])"},
      {R"([{"value":"a@x","type":"work"}])", R"([{"value":"a@x","type":"work","primary":true}])"},
      {R"([{"value":"b@x"},{"value":"A@x"}])", R"([{"value":"b@x"},{"value":"A@x","primary":true}])"},
      {R"([{"value":"b@x"},{"value":"c@x"}])", R"([{"value":"b@x","primary":true},{"value":"c@x"}])"},
      {R"([{"value":"a@x","primary":false}])", R"([{"value":"a@x","primary":true}])"},
      {R"([{"value":"a@x"},{"value":"b@x","primary":true}])", R"([{"value":"a@x"},{"value":"b@x","primary":true}])"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(read_user(object(R"({"userName":"a@x","emails":)" + std::string(row.told) + "}")),
              user(R"("userName":"a@x","active":true,"emails":)" + std::string(row.shown)))
        << row.told;
  }
  EXPECT_EQ(read_user(object(R"({"displayName":"A"})")), user(R"("displayName":"A","active":true)"));
}

TEST(ScimReadUser, ShowsTheFullNameAlsoWhereItIsLeftOut) {
  const struct {
    const char* told;
    const char* shown;
  } rows[] = {
      {R"("name":{"givenName":"Ada","familyName":"B"})",
       R"("name":{"givenName":"Ada","familyName":"B","formatted":"Ada B"},"displayName":"Ada B")"},
      {R"("name":{"givenName":"Ada"})", R"("name":{"givenName":"Ada","formatted":"Ada"},"displayName":"Ada")"},
      {R"("name":{"familyName":"B"})", R"("name":{"familyName":"B","formatted":"B"},"displayName":"B")"},
      {R"("name":{"givenName":"Ada","formatted":"A."})",
       R"("name":{"givenName":"Ada","formatted":"A."},"displayName":"Ada")"},
      {R"("displayName":"Countess","name":{"givenName":"Ada"})",
       R"("displayName":"Countess","name":{"givenName":"Ada","formatted":"Ada"})"},
      {R"("name":{"middleName":"M"})", R"("name":{"middleName":"M"})"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(read_user(object("{" + std::string(row.told) + "}")), user(R"("active":true,)" + std::string(row.shown)))
        << row.told;
  }
}

}  // namespace
}  // namespace bridge::route::smartsheet_scim
