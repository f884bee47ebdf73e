#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/scim/resource.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::FaultKind;

constexpr const char* kUser = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a@b.example")";
constexpr const char* kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

core::Value user_with(const std::string& more) { return parse("{" + std::string(kUser) + more + "}"); }

struct Canonical {
  const char* body;
  const char* resource;
};

TEST(CheckResource, MakesBodiesCanonical) {
  const Canonical cases[] = {
      // names and order as in the schema
      {R"({"NAME":{"GIVENNAME":"B","familyname":"J"},"username":"a","SCHEMAS":["URN:IETF:params:scim:schemas:core:2.0:User"]})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","name":{"familyName":"J","givenName":"B"}})"},
      // readOnly, at the top and below
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","meta":{"version":"1"},"userName":"a",
           "groups":[{"value":"1"}],"externalId":"x",
           "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"2","displayName":"M"}}})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
           "externalId":"x","userName":"a",
           "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"2"}}})"},
      // unassigned in all its forms; an extension that is named and has no values
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
           "userName":"a","title":null,"emails":[],"name":{},"phoneNumbers":[{},null],"addresses":[{"type":null}],
           "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":null}})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a"})"},
      // an extension's URN in another case, and not among the schemas
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a",
           "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user":{"Department":"D"}})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
           "userName":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"}})"},
      // an empty text is a value
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","title":""})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","title":""})"},
      // canonical values are suggestions
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","emails":[{"value":"v","type":"cabin"}]})",
       R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a","emails":[{"value":"v","type":"cabin"}]})"},
  };
  for (const Canonical& test : cases) {
    const auto checked = check_resource(parse(test.body), user_type());
    ASSERT_TRUE(checked) << checked.error().detail;
    EXPECT_EQ(json::write(checked->resource), json::write(parse(test.resource)));
    EXPECT_TRUE(checked->unknown.empty());
  }
}

TEST(CheckResource, KeepsEachMemberOnce) {
  const auto checked = check_resource(parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
      "displayName":"G","members":[{"value":"1","display":"One"},{"value":"2"},{"value":"1","type":"User"}]})"),
                                      group_type());
  ASSERT_TRUE(checked);
  EXPECT_EQ(*checked->resource.find("members"), parse(R"([{"value":"1"},{"value":"2"}])"));
}

TEST(CheckResource, TakesNoBrokenListOfMembersForAnEmptyOne) {
  const auto check = [](const std::string& members) {
    return check_resource(
        parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"G","members":)" + members +
              "}"),
        group_type());
  };
  for (const char* members : {"null", "[]"}) EXPECT_TRUE(check(members)) << members;
  for (const char* members : {"{}", "[{}]", "[null]", "[[]]", R"([{"value":"1"},{}])", R"([{"colour":"red"}])"}) {
    EXPECT_TRUE(fails_with(check(members), core::FaultKind::InvalidValue, "members")) << members;
  }
}

TEST(CheckResource, CollectsWhatTheSchemaDoesNotKnow) {
  const auto checked = check_resource(
      parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:example:Badge"],"userName":"a","shoe":1,
      "name":{"nick":"x","givenName":"G"},"emails":[{"value":"v"},{"value":"w","colour":"red"}],
      "urn:example:Badge":{"n":1},
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"badge":1,"manager":{"shoe":1}}})"),
      user_type());
  ASSERT_TRUE(checked) << checked.error().detail;
  const std::string urn = kEnterprise;
  EXPECT_EQ(checked->unknown, (std::vector<std::string>{"urn:example:Badge", "shoe", "name.nick", "emails[1].colour",
                                                        "urn:example:Badge", urn + ":badge", urn + ":manager.shoe"}));
  EXPECT_EQ(*checked->resource.find("name"), parse(R"({"givenName":"G"})"));
  EXPECT_EQ(checked->resource.find("shoe"), nullptr);
  EXPECT_EQ(checked->resource.find(urn), nullptr);
}

struct Refused {
  const char* body;
  FaultKind kind;
  const char* says;
};

