#pragma once
// The way out to Smartsheet's REST API: takes RestCalls alone and carries the OAuth token alone.

#include <functional>
#include <memory>

#include "bridge/core/credential.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/transport/http_client.hpp"

namespace bridge::work {

class RestClient {
 public:
  virtual ~RestClient() = default;
  /// Sends the call once. `harmless` says that a second arrival would change nothing. `done` is called
  /// once, on any thread.
  virtual void send(const route::RestCall& call, bool harmless, std::function<void(transport::Reply)> done) = 0;
};

/// No other kind of credential fits: transport::Client<core::ScimToken> is another type.
[[nodiscard]] std::unique_ptr<RestClient> make_rest_client(transport::Client<core::OAuthToken> client);

}  // namespace bridge::work
