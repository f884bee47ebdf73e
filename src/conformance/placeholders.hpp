#pragma once
// "${ada.id}" in the texts of a case.

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "bridge/core/value.hpp"

namespace bridge::conformance {

/// What the placeholders of a case stand for, as far as it has been played.
class Placeholders {
 public:
  void put(std::string name, core::Value value);
  void drop(std::string_view name);

  /// By its whole name, or else a member of what the part before the first '.' is; names of members ignore case.
  [[nodiscard]] std::optional<core::Value> find(std::string_view name) const;

  /// With all texts filled; a text that is nothing but a placeholder becomes its value, one within the expression of a
  /// $matches fits its own letters alone. Names that stand for nothing go to `missing`.
  [[nodiscard]] core::Value filled(const core::Value& value, std::set<std::string>& missing) const;
  [[nodiscard]] std::string filled_text(const std::string& text, std::set<std::string>& missing) const;
  /// As a path below the base URL: what is put in is percent-encoded.
  [[nodiscard]] std::string filled_path(const std::string& path, std::set<std::string>& missing) const;
  /// Leaves those as they are that stand for nothing, and "$${" too.
  [[nodiscard]] core::Value filled_where_known(const core::Value& value) const;

 private:
  std::map<std::string, core::Value, std::less<>> values_;
};

/// The name, where the text is one placeholder and nothing else.
[[nodiscard]] std::optional<std::string> only_placeholder(std::string_view text);
/// All names in a value's texts and names of members.
[[nodiscard]] std::set<std::string> placeholders_in(const core::Value& value);

/// RFC 3986: everything but unreserved characters.
[[nodiscard]] std::string percent_encoded(std::string_view text);
/// A value as part of a text: texts as they are, all else as JSON.
[[nodiscard]] std::string as_text(const core::Value& value);

}  // namespace bridge::conformance
