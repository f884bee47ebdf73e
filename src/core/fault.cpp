#include "bridge/core/fault.hpp"

namespace bridge::core {

const char* to_string(FaultKind kind) {
  switch (kind) {
    case FaultKind::InvalidFilter: return "InvalidFilter";
    case FaultKind::TooMany: return "TooMany";
    case FaultKind::Uniqueness: return "Uniqueness";
    case FaultKind::Mutability: return "Mutability";
    case FaultKind::InvalidSyntax: return "InvalidSyntax";
    case FaultKind::InvalidPath: return "InvalidPath";
    case FaultKind::NoTarget: return "NoTarget";
    case FaultKind::InvalidValue: return "InvalidValue";
    case FaultKind::InvalidVersion: return "InvalidVersion";
    case FaultKind::Sensitive: return "Sensitive";
    case FaultKind::InvalidCursor: return "InvalidCursor";
    case FaultKind::InvalidCount: return "InvalidCount";
    case FaultKind::BadRequest: return "BadRequest";
    case FaultKind::RequestTimeout: return "RequestTimeout";
    case FaultKind::PayloadTooLarge: return "PayloadTooLarge";
    case FaultKind::TargetTooLong: return "TargetTooLong";
    case FaultKind::HeadersTooLarge: return "HeadersTooLarge";
    case FaultKind::ExpectationFailed: return "ExpectationFailed";
    case FaultKind::NotFound: return "NotFound";
    case FaultKind::MethodNotAllowed: return "MethodNotAllowed";
    case FaultKind::NotAcceptable: return "NotAcceptable";
    case FaultKind::UnsupportedMediaType: return "UnsupportedMediaType";
    case FaultKind::PreconditionFailed: return "PreconditionFailed";
    case FaultKind::Conflict: return "Conflict";
    case FaultKind::NotImplemented: return "NotImplemented";
    case FaultKind::Unauthorized: return "Unauthorized";
    case FaultKind::Forbidden: return "Forbidden";
    case FaultKind::UpstreamRateLimited: return "UpstreamRateLimited";
    case FaultKind::UpstreamUnavailable: return "UpstreamUnavailable";
    case FaultKind::UpstreamTimeout: return "UpstreamTimeout";
    case FaultKind::UpstreamRejected: return "UpstreamRejected";
    case FaultKind::UpstreamCredential: return "UpstreamCredential";
    case FaultKind::OutcomeUnknown: return "OutcomeUnknown";
    case FaultKind::NotReady: return "NotReady";
    case FaultKind::Overloaded: return "Overloaded";
    case FaultKind::StoreFailed: return "StoreFailed";
    case FaultKind::Rehearsed: return "Rehearsed";
    case FaultKind::Held: return "Held";
    case FaultKind::Bug: return "Bug";
  }
  return "?";
}

}  // namespace bridge::core
