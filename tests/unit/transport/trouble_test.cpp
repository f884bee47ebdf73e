// What a caller learns when there is no answer: above all whether the work may have been done.

#include <future>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/transport/caller.hpp"
#include "unit/transport/fake_server.hpp"

namespace bridge::transport::test {
namespace {

constexpr int number(Trouble trouble) { return static_cast<int>(trouble); }

TEST(Trouble, IsNotSentWhenNobodyListens) {
  const Caller caller(settings_for("http://127.0.0.1:" + std::to_string(closed_port())));
  EXPECT_EQ(trouble_in(caller.call(post("/users", "{}"))), number(Trouble::NotSent));
}

TEST(Trouble, IsNotSentWhenTheNameIsUnknown) {
  const Caller caller(settings_for("https://no-such-host.invalid"));
  EXPECT_EQ(trouble_in(caller.call(get("/"))), number(Trouble::NotSent));
}

TEST(Trouble, IsNotSentForWhatMustNotLeave) {
  const FakeServer server(always(answer("200 OK", "")));
  const std::string good = server.url();
  struct Case {
    const char* name;
    std::string url;
    std::string method;
    std::string path;
    std::string content_type;
  };
  const std::vector<Case> cases{
      {"plain http elsewhere", "http://api.smartsheet.com/2.0", "GET", "/", "a/b"},
      {"loopback as a prefix of a name", "http://127.0.0.1.example.com", "GET", "/", "a/b"},
      {"another protocol", "file:///etc", "GET", "/passwd", "a/b"},
      {"user in the base URL", "http://127.0.0.1:1@127.0.0.1:" + std::to_string(server.port()), "GET", "/", "a/b"},
      {"query in the base URL", good + "/?a=b", "GET", "/", "a/b"},
      {"slash at the end of the base URL", good + "/", "GET", "/", "a/b"},
      {"no base URL", "", "GET", "/", "a/b"},
      {"path without slash", good, "GET", "users", "a/b"},
      {"empty path", good, "GET", "", "a/b"},
      {"blank in the path", good, "GET", "/a b", "a/b"},
      {"line end in the path", good, "GET", "/a\r\nX: y", "a/b"},
      {"fragment in the path", good, "GET", "/a#b", "a/b"},
      {"line end in the content type", good, "POST", "/", "a/b\r\nX: y"},
      {"line end in the method", good, "GET / HTTP/1.1\r\nX: y\r\n", "/", "a/b"},
      {"no method", good, "", "/", "a/b"},
  };
  for (const Case& row : cases) {
    const Caller caller(settings_for(row.url));
    Request request = get(row.path);
    request.method = row.method;
    request.content_type = row.content_type;
    EXPECT_EQ(trouble_in(caller.call(request)), number(Trouble::NotSent)) << row.name;
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(Trouble, IsTlsFailedWhenTheHandshakeFails) {
  const FakeServer server([](Connection& connection) {
    connection.write(answer("400 Bad Request", "plain"));
    connection.wait_for_close();
  });
  const Caller caller(settings_for("https://127.0.0.1:" + std::to_string(server.port())));
  EXPECT_EQ(trouble_in(caller.call(post("/users", "{}"))), number(Trouble::TlsFailed));
  EXPECT_TRUE(server.requests().empty());
}

TEST(Trouble, IsNotSentWhenTheHandshakeHangs) {
  const FakeServer server([](Connection& connection) { connection.wait_for_close(); });
  ClientSettings settings = settings_for("https://127.0.0.1:" + std::to_string(server.port()));
  settings.connect_timeout = std::chrono::milliseconds(200);
  const Caller caller(settings);
  EXPECT_EQ(trouble_in(caller.call(post("/users", "{}"))), number(Trouble::NotSent));
}

TEST(Trouble, IsTimedOutWhenNoAnswerComesInTime) {
  const FakeServer server([](Connection& connection) {
    connection.read_request();
    connection.wait_for_close();
  });
  ClientSettings settings = settings_for(server.url());
  settings.timeout = std::chrono::seconds(1);
  const Caller caller(settings);
  EXPECT_EQ(trouble_in(caller.call(post("/users", "{}"))), number(Trouble::TimedOut));
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(Trouble, IsTimedOutWhenTheAnswerTrickles) {
  const FakeServer server([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    while (connection.write("x")) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  });
  ClientSettings settings = settings_for(server.url());
  settings.timeout = std::chrono::seconds(1);
  const Caller caller(settings);
  EXPECT_EQ(trouble_in(caller.call(get("/"))), number(Trouble::TimedOut));
}

TEST(Trouble, IsTimedOutWhenABegunAnswerStandsStill) {
  for (const bool stands_still : {true, false}) {
    const FakeServer server([&](Connection& connection) {
      connection.read_request();
      if (!stands_still) connection.wait_for_close();
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nab");
      connection.wait_for_close();
    });
    ClientSettings settings = settings_for(server.url());
    settings.timeout = stands_still ? std::chrono::seconds(120) : std::chrono::seconds(3);
    settings.stall_timeout = std::chrono::seconds(1);
    const Caller caller(settings);
    const Reply reply = caller.call(get("/"));
    ASSERT_EQ(trouble_in(reply), number(Trouble::TimedOut));
    EXPECT_EQ(cause_in(reply), stands_still ? Cause::Stalled : Cause::Unknown)
        << "an answer that has not begun may take its time";
  }
}

TEST(Trouble, SaysWhyNothingWasSent) {
  const FakeServer hangs([](Connection& connection) { connection.wait_for_close(); });
  const FakeServer plain([](Connection& connection) {
    connection.write(answer("400 Bad Request", "plain"));
    connection.wait_for_close();
  });
  const FakeServer refusing_proxy(always(answer("407 Proxy Authentication Required", "")));
  const auto local = [](const char* scheme, std::uint16_t port) {
    return std::string(scheme) + "://127.0.0.1:" + std::to_string(port);
  };
  struct Case {
    const char* name;
    std::string url;
    std::string proxy;
    Cause cause;
  };
  const std::vector<Case> cases{
      {"no such name", "https://no-such-host.invalid", "", Cause::NameNotFound},
      {"nobody listens", local("http", closed_port()), "", Cause::ConnectionRefused},
      {"no handshake in time", local("https", hangs.port()), "", Cause::ConnectTimedOut},
      {"no TLS", local("https", plain.port()), "", Cause::HandshakeFailed},
      {"no such proxy", "https://no-such-host.invalid", "http://no-such-proxy.invalid:1", Cause::ProxyFailed},
  };
  for (const Case& row : cases) {
    ClientSettings settings = settings_for(row.url);
    settings.connect_timeout = std::chrono::seconds(1);
    settings.proxy = row.proxy;
    const Caller caller(settings);
    EXPECT_EQ(cause_in(caller.call(post("/users", "{}"))), row.cause) << row.name;
  }
}

struct BadAnswer {
  const char* name;
  std::string bytes;
  Trouble trouble;
};

class BadAnswers : public testing::TestWithParam<BadAnswer> {};

TEST_P(BadAnswers, LeaveTheOutcomeOpen) {
  const FakeServer server([](Connection& connection) {
    connection.read_request();
    connection.write(GetParam().bytes);
  });
  const Caller caller(settings_for(server.url()));
  EXPECT_EQ(trouble_in(caller.call(post("/users", "{}"))), number(GetParam().trouble));
  EXPECT_EQ(server.requests().size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(
    Trouble, BadAnswers,
    testing::Values(
        BadAnswer{"Nothing", "", Trouble::ConnectionLost},
        BadAnswer{"HalfAHead", "HTTP/1.1 200 O", Trouble::ConnectionLost},
        BadAnswer{"TruncatedBody", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", Trouble::ConnectionLost},
        BadAnswer{"TruncatedChunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc",
                  Trouble::ConnectionLost},
        BadAnswer{"NotHttp", "SSH-2.0-OpenSSH_9.2p1\r\n\r\n", Trouble::Unreadable},
        BadAnswer{"NotGzip", answer("200 OK", "this is not compressed at all", "Content-Encoding: gzip\r\n"),
                  Trouble::Unreadable}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Trouble, IsAnswerTooLargeOneByteBeyondTheLimit) {
  for (const bool beyond : {false, true}) {
    const FakeServer server(always(answer("200 OK", std::string(beyond ? 1001 : 1000, 'x'))));
    ClientSettings settings = settings_for(server.url());
    settings.max_answer = 1000;
    const Caller caller(settings);
    EXPECT_EQ(trouble_in(caller.call(get("/"))), beyond ? number(Trouble::AnswerTooLarge) : -1);
  }
}

TEST(Trouble, IsAnswerTooLargeForABodyOrAHeadWithoutEnd) {
  for (const std::string begin : {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\n"}) {
    const FakeServer server([&](Connection& connection) {
      connection.read_request();
      connection.write(begin);
      while (connection.write("X-Filler: " + std::string(1000, 'x') + "\r\n")) {
      }
    });
    ClientSettings settings = settings_for(server.url());
    settings.max_answer = 100'000;
    const Caller caller(settings);
    EXPECT_EQ(trouble_in(caller.call(post("/users", "{}"))), number(Trouble::AnswerTooLarge));
  }
}

TEST(Trouble, IsShutDownForCallsThatAreOpenWhenTheEngineStops) {
  std::promise<void> arrived;
  const FakeServer server([&](Connection& connection) {
    connection.read_request();
    if (connection.number() == 1) arrived.set_value();
    connection.wait_for_close();
  });
  Caller caller(settings_for(server.url()));
  std::vector<std::future<Reply>> replies;
  for (int i = 0; i < 5; ++i) replies.push_back(caller.begin(get("/")));
  arrived.get_future().wait();
  caller.stop();
  for (auto& reply : replies) EXPECT_EQ(trouble_in(reply.get()), number(Trouble::ShutDown));
}

TEST(Trouble, IsShutDownForACallSubmittedByAnEndingOne) {
  auto engine = Engine::start();
  const FakeServer server([](Connection& connection) {
    connection.read_request();
    connection.wait_for_close();
  });
  const OAuthClient client(*engine, settings_for(server.url()), core::OAuthToken(kToken));
  std::promise<int> second;
  client.send(get("/"), [&](const Reply&) {
    client.send(get("/"), [&](const Reply& reply) { second.set_value(trouble_in(reply)); });
  });
  engine.reset();
  EXPECT_EQ(second.get_future().get(), number(Trouble::ShutDown));
}

TEST(Trouble, SaysTheReasonButNeitherPathNorCredential) {
  const Caller caller(settings_for("http://127.0.0.1:" + std::to_string(closed_port())));
  const auto fault = std::get<TransportFault>(caller.call(get("/users?email=ada%40example.com")));
  EXPECT_NE(fault.why.text.find("GET: "), std::string::npos);
  EXPECT_EQ(fault.why.text.find("ada"), std::string::npos);
  EXPECT_EQ(fault.why.text.find(kToken), std::string::npos);
}

}  // namespace
}  // namespace bridge::transport::test
