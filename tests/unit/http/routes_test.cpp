#include "http_fixture.hpp"

namespace bridge::http {
namespace {

struct Case {
  const char* method;
  const char* path;
  int status;
  /// What the service was asked; empty: nothing, or a discovery document.
  const char* call;
  /// The body of a discovery answer, or the Allow header of a 405.
  const char* extra = "";
};

const Case kCases[] = {
    {"GET", "Users", 200, "list Users"},
    {"HEAD", "Users", 200, "list Users"},
    {"GET", "Users/", 200, "list Users"},
    {"POST", "Users", 200, "create Users"},
    {"GET", "Users/7", 200, "get Users 7"},
    {"HEAD", "Users/7", 200, "get Users 7"},
    {"GET", "Users/a%2Fb", 200, "get Users a/b"},
    {"PUT", "Users/7", 200, "replace Users 7"},
    {"PATCH", "Users/7", 200, "modify Users 7"},
    {"DELETE", "Users/7", 204, "remove Users 7"},
    {"GET", "Groups", 200, "list Groups"},
    {"POST", "Groups", 200, "create Groups"},
    {"GET", "Groups/7/", 200, "get Groups 7"},
    {"PUT", "Groups/7", 200, "replace Groups 7"},
    {"PATCH", "Groups/7", 200, "modify Groups 7"},
    {"DELETE", "Groups/7", 204, "remove Groups 7"},

    {"GET", "ServiceProviderConfig", 200, "", "config"},
    {"GET", "Schemas", 200, "", "schemas()"},
    {"GET", "Schemas/urn:x:User", 200, "", "schemas(urn:x:User)"},
    {"GET", "ResourceTypes", 200, "", "types()"},
    {"HEAD", "ResourceTypes/User", 200, "", "types(User)"},
    {"GET", "Schemas/unknown", 404, ""},
    {"GET", "Roles", 200, "", "roles()"},
    {"HEAD", "Roles", 200, "", "roles()"},
    {"GET", "Roles/GROUP_ADMIN", 200, "", "roles(GROUP_ADMIN)"},
    {"GET", "Roles/unknown", 404, ""},
    {"GET", "Entitlements", 200, "", "entitlements()"},
    {"GET", "Entitlements/unknown", 404, ""},

    {"GET", "Me", 501, "me"},
    {"HEAD", "Me", 501, "me"},
    {"PUT", "Me", 501, "me"},
    {"PATCH", "Me", 501, "me"},
    {"DELETE", "Me", 501, "me"},
    {"POST", "Me", 501, ""},
    {"OPTIONS", "Me", 405, "", "GET, HEAD, PUT, PATCH, DELETE, POST"},
    {"GET", "Me/name", 404, ""},
    {"POST", "Bulk", 200, "bulk"},
    {"POST", "Bulk/7", 404, ""},

    {"GET", "", 200, "list"},
    {"HEAD", "", 200, "list"},
    {"GET", "/", 404, ""},
    {"GET", "Nothing", 404, ""},
    {"GET", "users", 404, ""},
    {"GET", "/Users", 404, ""},
    {"GET", "Users//", 404, ""},
    {"GET", "Users/7/name", 404, ""},
    {"GET", "ServiceProviderConfig/x", 404, ""},
    {"GET", "Users/%zz", 400, ""},

    {"PUT", "Users", 405, "", "GET, HEAD, POST"},
    {"DELETE", "Groups", 405, "", "GET, HEAD, POST"},
    {"POST", "Users/7", 405, "", "GET, HEAD, PUT, PATCH, DELETE"},
    {"OPTIONS", "Groups/7", 405, "", "GET, HEAD, PUT, PATCH, DELETE"},
    {"get", "Users", 405, "", "GET, HEAD, POST"},
    {"POST", "Schemas", 405, "", "GET, HEAD"},
    {"PUT", "Schemas/urn:x:User", 405, "", "GET, HEAD"},
    {"POST", "ServiceProviderConfig", 405, "", "GET, HEAD"},
    {"PATCH", "ServiceProviderConfig", 405, "", "GET, HEAD"},
    {"POST", "Roles", 405, "", "GET, HEAD"},
    {"PUT", "Roles/GROUP_ADMIN", 405, "", "GET, HEAD"},
    {"PATCH", "Roles/GROUP_ADMIN", 405, "", "GET, HEAD"},
    {"DELETE", "Roles/GROUP_ADMIN", 405, "", "GET, HEAD"},
    {"POST", "Entitlements", 405, "", "GET, HEAD"},
    {"DELETE", "Entitlements/x", 405, "", "GET, HEAD"},
    {"DELETE", "ResourceTypes/User", 405, "", "GET, HEAD"},
    {"GET", "Bulk", 405, "", "POST"},
    {"POST", "", 405, "", "GET, HEAD"},
    {"GET", ".search", 405, "", "POST"},
};

class Routes : public test::HttpTest, public testing::WithParamInterface<Case> {};

TEST_P(Routes, LeadToTheService) {
  const Case& row = GetParam();
  const auto response = send(row.method, std::string("/scim/v2/") + row.path, "{}");
  EXPECT_EQ(response.status, row.status) << response.body;
  EXPECT_EQ(service.calls, *row.call != '\0' ? std::vector<std::string>{row.call} : std::vector<std::string>{});
  if (row.status == 200 && *row.extra != '\0') {
    EXPECT_EQ(response.body, row.extra);
  }
  EXPECT_EQ(test::header_of(response, "Allow").value_or(""), row.status == 405 ? row.extra : "");
  if (row.status >= 400) {
    EXPECT_EQ(error_member(response, "status"), std::to_string(row.status));
    EXPECT_FALSE(detail(response).empty());
  }
}
INSTANTIATE_TEST_SUITE_P(All, Routes, testing::ValuesIn(kCases));

class Discovery : public test::HttpTest {};

TEST_F(Discovery, RefusesAFilter) {
  for (const char* path : {"ServiceProviderConfig", "Schemas", "Schemas/unknown", "ResourceTypes"}) {
    EXPECT_EQ(send("GET", std::string("/scim/v2/") + path + "?filter=name+pr").status, 403) << path;
  }
  EXPECT_EQ(send("GET", "/scim/v2/Schemas?startIndex=1&attributes=id").status, 200);
}

}  // namespace
}  // namespace bridge::http
