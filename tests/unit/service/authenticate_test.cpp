#include <string>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using core::IdpToken;

TEST(Authenticate, MakesThePrincipalOfTheToken) {
  struct Row {
    const char* segment;
    const char* token;
    const char* tenant;
    const char* client;
    Rights rights;
    const char* base_url;
  };
  const Bench bench;
  for (const Row& row : {
           Row{"scim", kOkta, "default", "okta", Rights::ReadWrite, "https://scim.example.com/scim/v2"},
           Row{"scim", kEntra, "default", "entra", Rights::ReadWrite, "https://scim.example.com/scim/v2"},
           Row{"scim", kReader, "default", "reader", Rights::ReadOnly, "https://scim.example.com/scim/v2"},
           Row{"scim", kExpiring, "default", "expiring", Rights::ReadWrite, "https://scim.example.com/scim/v2"},
           Row{"acme", kAcme, "acme", "acme", Rights::ReadWrite, "https://scim.example.com/acme/scim/v2"},
       }) {
    const auto who = bench.service->authenticate(row.segment, IdpToken(row.token));
    ASSERT_TRUE(who) << row.client;
    EXPECT_EQ(who->tenant.text, row.tenant);
    EXPECT_EQ(who->client, row.client);
    EXPECT_EQ(who->rights, row.rights) << row.client;
    EXPECT_EQ(who->base_url, row.base_url);
  }
}

TEST(Authenticate, RefusesAllElseInTheSameWords) {
  const Bench bench;
  const auto wrong = bench.service->authenticate("scim", IdpToken("nobody's token, long enough for one"));
  ASSERT_TRUE(fails_with(wrong, FaultKind::Unauthorized, "bearer token"));
  struct Row {
    const char* segment;
    std::string token;
  };
  for (const Row& row : {Row{"nowhere", kOkta}, Row{"", kOkta}, Row{"SCIM", kOkta}, Row{"default", kOkta},
                         Row{"acme", kOkta}, Row{"scim", kAcme}, Row{"scim", ""}, Row{"scim", std::string(kOkta) + " "},
                         Row{"scim", std::string(kOkta).substr(1)}}) {
    const auto refused = bench.service->authenticate(row.segment, IdpToken(row.token));
    ASSERT_FALSE(refused) << row.segment;
    EXPECT_EQ(refused.error(), wrong.error()) << row.segment;
  }
}

TEST(Authenticate, RefusesATokenFromItsExpiryOn) {
  Bench bench;
  struct Row {
    std::chrono::milliseconds now;
    bool valid;
  };
  using std::chrono::milliseconds;
  for (const Row& row :
       {Row{milliseconds(1'999'999), true}, Row{milliseconds(2'000'000), false}, Row{milliseconds(2'000'001), false}}) {
    bench.clock.time = core::Instant(row.now);
    const auto who = bench.service->authenticate("scim", IdpToken(kExpiring));
    EXPECT_EQ(who.has_value(), row.valid) << row.now.count();
    if (!row.valid) {
      EXPECT_TRUE(fails_with(who, FaultKind::Unauthorized, "expired"));
    }
    EXPECT_TRUE(bench.service->authenticate("scim", IdpToken(kOkta)));
  }
}

TEST(Authenticate, KeepsTenantsApart) {
  Bench bench;
  put(bench.tenant.rows, user("7", "ada@x"), R"({"userName":"ada@x"})");
  put(bench.acme.rows, user("7", "bob@y"), R"({"userName":"bob@y"})");
  const auto shown_to = [&](const Principal& who) {
    std::string body;
    bench.service->get(who, Kind::User, core::ResourceId("7"), {},
                       [&](core::Result<Shown> answer) { body = answer ? answer->body : "none"; });
    return body;
  };
  EXPECT_NE(shown_to(bench.who(kOkta, "scim")).find("ada@x"), std::string::npos);
  EXPECT_NE(shown_to(bench.who(kAcme, "acme")).find("bob@y"), std::string::npos);
  EXPECT_NE(shown_to(bench.who(kAcme, "acme")).find("https://scim.example.com/acme/scim/v2/Users/7"),
            std::string::npos);
}

}  // namespace
}  // namespace bridge::service::test
