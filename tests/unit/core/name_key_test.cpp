#include "bridge/core/name_key.hpp"

#include <gtest/gtest.h>

namespace bridge::core {
namespace {

/// 32 bytes of zeros.
constexpr const char* kZeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

TEST(NameKey, IsTheSameForWhoeverHasTheKeyAndForEveryCase) {
  const auto key = NameKey::parse(kZeros);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->to_text(), kZeros);
  EXPECT_EQ(key->digest("Ann@X.example"), NameKey::parse(kZeros)->digest("ann@x.EXAMPLE"));
  EXPECT_NE(key->digest("ann@x.example"), key->digest("bob@x.example"));
  EXPECT_NE(key->digest("ann@x.example"), NameKey::random().digest("ann@x.example"));
  EXPECT_EQ(key->digest("ann@x.example").size(), 48U);
}

TEST(NameKey, IsHmacSha256) {
  // Reckoned with another implementation.
  EXPECT_EQ(NameKey::parse(kZeros)->digest("ann@x.example"), "hmac:oy9CmmKQC02QYoH_iIpN54CblWTOcQam3nzRxXN7HEs");
}

TEST(NameKey, ReadsNothingElse) {
  for (const char* text : {"", "AAAA", "not a key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_FALSE(NameKey::parse(text)) << text;
  }
}

}  // namespace
}  // namespace bridge::core
