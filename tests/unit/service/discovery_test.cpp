#include <gtest/gtest.h>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;

constexpr const char* kExtension = "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:User";

/// One member of a document; null where there is none.
core::Value member(const core::Result<std::string>& document, std::string_view name) {
  EXPECT_TRUE(document) << (document ? "" : document.error().detail);
  const core::Object whole = object(document ? *document : "{}");
  const core::Value* value = whole.find(name);
  return value != nullptr ? *value : core::Value();
}

class DiscoveryTest : public testing::Test {
 protected:
  Bench bench;
  const Principal here = bench.who();
  const Principal there = bench.who(kAcme, "acme");
};

TEST_F(DiscoveryTest, DeclaresTheExtensionWhereItCanBeTold) {
  EXPECT_EQ(member(bench.service->schemas(here, ""), "totalResults"), core::Value(7));
  EXPECT_EQ(member(bench.service->schemas(there, ""), "totalResults"), core::Value(5));
  EXPECT_TRUE(bench.service->schemas(here, kExtension));
  EXPECT_TRUE(fails_with(bench.service->schemas(there, kExtension), FaultKind::NotFound, "no schema"));
  const auto extensions = [&](const Principal& who, const char* type) {
    const core::Value listed = member(bench.service->resource_types(who, type), "schemaExtensions");
    return listed.if_array() != nullptr ? listed.if_array()->size() : 0;
  };
  EXPECT_EQ(extensions(here, "User"), 2U);
  EXPECT_EQ(extensions(here, "Group"), 1U);
  EXPECT_EQ(extensions(there, "User"), 1U);
  EXPECT_EQ(extensions(there, "Group"), 0U);
}

TEST_F(DiscoveryTest, TellsStrangersTheSameForEveryNameOfATenant) {
  for (const char* name : {"nobody", "there"}) {
    const auto document = bench.service->public_configuration(name);
    EXPECT_NE(member(document, "authenticationSchemes").if_array(), nullptr) << name;
    const core::Value meta = member(document, "meta");
    EXPECT_NE(core::text_or_empty(*meta.if_object(), "location").find("/" + std::string(name) + "/scim/v2/"),
              std::string_view::npos);
  }
  for (const char* name : {"", "No Name", "a/b", "a-name-of-more-than-thirty-two-letters"}) {
    EXPECT_TRUE(fails_with(bench.service->public_configuration(name), FaultKind::Unauthorized, "")) << name;
  }
}

TEST_F(DiscoveryTest, FindsOneByNameInAnyCase) {
  for (const char* urn : {"urn:ietf:params:scim:schemas:core:2.0:User", "URN:IETF:params:scim:schemas:core:2.0:user"}) {
    EXPECT_EQ(member(bench.service->schemas(here, urn), "id"),
              core::Value("urn:ietf:params:scim:schemas:core:2.0:User"));
  }
  for (const char* name : {"Group", "GROUP", "role", "Entitlement"}) {
    EXPECT_EQ(member(bench.service->resource_types(here, name), "schemas"),
              parse(R"(["urn:ietf:params:scim:schemas:core:2.0:ResourceType"])"))
        << name;
  }
  EXPECT_TRUE(fails_with(bench.service->schemas(here, "User"), FaultKind::NotFound, "no schema \"User\""));
  EXPECT_TRUE(fails_with(bench.service->schemas(here, "urn:ietf:params:scim:api:messages:2.0:PatchOp"),
                         FaultKind::NotFound, "no schema"));
  EXPECT_TRUE(fails_with(bench.service->resource_types(here, "Users"), FaultKind::NotFound, "no resource type"));
}

TEST_F(DiscoveryTest, NamesThePlaceOfEachDocument) {
  const auto location = [](const core::Result<std::string>& document) {
    const core::Value meta = member(document, "meta");
    return std::string(meta.if_object() != nullptr ? core::text_or_empty(*meta.if_object(), "location") : "");
  };
  EXPECT_EQ(location(bench.service->service_provider_config(there)),
            "https://scim.example.com/acme/scim/v2/ServiceProviderConfig");
  EXPECT_EQ(location(bench.service->resource_types(here, "user")),
            "https://scim.example.com/scim/v2/ResourceTypes/User");
  EXPECT_EQ(location(bench.service->schemas(here, kExtension)),
            std::string("https://scim.example.com/scim/v2/Schemas/") + kExtension);
  EXPECT_EQ(location(bench.service->roles(here, "LICENSED_USER")),
            "https://scim.example.com/scim/v2/Roles/LICENSED_USER");
}

