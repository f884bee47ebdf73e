// Which connection a request takes, and that a harmful one is never sent twice.

#include <gtest/gtest.h>

#include "unit/transport/caller.hpp"
#include "unit/transport/fake_server.hpp"

namespace bridge::transport::test {
namespace {

constexpr int kConnectionLost = static_cast<int>(Trouble::ConnectionLost);

/// The first request on each connection is answered; on the first connection the second is read and the
/// connection closed, as a server does whose keep-alive ends at the wrong moment.
void drop_second_request(Connection& connection) {
  if (!connection.read_request() || !connection.write(answer("200 OK", "{}"))) return;
  connection.read_request();
  if (connection.number() == 1) return;
  connection.write(answer("200 OK", "{}"));
  connection.wait_for_close();
}

Request harmless(Request request) {
  request.repeat_harmless = true;
  return request;
}

TEST(Connections, AreKeptForHarmlessRequests) {
  const FakeServer server(always(answer("200 OK", "{}")));
  const Caller caller(settings_for(server.url()));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(trouble_in(caller.call(get("/"))), -1);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(trouble_in(caller.call(harmless(post("/", "{}")))), -1);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Connections, AreFreshForRequestsThatMustNotBeRepeated) {
  const FakeServer server(always(answer("200 OK", "{}")));
  const Caller caller(settings_for(server.url()));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(trouble_in(caller.call(post("/", "{}"))), -1);
  EXPECT_EQ(server.connections(), 3);
}

TEST(Connections, ThatDieUnderAPostLeaveItSentOnce) {
  for (const bool body : {true, false}) {
    const FakeServer server([](Connection& connection) {
      const auto request = connection.read_request();
      if (request && request->front() == 'P') return;
      connection.write(answer("200 OK", "{}"));
      connection.read_request();
    });
    const Caller caller(settings_for(server.url()));
    EXPECT_EQ(trouble_in(caller.call(get("/"))), -1);
    EXPECT_EQ(trouble_in(caller.call(post("/users", body ? "{}" : ""))), kConnectionLost);
    EXPECT_EQ(server.requests().size(), 2U);
  }
}

// The keep-alive of the first call is closed under the second one: with a kept connection libcurl would send
// the POST again unasked, as the twin below shows for a request that may be.
TEST(Connections, ThatCloseUnderKeepAliveDoNotDoubleAPost) {
  const FakeServer server(drop_second_request);
  const Caller caller(settings_for(server.url()));
  EXPECT_EQ(trouble_in(caller.call(get("/"))), -1);
  EXPECT_EQ(trouble_in(caller.call(post("/users", "{}"))), -1);
  EXPECT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(server.connections(), 2);
}

TEST(Connections, ThatCloseUnderKeepAliveRepeatWhatIsHarmless) {
  const FakeServer server(drop_second_request);
  const Caller caller(settings_for(server.url()));
  EXPECT_EQ(trouble_in(caller.call(get("/"))), -1);
  EXPECT_EQ(trouble_in(caller.call(harmless(post("/users", "{}")))), -1);
  EXPECT_EQ(server.requests().size(), 3U);
}

}  // namespace
}  // namespace bridge::transport::test
