#include "bridge/core/credential.hpp"

#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base64url.hpp"
#include "bridge/core/ids.hpp"

namespace bridge::core {

namespace {

constexpr std::string_view kPrefix = "sha256:";
constexpr char kHexDigits[] = "0123456789abcdef";

std::optional<std::uint8_t> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  return std::nullopt;
}

template <std::size_t N>
std::array<std::uint8_t, N> random_bytes() {
  std::array<std::uint8_t, N> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("the system's random number generator gives no bytes");
  }
  return bytes;
}

template <std::size_t N>
std::string to_hex(const std::array<std::uint8_t, N>& bytes) {
  std::string text;
  text.reserve(2 * N);
  for (const std::uint8_t byte : bytes) {
    text.push_back(kHexDigits[byte >> 4U]);
    text.push_back(kHexDigits[byte & 15U]);
  }
  return text;
}

/// 32 random bytes as base64url without padding.
std::string random_text() { return to_base64url(random_bytes<32>()); }

}  // namespace

std::optional<TokenDigest> TokenDigest::parse(std::string_view text) {
  Bytes bytes{};
  if (text.size() != kPrefix.size() + 2 * bytes.size() || text.substr(0, kPrefix.size()) != kPrefix)
    return std::nullopt;
  text.remove_prefix(kPrefix.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto high = hex_digit(text[2 * i]);
    const auto low = hex_digit(text[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    bytes[i] = static_cast<std::uint8_t>(*high << 4U | *low);
  }
  return TokenDigest(bytes);
}

std::string TokenDigest::to_string() const { return std::string(kPrefix) + to_hex(bytes_); }

bool TokenDigest::operator==(const TokenDigest& other) const noexcept {
  return CRYPTO_memcmp(bytes_.data(), other.bytes_.data(), bytes_.size()) == 0;
}

TokenDigest TokenDigest::of_text(std::string_view text) {
  Bytes bytes{};
  unsigned int length = 0;
  if (EVP_Digest(text.data(), text.size(), bytes.data(), &length, EVP_sha256(), nullptr) != 1 ||
      length != bytes.size()) {
    throw std::runtime_error("SHA-256 is not available");
  }
  return TokenDigest(bytes);
}

IdpToken new_idp_token() { return IdpToken(random_text()); }
AdminToken new_admin_token() { return AdminToken(random_text()); }

RequestId new_request_id() { return RequestId(to_hex(random_bytes<8>())); }

}  // namespace bridge::core
