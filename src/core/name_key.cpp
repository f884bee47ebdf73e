#include "bridge/core/name_key.hpp"

#include <algorithm>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "base64url.hpp"
#include "bridge/core/ascii_case.hpp"

namespace bridge::core {

NameKey NameKey::random() {
  Bytes bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("the system's random number generator gives no bytes");
  }
  NameKey key(bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return key;
}

std::optional<NameKey> NameKey::parse(std::string_view text) {
  auto read = from_base64url(text);
  Bytes bytes{};
  if (!read || read->size() != bytes.size()) return std::nullopt;
  std::copy(read->begin(), read->end(), bytes.begin());
  NameKey key(bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  OPENSSL_cleanse(read->data(), read->size());
  return key;
}

NameKey::NameKey(NameKey&& other) noexcept : bytes_(other.bytes_) { other.wipe(); }

NameKey& NameKey::operator=(NameKey&& other) noexcept {
  if (this == &other) return *this;
  bytes_ = other.bytes_;
  other.wipe();
  return *this;
}

NameKey::~NameKey() { wipe(); }

void NameKey::wipe() noexcept { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

std::string NameKey::to_text() const { return to_base64url(bytes_); }

std::string NameKey::digest(std::string_view name) const {
  const std::string folded = fold_case(name);
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  const auto* const text = reinterpret_cast<const unsigned char*>(folded.data());
  if (HMAC(EVP_sha256(), bytes_.data(), static_cast<int>(bytes_.size()), text, folded.size(), digest.data(), &length) ==
      nullptr) {
    throw std::runtime_error("HMAC-SHA256 is not available");
  }
  return "hmac:" + to_base64url({digest.data(), length});
}

}  // namespace bridge::core