TEST(CheckResource, RefusesBodiesWithoutTheBaseSchema) {
  const Refused cases[] = {
      {R"([])", FaultKind::InvalidSyntax, "expected a User as a JSON object, found array"},
      {R"("x")", FaultKind::InvalidSyntax, "found string"},
      {R"({"userName":"a"})", FaultKind::InvalidSyntax, "schemas: expected an array"},
      {R"({"schemas":[],"userName":"a"})", FaultKind::InvalidSyntax, "found an empty one"},
      {R"({"schemas":null,"userName":"a"})", FaultKind::InvalidSyntax, "found null"},
      {R"({"schemas":"urn:ietf:params:scim:schemas:core:2.0:User","userName":"a"})", FaultKind::InvalidSyntax,
       "found string"},
      {R"({"schemas":[1],"userName":"a"})", FaultKind::InvalidSyntax, "schemas[0]: expected a URN, found integer"},
      {R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"userName":"a"})", FaultKind::InvalidSyntax,
       "among the URNs of a User"},
      {R"({"schemas":["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"userName":"a"})",
       FaultKind::InvalidSyntax, "core:2.0:User"},
  };
  for (const Refused& bad : cases) {
    EXPECT_TRUE(fails_with(check_resource(parse(bad.body), user_type()), bad.kind, bad.says)) << bad.body;
  }
}

struct TypeCase {
  const char* good;
  const char* bad;
  const char* says;
};

