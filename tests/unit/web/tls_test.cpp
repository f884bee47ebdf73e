// TLS: handshakes that can't hold up others, client certificates, clients that leave in the middle.

#include <csignal>
#include <fstream>

#include "unit/web/fixture.hpp"
#include "unit/web/tls_files.hpp"

namespace bridge::web::test {
namespace {

using std::chrono::milliseconds;

class TlsTest : public ServerTest {
 protected:
  TlsTest() { settings_.tls = Tls{files_.certificate("server"), files_.key("server"), {}}; }
  [[nodiscard]] Client connect_tls(const ClientTls& tls = {}) const { return Client(port(), tls); }

  TlsFiles files_;
};

TEST_F(TlsTest, KeepsAConnectionOverManyRequests) {
  start();
  Client client = connect_tls();
  ASSERT_TRUE(client.secured());
  for (int i = 0; i < 20; ++i) {
    client.send(post("/" + std::to_string(i), "hello"));
    EXPECT_EQ(client.read_answer().body, "POST /" + std::to_string(i) + "?|hello");
  }
  client.send(get("/1") + get("/2") + get("/3", "Connection: close\r\n"));
  for (const char* path : {"/1", "/2", "/3"}) {
    EXPECT_EQ(client.read_answer().body, "GET " + std::string(path) + "?|");
  }
  EXPECT_TRUE(client.ends());
  EXPECT_EQ(server_->counters().connections_accepted, 1U);
}

TEST_F(TlsTest, CarriesLargeBodiesBothWays) {
  start();
  const std::string large(std::size_t{3} * 1024 * 1024, 'z');
  Client client = connect_tls();
  client.send(post("/", large));
  EXPECT_EQ(client.read_answer().body, "POST /?|" + large);
}

TEST_F(TlsTest, TakesUpInputKeptBackBehindALateAnswer) {
  handler_.work = [this](Request request, Responder responder) {
    background_.run([held = std::make_shared<Responder>(std::move(responder)), size = request.body.size()]() {
      std::this_thread::sleep_for(milliseconds(50));
      std::move(*held).send(text(std::to_string(size)));
    });
  };
  start();
  Client client = connect_tls();
  std::thread sender([&client] {
    for (int i = 1; i <= 5; ++i) client.send(post("/", std::string(static_cast<std::size_t>(i) * 40'000, 'x')));
  });
  sender.join();
  for (int i = 1; i <= 5; ++i) EXPECT_EQ(client.read_answer().body, std::to_string(i * 40'000));
}

TEST_F(TlsTest, RefusesFramingFaultsAndCloses) {
  start();
  Client client = connect_tls();
  client.send("GET / HTTP/1.1\nHost: a\n\n");
  EXPECT_EQ(client.read_answer().status, 400);
  EXPECT_TRUE(client.ends());
}

TEST_F(TlsTest, ServesOthersBeside200SilentClients) {
  start();
  std::vector<Client> silent;
  for (int i = 0; i < 200; ++i) silent.push_back(connect());
  Client client = connect_tls();
  ASSERT_TRUE(client.secured());
  client.send(get("/"));
  EXPECT_EQ(client.read_answer().status, 200);
}

TEST_F(TlsTest, EndsHandshakesThatTakeTooLong) {
  settings_.limits.header_timeout = milliseconds(150);
  start();
  Client silent = connect();
  Client half = connect();
  half.send(std::string("\x16\x03\x01", 3));
  EXPECT_TRUE(silent.ends());
  EXPECT_TRUE(half.ends());
  EXPECT_TRUE(eventually([&] { return server_->counters().handshakes_failed == 2; }));
  EXPECT_TRUE(eventually([&] { return server_->counters().connections_open == 0; }));
}

TEST_F(TlsTest, EndsWhatIsNoTls) {
  start();
  Client client = connect();
  client.send(get("/"));
  EXPECT_EQ(client.read_answer().status, 0);
  EXPECT_TRUE(eventually([&] { return server_->counters().handshakes_failed == 1; }));
}

TEST_F(TlsTest, RefusesVersionsBefore12) {
  start();
  EXPECT_TRUE(connect_tls({.certificate_file = {}, .key_file = {}, .highest_version = TLS1_2_VERSION}).secured());
  EXPECT_FALSE(connect_tls({.certificate_file = {}, .key_file = {}, .highest_version = TLS1_1_VERSION}).secured());
}

TEST_F(TlsTest, SurvivesClientsThatLeaveInTheMiddle) {
  ASSERT_NE(std::signal(SIGPIPE, SIG_DFL), SIG_ERR);
  handler_.work = [](Request, Responder responder) {
    std::move(responder).send(text(std::string(std::size_t{8} * 1024 * 1024, 'x')));
  };
  start();
  for (int i = 0; i < 10; ++i) {
    Client client = connect_tls();
    ASSERT_TRUE(client.secured());
    client.send(get("/"));
    if (i % 2 == 0) {
      client.reset();
    } else {
      client.close();
    }
  }
  EXPECT_TRUE(eventually([&] { return server_->counters().connections_open == 0; }));
  Client client = connect_tls();
  client.send(get("/"));
  EXPECT_EQ(client.read_answer().status, 200);
}

TEST_F(TlsTest, AsksForClientCertificatesOfItsAuthority) {
  settings_.tls->client_ca_file = files_.certificate("ca");
  start();
  Client known = connect_tls({files_.certificate("client"), files_.key("client"), 0});
  ASSERT_TRUE(known.secured());
  known.send(get("/known"));
  EXPECT_EQ(known.read_answer().status, 200);
  // With TLS 1.3 the client learns of the refusal when it reads.
  for (const ClientTls& other : {ClientTls{}, ClientTls{files_.certificate("stranger"), files_.key("stranger"), 0}}) {
    Client unknown = connect_tls(other);
    if (unknown.secured() && unknown.send(get("/"))) {
      EXPECT_EQ(unknown.read_answer().status, 0);
    }
  }
  EXPECT_TRUE(eventually([&] { return server_->counters().handshakes_failed == 2; }));
  EXPECT_EQ(server_->counters().requests, 1U);
}

TEST_F(TlsTest, ClosesConnectionsBeyondTheLimit) {
  settings_.limits.max_connections = 1;
  start();
  Client first = connect_tls();
  ASSERT_TRUE(first.secured());
  EXPECT_FALSE(connect_tls().secured());
  EXPECT_EQ(server_->counters().connections_refused, 1U);
}

TEST_F(TlsTest, SaysWhichFileIsUnusable) {
  std::ofstream(files_.certificate("text")) << "no PEM";
  struct Case {
    const char* certificate;
    const char* key;
    const char* authority;
    const char* said;
  };
  for (const Case& each : std::initializer_list<Case>{{"missing", "server", "", "server's certificate (PEM) in"},
                                                      {"text", "server", "", "server's certificate (PEM) in"},
                                                      {"server", "missing", "", "private key"},
                                                      {"server", "client", "", "private key"},
                                                      {"server", "server", "missing", "authority"},
                                                      {"server", "server", "text", "authority"}}) {
    ServerSettings settings;
    settings.tls = Tls{files_.certificate(each.certificate), files_.key(each.key),
                       *each.authority == '\0' ? "" : files_.certificate(each.authority)};
    const auto started = Server::start(settings, handler_);
    ASSERT_FALSE(started) << each.said;
    EXPECT_NE(started.error().detail.find(each.said), std::string::npos) << started.error().detail;
  }
}

TEST_F(TlsTest, StopEndsHandshakesAndIdleClients) {
  start();
  Client silent = connect();
  Client idle = connect_tls();
  ASSERT_TRUE(idle.secured());
  EXPECT_TRUE(server_->stop(std::chrono::seconds(10)));
  EXPECT_NE(silent.read_answer().status, 200);
}

}  // namespace
}  // namespace bridge::web::test
