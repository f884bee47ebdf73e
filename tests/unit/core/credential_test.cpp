#include "bridge/core/credential.hpp"

#include <concepts>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

namespace bridge::core {
namespace {

template <class T>
concept Comparable = requires(const T& a, const T& b) {
  a == b;
};

template <class T>
class CredentialKinds : public testing::Test {};
using Kinds = testing::Types<IdpToken, ScimToken, OAuthToken, ResourceManagementToken, AdminToken>;
TYPED_TEST_SUITE(CredentialKinds, Kinds);

TYPED_TEST(CredentialKinds, MoveButDoNotCopyCompareOrConvert) {
  static_assert(std::is_nothrow_move_constructible_v<TypeParam> && std::is_nothrow_move_assignable_v<TypeParam>);
  static_assert(!std::is_copy_constructible_v<TypeParam> && !std::is_copy_assignable_v<TypeParam>);
  static_assert(!std::is_convertible_v<std::string, TypeParam> && !std::is_convertible_v<TypeParam, std::string>);
  static_assert(!std::is_convertible_v<TypeParam, std::string_view> && !std::is_convertible_v<TypeParam, bool>);
  static_assert(!Comparable<TypeParam>);

  // Longer and shorter than what a string keeps within itself.
  for (const std::string_view text : {"secret", "a secret that is too long for the buffer inside a string"}) {
    TypeParam token{std::string(text)};
    TypeParam moved(std::move(token));
    EXPECT_EQ(moved.expose(), text);
    TypeParam assigned{std::string("old")};
    assigned = std::move(moved);
    EXPECT_EQ(assigned.expose(), text);
    EXPECT_TRUE(moved.expose().empty());  // NOLINT(bugprone-use-after-move): what a move leaves behind is the point
  }
}

template <class To, class... From>
constexpr bool kTakesNone = (... && (!std::is_constructible_v<To, From> && !std::is_assignable_v<To&, From>));

TEST(Credential, KindsDoNotMix) {
  static_assert(kTakesNone<IdpToken, ScimToken, OAuthToken, ResourceManagementToken, AdminToken>);
  static_assert(kTakesNone<ScimToken, IdpToken, OAuthToken, ResourceManagementToken, AdminToken>);
  static_assert(kTakesNone<OAuthToken, IdpToken, ScimToken, ResourceManagementToken, AdminToken>);
  static_assert(kTakesNone<ResourceManagementToken, IdpToken, ScimToken, OAuthToken, AdminToken>);
  static_assert(kTakesNone<AdminToken, IdpToken, ScimToken, OAuthToken, ResourceManagementToken>);
}

// Vectors of FIPS 180-2, appendix B, and of the empty text.
TEST(TokenDigest, IsTheSha256OfTheTokensBytes) {
  struct Row {
    std::string_view token;
    std::string_view digest;
  };
  for (const Row& row : {Row{"", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
                         Row{"abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
                         Row{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                             "sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"}}) {
    const TokenDigest digest = TokenDigest::of(IdpToken(std::string(row.token)));
    EXPECT_EQ(digest.to_string(), row.digest);
    EXPECT_EQ(TokenDigest::parse(row.digest), std::optional(digest));
  }
}

TEST(TokenDigest, DiffersInOneBit) {
  TokenDigest::Bytes bytes{};
  const TokenDigest zero(bytes);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = 1;
    EXPECT_FALSE(TokenDigest(bytes) == zero) << i;
    bytes[i] = 0;
  }
  EXPECT_TRUE(TokenDigest(bytes) == zero);
}

TEST(TokenDigest, RefusesOtherSpellings) {
  const std::string hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  ASSERT_TRUE(TokenDigest::parse("sha256:" + hex).has_value());
  for (const std::string& text :
       {std::string(), hex, std::string("sha256:"), "SHA256:" + hex, "sha512:" + hex, "sha256: " + hex.substr(1),
        "sha256:" + hex.substr(1), "sha256:" + hex + "0", "sha256:B" + hex.substr(1), "sha256:g" + hex.substr(1)}) {
    EXPECT_EQ(TokenDigest::parse(text), std::nullopt) << text;
  }
}

TEST(NewIdpToken, Is43CharactersOfBase64UrlAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const IdpToken token = new_idp_token();
    EXPECT_EQ(token.expose().size(), 43U);
    EXPECT_EQ(token.expose().find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    seen.insert(token.expose());
  }
  EXPECT_EQ(seen.size(), 200U);
}

}  // namespace
}  // namespace bridge::core
