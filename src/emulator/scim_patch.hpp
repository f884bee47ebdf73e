#pragma once
// The body of PATCH in the form that the SCIM service takes (RFC 7644 section 3.5.2, and narrower).

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "emulator/scim_path.hpp"

namespace bridge::emulator {

enum class PatchKind : std::uint8_t { Add, Replace, Remove };

struct PatchStep {
  PatchKind kind = PatchKind::Add;
  /// Nothing: the value is an object of attributes.
  std::optional<ScimPath> path;
  core::Value value;
};

/// Refuses as invalidSyntax what is no PatchOp, any `op` but "add", "replace" and "remove" in lower case, a step
/// without value; as noTarget a "remove" without path; and wrong paths.
[[nodiscard]] std::variant<std::vector<PatchStep>, ApiError> read_patch(const core::Value& body);

/// The refusal of a path of the right form to something that this kind of resource doesn't have there.
[[nodiscard]] ApiError scim_no_such_path(std::string_view attribute);

/// invalidSyntax when `body` is no object or its `schemas` doesn't list `schema`.
[[nodiscard]] std::optional<ApiError> refuse_schemas(const core::Value& body, std::string_view schema);

}  // namespace bridge::emulator
