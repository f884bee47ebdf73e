#pragma once
// One operation of a PATCH on its way to plain SCIM.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "patch_path.hpp"
#include "uses.hpp"
#include "values.hpp"

namespace bridge::dialect {

struct Operation {
  core::Object object;
  /// What its path points at, once that has been read.
  std::optional<KnownPath> target{};

  [[nodiscard]] std::string_view op() const noexcept {
    const core::Value* value = object.find_ignoring_case("op");
    const std::string* text = value != nullptr ? value->if_string() : nullptr;
    return text != nullptr ? std::string_view(*text) : std::string_view();
  }
  /// Null pointer when there is none; null counts as none.
  [[nodiscard]] const core::Value* path() const noexcept {
    const core::Value* value = object.find_ignoring_case("path");
    return value != nullptr && !value->is_null() ? value : nullptr;
  }
  [[nodiscard]] const core::Value* value() const noexcept { return object.find_ignoring_case("value"); }
  [[nodiscard]] bool sets() const noexcept { return op() == "add" || op() == "replace"; }
};

/// Changes nothing, and keeps the place of one that is left out, so that faults count operations as the
/// client does.
[[nodiscard]] inline Operation no_operation() { return {core::Object{{"op", "add"}, {"value", core::Object()}}}; }

using Operations = std::vector<Operation>;

/// A pass gives what stands in the operation's place: in general one, itself when it is plain already.
using Pass = core::Result<Operations> (*)(Operation operation, const scim::ResourceType& type, Uses& uses);

/// An object of attributes without path: its keys, and their values.
[[nodiscard]] core::Result<Operations> plain_keys(Operation operation, const scim::ResourceType& type, Uses& uses);

/// A removal that lists values.
[[nodiscard]] core::Result<Operations> plain_removal(Operation operation, const scim::ResourceType& type, Uses& uses);

}  // namespace bridge::dialect