TEST(CheckResource, ChecksEveryType) {
  const TypeCase cases[] = {
      {R"(,"title":"T")", R"(,"title":5)", "title: expected a string, found integer"},
      {R"(,"title":"T")", R"(,"title":["T"])", "title: expected a string, found array"},
      {R"(,"active":true)", R"(,"active":"true")", "active: expected true or false, found another text"},
      {R"(,"active":false)", R"(,"active":0)", "active: expected true or false, found integer"},
      {R"(,"name":{"givenName":"G"})", R"(,"name":"G")", "name: expected an object, found string"},
      {R"(,"name":{"givenName":"G"})", R"(,"name":{"givenName":true})", "name.givenName: expected a string"},
      {R"(,"emails":[{"value":"v"}])", R"(,"emails":{"value":"v"})", "emails: expected an array, found object"},
      {R"(,"emails":[{"value":"v"}])", R"(,"emails":["v"])", "emails[0]: expected an object, found string"},
      {R"(,"emails":[{"primary":true}])", R"(,"emails":[{"value":"v"},{"primary":"yes"}])", "emails[1].primary"},
      {R"(,"emails":[{"primary":true},{"primary":false}])", R"(,"emails":[{"primary":true},{"primary":true}])",
       "emails: expected one primary value at most, found 2"},
      {R"(,"profileUrl":"https://a.example/b?c#d")", R"(,"profileUrl":"https://a.example/b c")", "expected a URI"},
      {R"(,"profileUrl":"../Users/1")", R"(,"profileUrl":"<b>")", "expected a URI"},
      {R"(,"photos":[{"value":"https://a.example/ü.png"}])", R"(,"photos":[{"value":"a\u0000b"}])", "photos[0].value"},
      {R"(,"x509Certificates":[{"value":"QUJD"}])", R"(,"x509Certificates":[{"value":"QUJ*"}])", "base64"},
      {R"(,"x509Certificates":[{"value":"QUI="}])", R"(,"x509Certificates":[{"value":"QUI=="}])", "base64"},
      {R"(,"x509Certificates":[{"value":"QUI"}])", R"(,"x509Certificates":[{"value":"QUJDR"}])", "base64"},
      {R"(,"x509Certificates":[{"value":"_-A="}])", R"(,"x509Certificates":[{"value":"Q=UI"}])", "base64"},
      {R"(,"x509Certificates":[{"value":""}])", R"(,"x509Certificates":[{"value":3}])", "base64"},
      {R"(,"externalId":"x")", R"(,"externalId":7)", "externalId: expected a string"},
      {R"(,"title":"T")", R"(,"title":"T","TITLE":"U")", "title: expected one value, found two spellings"},
      {R"(,"name":{"givenName":"G"})", R"(,"name":{"givenName":"G","GivenName":"H"})", "name.givenName: expected one"},
  };
  for (const TypeCase& test : cases) {
    const auto good = check_resource(user_with(test.good), user_type());
    EXPECT_TRUE(good) << test.good << ": " << good.error().detail;
    EXPECT_TRUE(fails_with(check_resource(user_with(test.bad), user_type()), FaultKind::InvalidValue, test.says))
        << test.bad;
  }
}

TEST(CheckResource, ChecksExtensions) {
  const std::string urn = kEnterprise;
  EXPECT_TRUE(fails_with(check_resource(user_with(",\"" + urn + R"(":"x")"), user_type()), FaultKind::InvalidValue,
                         urn + ": expected an object, found string"));
  EXPECT_TRUE(fails_with(check_resource(user_with(",\"" + urn + R"(":{"department":1})"), user_type()),
                         FaultKind::InvalidValue, urn + ":department: expected a string, found integer"));
  EXPECT_TRUE(fails_with(check_resource(user_with(",\"" + urn + R"(":{"manager":{"value":1}})"), user_type()),
                         FaultKind::InvalidValue, urn + ":manager.value: expected a string"));
}

TEST(CheckResource, NamesEveryProblemAtOnce) {
  const auto checked = check_resource(
      parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"active":1,"title":2})"), user_type());
  for (const char* says : {"userName: expected a value, which is required, found nothing", "active: ", "title: "}) {
    EXPECT_TRUE(fails_with(checked, FaultKind::InvalidValue, says));
  }
}

TEST(CheckResource, SpellsOutTwentyProblemsAtMost) {
  std::string emails;
  for (int i = 0; i < 1000; ++i) emails += (i > 0 ? ",1" : "1");
  const auto checked = check_resource(user_with(R"(,"emails":[)" + emails + "]"), user_type());
  EXPECT_TRUE(
      fails_with(checked, FaultKind::InvalidValue, "emails[19]: expected an object, found integer; and 980 more"));
}

TEST(CheckResource, WantsRequiredAttributesOfWholeResourcesOnly) {
  const core::Value none = parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":null})");
  EXPECT_TRUE(fails_with(check_resource(none, user_type()), FaultKind::InvalidValue, "userName"));
  EXPECT_TRUE(check_resource(none, user_type(), Completeness::Partial));
  const core::Value empty = parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":""})");
  EXPECT_TRUE(fails_with(check_resource(empty, user_type()), FaultKind::InvalidValue, "text that is not empty"));
  EXPECT_TRUE(
      fails_with(check_resource(empty, user_type(), Completeness::Partial), FaultKind::InvalidValue, "userName"));
  const core::Value ill_typed = parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":1})");
  EXPECT_TRUE(fails_with(check_resource(ill_typed, user_type(), Completeness::Partial), FaultKind::InvalidValue,
                         "userName: expected a string"));
  const core::Value member = parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"G",
      "members":[{"type":"User"}]})");
  EXPECT_TRUE(fails_with(check_resource(member, group_type()), FaultKind::InvalidValue, "members[0].value"));
}

TEST(CheckResource, NeverQuotesValues) {
  const auto checked =
      check_resource(user_with(R"(,"active":"secret","profileUrl":"secret secret","name":"secret")"), user_type());
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().detail.find("secret"), std::string::npos) << checked.error().detail;
}

TEST(InSchemaOrder, OrdersAndCompletesSchemas) {
  const core::Object mixed = parse_object(R"({"meta":{"version":"1"},
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"},"title":"T","userName":"a","id":"1"})");
  EXPECT_EQ(json::write(in_schema_order(mixed, user_type())),
            json::write(parse(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"1","userName":"a","title":"T",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"},"meta":{"version":"1"}})")));
}

TEST(InSchemaOrder, GivesBackWhatIsInOrder) {
  const core::Object ordered = parse_object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1",
      "userName":"a"})");
  EXPECT_EQ(in_schema_order(ordered, user_type()).begin(), ordered.begin());
  const core::Object stale = parse_object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"1","userName":"a"})");
  EXPECT_EQ(in_schema_order(stale, user_type()), ordered);
}

}  // namespace
}  // namespace bridge::scim::test