TEST_F(DiscoveryTest, ListsTheRolesThatTheTenantLetsScimGive) {
  const auto roles = [&](std::optional<route::Route> route) {
    bench.tenant.settled = route;
    const auto listed = bench.service->roles(here, "");
    return listed ? ids_in(*listed) : std::vector<std::string>{listed.error().detail};
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(roles(route::Route::Rest), (Ids{"LICENSED_USER", "GROUP_ADMIN"}));
  EXPECT_EQ(roles(route::Route::Scim), (Ids{"LICENSED_USER", "GROUP_ADMIN", "SMARTSHEET_USER", "JIRA_USER"}));
  EXPECT_EQ(roles(std::nullopt), (Ids{"LICENSED_USER", "GROUP_ADMIN"}));
  EXPECT_EQ(member(bench.service->roles(there, ""), "totalResults"), core::Value(0));
  EXPECT_TRUE(fails_with(bench.service->roles(here, "SYSTEM_ADMIN"), FaultKind::NotFound, "no Role \"SYSTEM_ADMIN\""));
  EXPECT_TRUE(fails_with(bench.service->roles(here, "group_admin"), FaultKind::NotFound, "no Role"));
}

TEST_F(DiscoveryTest, HasNoEntitlementsToGive) {
  EXPECT_EQ(member(bench.service->entitlements(here, ""), "totalResults"), core::Value(0));
  EXPECT_EQ(member(bench.service->entitlements(here, ""), "Resources"), core::Value(core::Array()));
  EXPECT_TRUE(fails_with(bench.service->entitlements(here, "MEMBER"), FaultKind::NotFound, "no Entitlement"));
}

/// Ada, of whom REST told something, and Bob, whom only the SCIM service knows so far.
class ExtensionTest : public DiscoveryTest {
 protected:
  ExtensionTest() {
    for (FakeTenant* at : {&bench.tenant, &bench.acme}) {
      store::Row ada = user("7", "ada@x");
      ada.seen = object(R"({"id":7,"email":"ada@x","status":"PENDING","seatType":"MEMBER"})");
      const core::Object shown =
          object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@x"})");
      const core::Object moving = object(R"({"lastLogin":"2026-01-01T00:00:00Z","sheetCount":3})");
      at->rows.publish({{std::make_shared<const store::Entry>(store::Entry{ada, shown, moving})}, {}, {}});
      store::Row bob = user("8", "bob@x");
      bob.seen = shown;
      put(at->rows, bob, R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"bob@x"})");
      store::Row staff = group("5", "Staff");
      staff.seen = object(R"({"id":5,"name":"Staff","owner":"ada@x"})");
      put(at->rows, staff, R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Staff"})");
    }
  }
  [[nodiscard]] core::Object shown(const char* id, const char* attributes, const char* token = kOkta,
                                   Kind kind = Kind::User) {
    const auto answer = bench.get(kind, id, View{attributes, {}}, token);
    EXPECT_TRUE(answer);
    return object(answer ? answer->body : "{}");
  }
};

TEST_F(ExtensionTest, ShowsWhereItIsNamedAlone) {
  const auto plain = bench.get(Kind::User, "7");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->body.find("smartsheet"), std::string::npos);
  EXPECT_EQ(shown("7", kExtension).find(kExtension)->if_object()->size(), 5U);
  const core::Object one = shown("7", "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:User:status");
  EXPECT_EQ(one, object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:User"],"id":"7",
      "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:User":{"status":"PENDING"}})"));
}

TEST_F(ExtensionTest, IsNotAmongTheSchemasWhereNothingIsTold) {
  EXPECT_EQ(shown("8", kExtension), object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"8"})"));
}

TEST_F(ExtensionTest, ShowsOfAGroupItsOwner) {
  const char* urn = "urn:ietf:params:scim:schemas:extension:smartsheet:2.0:Group";
  EXPECT_EQ(*shown("5", urn, kOkta, Kind::Group).find(urn), parse(R"({"owner":"ada@x"})"));
}

TEST_F(ExtensionTest, CanBeFilteredBy) {
  const std::string prefix = std::string(kExtension) + ":";
  using Ids = std::vector<std::string>;
  EXPECT_EQ(bench.ids(Kind::User, prefix + "status eq \"PENDING\""), (Ids{"7"}));
  EXPECT_EQ(bench.ids(Kind::User, prefix + "status eq \"ACTIVE\""), (Ids{}));
  EXPECT_EQ(bench.ids(Kind::User, prefix + "canStillSignIn eq true and userName sw \"ada\""), (Ids{"7"}));
  EXPECT_EQ(bench.ids(Kind::User, prefix + "lastLogin lt \"2026-01-01T01:00:00+00:30\""), (Ids{"7"}));
  EXPECT_EQ(bench.ids(Kind::User, prefix + "sheetCount gt 3"), (Ids{}));
  EXPECT_EQ(bench.ids(Kind::User, prefix + "sheetCount ge 3"), (Ids{"7"}));
  EXPECT_EQ(bench.ids(Kind::User, "not (" + prefix + "seatType pr)"), (Ids{"8"}));
}

TEST_F(ExtensionTest, IsUnknownWhereItIsNotDeclared) {
  const auto answer = bench.service->schemas(there, kExtension);
  EXPECT_FALSE(answer);
  std::vector<core::Result<Shown>> answers;
  bench.service->get(there, Kind::User, core::ResourceId("7"), View{kExtension, {}},
                     [&](core::Result<Shown> shown) { answers.push_back(std::move(shown)); });
  ASSERT_TRUE(answers.at(0));
  EXPECT_EQ(answers.at(0)->body.find("smartsheet"), std::string::npos);
  std::vector<core::Result<std::string>> lists;
  bench.service->list(there, Kind::User, filtered(std::string(kExtension) + ":status pr"),
                      [&](core::Result<std::string> list) { lists.push_back(std::move(list)); });
  EXPECT_TRUE(fails_with(lists.at(0), FaultKind::InvalidFilter, ""));
}

}  // namespace
}  // namespace bridge::service::test
