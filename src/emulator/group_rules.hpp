#pragma once
// What the group operations share.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "emulator/operation.hpp"

namespace bridge::emulator {

/// 1004 for callers who may not change this group.
[[nodiscard]] std::optional<ApiError> refuse_editor(const Operation& operation, const Group& group);

/// 1103 for a taken name, 1031 for a blank one, 1041 for one that is too long.
[[nodiscard]] std::optional<ApiError> refuse_name(const Operation& operation, const std::string& name,
                                                  std::int64_t except);

/// The people behind [{"email": …}, …], in order, each once. 1008, 1012 and 1031 for wrong shapes,
/// 1105 when one is not in the organisation (and then none is added), 1290 by switch.
[[nodiscard]] std::variant<std::vector<User*>, ApiError> people_in(const Operation& operation,
                                                                   const core::Array& members);

}  // namespace bridge::emulator
