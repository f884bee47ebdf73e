#pragma once
// The ways out to Smartsheet: each takes one route's calls alone and carries that route's credential
// alone.

#include <functional>
#include <memory>

#include "bridge/core/credential.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/transport/http_client.hpp"

namespace bridge::work {

template <class RouteCall>
class RouteClient {
 public:
  virtual ~RouteClient() = default;
  /// Sends the call once. `harmless` says that a second arrival would change nothing. `done` is called
  /// once, on any thread.
  virtual void send(const RouteCall& call, bool harmless, std::function<void(transport::Reply)> done) = 0;
};
using RestClient = RouteClient<route::RestCall>;
using ScimClient = RouteClient<route::ScimCall>;

/// No other kind of credential fits: transport::Client<core::ScimToken> is another type.
[[nodiscard]] std::unique_ptr<RestClient> make_rest_client(transport::Client<core::OAuthToken> client);
[[nodiscard]] std::unique_ptr<ScimClient> make_scim_client(transport::Client<core::ScimToken> client);

}  // namespace bridge::work
