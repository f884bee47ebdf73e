// Requests and their answers: keep-alive, what is written, and who may answer when.

#include <atomic>
#include <set>
#include <stdexcept>

#include "unit/web/fixture.hpp"

namespace bridge::web::test {
namespace {

using ExchangeTest = ServerTest;

TEST_F(ExchangeTest, KeepsConnectionsAsTheVersionSays) {
  start();
  struct Case {
    const char* line;
    const char* fields;
    bool kept;
  };
  for (const Case& each : std::initializer_list<Case>{{"1.1", "", true},
                                                      {"1.1", "Connection: keep-alive\r\n", true},
                                                      {"1.1", "Connection: foo\r\n", true},
                                                      {"1.1", "Connection: close\r\n", false},
                                                      {"1.1", "Connection: foo, Close\r\n", false},
                                                      {"1.1", "Connection: foo\r\nConnection: close\r\n", false},
                                                      {"1.0", "", false},
                                                      {"1.0", "Connection: Keep-Alive\r\n", true},
                                                      {"1.0", "Connection: keep-alive, close\r\n", false}}) {
    SCOPED_TRACE(std::string(each.line) + each.fields);
    Client client = connect();
    client.send("GET / HTTP/" + std::string(each.line) + "\r\nHost: a\r\n" + each.fields + "\r\n");
    const Answer answer = client.read_answer();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("connection"), each.kept ? "keep-alive" : "close");
    if (each.kept) {
      client.send(get("/again"));
      EXPECT_EQ(client.read_answer().status, 200);
    } else {
      EXPECT_TRUE(client.ends());
    }
  }
}

TEST_F(ExchangeTest, WritesTheHandlersHeadersAndItsOwn) {
  handler_.work = [](Request, Responder responder) {
    Response response = text("body", 201);
    response.headers = {{"Content-Type", "application/scim+json"},
                        {"ETag", "W/\"1\""},
                        {"Location", "https://a/b"},
                        {"WWW-Authenticate", "Bearer"},
                        {"Retry-After", "3"},
                        {"X-Request-Id", "mine"},
                        {"Content-Length", "99"},
                        {"Connection", "upgrade"},
                        {"Date", "now"},
                        {"Transfer-Encoding", "chunked"}};
    std::move(responder).send(std::move(response));
  };
  start();
  const Answer answer = ask(port(), get("/", "X-Request-Id: theirs\r\n"));
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.reason, "Created");
  EXPECT_EQ(answer.body, "body");
  EXPECT_EQ(answer.header("content-type"), "application/scim+json");
  EXPECT_EQ(answer.header("etag"), "W/\"1\"");
  EXPECT_EQ(answer.header("location"), "https://a/b");
  EXPECT_EQ(answer.header("www-authenticate"), "Bearer");
  EXPECT_EQ(answer.header("retry-after"), "3");
  EXPECT_EQ(answer.header("content-length"), "4");
  EXPECT_EQ(answer.header("connection"), "keep-alive");
  EXPECT_EQ(answer.header("x-request-id").size(), 16U);
  EXPECT_EQ(answer.headers.count("transfer-encoding"), 0U);
  EXPECT_EQ(answer.header("date").size(), std::string("Sun, 06 Nov 1994 08:49:37 GMT").size());
}

TEST_F(ExchangeTest, GivesEachRequestAnIdOfItsOwn) {
  handler_.work = [](Request request, Responder responder) { std::move(responder).send(text(request.head.id.text)); };
  start();
  Client client = connect();
  std::set<std::string> seen;
  for (int i = 0; i < 3; ++i) {
    client.send(get("/"));
    const Answer answer = client.read_answer();
    EXPECT_EQ(answer.header("x-request-id"), answer.body);
    seen.insert(answer.body);
  }
  EXPECT_EQ(seen.size(), 3U);
  EXPECT_EQ(ask(port(), "garbage\x01").header("x-request-id").size(), 16U);
}

