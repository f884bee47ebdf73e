#include "conformance/masking.hpp"

#include <gtest/gtest.h>

#include "unit/conformance/fake_scim_server.hpp"

namespace bridge::conformance {
namespace {

TEST(Masking, HidesTheTokenInAllItsForms) {
  const Masker masker({"to/ken\"1+2=3"});
  const std::string forms[] = {"to/ken\"1+2=3", "to/ken\\\"1+2=3", "to\\/ken\\\"1+2=3", "to%2Fken%221%2B2%3D3",
                               "dG8va2VuIjErMj0z"};
  for (const std::string& form : forms) EXPECT_EQ(masker.masked("<" + form + ">"), "<********>") << form;
  EXPECT_EQ(masker.masked("to/ken"), "to/ken");
}

TEST(Masking, HidesTheTokenHoweverAServerWritesIt) {
  const Masker masker({"Secret<9>"});
  for (const char* form : {"SECRET<9>", "secret<9>", "Secret&lt;9&gt;", "5365637265743C393E", "U2VjcmV0PDk+",
                           R"(\u0053\u0065\u0063\u0072\u0065\u0074\u003C\u0039\u003E)"}) {
    EXPECT_EQ(masker.masked(form), "********") << form;
  }
  // base64 of "Bearer Secret<9>" and of "xBearer Secret<9>"
  for (const char* form : {"QmVhcmVyIFNlY3JldDw5Pg==", "eEJlYXJlciBTZWNyZXQ8OT4="}) {
    EXPECT_NE(masker.masked(form).find("********"), std::string::npos) << form;
  }
  Exchange exchange;
  exchange.came = test::reply(400, R"({"a":"\u0053ecret<9>","b":"x"})", {{"x-secret<9>", "1"}});
  const Exchange shown = masker.masked(exchange);
  EXPECT_EQ(shown.came.body, R"({"a":"********","b":"x"})");
  EXPECT_EQ(shown.came.headers[0].first, "x-********");
}

TEST(Masking, HidesCredentialsWhereverTheyShow) {
  Exchange exchange;
  exchange.sent = {"GET", "/Users?token=another-one", {{"authorization", "Basic another-one"}}, std::nullopt};
  exchange.came = test::reply(401, "not another-one", {{"x-echo", "another-one"}});
  Masker masker({});
  masker.learn(exchange.sent);
  const Exchange shown = masker.masked(exchange);
  EXPECT_EQ(shown.sent.target, "/Users?token=********");
  EXPECT_EQ(shown.sent.headers[0].second, "Basic ********");
  EXPECT_EQ(shown.came.body, "not ********");
  EXPECT_EQ(shown.came.headers[0].second, "********");
}

TEST(Masking, HidesPasswordsInBodies) {
  Masker masker({});
  Exchange exchange;
  exchange.sent.body = R"({"password":"hush-hush","Operations":[{"path":"password","value":"other-pass"}]})";
  exchange.came.body = R"({"detail":"other-pass is weak", "Password" : "x\"y", broken)";
  masker.learn(exchange.sent);
  const Exchange shown = masker.masked(exchange);
  EXPECT_EQ(*shown.sent.body, R"({"password":"********","Operations":[{"path":"password","value":"********"}]})");
  EXPECT_EQ(shown.came.body, R"({"detail":"******** is weak", "Password" : "********", broken)");
  EXPECT_EQ(masker.masked("hush-hush"), "********");
}

TEST(Masking, CutsEnormousBodiesWithoutShowingHalfASecret) {
  const std::string token = "a-token-of-many-letters";
  for (std::size_t shift = 0; shift < token.size(); ++shift) {
    Exchange exchange;
    exchange.came.body = std::string((std::size_t{64} << 10U) - shift, 'x') + token + std::string(1'000'000, 'y');
    const std::string shown = Masker({token}).masked(exchange).came.body;
    EXPECT_LT(shown.size(), std::size_t{65} << 10U);
    EXPECT_EQ(shown.find("a-t"), std::string::npos);
  }
}

TEST(Masking, ReachesDifferencesAndReasons) {
  test::Trial trial(
      {R"({"title":"t","source":"s","level":"MUST","steps":[{"name":"x","send":{"method":"GET","path":"/Users/1",
      "headers":{"X-Own":"${token}"}},"expect":{"status":200,"body":{"a":"b"}}}]})"});
  trial.server.fault = [](const Outgoing& out) {
    return out.target == "/Users/1" ? test::reply(200, R"({"a":"the-token-of-the-run"})") : Incoming{};
  };
  const CaseResult result = trial.play_one();
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].differences[0], R"(/a: expected "b", found "********")");
  EXPECT_EQ(result.exchanges[0].came.body, R"({"a":"********"})");
  EXPECT_EQ(result.exchanges[0].sent.headers[2].second, "********");
}

}  // namespace
}  // namespace bridge::conformance
