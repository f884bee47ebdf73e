#pragma once
// A secret by which texts are given away and known again when they come back: nobody else can read or make
// them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bridge::core {

/// A key of AES-256-GCM. Move-only; the memory is wiped on destruction.
class SealingKey {
 public:
  /// A new one, from the system's random number generator.
  [[nodiscard]] static SealingKey random();
  /// Reads what to_text() gave; anything else is nothing.
  [[nodiscard]] static std::optional<SealingKey> parse(std::string_view text);

  SealingKey(const SealingKey&) = delete;
  SealingKey& operator=(const SealingKey&) = delete;
  SealingKey(SealingKey&& other) noexcept;
  SealingKey& operator=(SealingKey&& other) noexcept;
  ~SealingKey();

  /// The key itself, for the store alone: 43 characters of base64url.
  [[nodiscard]] std::string to_text() const;

  /// The text, encrypted and signed, as base64url without padding (RFC 4648 section 5); another one each time.
  /// It opens again with the same `context` only, which is signed and not contained.
  [[nodiscard]] std::string seal(std::string_view text, std::string_view context = {}) const;

  /// What was sealed by this key with this context; nothing for any other text.
  [[nodiscard]] std::optional<std::string> open(std::string_view sealed, std::string_view context = {}) const;

 private:
  using Bytes = std::array<std::uint8_t, 32>;
  explicit SealingKey(const Bytes& bytes) : bytes_(bytes) {}
  void wipe() noexcept;
  Bytes bytes_;
};

}  // namespace bridge::core
