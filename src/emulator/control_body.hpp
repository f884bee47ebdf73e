#pragma once
// The body of a control request, read strictly: a wrong type or an unknown name is an error, so that a
// mistyped trial doesn't pass for a successful one.

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"

namespace bridge::emulator {

class ControlBody {
 public:
  explicit ControlBody(const core::Object& body) : body_(body) {}

  [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise = {});
  [[nodiscard]] bool flag(std::string_view name);
  /// From 0 to `most`.
  [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t otherwise, std::int64_t most);
  [[nodiscard]] std::vector<std::string> texts(std::string_view name);
  [[nodiscard]] std::vector<std::int64_t> ids(std::string_view name);
  /// The index of the text in `choices`; the first one when it is absent.
  [[nodiscard]] std::size_t choice(std::string_view name, std::span<const std::string_view> choices);
  void require(std::string_view name);

  /// Empty, or the first thing that is wrong; unknown names count.
  [[nodiscard]] std::string problem();

 private:
  /// Null pointer when absent.
  const core::Value* find(std::string_view name);
  void expected(std::string_view name, std::string_view what);

  core::Object body_;
  std::set<std::string, std::less<>> known_;
  std::string problem_;
};

}  // namespace bridge::emulator
