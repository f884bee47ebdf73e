#include "http/conditions.hpp"

#include <string>
#include <utility>

#include "bridge/scim/entity_tag.hpp"
#include "http/headers.hpp"
#include "http/success_response.hpp"

namespace bridge::http {

service::Conditions conditions_of(const web::RequestHead& head) {
  return {joined_header(head, "If-Match"), joined_header(head, "If-None-Match")};
}

core::Outcome check_if_match(const service::Conditions& conditions, std::string_view version) {
  if (!conditions.if_match || scim::names_tag(*conditions.if_match, version)) return core::ok();
  return core::failure(core::FaultKind::PreconditionFailed, scim::not_that_version(*conditions.if_match, version));
}

service::ReadDone shown_by(const Answer& answer, service::Conditions conditions) {
  return [answer, conditions = std::move(conditions)](core::Result<service::Shown> shown) {
    if (!shown) return answer->fail(shown.error());
    if (const auto fits = check_if_match(conditions, shown->version); !fits) return answer->fail(fits.error());
    answer->send(shown_response(*std::move(shown), conditions.if_none_match));
  };
}

}  // namespace bridge::http
