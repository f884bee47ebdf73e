#pragma once
// What came back on a call: how the call ended, in words that an administrator can act on, and what that says about
// the service as a whole.

#include <chrono>
#include <optional>

#include "bridge/route/plan.hpp"
#include "bridge/transport/http_client.hpp"
#include "bridge/work/breaker.hpp"
#include "bridge/work/call_queue.hpp"

namespace bridge::work {

struct Heard {
  CallResult result;
  Sign sign = Sign::Clear;
  /// A 429: nothing was done, the call leaves again; with the wait that Smartsheet asks for, if it does.
  bool limited = false;
  std::optional<std::chrono::seconds> wait{};
};

[[nodiscard]] Heard hear(const route::RestCall& call, const transport::Reply& reply);
[[nodiscard]] Heard hear(const route::ScimCall& call, const transport::Reply& reply);

}  // namespace bridge::work
