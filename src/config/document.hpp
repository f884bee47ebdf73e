#pragma once
// A TOML document as a tree with places. The TOML library is known to document.cpp alone.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bridge/core/clock.hpp"

namespace bridge::config {

/// 1-based; 0 where there is no place.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct Node;
struct Entry;

/// In the order of the file.
struct Table {
  std::vector<Entry> entries;

  [[nodiscard]] const Entry* find(std::string_view name) const;
};

/// A date with time; `instant` is empty without offset or for a date or time alone.
struct DateTime {
  std::optional<core::Instant> instant;
};

struct Node {
  Place place;
  std::variant<std::string, std::int64_t, double, bool, DateTime, std::vector<Node>, Table> value;

  /// For messages: "a string", "an integer", ...
  [[nodiscard]] const char* kind() const;
};

struct Entry {
  std::string name;
  Place place;
  Node node;
};

struct SyntaxError {
  Place place;
  std::string message;
};

[[nodiscard]] std::variant<Node, SyntaxError> parse_document(std::string_view text);

}  // namespace bridge::config
