#pragma once
// The profile attributes of REST's user record, and where a User resource has them.

#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"

namespace bridge::route::smartsheet_rest {

[[nodiscard]] bool is_profile_attribute(std::string_view name) noexcept;

/// Appends the attributes that `before` and `after`, User resources, have differently; "" takes one away.
void put_changed_profile(std::vector<core::Member>& body, const core::Object& before, const core::Object& after);

}  // namespace bridge::route::smartsheet_rest
