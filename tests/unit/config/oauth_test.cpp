// [tenant.rest.oauth].

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/config/fixture.hpp"

namespace bridge::config::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A tenant whose REST section has these lines, and OAuth's these.
std::string with_oauth(std::string_view oauth, std::string_view rest = "") {
  return "[[tenant]]\n[[tenant.idp_token]]\nname = \"a\"\ntoken_env = \"IDP_TOKEN\"\n[tenant.rest]\n" +
         std::string(rest) + "\n[tenant.rest.oauth]\n" + std::string(oauth);
}

constexpr const char* kLeast = "client_id = \"app\"\nclient_secret_env = \"CLIENT_SECRET\"\n";

Loaded load(const std::string& text) { return load_text(text, "test.toml", ".", test_environment()); }

TEST(OAuthSection, FillsInTheDefaults) {
  const Loaded loaded = load(with_oauth(kLeast));
  ASSERT_TRUE(loaded.settings) << loaded.problems.at(0).to_string();
  const OAuth& oauth = loaded.settings->tenants[0].rest->oauth.value();
  EXPECT_EQ(oauth.client_id, "app");
  EXPECT_TRUE(core::TokenDigest::of(oauth.secret) == core::TokenDigest::of(core::ClientSecret(kClientSecret)));
  EXPECT_EQ(oauth.auth, ClientAuth::Hash);
  EXPECT_EQ(oauth.redirect_url, "http://127.0.0.1:8400/oauth/callback");
  EXPECT_EQ(oauth.authorize_url, "https://app.smartsheet.com/b/authorize");
}

TEST(OAuthSection, ReadsEveryKey) {
  const Loaded loaded = load_file(source_dir() / "tests/data/config/everything.toml", test_environment());
  ASSERT_TRUE(loaded.settings) << loaded.problems.at(0).to_string();
  const OAuth& oauth = loaded.settings->tenants.at(1).rest->oauth.value();
  EXPECT_EQ(oauth.client_id, "0a1b2c3d4e5f");
  EXPECT_EQ(oauth.auth, ClientAuth::Secret);
  EXPECT_EQ(oauth.redirect_url, "http://localhost:9400/back");
  EXPECT_EQ(oauth.authorize_url, "https://sso.example.com/b/authorize");
}

TEST(OAuthSection, AsksInTheRegionOfTheApi) {
  const std::pair<const char*, const char*> cases[] = {
      {"https://api.smartsheet.com/2.0", "https://app.smartsheet.com/b/authorize"},
      {"https://api.smartsheet.eu/2.0", "https://app.smartsheet.eu/b/authorize"},
      {"https://api.smartsheet.au/2.0", "https://app.smartsheet.au/b/authorize"},
      {"https://api.smartsheetgov.com/2.0", "https://app.smartsheetgov.com/b/authorize"},
      {"http://127.0.0.1:8090/2.0", "https://app.smartsheet.com/b/authorize"},
  };
  for (const auto& [url, expected] : cases) {
    const Loaded loaded = load(with_oauth(kLeast, "url = \"" + std::string(url) + "\""));
    ASSERT_TRUE(loaded.settings) << url;
    EXPECT_EQ(loaded.settings->tenants[0].rest->oauth->authorize_url, expected) << url;
  }
}

TEST(OAuthSection, TakesARedirectToALoopbackAddressAlone) {
  const std::pair<const char*, bool> cases[] = {{"http://127.0.0.1:8400/oauth/callback", true},
                                                {"http://[::1]:8400/back", true},
                                                {"http://localhost:1", true},
                                                {"https://127.0.0.1:8400/back", false},
                                                {"http://127.0.0.1/back", false},
                                                {"http://127.0.0.1:0/b", false},
                                                {"http://bridge.example.com:8400/b", false},
                                                {"http://127.0.0.1:8400/b?c", false}};
  for (const auto& [url, fits] : cases) {
    const Loaded loaded = load(with_oauth(kLeast + ("redirect_url = \"" + std::string(url) + "\"\n")));
    EXPECT_EQ(loaded.problems.empty(), fits) << url;
  }
}

TEST(OAuthSection, TakesAnAuthorizeUrlByHttpsAlone) {
  const std::pair<const char*, bool> cases[] = {{"https://sso.example.com/b/authorize", true},
                                                {"http://127.0.0.1:8090/b/authorize", true},
                                                {"http://app.smartsheet.com/b/authorize", false}};
  for (const auto& [url, fits] : cases) {
    const Loaded loaded = load(with_oauth(kLeast + ("authorize_url = \"" + std::string(url) + "\"\n")));
    EXPECT_EQ(loaded.problems.empty(), fits) << url;
  }
}

TEST(OAuthSection, NamesWhatIsMissingOrTooMuch) {
  EXPECT_THAT(problems_of(with_oauth("")),
              ElementsAre(HasSubstr("oauth.client_id: this key is required"),
                          HasSubstr("oauth: expected one of client_secret_env, client_secret_file, found none")));
  EXPECT_THAT(problems_of(with_oauth(kLeast, "token_env = \"SMARTSHEET_API_TOKEN\"")),
              ElementsAre(HasSubstr("rest.token_env: expected a token or [tenant.rest.oauth], found both")));
  EXPECT_THAT(problems_of(with_oauth("client_id = \"a b\"\nclient_secret_env = \"CLIENT_SECRET\"")),
              ElementsAre(HasSubstr("client_id: expected the app's client id")));
  EXPECT_THAT(problems_of(with_oauth("client_id = \"a\"\nclient_secret_env = \"UNSET\"")),
              ElementsAre(HasSubstr("client_secret_env: expected the name of an environment variable that is set")));
  EXPECT_THAT(problems_of(with_oauth(std::string(kLeast) + "client_auth = \"basic\"")),
              ElementsAre(HasSubstr("client_auth: expected \"hash\" or \"secret\", found \"basic\"")));
}

TEST(OAuthSection, CountsTheClientSecretAmongTheSecrets) {
  EXPECT_THAT(problems_of(with_oauth("client_id = \"a\"\nclient_secret_env = \"IDP_TOKEN\"")),
              ElementsAre(HasSubstr("client_secret_env: expected a secret of its own, found the one of "
                                    "tenant[0].idp_token[0].token_env")));
}

TEST(OAuthSection, IsNotForTheScimService) {
  EXPECT_THAT(problems_of(minimal_scim("[tenant.scim.oauth]\nclient_id = \"a\"")),
              ElementsAre(HasSubstr("scim.oauth: unknown key")));
}

}  // namespace
}  // namespace bridge::config::test
