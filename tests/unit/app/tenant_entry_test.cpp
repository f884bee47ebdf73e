#include <string>

#include <gtest/gtest.h>

#include "app/schemas.hpp"
#include "app/tenant_parts.hpp"
#include "unit/app/fakes.hpp"

namespace bridge::app::test {
namespace {

config::Tenant configured() {
  config::Tenant tenant;
  tenant.name = "acme";
  for (const char* name : {"one", "two"}) {
    tenant.idp_tokens.push_back({name, core::TokenDigest::of(core::IdpToken(std::string(40, *name)))});
  }
  tenant.idp_tokens.back().me = "ada@example.com";
  return tenant;
}

config::Rest rest(std::uint32_t requests_per_minute) {
  config::Rest made{{"https://api.smartsheet.com/2.0", core::OAuthToken("rest-token")}};
  made.requests_per_minute = requests_per_minute;
  return made;
}

config::Scim scim(std::uint32_t requests_per_minute) {
  config::Scim made{{"https://api.smartsheet.com/2.0/scim/v2", core::ScimToken("scim-token")}};
  made.requests_per_minute = requests_per_minute;
  return made;
}

service::TenantEntry entry_of(const config::Tenant& tenant) {
  static FakeTenant at_work;
  static const scim::SchemaRegistry schemas;
  return tenant_entry(tenant, "https://scim.example.com", at_work, schemas);
}

TEST(TenantEntry, TellsForWhomEachTokenActs) {
  const service::TenantEntry entry = entry_of(configured());
  ASSERT_EQ(entry.tokens.size(), 2U);
  EXPECT_EQ(entry.tokens[0].me, "");
  EXPECT_EQ(entry.tokens[1].me, "ada@example.com");
  EXPECT_EQ(entry.base_url, "https://scim.example.com/acme/scim/v2");
}

TEST(TenantEntry, HasTheSmallerBudgetOfTheTwoServices) {
  config::Tenant tenant = configured();
  tenant.rest = rest(200);
  EXPECT_EQ(entry_of(tenant).requests_per_minute, 200U);
  tenant.scim = scim(90);
  EXPECT_EQ(entry_of(tenant).requests_per_minute, 90U);
  tenant.rest.reset();
  EXPECT_EQ(entry_of(tenant).requests_per_minute, 90U);
  tenant.scim = scim(300);
  tenant.rest = rest(200);
  EXPECT_EQ(entry_of(tenant).requests_per_minute, 200U);
}

}  // namespace
}  // namespace bridge::app::test
