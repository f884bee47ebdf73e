#pragma once
// The paths under /2.0 and what each needs: one row for each operation.

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "emulator/operation.hpp"

namespace bridge::emulator {

enum class BodyNeed : std::uint8_t { None, Optional, Required };
enum class RightNeed : std::uint8_t { Anybody, SystemAdmin };

struct Route {
  std::string_view method;
  /// Segments after /2.0; "#" stands for a number.
  std::string_view pattern;
  /// OAuth scope; empty: none needed.
  std::string_view scope;
  RightNeed right;
  BodyNeed body;
  Answer (*run)(Operation&);
};

struct Routed {
  const Route* route = nullptr;
  std::vector<std::int64_t> ids;
};

/// The numbers that stand for "#" in the pattern, when the path is like it.
[[nodiscard]] std::optional<std::vector<std::int64_t>> match_path(std::string_view pattern, std::string_view path);

/// 1006 for an unknown path, 1010 or 1122 for a known one with another method. `path` is under /2.0.
[[nodiscard]] std::variant<Routed, ApiError> find_route(std::string_view method, std::string_view path,
                                                        const Facts& facts);

}  // namespace bridge::emulator
