// HTTPS as configured: with a certificate, beside clients that connect and say nothing.

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

/// A certificate for 127.0.0.1 that signs itself.
void make_certificate(const std::filesystem::path& folder) {
  const std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 "
      "-addext subjectAltName=IP:127.0.0.1 -keyout " +
      (folder / "key.pem").string() + " -out " + (folder / "cert.pem").string() + " 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
}

class SilentClient {
 public:
  explicit SilentClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  SilentClient(SilentClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), connected_(other.connected_) {}
  SilentClient(const SilentClient&) = delete;
  SilentClient& operator=(const SilentClient&) = delete;
  SilentClient& operator=(SilentClient&&) = delete;
  ~SilentClient() {
    if (socket_ >= 0) ::close(socket_);
  }
  [[nodiscard]] bool connected() const { return connected_; }

 private:
  int socket_;
  bool connected_ = false;
};

TEST(TlsTest, AnswersBeside200ClientsThatSayNothing) {
  BridgeOptions options;
  options.server = "tls_certificate = \"cert.pem\"\ntls_key = \"key.pem\"\n";
  RunningBridge bridge(options);
  make_certificate(bridge.directory());
  bridge.start_without_waiting();
  const std::string port = bridge.port();
  std::vector<SilentClient> silent;
  for (int i = 0; i < 200; ++i) {
    silent.emplace_back(static_cast<std::uint16_t>(std::stoi(port)));
    EXPECT_TRUE(silent.back().connected());
  }
  const std::string answer = (bridge.directory() / "answer").string();
  const std::string command = "curl -s --max-time 20 --cacert " + (bridge.directory() / "cert.pem").string() +
                              " -H 'Authorization: Bearer " + bridge.idp_token() + "' -o " + answer +
                              " -w '%{http_code} %{time_total}' https://127.0.0.1:" + port +
                              "/scim/v2/ServiceProviderConfig >" + answer + ".status";
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream status(answer + ".status");
  int code = 0;
  double seconds = 0;
  status >> code >> seconds;
  EXPECT_EQ(code, 200);
  std::printf("answered after %.3f s beside %zu silent clients\n", seconds, silent.size());
  std::stringstream body;
  body << std::ifstream(answer).rdbuf();
  EXPECT_NE(body.str().find("ServiceProviderConfig"), std::string::npos);
}

}  // namespace
}  // namespace bridge::integration
