#pragma once
// What the header fields say about the message's frame, and which combinations are refused.

#include "bridge/core/result.hpp"
#include "web/framing.hpp"

namespace bridge::web {

/// BadRequest, NotImplemented (a transfer coding other than chunked) or ExpectationFailed.
[[nodiscard]] core::Result<Framing> frame(const RequestHead& head, bool http_1_0);

}  // namespace bridge::web
