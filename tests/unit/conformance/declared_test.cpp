#include "bridge/conformance/declared.hpp"

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"

namespace bridge::conformance {
namespace {

std::optional<core::Value> value(const char* text) {
  if (text == nullptr) return std::nullopt;
  const auto parsed = json::parse(text);
  EXPECT_TRUE(parsed) << text;
  return parsed ? std::optional<core::Value>(*parsed) : std::nullopt;
}

Declared declared(const char* configuration, const char* types, const char* schemas) {
  return Declared::read(value(configuration), value(types), value(schemas));
}

const char* const kConfiguration =
    R"({"patch":{"supported":true},"bulk":{"supported":"true","maxOperations":7},"sort":{"supported":false},
        "filter":{},"pagination":{"cursor":true,"index":false}})";
const char* const kTypes =
    R"({"Resources":[{"name":"Person","schema":"urn:ietf:params:scim:schemas:core:2.0:User","endpoint":"https://x/v2/People",
        "schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}]}]})";
const char* const kSchemas =
    R"({"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[
        {"name":"userName","mutability":"immutable","required":true},
        {"name":"title"},{"name":"groups","mutability":"readOnly","subAttributes":[{"name":"value"}]},
        {"name":"name","type":"complex","subAttributes":[{"name":"givenName","required":true}]},
        {"name":"kind","canonicalValues":["full","part"],"multiValued":true}]}]})";

TEST(Declared, MeetsWhatIsDeclared) {
  const Declared found = declared(kConfiguration, kTypes, kSchemas);
  for (const char* need : {"patch", "bulk", "cursor", "User", "EnterpriseUser", "configuration", "schemas",
                           "resource types", "User.title changeable", "User.userName", "User.NAME.givenname",
                           "User.externalId changeable", "EnterpriseUser.department"}) {
    EXPECT_EQ(found.unmet(need), std::nullopt) << need;
  }
  for (const char* need : {"sort", "filter", "etag", "index", "Group", "Group.members", "User.userName changeable",
                           "User.nickName", "User.groups", "User.groups.value", "User.id", "User.name.familyName"}) {
    EXPECT_TRUE(found.unmet(need)) << need;
  }
  EXPECT_EQ(found.unmet("User.userName changeable"), "/Schemas declares User.userName immutable");
  EXPECT_EQ(found.endpoint("User"), "/People");
  EXPECT_EQ(found.endpoint("Group"), "/Groups");
  EXPECT_EQ(found.max_bulk_operations(), 7);
  EXPECT_EQ(found.required_of("User"), (std::vector<std::string>{"user.name.givenname", "user.username"}));
  EXPECT_EQ(found.attribute("User.kind")->canonical, "full");
}

TEST(Declared, TakesAPlainServerForWhatCanNotBeRead) {
  const char* const rows[] = {
      nullptr, "null", "[]", "7", R"("x")", R"({"Resources":{}})", "{}", R"([1,[],"x"])", R"({"Resources":[null]})"};
  for (const char* row : rows) {
    const Declared found = declared(nullptr, row, row);
    for (const char* need :
         {"patch", "filter", "index", "User", "Group", "EnterpriseUser", "User.title", "Group.members"}) {
      EXPECT_EQ(found.unmet(need), std::nullopt) << need << " of " << (row != nullptr ? row : "nothing");
    }
    for (const char* need : {"bulk", "sort", "etag", "cursor", "configuration", "schemas", "resource types"}) {
      EXPECT_TRUE(found.unmet(need)) << need;
    }
  }
}

TEST(Declared, TakesGarbageForNothing) {
  const Declared found =
      declared(R"({"patch":7,"bulk":{"supported":[],"maxOperations":"x"},"pagination":[]})",
               R"([{"name":7,"endpoint":[]},{"name":"Group","endpoint":"///","schemaExtensions":{}}])",
               R"([{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[7,{"name":[]},{"name":"a","type":7,
          "canonicalValues":[7],"subAttributes":"x","mutability":null,"required":"true"}]},{"id":{}}])");
  EXPECT_TRUE(found.unmet("patch"));
  EXPECT_EQ(found.endpoint("Group"), "/Groups");
  EXPECT_EQ(found.required_of("User"), (std::vector<std::string>{"user.a"}));
}

TEST(Declared, TakesNoEndpointThatLeadsElsewhere) {
  for (const char* endpoint : {"..", "/v2/..", ".", "/Users?x=y", "/Users#x", "/a b", "/%2e%2e", "/Users\\\\x"}) {
    const auto types = json::parse(
        R"({"Resources":[{"name":"User","schema":"urn:ietf:params:scim:schemas:core:2.0:User","endpoint":")" +
        std::string(endpoint) + R"("}]})");
    ASSERT_TRUE(types) << endpoint;
    EXPECT_EQ(Declared::read(std::nullopt, *types, std::nullopt).endpoint("User"), "/Users") << endpoint;
  }
}

}  // namespace
}  // namespace bridge::conformance
