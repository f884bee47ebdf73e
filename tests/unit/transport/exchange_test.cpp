// What leaves and what comes back when the far side behaves.

#include <cstdlib>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/transport/caller.hpp"
#include "unit/transport/fake_server.hpp"

namespace bridge::transport::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Exchange, GivesStatusHeadersAndBody) {
  const FakeServer server(always(answer("200 OK", "{\"id\":1}", "X-One:  a b \r\nX-ONE: second\r\n")));
  const Caller caller(settings_for(server.url()));
  const Answer found = std::get<Answer>(caller.call(get("/users?page=2")));
  EXPECT_EQ(found.status, 200);
  EXPECT_EQ(found.body, "{\"id\":1}");
  EXPECT_EQ(found.header("x-one"), "a b");
  EXPECT_EQ(found.header("x-two"), std::nullopt);
}

TEST(Exchange, SendsTheRequestWordForWord) {
  const FakeServer server(always(answer("200 OK", "")));
  const Caller caller(settings_for(server.url() + "/2.0"));
  Request request = post("/groups/../%7E?a=b%20c", "{\"name\":\"x\"}");
  request.content_type = "application/scim+json";
  request.request_id = core::RequestId("0123456789abcdef");
  EXPECT_EQ(std::get<Answer>(caller.call(request)).status, 200);
  ASSERT_EQ(server.requests().size(), 1U);
  const std::string sent = server.requests().front();
  EXPECT_EQ(sent.substr(0, sent.find("\r\n")), "POST /2.0/groups/../%7E?a=b%20c HTTP/1.1");
  EXPECT_THAT(sent, HasSubstr("\r\nAuthorization: Bearer token-of-the-test\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\nContent-Type: application/scim+json\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\nUser-Agent: scimbridge/"));
  EXPECT_THAT(sent, HasSubstr("\r\nAccept-Encoding: gzip\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\n\r\n{\"name\":\"x\"}"));
  EXPECT_THAT(sent, Not(HasSubstr("0123456789abcdef")));
}

TEST(Exchange, SendsHeadersOfTheRequestInPlaceOfItsOwn) {
  const FakeServer server(always(answer("200 OK", "")));
  const Caller caller(settings_for(server.url()));
  Request request = post("/", "x");
  request.headers = {{"user-agent", "Other"}, {"Authorization", "Basic eA"}, {"content-type", ""}, {"X-One", "1"}};
  EXPECT_EQ(std::get<Answer>(caller.call(request)).status, 200);
  ASSERT_EQ(server.requests().size(), 1U);
  const std::string sent = server.requests().front();
  EXPECT_THAT(sent, HasSubstr("\r\nuser-agent: Other\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\nAuthorization: Basic eA\r\n"));
  EXPECT_THAT(sent, HasSubstr("\r\nX-One: 1\r\n"));
  EXPECT_THAT(sent, Not(HasSubstr("ontent-Type")));
  EXPECT_THAT(sent, Not(HasSubstr("ontent-type")));
  EXPECT_THAT(sent, Not(HasSubstr("scimbridge")));
  EXPECT_THAT(sent, Not(HasSubstr(kToken)));
}