TEST_F(ExchangeTest, WritesNoBodyWhereNoneBelongs) {
  handler_.work = [](Request request, Responder responder) {
    const int status = request.head.path == "/204" ? 204 : request.head.path == "/304" ? 304 : 200;
    std::move(responder).send(text("twelve bytes", status));
  };
  start();
  Client client = connect();
  client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + get("/204") + get("/304") + get("/"));
  const Answer head = client.read_answer(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "12");
  for (const int status : {204, 304}) {
    const Answer empty = client.read_answer();
    EXPECT_EQ(empty.status, status);
    EXPECT_EQ(empty.headers.count("content-length"), 0U);
  }
  EXPECT_EQ(client.read_answer().body, "twelve bytes");
}

TEST_F(ExchangeTest, SaysThatAnEmptyBodyIsEmpty) {
  handler_.work = [](Request, Responder responder) { std::move(responder).send(Response{}); };
  start();
  EXPECT_EQ(ask(port(), get("/")).header("content-length"), "0");
}

TEST_F(ExchangeTest, ClosesWhenTheHandlerAsksForIt) {
  handler_.work = [](Request, Responder responder) {
    Response response = text("bye");
    response.close = true;
    std::move(responder).send(std::move(response));
  };
  start();
  Client client = connect();
  client.send(get("/"));
  const Answer answer = client.read_answer();
  EXPECT_EQ(answer.body, "bye");
  EXPECT_EQ(answer.header("connection"), "close");
  EXPECT_TRUE(client.ends());
}

TEST_F(ExchangeTest, PlaysABrokenServerWhenAsked) {
  bool told = true;
  handler_.work = [&told](Request, Responder responder) {
    Response response = text("never seen");
    response.abort = true;
    response.delivered = [&told](bool written) { told = written; };
    std::move(responder).send(std::move(response));
  };
  start();
  Client client = connect();
  client.send(get("/"));
  EXPECT_EQ(client.read_answer().status, 0);
  server_->stop(std::chrono::seconds(1));
  EXPECT_FALSE(told);
}

TEST_F(ExchangeTest, HidesExceptionsOfTheHandler) {
  handler_.head_rule = [](const RequestHead& head) -> std::optional<Response> {
    if (head.path == "/head") throw std::runtime_error("secret of the head");
    return std::nullopt;
  };
  handler_.work = [](Request request, Responder responder) {
    if (request.head.path == "/thrown") throw std::runtime_error("secret of the work");
    if (request.head.path == "/odd") throw 7;
    if (request.head.path != "/late") return;
    std::move(responder).send(text("first"));
    throw std::runtime_error("too late");
  };
  start();
  Client client = connect();
  for (const char* path : {"/head", "/thrown", "/odd", "/dropped"}) {
    SCOPED_TRACE(path);
    client.send(get(path));
    const Answer answer = client.read_answer();
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.header("x-fault"), "Bug");
    EXPECT_EQ(answer.body, "internal error, see the log under request id " + answer.header("x-request-id"));
  }
  client.send(get("/late"));
  EXPECT_EQ(client.read_answer().body, "first");
  EXPECT_EQ(handler_.contexts(),
            (std::vector<std::string>{"secret of the head", "secret of the work", "an exception of an unknown type",
                                      "the responder was dropped without an answer"}));
}

TEST_F(ExchangeTest, RefusesToWriteSplitResponses) {
  handler_.work = [](Request request, Responder responder) {
    Response response = text("body", request.head.path == "/status" ? 42 : 200);
    if (request.head.path == "/value") response.headers.push_back({"X", "a\r\nSet-Cookie: b"});
    if (request.head.path == "/name") response.headers.push_back({"X: y\r\nZ", "a"});
    std::move(responder).send(std::move(response));
  };
  start();
  for (const char* path : {"/value", "/name", "/status"}) EXPECT_EQ(ask(port(), get(path)).status, 500) << path;
  EXPECT_EQ(ask(port(), get("/fine")).status, 200);
}

TEST_F(ExchangeTest, ALateAnswerComesBeforeAFastOne) {
  handler_.work = [this](Request request, Responder responder) {
    if (request.head.path != "/slow") return std::move(responder).send(text(echo_of(request)));
    background_.run([held = std::make_shared<Responder>(std::move(responder)), request]() {
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      std::move(*held).send(text(echo_of(request)));
    });
  };
  start();
  Client client = connect();
  client.send(get("/slow"));
  EXPECT_TRUE(client.stays_silent(std::chrono::milliseconds(50)));
  client.send(get("/fast"));
  EXPECT_EQ(client.read_answer().body, "GET /slow?|");
  EXPECT_EQ(client.read_answer().body, "GET /fast?|");
}

