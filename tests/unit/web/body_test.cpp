// Bodies: their limits, chunks, and the expectation that comes before them.

#include "unit/web/fixture.hpp"

namespace bridge::web::test {
namespace {

using BodyTest = ServerTest;

std::string chunked(std::string_view body) {
  return "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(body);
}

TEST_F(BodyTest, RefusesBrokenChunks) {
  settings_.limits.max_headers = 1000;
  start();
  const std::vector<std::pair<const char*, int>> bad = {
      {"x\r\n", 400},
      {"\r\n", 400},
      {"-1\r\n", 400},
      {" 5\r\nhello\r\n", 400},
      {"5 \r\nhello\r\n", 400},
      {"0x5\r\nhello\r\n", 400},
      {"5\nhello\r\n", 400},
      {"5\rXhello\r\n", 400},
      {"5\r\nhelloXY0\r\n\r\n", 400},
      {"5\r\nhello\n0\r\n\r\n", 400},
      {"0\r\n\n", 400},
      {"0\r\nno trailer\r\n\r\n", 400},
      {"5;a\x01\r\nhello\r\n", 400},
      {"1234567890123456\r\n", 400},
      {"123456789012345\r\n", 413},
  };
  for (const auto& [body, status] : bad) {
    SCOPED_TRACE(body);
    Client client = connect();
    client.send(chunked(body));
    EXPECT_EQ(client.read_answer().status, status);
    EXPECT_TRUE(client.ends());
  }
  EXPECT_EQ(ask(port(), chunked("5;" + std::string(300, 'a') + "\r\n")).status, 400);
  EXPECT_EQ(ask(port(), chunked("0\r\nA: " + std::string(2000, 'a') + "\r\n\r\n")).status, 431);
  std::string trailers = "0\r\n";
  for (int i = 0; i < 300; ++i) trailers += "A: b\r\n";
  EXPECT_EQ(ask(port(), chunked(trailers + "\r\n")).status, 431);
}

TEST_F(BodyTest, TakesGoodChunks) {
  start();
  const std::vector<std::pair<const char*, const char*>> good = {
      {"0\r\n\r\n", ""},
      {"5\r\nhello\r\n0\r\n\r\n", "hello"},
      {"A\r\n0123456789\r\n1\r\na\r\n0\r\n\r\n", "0123456789a"},
      {"0005\r\nhello\r\n000\r\n\r\n", "hello"},
      {"5;name=value\r\nhello\r\n0;x\r\n\r\n", "hello"},
      {"5 ;x\r\nhello\r\n0\r\n\r\n", "hello"},
      {"2\r\n\r\n\r\n0\r\nX-Sum: 1\r\n\r\n", "\r\n"},
  };
  for (const auto& [body, decoded] : good) {
    Client client = connect();
    client.send(chunked(body) + get("/after"));
    EXPECT_EQ(client.read_answer().body, "POST /c?|" + std::string(decoded)) << body;
    EXPECT_EQ(client.read_answer().body, "GET /after?|") << body;
  }
}

TEST_F(BodyTest, AnswersALargeBodyWith413AndTheLimit) {
  settings_.limits.max_body = 1000;
  start();
  EXPECT_EQ(ask(port(), post("/", std::string(1000, 'a'))).status, 200);
  for (const std::string& bytes :
       {post("/", std::string(1001, 'a')), std::string("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n"),
        chunked("3e9\r\n"), chunked("3e8\r\n" + std::string(1000, 'a') + "\r\n1\r\n")}) {
    Client client = connect();
    client.send(bytes);
    const Answer answer = client.read_answer();
    EXPECT_EQ(answer.status, 413);
    EXPECT_NE(answer.body.find("1000"), std::string::npos);
    EXPECT_TRUE(client.ends());
  }
}

TEST_F(BodyTest, AClientThatSendsAllItsLargeBodyFirstSeesTheAnswer) {
  settings_.limits.max_body = std::size_t{4} * 1024 * 1024;
  start();
  Client client = connect();
  EXPECT_TRUE(client.send(post("/", std::string(std::size_t{4} * 1024 * 1024 + 1, 'a'))));
  EXPECT_EQ(client.read_answer().status, 413);
  EXPECT_TRUE(client.ends());
}

TEST_F(BodyTest, TakesTheLargestBody) {
  settings_.limits.max_body = std::size_t{4} * 1024 * 1024;
  start();
  const std::string body(settings_.limits.max_body, 'b');
  Client client = connect();
  client.send(post("/", body));
  EXPECT_EQ(client.read_answer().body, "POST /?|" + body);
  EXPECT_TRUE(eventually([&] { return server_->counters().bytes_buffered == 0; }));
}

TEST_F(BodyTest, BoundsAllBodiesTogether) {
  settings_.limits.max_body = 1000;
  settings_.limits.max_buffered = 1500;
  start();
  Client first = connect();
  first.send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n" + std::string(900, 'a'));
  ASSERT_TRUE(eventually([&] { return server_->counters().bytes_buffered == 900; }));
  const Answer announced = ask(port(), post("/2", std::string(700, 'b')));
  EXPECT_EQ(announced.status, 503);
  EXPECT_EQ(announced.header("x-fault"), "Overloaded");
  EXPECT_EQ(ask(port(), chunked("2bc\r\n" + std::string(700, 'b') + "\r\n0\r\n\r\n")).status, 503);
  // A refused body is let go of after its answer was written, which its client may see first.
  ASSERT_TRUE(eventually([&] { return server_->counters().bytes_buffered == 900; }));
  EXPECT_EQ(ask(port(), post("/3", std::string(500, 'b'))).status, 200);
  ASSERT_TRUE(eventually([&] { return server_->counters().bytes_buffered == 900; }));
  first.send(std::string(100, 'a'));
  EXPECT_EQ(first.read_answer().status, 200);
  ASSERT_TRUE(eventually([&] { return server_->counters().bytes_buffered == 0; }));
  EXPECT_EQ(ask(port(), post("/2", std::string(700, 'b'))).status, 200);
  EXPECT_TRUE(eventually([&] { return server_->counters().bytes_buffered == 0; }));
}

TEST_F(BodyTest, ForgetsTheBodyOfAClientThatWentAway) {
  start();
  Client client = connect();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc");
  ASSERT_TRUE(eventually([&] { return server_->counters().bytes_buffered == 3; }));
  client.close();
  EXPECT_TRUE(eventually([&] { return server_->counters().bytes_buffered == 0; }));
  EXPECT_TRUE(eventually([&] { return server_->counters().connections_open == 0; }));
}

TEST_F(BodyTest, SaysContinueAtOnce) {
  start();
  Client client = connect();
  client.send("POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-Continue\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 100);
  client.send("hello");
  EXPECT_EQ(client.read_answer().body, "POST /e?|hello");
  client.send(get("/next"));
  EXPECT_EQ(client.read_answer().body, "GET /next?|");
}

TEST_F(BodyTest, SaysNoContinueWhereNoneIsWanted) {
  start();
  EXPECT_EQ(ask(port(), get("/", "Expect: 100-continue\r\n")).status, 200);
  EXPECT_EQ(ask(port(), post("/", "hello", "Expect: 100-continue\r\n")).status, 200);
  EXPECT_EQ(ask(port(), "POST / HTTP/1.0\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\na").status, 200);
}

TEST_F(BodyTest, RefusesByHeadBeforeTheBodyIsSent) {
  handler_.head_rule = [](const RequestHead& head) -> std::optional<Response> {
    if (head.header("authorization")) return std::nullopt;
    return text("who are you", 401);
  };
  start();
  Client client = connect();
  client.send("POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  const Answer refused = client.read_answer();
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.header("connection"), "close");
  EXPECT_TRUE(client.ends());
  Client without_body = connect();
  without_body.send(get("/1") + get("/2", "Authorization: x\r\n"));
  EXPECT_EQ(without_body.read_answer().status, 401);
  EXPECT_EQ(without_body.read_answer().status, 200);
}

TEST_F(BodyTest, KeepsNothingOfABodyRefusedByItsHead) {
  handler_.head_rule = [](const RequestHead&) { return std::optional<Response>(text("no", 401)); };
  start();
  Client client = connect();
  client.send(post("/e", std::string(1000, 'x')) + get("/behind"));
  EXPECT_EQ(client.read_answer().status, 401);
  EXPECT_TRUE(client.ends());
  ASSERT_TRUE(handler_.wait_for_done(1));
  EXPECT_EQ(handler_.done().size(), 1U);
  EXPECT_TRUE(eventually([&] { return server_->counters().bytes_buffered == 0; }));
}

}  // namespace
}  // namespace bridge::web::test
