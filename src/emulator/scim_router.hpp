#pragma once
// The paths under /2.0/scim/v2 and what each needs: one row for each operation.

#include <string>
#include <string_view>
#include <variant>

#include "emulator/router.hpp"
#include "emulator/scim_operation.hpp"

namespace bridge::emulator {

struct ScimRoute {
  std::string_view method;
  std::string_view collection;
  /// Whether an id follows the collection.
  bool one;
  BodyNeed body;
  ScimAnswer (*run)(ScimOperation&);
};

struct ScimRouted {
  const ScimRoute* route = nullptr;
  std::string id;
};

/// `path` begins with kScimPrefix. 404 for an unknown path or one that is not offered, 405 for a known one
/// with another method.
[[nodiscard]] std::variant<ScimRouted, ApiError> find_scim_route(std::string_view method, std::string_view path,
                                                                 const Facts& facts);

}  // namespace bridge::emulator
