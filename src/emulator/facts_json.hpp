#pragma once
// The switches as JSON: one member each, named as in Facts.

#include <string>
#include <variant>

#include "bridge/emulator/emulator.hpp"

namespace bridge::emulator {

[[nodiscard]] core::Object facts_to_json(const Facts& facts);

/// `facts` with the given changes; a sentence when a name or a value is unknown.
[[nodiscard]] std::variant<Facts, std::string> facts_changed(Facts facts, const core::Object& changes);

}  // namespace bridge::emulator
