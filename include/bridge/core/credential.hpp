#pragma once
// Kinds of secrets, each a type of its own, that can't be mixed up, compared or printed.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace bridge::core {

/// A secret of one kind. Move-only; its text comes out through expose() alone, which
/// scripts/check_secrets counts. The memory is wiped on destruction (best effort: short strings and
/// moves may leave copies behind).
template <class Kind>
class Credential {
 public:
  explicit Credential(std::string text) : text_(std::move(text)) {}
  Credential(const Credential&) = delete;
  Credential& operator=(const Credential&) = delete;
  Credential(Credential&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
  Credential& operator=(Credential&& other) noexcept {
    if (this != &other) {
      wipe();
      text_ = std::move(other.text_);
      other.wipe();
    }
    return *this;
  }
  ~Credential() { wipe(); }

  [[nodiscard]] const std::string& expose() const noexcept { return text_; }

 private:
  void wipe() noexcept {
    text_.resize(text_.capacity());  // no allocation; reaches what a move left in the string's own buffer
    volatile char* bytes = text_.data();
    for (std::size_t i = 0; i < text_.size(); ++i) bytes[i] = 0;
    text_.clear();
  }
  std::string text_;
};

/// What the identity provider shows to us.
using IdpToken = Credential<struct IdpTokenKind>;
/// What we show to Smartsheet's SCIM service.
using ScimToken = Credential<struct ScimTokenKind>;
/// What we show to Smartsheet's REST API.
using OAuthToken = Credential<struct OAuthTokenKind>;
/// What we show to Resource Management.
using ResourceManagementToken = Credential<struct ResourceManagementTokenKind>;
/// What a new pair of OAuth tokens is asked for with, once.
using RefreshToken = Credential<struct RefreshTokenKind>;
/// What Smartsheet's consent page hands out for the first pair; good once, for minutes.
using AuthorizationCode = Credential<struct AuthorizationCodeKind>;
/// What the bridge, as an app registered in Smartsheet, proves itself with.
using ClientSecret = Credential<struct ClientSecretKind>;
/// What a command shows to the admin listener of the server on the same machine.
using AdminToken = Credential<struct AdminTokenKind>;

template <class Stream, class Kind>
Stream& operator<<(Stream&, const Credential<Kind>&) = delete;

static_assert(!std::is_constructible_v<OAuthToken, ScimToken> && !std::is_constructible_v<ScimToken, OAuthToken>);
static_assert(!std::is_constructible_v<OAuthToken, IdpToken> && !std::is_constructible_v<ScimToken, IdpToken>);
static_assert(!std::is_constructible_v<ResourceManagementToken, OAuthToken> &&
              !std::is_constructible_v<ResourceManagementToken, ScimToken> &&
              !std::is_constructible_v<ResourceManagementToken, IdpToken>);
static_assert(!std::is_constructible_v<AdminToken, IdpToken> && !std::is_constructible_v<IdpToken, AdminToken> &&
              !std::is_constructible_v<OAuthToken, AdminToken> && !std::is_constructible_v<ScimToken, AdminToken>);
static_assert(!std::is_constructible_v<OAuthToken, RefreshToken> &&
              !std::is_constructible_v<RefreshToken, OAuthToken> &&
              !std::is_constructible_v<RefreshToken, ClientSecret> &&
              !std::is_constructible_v<ClientSecret, RefreshToken> &&
              !std::is_constructible_v<OAuthToken, AuthorizationCode>);
static_assert(!std::is_convertible_v<OAuthToken, std::string> && !std::is_convertible_v<std::string, OAuthToken>);
static_assert(!std::is_convertible_v<ScimToken, std::string> && !std::is_convertible_v<IdpToken, std::string>);
static_assert(!std::is_copy_constructible_v<OAuthToken> && !std::is_copy_constructible_v<ScimToken> &&
              !std::is_copy_constructible_v<IdpToken> && !std::is_copy_constructible_v<ResourceManagementToken>);

/// The SHA-256 of a token's bytes: all that is kept of an IdP token.
class TokenDigest {
 public:
  using Bytes = std::array<std::uint8_t, 32>;

  explicit TokenDigest(const Bytes& bytes) : bytes_(bytes) {}

  template <class Kind>
  [[nodiscard]] static TokenDigest of(const Credential<Kind>& token) {
    return of_text(token.expose());
  }
  /// Reads "sha256:" followed by 64 lower-case hex digits; anything else is nothing.
  [[nodiscard]] static std::optional<TokenDigest> parse(std::string_view text);

  /// The form that parse() reads.
  [[nodiscard]] std::string to_string() const;

  /// Constant time.
  bool operator==(const TokenDigest& other) const noexcept;
  [[nodiscard]] const Bytes& bytes() const noexcept { return bytes_; }

 private:
  [[nodiscard]] static TokenDigest of_text(std::string_view text);
  Bytes bytes_;
};

/// A new IdP token: 32 random bytes as base64url without padding (43 characters).
[[nodiscard]] IdpToken new_idp_token();
/// The same for the admin listener.
[[nodiscard]] AdminToken new_admin_token();

}  // namespace bridge::core
