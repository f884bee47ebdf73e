#include "http_fixture.hpp"

namespace bridge::http {
namespace {

struct Case {
  const char* name;
  const char* target;
  std::vector<std::string> authorization;
};

const std::string kRight = std::string("Bearer ") + test::kToken;

const Case kRefused[] = {
    {"NoHeader", "/scim/v2/Users", {}},
    {"EmptyHeader", "/scim/v2/Users", {""}},
    {"WrongToken", "/scim/v2/Users", {"Bearer wrong"}},
    {"NoToken", "/scim/v2/Users", {"Bearer"}},
    {"BlankToken", "/scim/v2/Users", {"Bearer  "}},
    {"RawToken", "/scim/v2/Users", {test::kToken}},
    {"NonToken", "/scim/v2/Users", {"non-token"}},
    {"Basic", "/scim/v2/Users", {"Basic YTpi"}},
    {"TokenAndMore", "/scim/v2/Users", {kRight + " more"}},
    {"TokenCaseMatters", "/scim/v2/Users", {"Bearer IDP-TOKEN-FOR-TESTS-0123456789ABCDEF"}},
    {"TwoHeaders", "/scim/v2/Users", {kRight, kRight}},
    {"UnknownTenant", "/nobody/scim/v2/Users", {kRight}},
    {"ReservedTenant", "/scim/scim/v2/Users", {kRight}},
    {"NoTenant", "/", {kRight}},
    {"OtherPath", "/healthz", {kRight}},
    {"UnknownPathWithoutToken", "/scim/v2/Nothing", {}},
    {"WrongMethodWithoutToken", "/scim/v2/Schemas/x/y", {}},
    {"DiscoveryWithoutToken", "/scim/v2/Schemas", {}},
    {"ConfigurationWithAWrongToken", "/scim/v2/ServiceProviderConfig", {"Bearer wrong"}},
    {"MoreThanTheConfiguration", "/scim/v2/ServiceProviderConfig/x", {}},
    {"BadEscapeWithoutToken", "/scim/v2/Users/%zz", {}},
    {"BadQueryWithoutToken", "/scim/v2/Users?filter=%zz", {}},
};

class Refused : public test::HttpTest, public testing::WithParamInterface<Case> {};

TEST_P(Refused, WithOneAndTheSame401BeforeTheBody) {
  web::Request asked = request("POST", GetParam().target, "{}");
  asked.head.headers = {{"Accept", "text/html"}, {"Content-Type", "text/html"}};
  for (const auto& value : GetParam().authorization) asked.head.headers.push_back({"Authorization", value});
  const auto response = handler.on_head(asked.head);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 401);
  EXPECT_EQ(response->headers, (std::vector<web::Header>{{"Content-Type", "application/scim+json"},
                                                         {"WWW-Authenticate", "Bearer realm=\"scim\""}}));
  EXPECT_EQ(error_member(*response, "status"), "401");
  EXPECT_EQ(detail(*response),
            "Authorization: expected \"Bearer\" and a valid token of this tenant, found something else");
  EXPECT_TRUE(service.calls.empty());
}
INSTANTIATE_TEST_SUITE_P(All, Refused, testing::ValuesIn(kRefused),
                         [](const auto& row) { return std::string(row.param.name); });

class Strangers : public test::HttpTest {};

TEST_F(Strangers, AreToldHowToAuthenticateAlsoWhereThereIsNoTenant) {
  for (const char* path : {"/scim/v2/ServiceProviderConfig", "/nobody/scim/v2/ServiceProviderConfig/"}) {
    for (const char* method : {"GET", "HEAD"}) {
      web::Request asked = request(method, path);
      asked.head.headers.clear();
      EXPECT_EQ(send(asked).status, 200) << method << ' ' << path;
    }
    web::Request written = request("PUT", path, "{}");
    written.head.headers.clear();
    EXPECT_EQ(send(written).status, 401) << path;
  }
  web::Request asked = request("GET", "/nobody/scim/v2/ServiceProviderConfig");
  asked.head.headers.clear();
  EXPECT_EQ(send(asked).body, "public config of nobody");
}

class Admitted : public test::HttpTest {};

TEST_F(Admitted, WithTheSchemeInAnyCase) {
  for (const char* scheme : {"Bearer ", "bearer ", "BEARER   "}) {
    web::Request asked = request("GET", "/scim/v2/Users");
    asked.head.headers = {{"authorization", scheme + std::string(test::kToken)}};
    EXPECT_EQ(send(asked).status, 200) << scheme;
  }
}

TEST_F(Admitted, AtTheTenantThatThePathNames) {
  EXPECT_EQ(send("GET", "/scim/v2/Users").status, 200);
  EXPECT_EQ(service.principal.tenant.text, "default");
  EXPECT_EQ(send("GET", "/acme/scim/v2/Users").status, 200);
  EXPECT_EQ(service.principal.tenant.text, "acme");
}

}  // namespace
}  // namespace bridge::http
