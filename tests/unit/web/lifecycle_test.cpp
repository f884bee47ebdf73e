// Starting, stopping, too many clients, clients that vanish.

#include <atomic>

#include <sys/resource.h>

#include "unit/web/fixture.hpp"

namespace bridge::web::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class LifecycleTest : public ServerTest {
 protected:
  /// Requests to /hold wait here.
  void hold_requests() {
    handler_.work = [this](Request request, Responder responder) {
      if (request.head.path != "/hold") return std::move(responder).send(text(echo_of(request)));
      const std::lock_guard lock(mutex_);
      held_.push_back(std::make_shared<Responder>(std::move(responder)));
    };
  }
  std::size_t held() {
    const std::lock_guard lock(mutex_);
    return held_.size();
  }
  void release(Response response) {
    const std::lock_guard lock(mutex_);
    std::move(*held_.front()).send(std::move(response));
    held_.erase(held_.begin());
  }

  std::mutex mutex_;
  std::vector<std::shared_ptr<Responder>> held_;
};

TEST_F(LifecycleTest, SaysWhatKeepsItFromStarting) {
  start();
  struct Case {
    const char* address;
    std::uint16_t port;
    unsigned threads;
    const char* said;
  };
  const std::vector<Case> cases = {
      {"127.0.0.1", port(), 2, "in use"},
      {"192.0.2.1", 0, 2, "no such address"},
      {"not an address", 0, 2, "host name to listen on"},
      {"", 0, 2, "host name to listen on"},
      {"127.0.0.1", 0, 0, "I/O threads, found 0"},
      {"127.0.0.1", 0, 256, "I/O threads, found 256"},
  };
  for (const Case& each : cases) {
    const ServerSettings settings{.address = each.address, .port = each.port, .threads = each.threads};
    const auto started = Server::start(settings, handler_);
    ASSERT_FALSE(started) << each.address;
    EXPECT_NE(started.error().detail.find(each.said), std::string::npos) << started.error().detail;
  }
}

TEST_F(LifecycleTest, ServesIpv6) {
  settings_.address = "[::1]";
  start();
  Client client(port(), "::1");
  if (!client.connected()) GTEST_SKIP() << "no IPv6 here";
  client.send(get("/six"));
  EXPECT_EQ(client.read_answer().body, "GET /six?|");
}

TEST_F(LifecycleTest, RefusesMoreConnectionsThanAllowed) {
  settings_.limits.max_connections = 2;
  start();
  Client first = connect();
  Client second = connect();
  first.send(get("/1"));
  second.send(get("/2"));
  EXPECT_EQ(first.read_answer().status, 200);
  EXPECT_EQ(second.read_answer().status, 200);
  Client third = connect();
  third.send(get("/3"));
  const Answer refused = third.read_answer();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("x-fault"), "Overloaded");
  EXPECT_TRUE(third.ends());
  EXPECT_EQ(server_->counters().connections_refused, 1U);
  EXPECT_EQ(server_->counters().connections_accepted, 3U);
  second.close();
  ASSERT_TRUE(eventually([&] { return server_->counters().connections_open == 1; }));
  EXPECT_EQ(ask(port(), get("/4")).status, 200);
}

TEST_F(LifecycleTest, DropsTheAnswerOfAClientThatWasReset) {
  hold_requests();
  std::atomic<int> told{0};
  start();
  Client client = connect();
  client.send(get("/hold"));
  ASSERT_TRUE(eventually([&] { return held() == 1; }));
  client.reset();
  ASSERT_TRUE(eventually([&] { return server_->counters().connections_open == 0; }));
  Response response = text("too late", 201);
  response.delivered = [&told](bool written) { told = written ? 1 : -1; };
  release(std::move(response));
  EXPECT_TRUE(eventually([&] { return server_->counters().answers_dropped == 1; }));
  ASSERT_TRUE(handler_.wait_for_done(1));
  EXPECT_EQ(handler_.done()[0].status, 201);
  EXPECT_EQ(told, -1);
  EXPECT_EQ(ask(port(), get("/next")).status, 200);
}

TEST_F(LifecycleTest, NoticesThatAClientHadClosedBeforeItsLateAnswer) {
  hold_requests();
  start();
  Client client = connect();
  client.send(get("/hold"));
  ASSERT_TRUE(eventually([&] { return held() == 1; }));
  client.close();
  std::this_thread::sleep_for(milliseconds(20));
  release(text("too late"));
  EXPECT_TRUE(handler_.wait_for_done(1));
  EXPECT_TRUE(eventually([&] { return server_->counters().connections_open == 0; }));
  EXPECT_EQ(ask(port(), get("/next")).status, 200);
}

