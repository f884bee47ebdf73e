#include "integration/oauth_setup.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {

std::uint16_t free_port() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(listener, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(listener);
  return ntohs(address.sin_port);
}

std::string oauth_sections(const std::string& emulator, const std::string& redirect, const std::string& lines) {
  return "\n[tenant.rest]\nurl = \"" + emulator + "/2.0\"\nrequests_per_minute = 100000\n" + lines +
         "\n[tenant.rest.oauth]\nclient_id = \"app\"\nclient_secret_env = \"BRIDGE_TEST_CLIENT_SECRET\"\n" +
         "redirect_url = \"" + redirect + "\"\nauthorize_url = \"" + emulator + "/b/authorize\"\n";
}

void RunningBridge::sign_in() {
  const auto asked = [&](const char* method, const char* path, const std::string& query) {
    return emulator_->handle({method, path, query, {}, "application/x-www-form-urlencoded", {}, {}, {}});
  };
  const auto sent_back =
      asked("GET", "/b/authorize", "response_type=code&client_id=app&scope=READ_USERS%20ADMIN_USERS");
  const std::string back = sent_back.headers.back().second;
  const std::size_t code = back.find("code=");
  if (code == std::string::npos) throw std::runtime_error("no code: " + back);
  const auto pair = asked("POST", "/2.0/token",
                          "grant_type=authorization_code&client_id=app&client_secret=" + client_secret_ + "&" +
                              back.substr(code, back.find('&', code) - code));
  const auto granted = json::parse(pair.body);
  const core::Object& tokens = *granted->if_object();
  const core::Instant now = clock_.now();
  const auto life = std::chrono::seconds(*tokens.find("expires_in")->if_integer());
  std::filesystem::create_directory(pair_file().parent_path());
  std::ofstream(pair_file()) << json::write(core::Object{{"access_token", *tokens.find("access_token")},
                                                         {"refresh_token", *tokens.find("refresh_token")},
                                                         {"obtained", core::to_date_time(now)},
                                                         {"expires", core::to_date_time(now + life)}});
  std::filesystem::permissions(pair_file(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::permissions(pair_file().parent_path(), std::filesystem::perms::owner_all);
}

}  // namespace bridge::integration
