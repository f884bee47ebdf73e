#pragma once
// Reading a SCIM resource by type, names ignoring case; the first problem is remembered.

#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/value.hpp"
#include "emulator/errors.hpp"

namespace bridge::emulator {

/// null counts as absent. Problems are invalidSyntax.
class ScimReader {
 public:
  /// Empty when absent.
  [[nodiscard]] std::string text(const core::Object& from, std::string_view name);
  [[nodiscard]] std::optional<bool> flag(const core::Object& from, std::string_view name);
  /// Empty when absent.
  [[nodiscard]] core::Object object(const core::Object& from, std::string_view name);
  [[nodiscard]] core::Array array(const core::Object& from, std::string_view name);
  /// The `value` of the item with this `type`; empty when there is none.
  [[nodiscard]] std::string typed(const core::Array& items, std::string_view name, std::string_view type);

  void expected(std::string_view name, std::string_view what);
  [[nodiscard]] const std::optional<ApiError>& problem() const { return problem_; }

 private:
  std::optional<ApiError> problem_;
};

}  // namespace bridge::emulator
