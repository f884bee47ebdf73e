#pragma once
// Conditional requests (RFC 7644 section 3.14, RFC 9110 section 13).

#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/service/service.hpp"
#include "bridge/web/message.hpp"
#include "http/answerer.hpp"

namespace bridge::http {

/// What stands in If-Match and If-None-Match.
[[nodiscard]] service::Conditions conditions_of(const web::RequestHead& head);

/// Whether a read may be answered with this version: PreconditionFailed where If-Match names others.
[[nodiscard]] core::Outcome check_if_match(const service::Conditions& conditions, std::string_view version);

/// Answers a read: with the resource, with 304 where If-None-Match names its version, with 412.
[[nodiscard]] service::ReadDone shown_by(const Answer& answer, service::Conditions conditions);

}  // namespace bridge::http
