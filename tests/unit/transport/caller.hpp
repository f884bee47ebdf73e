#pragma once
// A client that waits for its reply, so that a test reads from top to bottom.

#include <future>
#include <memory>
#include <string>
#include <utility>

#include "bridge/transport/http_client.hpp"

namespace bridge::transport::test {

using OAuthClient = Client<core::OAuthToken>;

inline constexpr const char* kToken = "token-of-the-test";

[[nodiscard]] inline ClientSettings settings_for(std::string url) {
  ClientSettings settings;
  settings.base_url = std::move(url);
  settings.connect_timeout = std::chrono::seconds(10);
  settings.timeout = std::chrono::seconds(20);
  return settings;
}

class Caller {
 public:
  explicit Caller(ClientSettings settings) : client_(*engine_, std::move(settings), core::OAuthToken(kToken)) {}

  [[nodiscard]] std::future<Reply> begin(Request request) const {
    auto promise = std::make_shared<std::promise<Reply>>();
    auto future = promise->get_future();
    client_.send(std::move(request), [promise](Reply reply) { promise->set_value(std::move(reply)); });
    return future;
  }
  [[nodiscard]] Reply call(Request request) const { return begin(std::move(request)).get(); }

  void stop() { engine_.reset(); }

 private:
  std::unique_ptr<Engine> engine_ = Engine::start();
  OAuthClient client_;
};

[[nodiscard]] inline Request get(std::string path) {
  Request request;
  request.method = "GET";
  request.path = std::move(path);
  return request;
}

[[nodiscard]] inline Request post(std::string path, std::string body) {
  Request request;
  request.method = "POST";
  request.path = std::move(path);
  request.body = std::move(body);
  return request;
}

/// The trouble's number, or -1 for an answer: comparable and printable.
[[nodiscard]] inline int trouble_in(const Reply& reply) {
  const auto* fault = std::get_if<TransportFault>(&reply);
  return fault == nullptr ? -1 : static_cast<int>(fault->trouble);
}

/// Of an answer Unknown.
[[nodiscard]] inline Cause cause_in(const Reply& reply) {
  const auto* fault = std::get_if<TransportFault>(&reply);
  return fault == nullptr ? Cause::Unknown : fault->cause;
}

}  // namespace bridge::transport::test