TEST_F(ExchangeTest, AWaitingRequestLeavesTheThreadFree) {
  settings_.threads = 1;
  Held held;
  handler_.work = [&held](Request request, Responder responder) {
    if (request.head.path == "/slow") {
      held.keep(std::move(responder));
    } else {
      std::move(responder).send(text("fast"));
    }
  };
  start();
  Client slow = connect();
  slow.send(get("/slow"));
  ASSERT_TRUE(held.wait());
  EXPECT_EQ(ask(port(), get("/fast")).body, "fast");
  held.send(text("slow"));
  EXPECT_EQ(slow.read_answer().body, "slow");
}

TEST_F(ExchangeTest, KeepsBackOnlySoMuchInputBehindAPendingRequest) {
  Held held;
  handler_.work = [&held](Request request, Responder responder) {
    if (request.head.path != "/slow") return std::move(responder).send(text(std::to_string(request.body.size())));
    held.keep(std::move(responder));
  };
  start();
  Client client = connect();
  client.send(get("/slow"));
  ASSERT_TRUE(held.wait());
  const std::string large(std::size_t{12} * 1024 * 1024, 'x');
  std::atomic<bool> sent{false};
  std::thread sender([&] {
    client.send(post("/large", large));
    sent = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_FALSE(sent);
  held.send(text("slow"));
  EXPECT_EQ(client.read_answer().body, "slow");
  EXPECT_EQ(client.read_answer().body, std::to_string(large.size()));
  sender.join();
}

TEST_F(ExchangeTest, AnswersManyAtOnceFromOtherThreads) {
  handler_.work = [this](Request request, Responder responder) {
    background_.run([held = std::make_shared<Responder>(std::move(responder)), request]() {
      std::move(*held).send(text(echo_of(request)));
    });
  };
  start();
  std::vector<Client> clients;
  for (int i = 0; i < 32; ++i) clients.push_back(connect());
  for (int round = 0; round < 4; ++round) {
    for (std::size_t i = 0; i < clients.size(); ++i) clients[i].send(get("/" + std::to_string(i)));
    for (std::size_t i = 0; i < clients.size(); ++i) {
      EXPECT_EQ(clients[i].read_answer().body, "GET /" + std::to_string(i) + "?|");
    }
  }
}

TEST_F(ExchangeTest, TellsOfEveryAnswer) {
  std::atomic<int> delivered{0};
  handler_.work = [&delivered](Request, Responder responder) {
    Response response = text("x", 201);
    response.delivered = [&delivered](bool written) { delivered += written ? 1 : -100; };
    std::move(responder).send(std::move(response));
  };
  start();
  EXPECT_EQ(ask(port(), get("/a")).status, 201);
  EXPECT_EQ(ask(port(), "garbage\x01").status, 400);
  ASSERT_TRUE(handler_.wait_for_done(2));
  EXPECT_EQ(handler_.done()[0].path, "/a");
  EXPECT_EQ(handler_.done()[0].status, 201);
  EXPECT_EQ(handler_.done()[1].status, 400);
  EXPECT_EQ(delivered, 1);
}

TEST_F(ExchangeTest, AnAbandonedLateAnswerIsABug) {
  handler_.work = [this](Request, Responder responder) {
    background_.run([held = std::make_shared<Responder>(std::move(responder))]() mutable { held.reset(); });
  };
  start();
  const Answer answer = ask(port(), get("/"));
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.header("x-fault"), "Bug");
}

TEST_F(ExchangeTest, WritesLargeBodiesWhole) {
  const std::string large(std::size_t{5} * 1024 * 1024, 'y');
  handler_.work = [&large](Request, Responder responder) { std::move(responder).send(text(large)); };
  start();
  Client client = connect();
  client.send(get("/") + get("/"));
  EXPECT_EQ(client.read_answer().body, large);
  EXPECT_EQ(client.read_answer().body, large);
}

}  // namespace
}  // namespace bridge::web::test
