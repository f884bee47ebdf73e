#pragma once
// The id that a resource gets when it is first seen, and keeps.

#include "bridge/core/ids.hpp"
#include "bridge/store/index.hpp"

namespace bridge::work {

/// Smartsheet's id where that is a decimal number and nobody has it; else a number of our own. Ids of the
/// two services may collide, and need not be numbers.
[[nodiscard]] core::ResourceId new_id(const store::Index& index, store::Kind kind, const core::UpstreamId& upstream);

}  // namespace bridge::work
