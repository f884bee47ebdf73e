#include "http/fault_response.hpp"

#include <string>

#include "bridge/json/codec.hpp"
#include "bridge/scim/error_message.hpp"
#include "http/media_type.hpp"

namespace bridge::http {

using core::FaultKind;

namespace {

constexpr std::string_view kUnauthorizedDetail =
    "Authorization: expected \"Bearer\" and a valid token of this tenant, found something else";

/// Smartsheet counts calls by the minute.
constexpr std::chrono::seconds kNextMinute{60};
constexpr std::chrono::seconds kSoon{5};
/// Nothing is sent until an admin takes the tenant live, however often a write is repeated.
constexpr std::chrono::seconds kNextHour{3600};

}  // namespace

FaultStatus fault_status(FaultKind kind) noexcept {
  switch (kind) {
    case FaultKind::InvalidFilter: return {400};
    case FaultKind::TooMany: return {400};
    case FaultKind::Uniqueness: return {409};
    case FaultKind::Mutability: return {400};
    case FaultKind::InvalidSyntax: return {400};
    case FaultKind::InvalidPath: return {400};
    case FaultKind::NoTarget: return {400};
    case FaultKind::InvalidValue: return {400};
    case FaultKind::InvalidVersion: return {400};
    case FaultKind::Sensitive: return {403};
    case FaultKind::InvalidCursor: return {400};
    case FaultKind::InvalidCount: return {400};

    case FaultKind::BadRequest: return {400};
    case FaultKind::RequestTimeout: return {408};
    case FaultKind::PayloadTooLarge: return {413};
    case FaultKind::TargetTooLong: return {414};
    case FaultKind::HeadersTooLarge: return {431};
    case FaultKind::ExpectationFailed: return {417};
    case FaultKind::NotFound: return {404};
    case FaultKind::MethodNotAllowed: return {405};
    case FaultKind::NotAcceptable: return {406};
    case FaultKind::UnsupportedMediaType: return {415};
    case FaultKind::PreconditionFailed: return {412};
    case FaultKind::Conflict: return {409};
    case FaultKind::NotImplemented: return {501};

    case FaultKind::Unauthorized: return {401};
    case FaultKind::Forbidden: return {403};

    case FaultKind::UpstreamRateLimited: return {429, kNextMinute};
    case FaultKind::UpstreamUnavailable: return {503, kSoon};
    case FaultKind::UpstreamTimeout: return {504};
    case FaultKind::UpstreamRejected: return {502};
    // Our credential, not the caller's: a 401 or 403 would blame theirs.
    case FaultKind::UpstreamCredential: return {502};
    case FaultKind::OutcomeUnknown: return {503, kSoon};

    case FaultKind::NotReady: return {503, kSoon};
    case FaultKind::Overloaded: return {503, kSoon};
    case FaultKind::StoreFailed: return {503, kSoon};
    case FaultKind::Rehearsed: return {503, kNextHour};
    case FaultKind::Held: return {503, kNextHour};
    case FaultKind::Bug: return {500};
  }
  return {500};
}

core::Object fault_message(const core::Fault& fault) {
  const std::string_view detail =
      fault.kind == FaultKind::Unauthorized ? kUnauthorizedDetail : std::string_view(fault.detail);
  return scim::error_message(fault_status(fault.kind).status, scim::scim_type(fault.kind), detail);
}

web::Response fault_response(const core::Fault& fault, std::string_view allow) {
  const FaultStatus known = fault_status(fault.kind);
  const bool unauthorized = fault.kind == FaultKind::Unauthorized;
  web::Response response;
  response.status = known.status;
  response.headers.push_back({"Content-Type", std::string(kScimJson)});
  if (unauthorized) response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"scim\""});
  if (!allow.empty()) response.headers.push_back({"Allow", std::string(allow)});
  const auto retry_after = unauthorized ? std::nullopt : fault.retry_after ? fault.retry_after : known.retry_after;
  if (retry_after) response.headers.push_back({"Retry-After", std::to_string(retry_after->count())});
  response.body = json::write(fault_message(fault));
  return response;
}

}  // namespace bridge::http
