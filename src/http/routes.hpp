#pragma once
// What is served where (RFC 7644 section 3.2), as one table.

#include <span>
#include <string_view>

#include "bridge/core/result.hpp"
#include "http/answerer.hpp"
#include "http/exchange.hpp"

namespace bridge::http {

/// Calls the service; the answer is given now or later.
using Action = void (*)(service::Service& service, const Exchange& exchange, const Answer& answer);

struct Route {
  /// "*" is every method. GET serves HEAD too.
  std::string_view method;
  /// Segments behind the tenant's base; one in braces takes any text.
  std::string_view pattern;
  /// Whether the request has a body that means something.
  bool has_body;
  Action action;
};

/// In the order in which they are tried.
[[nodiscard]] std::span<const Route> routes() noexcept;

/// Finds the exchange's route. NotFound: no such path; MethodNotAllowed: the path has other methods,
/// which are left in `exchange.allow`.
[[nodiscard]] core::Outcome find_route(Exchange& exchange);

}  // namespace bridge::http
