// The way out to REST is made from an OAuth token alone.
#include <utility>

#include "bridge/work/route_client.hpp"

void run(bridge::transport::Client<bridge::core::OAuthToken> rest,
         bridge::transport::Client<bridge::core::ScimToken> scim) {
#ifdef SHOULD_FAIL
  const auto client = bridge::work::make_rest_client(std::move(scim));
  (void)rest;
#else
  const auto client = bridge::work::make_rest_client(std::move(rest));
  (void)scim;
#endif
}
