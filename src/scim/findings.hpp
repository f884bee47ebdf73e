#pragma once
// Where a check stands and what it found. A place becomes text only when something is wrong there.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bridge::scim {

/// A name or an index below another place; lives on the stack of the check.
struct Place {
  static constexpr std::size_t kNoIndex = static_cast<std::size_t>(-1);
  /// The elements that a filter picks; the filter is not repeated, it may hold personal values.
  static constexpr std::size_t kPicked = static_cast<std::size_t>(-2);

  const Place* parent = nullptr;
  std::string_view name;
  std::size_t index = kNoIndex;

  [[nodiscard]] Place member(std::string_view member_name) const { return Place{this, member_name, kNoIndex}; }
  [[nodiscard]] Place item(std::size_t item_index) const { return Place{this, {}, item_index}; }
};

/// For example "emails[2].value" or "urn:…:User:department".
[[nodiscard]] std::string to_string(const Place& place);

/// What a check collects instead of stopping at the first fault.
struct Findings {
  std::vector<std::string> problems;
  std::vector<std::string> unknown;
  /// Whether an element that gives no value is a problem. In a POST or PUT it is left out; in a PATCH a list
  /// of such elements would empty the attribute.
  bool refuses_empty_elements = false;

  void expected(const Place& place, std::string_view what, std::string_view found);
  /// All problems as one sentence list, the first twenty of them spelled out.
  [[nodiscard]] std::string summary() const;
};

}  // namespace bridge::scim
