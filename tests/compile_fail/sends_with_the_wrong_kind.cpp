// A client that was made for one kind of credential takes no other.
#include <string>
#include <utility>

#include "bridge/core/credential.hpp"
#include "bridge/transport/http_client.hpp"

void run(bridge::transport::Engine& engine, bridge::core::ScimToken token) {
#ifdef SHOULD_FAIL
  const bridge::transport::Client<bridge::core::OAuthToken> client(engine, {}, std::move(token));
#else
  const bridge::transport::Client<bridge::core::ScimToken> client(engine, {}, std::move(token));
#endif
}
