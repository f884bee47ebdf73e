// Where requests begin and end, and what is refused.

#include "unit/web/fixture.hpp"

namespace bridge::web::test {
namespace {

using FramingTest = ServerTest;

std::string head(std::string_view fields) {
  return "POST /Users HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}

struct BadCase {
  const char* name;
  std::string bytes;
  int status;
  const char* said;
};

std::vector<BadCase> bad_cases() {
  const std::string nul("GET /a HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 37);
  return {
      {"negative length", head("Content-Length: -5\r\n"), 400, "Content-Length"},
      {"overlong length", head("Content-Length: 99999999999999999999999\r\n"), 400, "Content-Length"},
      {"signed length", head("Content-Length: +5\r\n"), 400, "Content-Length"},
      {"empty length", head("Content-Length:\r\n"), 400, "Content-Length"},
      {"hexadecimal length", head("Content-Length: 0x5\r\n"), 400, "Content-Length"},
      {"list of lengths", head("Content-Length: 5, 5\r\n"), 400, "Content-Length"},
      {"two different lengths", head("Content-Length: 5\r\nContent-Length: 6\r\n"), 400, "found several"},
      {"two equal lengths", head("Content-Length: 5\r\ncontent-length: 5\r\n"), 400, "found several"},
      {"length and coding", head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400, "found both"},
      {"unknown coding", head("Transfer-Encoding: gzip, chunked\r\n"), 501, "chunked"},
      {"chunked not last", head("Transfer-Encoding: chunked, gzip\r\n"), 400, "chunked"},
      {"chunked twice", head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400, "chunked"},
      {"coding in disguise", head("Transfer-Encoding: xchunked\r\n"), 400, "chunked"},
      {"coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "HTTP/1.0"},
      {"garbage", "\x16\x03\x01\x02", 400, "request line"},
      {"garbage line", "how are you\r\n\r\n", 400, "'/'"},
      {"endless method", std::string(40, 'A'), 400, "request line"},
      {"bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400, "LF alone"},
      {"bare LF after a header", "GET / HTTP/1.1\r\nHost: a\n\r\n", 400, "LF alone"},
      {"bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400, "LF alone"},
      {"CR inside a value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400, "control character"},
      {"NUL inside a value", nul, 400, "control character"},
      {"continued line", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400, "continues"},
      {"space before the colon", "GET / HTTP/1.1\r\nHost: a\r\nX : a\r\n\r\n", 400, "colon"},
      {"no colon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400, "colon"},
      {"empty name", "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", 400, "colon"},
      {"no host", "GET / HTTP/1.1\r\n\r\n", 400, "Host"},
      {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "Host"},
      {"host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "Host"},
      {"HTTP/2.0", "PRI * HTTP/2.0\r\n\r\n", 400, "'/'"},
      {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 400, "HTTP/1.1"},
      {"no version", "GET /\r\nHost: a\r\n\r\n", 400, "version"},
      {"two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "visible ASCII"},
      {"no slash", "GET Users HTTP/1.1\r\nHost: a\r\n\r\n", 400, "'/'"},
      {"fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "'#'"},
      {"raw UTF-8 target", "GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "visible ASCII"},
      {"unknown expectation", head("Content-Length: 5\r\nExpect: cake\r\n"), 417, "100-continue"},
  };
}

TEST_F(FramingTest, RefusesAndCloses) {
  start();
  for (const BadCase& bad : bad_cases()) {
    SCOPED_TRACE(bad.name);
    Client client = connect();
    client.send(bad.bytes);
    const Answer answer = client.read_answer();
    EXPECT_EQ(answer.status, bad.status);
    EXPECT_NE(answer.body.find(bad.said), std::string::npos) << answer.body;
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_TRUE(client.ends());
  }
}

TEST_F(FramingTest, TakesWhatIsWellFormed) {
  start();
  const std::vector<std::pair<std::string, std::string>> good = {
      {get("/a"), "GET /a?|"},
      {get("/a?b=c?d"), "GET /a?b=c?d|"},
      {get("/a%2Fb"), "GET /a%2Fb?|"},
      {"\r\n" + get("/a"), "GET /a?|"},
      {get("http://bridge.test/a?x"), "GET /a?x|"},
      {get("http://bridge.test"), "GET /?|"},
      {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS *?|"},
      {"GET /a HTTP/1.1\r\nHost:\r\n\r\n", "GET /a?|"},
      {"GET /a HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET /a?|"},
      {"GET /a HTTP/1.1\r\nhOST: a\r\nX:\t \xc3\xa9 \r\n\r\n", "GET /a?|"},
      {"FROB /a HTTP/1.1\r\nHost: a\r\n\r\n", "FROB /a?|"},
      {post("/a", "hello"), "POST /a?|hello"},
      {post("/a", ""), "POST /a?|"},
      {head("Transfer-Encoding: Chunked\r\n") + "5\r\nhello\r\n0\r\n\r\n", "POST /Users?|hello"},
  };
  for (const auto& [bytes, echoed] : good) {
    SCOPED_TRACE(bytes);
    Client client = connect();
    client.send(bytes);
    const Answer answer = client.read_answer();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, echoed);
    EXPECT_TRUE(client.stays_silent(std::chrono::milliseconds(5)));
  }
}

TEST_F(FramingTest, AHeaderThatIsNotUsedBreaksNothing) {
  start();
  for (const char* field : {"Cookie: ;;==", "Date: yesterday", "Cache-Control: max-age=?", "Accept: ///",
                            "Content-Type: none of it", "Authorization: \"", "Upgrade: h2c", "Range: bytes=-"}) {
    EXPECT_EQ(ask(port(), get("/a", std::string(field) + "\r\n")).status, 200) << field;
  }
}

TEST_F(FramingTest, GivesHeadersAsTheyWere) {
  handler_.work = [](Request request, Responder responder) {
    const RequestHead& seen = request.head;
    std::move(responder).send(text(std::string(seen.header("x-a").value_or("none")) + "," +
                                   std::to_string(seen.header_count("X-a")) + "," +
                                   std::string(seen.header("x-b").value_or("none")) + "," + seen.peer));
  };
  start();
  EXPECT_EQ(ask(port(), get("/", "X-A: one \r\nx-a: two\r\n")).body, "one,2,none,127.0.0.1");
}

TEST_F(FramingTest, AnswersALongTargetWith414) {
  settings_.limits.max_target = 1000;
  start();
  EXPECT_EQ(ask(port(), get("/" + std::string(999, 'a'))).status, 200);
  const Answer refused = ask(port(), get("/" + std::string(1000, 'a')));
  EXPECT_EQ(refused.status, 414);
  EXPECT_NE(refused.body.find("1000"), std::string::npos);
  EXPECT_EQ(ask(port(), "GET /" + std::string(100000, 'a')).status, 414);
}

TEST_F(FramingTest, AnswersLargeHeadersWith431) {
  settings_.limits.max_headers = 1000;
  start();
  EXPECT_EQ(ask(port(), get("/", "X: " + std::string(900, 'a') + "\r\n")).status, 200);
  const Answer refused = ask(port(), get("/", "X: " + std::string(1000, 'a') + "\r\n"));
  EXPECT_EQ(refused.status, 431);
  EXPECT_NE(refused.body.find("1000"), std::string::npos);
  EXPECT_EQ(ask(port(), "GET / HTTP/1.1\r\nX: " + std::string(100000, 'a')).status, 431);
}

TEST_F(FramingTest, AnswersTooManyHeadersWith431) {
  start();
  std::string fields;
  for (int i = 0; i < 300; ++i) fields += "X: y\r\n";
  EXPECT_EQ(ask(port(), get("/", fields)).status, 431);
}

TEST_F(FramingTest, TakesRequestsByteByByte) {
  start();
  Client client = connect();
  client.send_byte_by_byte(post("/a", "hello", "X-More: yes\r\n"));
  EXPECT_EQ(client.read_answer().body, "POST /a?|hello");
  client.send_byte_by_byte(head("Transfer-Encoding: chunked\r\n") + "3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nT: v\r\n\r\n");
  EXPECT_EQ(client.read_answer().body, "POST /Users?|hello");
  client.send_byte_by_byte(get("/b"));
  EXPECT_EQ(client.read_answer().body, "GET /b?|");
}

TEST_F(FramingTest, AnswersPipelinedRequestsInOrder) {
  start();
  Client client = connect();
  client.send(get("/1") + post("/2", "two") + get("/3"));
  EXPECT_EQ(client.read_answer().body, "GET /1?|");
  EXPECT_EQ(client.read_answer().body, "POST /2?|two");
  EXPECT_EQ(client.read_answer().body, "GET /3?|");
  EXPECT_TRUE(client.stays_silent());
}

TEST_F(FramingTest, AnswersAllThatWasSentBeforeTheEnd) {
  start();
  Client client = connect();
  client.send(get("/1") + get("/2"));
  client.finish();
  EXPECT_EQ(client.read_answer().body, "GET /1?|");
  EXPECT_EQ(client.read_answer().body, "GET /2?|");
  EXPECT_TRUE(client.ends());
}

TEST_F(FramingTest, ParsesNothingBehindARefusedRequest) {
  start();
  Client client = connect();
  client.send(head("Content-Length: 1\r\nContent-Length: 2\r\n") + get("/smuggled"));
  EXPECT_EQ(client.read_answer().status, 400);
  EXPECT_TRUE(client.ends());
  ASSERT_TRUE(handler_.wait_for_done(1));
  EXPECT_EQ(handler_.done().size(), 1U);
}

TEST_F(FramingTest, HoldsAThousandPipelinedRequests) {
  start();
  Client client = connect();
  std::thread sender([&client] {
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += post("/" + std::to_string(i), std::string(500, 'x'));
    client.send(bytes);
  });
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(client.read_answer().body, "POST /" + std::to_string(i) + "?|" + std::string(500, 'x'));
  }
  sender.join();
}

}  // namespace
}  // namespace bridge::web::test
