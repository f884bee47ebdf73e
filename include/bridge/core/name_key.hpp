#pragma once
// A secret by which a name is known again after it was forgotten: its digest says nothing to whoever has not the key.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bridge::core {

/// A key of HMAC-SHA256. Move-only; the memory is wiped on destruction.
class NameKey {
 public:
  /// A new one, from the system's random number generator.
  [[nodiscard]] static NameKey random();
  /// Reads what to_text() gave; anything else is nothing.
  [[nodiscard]] static std::optional<NameKey> parse(std::string_view text);

  NameKey(const NameKey&) = delete;
  NameKey& operator=(const NameKey&) = delete;
  NameKey(NameKey&& other) noexcept;
  NameKey& operator=(NameKey&& other) noexcept;
  ~NameKey();

  /// The key itself, for the store alone: 43 characters of base64url.
  [[nodiscard]] std::string to_text() const;

  /// "hmac:" and 43 characters of base64url: the same for names that differ in ASCII case alone.
  [[nodiscard]] std::string digest(std::string_view name) const;

 private:
  using Bytes = std::array<std::uint8_t, 32>;
  explicit NameKey(const Bytes& bytes) : bytes_(bytes) {}
  void wipe() noexcept;
  Bytes bytes_;
};

}  // namespace bridge::core
