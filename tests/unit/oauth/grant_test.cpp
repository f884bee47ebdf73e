// What the token endpoint is sent, and what its answers mean.

#include "bridge/oauth/grant.hpp"

#include <gtest/gtest.h>

#include "unit/work/fakes.hpp"

namespace bridge::oauth {
namespace {

using Kind = GrantFault::Kind;
using work::test::trouble;

transport::Reply answer(int status, const std::string& body) { return work::test::answer(status, std::string(body)); }

App app(ClientAuth auth, const char* secret = "secret") { return {"my app", core::ClientSecret(secret), auth}; }

TEST(GrantTest, SendsTheHashOfSecretAndProof) {
  // SHA-256 of "secret|code", by sha256sum.
  EXPECT_EQ(code_form(app(ClientAuth::Hash), core::AuthorizationCode("code")),
            "grant_type=authorization_code&client_id=my%20app&code=code"
            "&hash=875ccbea123ce4cf3682ad9f52be303c7a92c2eddf00e24bbeb583c3bf28765a");
}

TEST(GrantTest, HashesWhatIsMeantAndNotWhatIsEscaped) {
  // SHA-256 of "s&t|a+b/c", by sha256sum.
  EXPECT_EQ(refresh_form(app(ClientAuth::Hash, "s&t"), core::RefreshToken("a+b/c")),
            "grant_type=refresh_token&client_id=my%20app&refresh_token=a%2Bb%2Fc"
            "&hash=510ca7ce73db326bd02a8da86273ac06a5f1ac373688d78cba8d187b14401a86");
}

TEST(GrantTest, SendsTheSecretWhereThatIsChosen) {
  EXPECT_EQ(refresh_form(app(ClientAuth::Secret, "s&t"), core::RefreshToken("again")),
            "grant_type=refresh_token&client_id=my%20app&refresh_token=again&client_secret=s%26t");
  EXPECT_EQ(code_form(app(ClientAuth::Secret), core::AuthorizationCode("c")),
            "grant_type=authorization_code&client_id=my%20app&code=c&client_secret=secret");
}

TEST(GrantTest, PostsAFormOnce) {
  const transport::Request request = token_request("a=b");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/token");
  EXPECT_EQ(request.content_type, "application/x-www-form-urlencoded");
  EXPECT_FALSE(request.repeat_harmless);
}

TEST(GrantTest, AsksForTheScopesOfTheBridgeAndNoOther) {
  EXPECT_EQ(consent_url("https://app.smartsheet.com/b/authorize", "my app", "s-t_1"),
            "https://app.smartsheet.com/b/authorize?response_type=code&client_id=my%20app"
            "&scope=READ_USERS%20ADMIN_USERS&state=s-t_1");
}

TEST(GrantTest, ReadsAPair) {
  const auto read = read_grant(
      answer(200, R"({"access_token":"a","token_type":"bearer","refresh_token":"r","expires_in":604799,"more":{}})"));
  const auto* granted = std::get_if<Granted>(&read);
  ASSERT_NE(granted, nullptr);
  EXPECT_EQ(granted->access.expose(), "a");
  EXPECT_EQ(granted->refresh.expose(), "r");
  EXPECT_EQ(granted->lifetime, std::chrono::seconds(604'799));
}

struct Case {
  const char* name;
  transport::Reply reply;
  Kind kind;
  std::int64_t code;
  const char* word;
};

TEST(GrantTest, SaysWhetherAskingAgainCanHelp) {
  const auto coded = [](int status, int code) {
    return answer(status, R"({"errorCode":)" + std::to_string(code) +
                              R"(,"error":"invalid_grant","message":"as Smartsheet says","refId":"1"})");
  };
  const Case cases[] = {
      {"unknown client", coded(401, 1067), Kind::Refused, 1067, "client_id"},
      {"grant type", coded(400, 1068), Kind::Refused, 1068, "grant"},
      {"code expired", coded(400, 1069), Kind::Refused, 1069, "expired"},
      {"parameter", coded(400, 1070), Kind::Refused, 1070, "parameter"},
      {"wrong token", coded(400, 1071), Kind::Refused, 1071, "revoked"},
      {"wrong hash", coded(400, 1072), Kind::Refused, 1072, "hash"},
      {"redirect", coded(400, 1073), Kind::Refused, 1073, "redirect"},
      {"no secret", coded(400, 1236), Kind::Refused, 1236, "secret"},
      {"both", coded(400, 1237), Kind::Refused, 1237, "both"},
      {"wrong secret", coded(400, 1238), Kind::Refused, 1238, "client secret"},
      {"a code that is new", coded(400, 9999), Kind::Refused, 9999, "errorCode 9999"},
      {"by name alone", answer(400, R"({"error":"invalid_grant"})"), Kind::Refused, 0, "HTTP status 400"},
      {"too many", coded(429, 4003), Kind::NotDone, 4003, "4003"},
      {"too many, no body", answer(429, ""), Kind::NotDone, 0, "429"},
      {"maintenance", coded(503, 4001), Kind::NotDone, 4001, "4001"},
      {"a proxy", answer(403, "<html>"), Kind::NotDone, 0, "403"},
      {"broken", coded(500, 4000), Kind::Unknown, 4000, "4000"},
      {"a gateway", answer(502, "<html>"), Kind::Unknown, 0, "502"},
      {"no JSON", answer(200, "<html>"), Kind::Unknown, 0, "can't be read"},
      {"cut", answer(200, R"({"access_token":"a","refr)"), Kind::Unknown, 0, "can't be read"},
      {"no refresh token", answer(200, R"({"access_token":"a","expires_in":5})"), Kind::Unknown, 0, "can't be read"},
      {"no lifetime", answer(200, R"({"access_token":"a","refresh_token":"r"})"), Kind::Unknown, 0, "can't be read"},
      {"blank in it", answer(200, R"({"access_token":"a b","refresh_token":"r","expires_in":5})"), Kind::Unknown, 0,
       "can't be read"},
      {"not reached", trouble(transport::Trouble::NotSent), Kind::NotDone, 0, "can't be reached"},
      {"no trust", trouble(transport::Trouble::TlsFailed), Kind::NotDone, 0, "trusted"},
      {"timed out", trouble(transport::Trouble::TimedOut), Kind::Unknown, 0, "no answer"},
      {"lost", trouble(transport::Trouble::ConnectionLost), Kind::Unknown, 0, "no answer"},
  };
  for (const Case& row : cases) {
    SCOPED_TRACE(row.name);
    const auto read = read_grant(row.reply);
    const auto* fault = std::get_if<GrantFault>(&read);
    ASSERT_NE(fault, nullptr);
    EXPECT_EQ(fault->kind, row.kind);
    EXPECT_EQ(fault->code, row.code);
    EXPECT_NE(fault->why.find(row.word), std::string::npos) << fault->why;
  }
}

TEST(GrantTest, KnowsADeadTokenByItsCode) {
  const struct {
    transport::Reply reply;
    bool dead;
  } cases[] = {{work::test::refusal(401, 1002), true},
               {work::test::refusal(401, 1003), true},
               {work::test::refusal(400, 1132), true},
               {work::test::refusal(401, 1005), false},
               {work::test::refusal(401, 2028), false},
               {work::test::refusal(403, 1002), false},
               {answer(401, "<html>"), false},
               {work::test::trouble(transport::Trouble::TimedOut), false},
               {answer(200, R"({"errorCode":1003})"), false}};
  for (const auto& row : cases) EXPECT_EQ(says_token_is_dead(row.reply), row.dead);
}

}  // namespace
}  // namespace bridge::oauth
