// The way out to Smartsheet's SCIM service is made from a SCIM token alone.
#include <utility>

#include "bridge/work/route_client.hpp"

void run(bridge::transport::Client<bridge::core::OAuthToken> rest,
         bridge::transport::Client<bridge::core::ScimToken> scim) {
#ifdef SHOULD_FAIL
  const auto client = bridge::work::make_scim_client(std::move(rest));
  (void)scim;
#else
  const auto client = bridge::work::make_scim_client(std::move(scim));
  (void)rest;
#endif
}
