// What runs out of time, and what must not.

#include <atomic>

#include "unit/web/fixture.hpp"

namespace bridge::web::test {
namespace {

using std::chrono::milliseconds;

class TimeoutTest : public ServerTest {
 protected:
  TimeoutTest() {
    settings_.limits.header_timeout = milliseconds(150);
    settings_.limits.body_timeout = milliseconds(150);
    settings_.limits.idle_timeout = milliseconds(60'000);
  }
};

TEST_F(TimeoutTest, EndsASlowHeaderWith408) {
  start();
  for (const char* part : {"G", "GET / HTTP/1.1\r\nHost:", "GET / HTTP/1.1\r\nHost: a\r\n"}) {
    Client client = connect();
    client.send(part);
    const Answer answer = client.read_answer();
    EXPECT_EQ(answer.status, 408) << part;
    EXPECT_EQ(answer.header("x-fault"), "RequestTimeout");
    EXPECT_TRUE(client.ends());
  }
}

TEST_F(TimeoutTest, EndsASlowBodyWith408) {
  start();
  for (const char* framing : {"Content-Length: 5", "Transfer-Encoding: chunked"}) {
    Client client = connect();
    client.send("POST / HTTP/1.1\r\nHost: a\r\n" + std::string(framing) + "\r\n\r\n4");
    EXPECT_EQ(client.read_answer().status, 408) << framing;
    EXPECT_TRUE(client.ends());
  }
}

TEST_F(TimeoutTest, EndsAnIdleConnectionSilently) {
  settings_.limits.idle_timeout = milliseconds(150);
  start();
  Client fresh = connect();
  EXPECT_TRUE(fresh.ends());
  Client used = connect();
  used.send(get("/"));
  EXPECT_EQ(used.read_answer().status, 200);
  EXPECT_TRUE(used.ends());
}

TEST_F(TimeoutTest, CountsNothingWhileARequestIsWorkedOn) {
  settings_.limits.idle_timeout = milliseconds(150);
  handler_.work = [this](Request request, Responder responder) {
    background_.run([held = std::make_shared<Responder>(std::move(responder)), request]() {
      std::this_thread::sleep_for(milliseconds(900));
      std::move(*held).send(text(echo_of(request)));
    });
  };
  start();
  Client client = connect();
  client.send(post("/work", "hello"));
  EXPECT_EQ(client.read_answer().body, "POST /work?|hello");
  client.send(get("/again"));
  EXPECT_EQ(client.read_answer().status, 200);
}

TEST_F(TimeoutTest, WorkMayTakeLongerThanAHeaderTimeoutOfASecond) {
  settings_.limits.header_timeout = milliseconds(1000);
  handler_.work = [this](Request request, Responder responder) {
    background_.run([held = std::make_shared<Responder>(std::move(responder)), request]() {
      std::this_thread::sleep_for(milliseconds(2200));
      std::move(*held).send(text("done"));
    });
  };
  start();
  EXPECT_EQ(ask(port(), get("/")).status, 200);
}

TEST_F(TimeoutTest, KeepsTheHeaderClockForInputBehindAnAnswer) {
  start();
  Client client = connect();
  client.send(get("/first") + "GET /seco");
  EXPECT_EQ(client.read_answer().status, 200);
  EXPECT_EQ(client.read_answer().status, 408);
  EXPECT_TRUE(client.ends());
}

TEST_F(TimeoutTest, LeavesAClientThatDoesNotTakeItsAnswer) {
  settings_.limits.idle_timeout = milliseconds(150);
  std::atomic<int> told{0};
  handler_.work = [&told](Request, Responder responder) {
    Response response = text(std::string(std::size_t{64} * 1024 * 1024, 'x'));
    response.delivered = [&told](bool written) { told = written ? 1 : -1; };
    std::move(responder).send(std::move(response));
  };
  start();
  Client client = connect();
  client.shrink_receive_buffer();
  client.send(get("/"));
  EXPECT_TRUE(eventually([&] { return server_->counters().answers_dropped == 1; }));
  EXPECT_TRUE(eventually([&] { return server_->counters().connections_open == 0; }));
  EXPECT_TRUE(eventually([&] { return told == -1; }));
}

TEST_F(TimeoutTest, LingersOnlySoLongForAClientThatKeepsSending) {
  settings_.limits.max_body = 1000;
  start();
  Client client = connect();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 413);
  const std::string more(100'000, 'x');
  bool broken = false;
  for (int i = 0; i < 1000 && !broken; ++i) broken = !client.send(more);
  EXPECT_TRUE(broken);
  EXPECT_TRUE(eventually([&] { return server_->counters().connections_open == 0; }));
}

}  // namespace
}  // namespace bridge::web::test
