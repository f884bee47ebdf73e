#include "http/success_response.hpp"

#include <utility>

#include "bridge/scim/entity_tag.hpp"
#include "http/media_type.hpp"

namespace bridge::http {
namespace {

void add_resource_headers(web::Response& response, const service::Shown& shown) {
  response.headers.push_back({"ETag", shown.version});
  response.headers.push_back({"Location", shown.location});
}

/// meta.location is the Content-Location of what is sent (RFC 7643 section 3.1).
void add_content_location(web::Response& response, const service::Shown& shown) {
  response.headers.push_back({"Content-Location", shown.location});
}

}  // namespace

web::Response body_response(std::string body) {
  web::Response response;
  response.headers.push_back({"Content-Type", std::string(kScimJson)});
  response.body = std::move(body);
  return response;
}

web::Response shown_response(service::Shown shown, const std::optional<std::string>& if_none_match) {
  const bool unchanged = if_none_match && scim::names_tag(*if_none_match, shown.version);
  web::Response response;
  if (unchanged) {
    response.status = 304;
  } else {
    response = body_response(std::move(shown.body));
  }
  add_resource_headers(response, shown);
  // A 304 has it as well, as the 200 would (RFC 9110 section 15.4.5).
  add_content_location(response, shown);
  return response;
}

web::Response written_response(service::Written written, WriteBody body) {
  web::Response response;
  if (!written.shown || written.shown->body.empty() || body == WriteBody::LeftOut) {
    response.status = 204;
  } else {
    response = body_response(std::move(written.shown->body));
    response.status = written.created ? 201 : 200;
  }
  if (written.shown) add_resource_headers(response, *written.shown);
  if (response.status != 204) add_content_location(response, *written.shown);
  if (written.delivered) {
    response.delivered = [told = std::move(written.delivered)](bool handed_over) {
      told(handed_over ? service::Delivery::Written : service::Delivery::Lost);
    };
  }
  return response;
}

}  // namespace bridge::http
