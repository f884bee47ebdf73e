#include "bridge/work/rest_client.hpp"

#include <utility>

#include "bridge/json/codec.hpp"

namespace bridge::work {

namespace {

class SmartsheetRestClient final : public RestClient {
 public:
  explicit SmartsheetRestClient(transport::Client<core::OAuthToken> client) : client_(std::move(client)) {}

  void send(const route::RestCall& call, bool harmless, std::function<void(transport::Reply)> done) override {
    transport::Request request;
    request.method = call.method;
    request.path = call.path;
    request.repeat_harmless = harmless;
    if (!call.body.is_null()) request.body = json::write(call.body);
    client_.send(std::move(request), std::move(done));
  }

 private:
  transport::Client<core::OAuthToken> client_;
};

}  // namespace

std::unique_ptr<RestClient> make_rest_client(transport::Client<core::OAuthToken> client) {
  return std::make_unique<SmartsheetRestClient>(std::move(client));
}

}  // namespace bridge::work
