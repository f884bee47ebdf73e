#pragma once
// How somebody left, as JSON: in the store and in intents.

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/store/row.hpp"

namespace bridge::store {

/// What is as for most people is left out: nobody who is there has more than the empty object.
[[nodiscard]] core::Value to_value(const Leaving& leaving);
/// Unreadable: Bug, with the reason as its context.
[[nodiscard]] core::Result<Leaving> leaving_from_value(const core::Object& value);

}  // namespace bridge::store
