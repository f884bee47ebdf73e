#include "bridge/core/sealing_key.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <vector>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base64url.hpp"

namespace bridge::core {

namespace {

constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

[[noreturn]] void unavailable() { throw std::runtime_error("AES-256-GCM is not available"); }

void fill_randomly(std::uint8_t* bytes, std::size_t count) {
  if (RAND_bytes(bytes, static_cast<int>(count)) != 1) {
    throw std::runtime_error("the system's random number generator gives no bytes");
  }
}

const std::uint8_t* bytes_of(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

int length_of(std::string_view text) { return static_cast<int>(text.size()); }

/// A cipher in the middle of its work, `context` taken in.
Cipher begin(const std::uint8_t* key, const std::uint8_t* nonce, std::string_view context, int encrypting) {
  Cipher cipher(EVP_CIPHER_CTX_new());
  int length = 0;
  const bool ready = cipher && EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key, nonce, encrypting) == 1;
  if (!ready) unavailable();
  const bool taken =
      context.empty() || EVP_CipherUpdate(cipher.get(), nullptr, &length, bytes_of(context), length_of(context)) == 1;
  if (!taken) unavailable();
  return cipher;
}

}  // namespace

SealingKey SealingKey::random() {
  Bytes bytes{};
  fill_randomly(bytes.data(), bytes.size());
  SealingKey key(bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return key;
}

std::optional<SealingKey> SealingKey::parse(std::string_view text) {
  auto read = from_base64url(text);
  Bytes bytes{};
  if (!read || read->size() != bytes.size()) return std::nullopt;
  std::copy(read->begin(), read->end(), bytes.begin());
  SealingKey key(bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  OPENSSL_cleanse(read->data(), read->size());
  return key;
}

SealingKey::SealingKey(SealingKey&& other) noexcept : bytes_(other.bytes_) { other.wipe(); }

SealingKey& SealingKey::operator=(SealingKey&& other) noexcept {
  if (this == &other) return *this;
  bytes_ = other.bytes_;
  other.wipe();
  return *this;
}

SealingKey::~SealingKey() { wipe(); }

void SealingKey::wipe() noexcept { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

std::string SealingKey::to_text() const { return to_base64url(bytes_); }

// The sealed bytes: a nonce, the encrypted text, a tag over all.
std::string SealingKey::seal(std::string_view text, std::string_view context) const {
  std::vector<std::uint8_t> sealed(kNonce + text.size() + kTag);
  fill_randomly(sealed.data(), kNonce);
  const Cipher cipher = begin(bytes_.data(), sealed.data(), context, 1);
  std::uint8_t* const body = sealed.data() + kNonce;
  std::uint8_t* const tag = body + text.size();
  int length = 0;
  const bool done =
      (text.empty() || EVP_CipherUpdate(cipher.get(), body, &length, bytes_of(text), length_of(text)) == 1) &&
      EVP_CipherFinal_ex(cipher.get(), tag, &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(kTag), tag) == 1;
  if (!done) unavailable();
  return to_base64url(sealed);
}

std::optional<std::string> SealingKey::open(std::string_view sealed, std::string_view context) const {
  auto bytes = from_base64url(sealed);
  if (!bytes || bytes->size() < kNonce + kTag) return std::nullopt;
  const Cipher cipher = begin(bytes_.data(), bytes->data(), context, 0);
  const std::size_t size = bytes->size() - kNonce - kTag;
  std::uint8_t* const tag = bytes->data() + kNonce + size;
  std::vector<std::uint8_t> text(size + kTag);
  int length = 0;
  const bool read = (size == 0 || EVP_CipherUpdate(cipher.get(), text.data(), &length, bytes->data() + kNonce,
                                                   static_cast<int>(size)) == 1) &&
                    EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTag), tag) == 1;
  // Nothing of the text is believed before the tag is found right.
  if (!read || EVP_CipherFinal_ex(cipher.get(), text.data() + size, &length) != 1) return std::nullopt;
  return std::string(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
}

}  // namespace bridge::core
