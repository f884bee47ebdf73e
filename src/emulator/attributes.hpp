#pragma once
// Reading the attributes of a request's body by type; the first one of a wrong type is remembered.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/value.hpp"
#include "emulator/errors.hpp"

namespace bridge::emulator {

/// null counts as absent.
class Attributes {
 public:
  explicit Attributes(const core::Object& body) : body_(body) {}

  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::optional<bool> flag(std::string_view name);
  [[nodiscard]] std::optional<std::string> text(std::string_view name);
  /// Also a number written as text.
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name);

  /// 1031 for the first attribute of a wrong type.
  [[nodiscard]] const std::optional<ApiError>& problem() const { return problem_; }
  [[nodiscard]] const core::Object& body() const { return body_; }

 private:
  template <class T, class Get>
  std::optional<T> read(std::string_view name, Get get);

  core::Object body_;
  std::optional<ApiError> problem_;
};

}  // namespace bridge::emulator
