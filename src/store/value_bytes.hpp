#pragma once
// JSON values as bytes that can be stepped over. Of this run of the program alone: never stored.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bridge/core/value.hpp"

namespace bridge::store {

/// Appends.
void put_number(std::string& out, std::uint64_t number);
void put_signed(std::string& out, std::int64_t number);
void put_text(std::string& out, std::string_view text);

/// Appends the members of an object. Members that the object has in common with `base` (members that were
/// written without a base) are not written again.
void put_members(std::string& out, const core::Object& object, std::string_view base = {});

/// Steps through what was put.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }
  [[nodiscard]] const char* at() const noexcept { return at_; }
  [[nodiscard]] std::uint64_t number() noexcept;
  [[nodiscard]] std::int64_t signed_number() noexcept;
  [[nodiscard]] std::string_view text() noexcept;
  /// A member's name.
  [[nodiscard]] std::string_view name() noexcept;
  /// `same` is what a value stands for that the base has.
  [[nodiscard]] core::Value value(const core::Value* same = nullptr);
  /// The value as text, where it is one.
  [[nodiscard]] std::optional<std::string_view> if_text() noexcept;
  [[nodiscard]] bool is_same() const noexcept;
  void skip_value() noexcept;

 private:
  [[nodiscard]] std::string_view bytes(std::size_t count) noexcept;

  const char* at_;
  const char* end_;
};

/// The object that was put.
[[nodiscard]] core::Object members_of(std::string_view bytes, const core::Object& base = {});
/// A reader in front of the value under exactly this name.
[[nodiscard]] std::optional<ByteReader> find_member(std::string_view bytes, std::string_view name) noexcept;

}  // namespace bridge::store
