#include "bridge/work/route_client.hpp"

#include <utility>

#include "bridge/json/codec.hpp"
#include "bridge/route/smartsheet_rest/removal.hpp"

namespace bridge::work {

namespace {

/// A route's calls with a token of one kind. Which kind goes with which calls is said below, once.
template <class RouteCall, class Token>
class TokenClient final : public RouteClient<RouteCall> {
 public:
  TokenClient(transport::Client<Token> client, const char* content_type)
      : client_(std::move(client)), content_type_(content_type) {}

  void send(const RouteCall& call, bool harmless, std::function<void(transport::Reply)> done) override {
    if (!route::smartsheet_rest::may_leave(call)) {
      return done(transport::TransportFault{transport::Trouble::NotSent, {"a removal that no planner builds"}});
    }
    transport::Request request;
    request.method = call.method;
    request.path = call.path;
    request.content_type = content_type_;
    request.repeat_harmless = harmless;
    if (!call.body.is_null()) request.body = json::write(call.body);
    client_.send(std::move(request), std::move(done));
  }

 private:
  transport::Client<Token> client_;
  const char* content_type_;
};

}  // namespace

std::unique_ptr<RestClient> make_rest_client(transport::Client<core::OAuthToken> client) {
  return std::make_unique<TokenClient<route::RestCall, core::OAuthToken>>(std::move(client), "application/json");
}

std::unique_ptr<ScimClient> make_scim_client(transport::Client<core::ScimToken> client) {
  return std::make_unique<TokenClient<route::ScimCall, core::ScimToken>>(std::move(client), "application/scim+json");
}

}  // namespace bridge::work