TEST(Exchange, RefusesHeadersThatWouldBecomeSeveral) {
  const FakeServer server(always(answer("200 OK", "")));
  const Caller caller(settings_for(server.url()));
  for (const auto& header : {std::pair("X-One", "a\r\nX-Two: b"), {"X One", "a"}, {"", "a"}, {"X-One:", "a"}}) {
    Request request = get("/");
    request.headers = {{header.first, header.second}};
    EXPECT_EQ(trouble_in(caller.call(request)), static_cast<int>(Trouble::NotSent)) << header.first;
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(Exchange, SendsNoCredentialForAnAnonymousClient) {
  const FakeServer server(always(answer("401 Unauthorized", "")));
  const auto engine = Engine::start();
  std::promise<Reply> reply;
  AnonymousClient(*engine, settings_for(server.url())).send(get("/Users"), [&](Reply got) {
    reply.set_value(std::move(got));
  });
  EXPECT_EQ(std::get<Answer>(reply.get_future().get()).status, 401);
  ASSERT_EQ(server.requests().size(), 1U);
  EXPECT_THAT(server.requests().front(), Not(HasSubstr("uthorization")));
}

TEST(Exchange, GivesEveryMethodTheFramingItNeeds) {
  struct Case {
    const char* method;
    const char* body;
    const char* present;
    const char* absent;
  };
  const std::vector<Case> cases{
      {"GET", "", "GET /x", "Content-"},
      {"DELETE", "", "DELETE /x", "Content-"},
      {"DELETE", "{}", "Content-Length: 2", "form-urlencoded"},
      {"POST", "", "Content-Length: 0", "form-urlencoded"},
      {"PUT", "{}", "Content-Length: 2", "Expect"},
      {"PATCH", "{}", "Content-Type: application/json", "Transfer-Encoding"},
  };
  for (const Case& row : cases) {
    const FakeServer server(always(answer("200 OK", "")));
    const Caller caller(settings_for(server.url()));
    Request request = get("/x");
    request.method = row.method;
    request.body = row.body;
    EXPECT_EQ(trouble_in(caller.call(request)), -1) << row.method;
    ASSERT_EQ(server.requests().size(), 1U);
    EXPECT_THAT(server.requests().front(), HasSubstr(row.present)) << row.method;
    EXPECT_THAT(server.requests().front(), Not(HasSubstr(row.absent))) << row.method;
  }
}

TEST(Exchange, SendsALargeBodyWithoutAskingFirst) {
  const FakeServer server(always(answer("200 OK", "")));
  const Caller caller(settings_for(server.url()));
  EXPECT_EQ(trouble_in(caller.call(post("/x", std::string(3U << 20U, 'b')))), -1);
  EXPECT_THAT(server.requests().front().substr(0, 400), Not(HasSubstr("Expect")));
}

TEST(Exchange, GivesRefusalsWithTheirHeaders) {
  const FakeServer server(always(answer("429 Too Many Requests", "{\"errorCode\":4003}", "Retry-After: 60\r\n")));
  const Caller caller(settings_for(server.url()));
  const Answer found = std::get<Answer>(caller.call(get("/users")));
  EXPECT_EQ(found.status, 429);
  EXPECT_EQ(found.header("retry-after"), "60");
  EXPECT_EQ(found.body, "{\"errorCode\":4003}");
}

TEST(Exchange, KeepsNothingOfInterimAnswers) {
  const FakeServer server(always("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n" + answer("200 OK", "ok")));
  const Caller caller(settings_for(server.url()));
  const Answer found = std::get<Answer>(caller.call(get("/")));
  EXPECT_EQ(found.status, 200);
  EXPECT_EQ(found.header("x-early"), std::nullopt);
}

// 2000 times "a", compressed.
const std::string kGzip(
    "\037\213\010\000\000\000\000\000\002\377\113\114\034\005\243\140\024\214\202\121\060\012\106\301\120\007\000\071"
    "\076\023\250\320\007\000\000",
    35);

TEST(Exchange, BoundsACompressedAnswerByWhatItBecomes) {
  for (const bool fits : {true, false}) {
    const FakeServer server(always(answer("200 OK", kGzip, "Content-Encoding: gzip\r\n")));
    ClientSettings settings = settings_for(server.url());
    settings.max_answer = fits ? 2000 : 1999;
    const Caller caller(settings);
    const Reply reply = caller.call(get("/"));
    if (fits) {
      EXPECT_EQ(std::get<Answer>(reply).body, std::string(2000, 'a'));
    } else {
      EXPECT_EQ(trouble_in(reply), static_cast<int>(Trouble::AnswerTooLarge));
    }
  }
}

TEST(Exchange, FollowsNoRedirect) {
  const FakeServer elsewhere(always(answer("200 OK", "stolen")));
  const FakeServer server(always(answer("307 Temporary Redirect", "", "Location: " + elsewhere.url() + "/\r\n")));
  const Caller caller(settings_for(server.url()));
  EXPECT_EQ(std::get<Answer>(caller.call(get("/users"))).status, 307);
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST(Exchange, IgnoresProxiesOfTheEnvironment) {
  const FakeServer proxy(always(answer("200 OK", "from the proxy")));
  for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"})
    ::setenv(name, proxy.url().c_str(), 1);
  const FakeServer server(always(answer("200 OK", "direct")));
  const Caller caller(settings_for(server.url()));
  EXPECT_EQ(std::get<Answer>(caller.call(get("/"))).body, "direct");
  EXPECT_EQ(proxy.connections(), 0);
  for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) ::unsetenv(name);
}

TEST(Exchange, UsesTheConfiguredProxyWhateverTheEnvironmentExcepts) {
  ::setenv("no_proxy", "*", 1);
  const FakeServer proxy(always(answer("200 OK", "from the proxy")));
  ClientSettings settings = settings_for("http://127.0.0.1:" + std::to_string(closed_port()));
  settings.proxy = proxy.url();
  const Caller caller(settings);
  EXPECT_EQ(std::get<Answer>(caller.call(get("/"))).body, "from the proxy");
  ::unsetenv("no_proxy");
}

TEST(Exchange, RunsManyCallsAtOnce) {
  const FakeServer server([](Connection& connection) {
    while (const auto request = connection.read_request()) {
      connection.write(answer("200 OK", request->substr(4, request->find(' ', 4) - 4)));
    }
  });
  const Caller caller(settings_for(server.url()));
  std::vector<std::future<Reply>> replies;
  for (int i = 0; i < 60; ++i) replies.push_back(caller.begin(get("/" + std::to_string(i))));
  for (int i = 0; i < 60; ++i) {
    EXPECT_EQ(std::get<Answer>(replies[static_cast<std::size_t>(i)].get()).body, "/" + std::to_string(i));
  }
}

}  // namespace
}  // namespace bridge::transport::test