TEST_F(LifecycleTest, ANewClientNeverGetsTheAnswerOfAnOldOne) {
  hold_requests();
  settings_.threads = 1;
  start();
  for (int i = 0; i < 20; ++i) {
    Client old = connect();
    old.send(get("/hold"));
    ASSERT_TRUE(eventually([&] { return held() == 1; }));
    old.reset();
    ASSERT_TRUE(eventually([&] { return server_->counters().connections_open == 0; }));
    Client fresh = connect();
    release(text("for the old one"));
    fresh.send(get("/fresh"));
    EXPECT_EQ(fresh.read_answer().body, "GET /fresh?|");
    fresh.close();
    ASSERT_TRUE(eventually([&] { return server_->counters().connections_open == 0; }));
  }
}

TEST_F(LifecycleTest, StopWaitsForRequestsAndClosesTheRest) {
  hold_requests();
  start();
  Client idle = connect();
  idle.send(get("/"));
  EXPECT_EQ(idle.read_answer().status, 200);
  Client busy = connect();
  busy.send(get("/hold"));
  ASSERT_TRUE(eventually([&] { return held() == 1; }));
  std::atomic<bool> all_answered{false};
  std::thread stopper([&] { all_answered = server_->stop(seconds(60)); });
  EXPECT_TRUE(idle.ends());
  release(text("last words"));
  const Answer answer = busy.read_answer();
  EXPECT_EQ(answer.body, "last words");
  EXPECT_EQ(answer.header("connection"), "close");
  stopper.join();
  EXPECT_TRUE(all_answered);
  EXPECT_TRUE(server_->stop(seconds(1)));
  EXPECT_FALSE(connect().connected());
}

TEST_F(LifecycleTest, StopTakesTheBodyOfARequestUnderWay) {
  start();
  Client client = connect();
  client.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel");
  ASSERT_TRUE(eventually([&] { return server_->counters().bytes_buffered == 3; }));
  std::atomic<bool> all_answered{false};
  std::thread stopper([&] { all_answered = server_->stop(seconds(60)); });
  std::this_thread::sleep_for(milliseconds(20));
  client.send("lo");
  EXPECT_EQ(client.read_answer().body, "POST /b?|hello");
  stopper.join();
  EXPECT_TRUE(all_answered);
}

TEST_F(LifecycleTest, StopGivesUpAfterTheDrainTime) {
  hold_requests();
  start();
  Client client = connect();
  client.send(get("/hold"));
  ASSERT_TRUE(eventually([&] { return held() == 1; }));
  EXPECT_FALSE(server_->stop(milliseconds(50)));
  EXPECT_FALSE(server_->stop(milliseconds(50)));
  EXPECT_EQ(client.read_answer().status, 0);
  release(text("after the stop"));
  EXPECT_EQ(server_->counters().answers_dropped, 1U);
}

TEST_F(LifecycleTest, AResponderOutlivesItsServer) {
  hold_requests();
  start();
  Client client = connect();
  client.send(get("/hold"));
  client.send(get("/hold"));
  ASSERT_TRUE(eventually([&] { return held() == 1; }));
  server_.reset();
  bool told = true;
  Response response = text("nobody hears");
  response.delivered = [&told](bool written) { told = written; };
  release(std::move(response));
  EXPECT_FALSE(told);
}

TEST_F(LifecycleTest, AnAbandonedResponderMayOutliveItsServer) {
  hold_requests();
  start();
  Client client = connect();
  client.send(get("/hold"));
  ASSERT_TRUE(eventually([&] { return held() == 1; }));
  server_.reset();
  held_.clear();
}

TEST_F(LifecycleTest, SurvivesTheLackOfDescriptors) {
  std::atomic<int> lines{0};
  settings_.log = [&lines](const std::string&) { ++lines; };
  start();
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  std::vector<Client> clients;
  clients.push_back(connect());
  clients[0].send(get("/"));
  EXPECT_EQ(clients[0].read_answer().status, 200);
  // The client's end takes the last descriptor, so that none is left for the server's.
  const int next_free = ::dup(0);
  ::close(next_free);
  const rlimit low{static_cast<rlim_t>(next_free) + 1, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &low), 0);
  Client waiting = connect();
  EXPECT_TRUE(eventually([&] { return lines >= 1; }));
  clients[0].send(get("/still-served"));
  EXPECT_EQ(clients[0].read_answer().status, 200);
  EXPECT_LT(lines, 50);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  waiting.send(get("/later"));
  EXPECT_EQ(waiting.read_answer().status, 200);
}

}  // namespace
}  // namespace bridge::web::test
