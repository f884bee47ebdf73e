#pragma once
// The ids of the SCIM service: each follows from REST's id and leads back to it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/emulator/emulator.hpp"

namespace bridge::emulator {

[[nodiscard]] std::string scim_id_of(std::int64_t rest_id, ScimIds form);
/// Nothing for a text that is no id of this form.
[[nodiscard]] std::optional<std::int64_t> rest_id_of(std::string_view scim_id, ScimIds form);

}  // namespace bridge::emulator
