#pragma once
// What was asked, in words that name attributes and no values: for the audit.

#include <optional>
#include <string>
#include <vector>

#include "bridge/core/fault.hpp"
#include "bridge/core/value.hpp"
#include "bridge/work/edit.hpp"

namespace bridge::work {

struct AskedWords {
  /// edit_words.hpp
  std::string verb;
  /// "userName", "name.familyName", "members", "urn:…:User:department"; each once, in the order of the request.
  std::vector<std::string> attributes;
  /// How many more there are.
  std::size_t more_attributes = 0;
  /// Only where the tenant keeps values: the resource, or [{"op","path"?,"value"?}]; never passwords, nor the
  /// members of groups, whom the audit names by id.
  core::Value values;
  /// Why a part of it was dropped, where only access is taken away.
  std::optional<core::Fault> dropped{};
};

[[nodiscard]] AskedWords asked_words(const Edit& edit, bool with_values);

/// For intents.
[[nodiscard]] core::Value to_value(const AskedWords& asked);
/// What can't be read is left out.
[[nodiscard]] AskedWords asked_words_from_value(const core::Value& value);

}  // namespace bridge::work
