#pragma once
// PATCH of a person, applied to the document.

#include <variant>
#include <vector>

#include "emulator/scim_patch.hpp"

namespace bridge::emulator {

/// The document after all steps, or the refusal of the first one that can't be. Values are checked by who reads
/// the document.
[[nodiscard]] std::variant<core::Object, ApiError> patched_document(core::Object document,
                                                                    const std::vector<PatchStep>& steps);

}  // namespace bridge::emulator
