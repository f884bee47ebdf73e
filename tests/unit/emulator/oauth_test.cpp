// The consent page, the token endpoint, and pairs of which each ends the one before.

#include "unit/emulator/world.hpp"

namespace bridge::emulator::test {
namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";
/// SHA-256 of "hush|nothing", by sha256sum.
constexpr const char* kHashOfNothing = "8c473b3b1278de3a87a61596479d996d3a86d40350a783b01eae6ce0472cd6ac";

struct OAuthWorld : World {
  OAuthWorld() { emulator->add_oauth_client({"app", "hush"}); }

  [[nodiscard]] Seen post(const std::string& form, bool in_query = false) const {
    Emulator::Exchange asked = exchange("POST", in_query ? "/token?" + form : "/token");
    asked.authorization.clear();
    asked.content_type = kForm;
    if (!in_query) asked.body = form;
    return seen(emulator->handle(asked));
  }
  [[nodiscard]] std::string location(const std::string& query) const {
    Emulator::Exchange asked = exchange("GET", "/");
    asked.path = "/b/authorize";
    asked.query = query;
    const auto reply = emulator->handle(asked);
    for (const auto& [name, value] : reply.headers) {
      if (name == "Location") return value;
    }
    return std::to_string(reply.status);
  }
  [[nodiscard]] std::string code(const std::string& scope = "READ_USERS%20ADMIN_USERS") const {
    const std::string url = location("response_type=code&client_id=app&state=s&scope=" + scope);
    const auto at = url.find("code=");
    return at == std::string::npos ? "none" : url.substr(at + 5, url.find('&', at) - at - 5);
  }
  [[nodiscard]] Seen first_pair() const {
    return post("grant_type=authorization_code&client_id=app&client_secret=hush&code=" + code());
  }
  [[nodiscard]] Seen next_pair(const Seen& pair) const {
    return post("grant_type=refresh_token&client_id=app&client_secret=hush&refresh_token=" +
                pair.string("refresh_token"));
  }
  [[nodiscard]] Seen with(const Seen& pair, const std::string& method, const std::string& target) const {
    Emulator::Exchange asked = exchange(method, target);
    asked.authorization = "Bearer " + pair.string("access_token");
    return seen(emulator->handle(asked));
  }
};

TEST(OAuth, SendsTheBrowserBackWithACode) {
  const OAuthWorld world;
  const std::string back = world.location("response_type=code&client_id=app&scope=READ_USERS&state=abc");
  EXPECT_EQ(back.find("http://127.0.0.1:8400/oauth/callback?code="), 0U) << back;
  EXPECT_NE(back.find("&expires_in=599135&state=abc"), std::string::npos) << back;
  world.facts([](Facts& f) { f.oauth_denied = true; });
  EXPECT_EQ(world.location("response_type=code&client_id=app&scope=READ_USERS&state=abc"),
            "http://127.0.0.1:8400/oauth/callback?error=access_denied&state=abc");
  for (const char* query : {"response_type=token&client_id=app&scope=", "response_type=code&client_id=no&scope=",
                            "response_type=code&client_id=app"}) {
    EXPECT_EQ(world.location(query), "400") << query;
  }
}

TEST(OAuth, GivesAPairForACodeOnce) {
  const OAuthWorld world;
  const std::string form = "grant_type=authorization_code&client_id=app&client_secret=hush&code=" + world.code();
  const Seen pair = world.post(form);
  expect_done(pair);
  EXPECT_EQ(pair.string("token_type"), "bearer");
  EXPECT_EQ(pair.integer("expires_in"), 604'799);
  EXPECT_EQ(world.with(pair, "GET", "/users/me").string("email"), "admin@example.com");
  expect_refused(world.post(form), 400, 1071);
}

TEST(OAuth, TakesFormAndQuery) {
  const OAuthWorld world;
  expect_done(world.post("grant_type=authorization_code&client_id=app&client_secret=hush&code=" + world.code(), true));
}

TEST(OAuth, EndsThePairThatIsReplacedAtOnce) {
  const OAuthWorld world;
  const Seen first = world.first_pair();
  const Seen second = world.next_pair(first);
  expect_done(second);
  EXPECT_NE(first.string("access_token"), second.string("access_token"));
  expect_refused(world.with(first, "GET", "/users/me"), 401, 1002);
  expect_done(world.with(second, "GET", "/users/me"));
  expect_refused(world.next_pair(first), 400, 1071);
  expect_done(world.next_pair(second));
}

TEST(OAuth, EndsAccessWithItsTime) {
  const OAuthWorld world;
  world.facts([](Facts& f) { f.oauth_seconds = 10; });
  const Seen pair = world.first_pair();
  EXPECT_EQ(pair.integer("expires_in"), 10);
  world.emulator->advance(std::chrono::milliseconds(9'999));
  expect_done(world.with(pair, "GET", "/users/me"));
  world.emulator->advance(std::chrono::milliseconds(1));
  expect_refused(world.with(pair, "GET", "/users/me"), 401, 1003);
  expect_done(world.next_pair(pair));
}

TEST(OAuth, ForgetsACodeInTime) {
  const OAuthWorld world;
  const std::string form = "grant_type=authorization_code&client_id=app&client_secret=hush&code=" + world.code();
  world.emulator->advance(std::chrono::minutes(10));
  expect_refused(world.post(form), 400, 1069);
}

TEST(OAuth, TakesTheHashForTheSecret) {
  const OAuthWorld world;
  const std::string form = "grant_type=authorization_code&client_id=app&code=nothing&hash=";
  // The hash is right, and the code is nobody's.
  expect_refused(world.post(form + kHashOfNothing), 400, 1071);
  expect_refused(world.post(form + std::string(64, '0')), 400, 1072);
}

TEST(OAuth, NamesWhatIsWrong) {
  const OAuthWorld world;
  const std::string code = "grant_type=authorization_code&code=x&client_id=app";
  const struct {
    std::string form;
    int status;
    int code;
    const char* error;
  } cases[] = {
      {"client_id=app&client_secret=hush", 400, 1070, "invalid_request"},
      {"grant_type=password&client_id=app", 400, 1068, "unsupported_grant_type"},
      {"grant_type=authorization_code&client_id=app&client_secret=hush", 400, 1070, "invalid_request"},
      {"grant_type=authorization_code&code=x&client_secret=hush", 400, 1070, "invalid_request"},
      {"grant_type=authorization_code&code=x&client_id=no&client_secret=hush", 401, 1067, "invalid_client"},
      {code, 400, 1236, "invalid_request"},
      {code + "&client_secret=hush&hash=0", 400, 1237, "invalid_request"},
      {code + "&client_secret=loud", 400, 1238, "invalid_client"},
      {code + "&hash=0", 400, 1072, "invalid_client"},
      {code + "&client_secret=hush&redirect_uri=http%3A%2F%2Felsewhere", 400, 1073, "invalid_grant"},
      {code + "&client_secret=hush", 400, 1071, "invalid_grant"},
      {"grant_type=refresh_token&refresh_token=x&client_id=app&client_secret=hush", 400, 1071, "invalid_grant"},
  };
  for (const auto& row : cases) {
    SCOPED_TRACE(row.form);
    const Seen answer = world.post(row.form);
    expect_refused(answer, row.status, row.code);
    EXPECT_EQ(answer.string("error"), row.error);
    EXPECT_EQ(answer.string("error_description"), answer.string("message"));
  }
  world.facts([](Facts& f) { f.oauth_errors_have_names = false; });
  EXPECT_TRUE(world.post(code).at("error").is_null());
}

TEST(OAuth, GivesTheScopesThatWereAllowed) {
  const OAuthWorld world;
  const Seen pair =
      world.post("grant_type=authorization_code&client_id=app&client_secret=hush&code=" + world.code("READ_USERS"));
  expect_done(world.with(pair, "GET", "/users"));
  expect_refused(world.with(pair, "DELETE", "/users/5"), 403, 1004);
}

TEST(OAuth, Revokes) {
  const OAuthWorld world;
  const Seen one = world.first_pair();
  const Seen two = world.first_pair();
  expect_done(world.with(one, "DELETE", "/token"));
  expect_refused(world.with(one, "GET", "/users/me"), 401, 1002);
  expect_refused(world.next_pair(one), 400, 1071);
  expect_done(world.with(two, "GET", "/users/me"));
  const Seen three = world.first_pair();
  expect_done(world.with(two, "DELETE", "/token?deleteAllForApiClient=true"));
  expect_refused(world.next_pair(three), 400, 1071);
  expect_refused(world.with(three, "DELETE", "/token"), 401, 1002);
  const Seen four = world.first_pair();
  world.emulator->revoke_oauth();
  expect_refused(world.with(four, "GET", "/users/me"), 401, 1002);
  expect_refused(world.next_pair(four), 400, 1071);
}

}  // namespace
}  // namespace bridge::emulator::test
