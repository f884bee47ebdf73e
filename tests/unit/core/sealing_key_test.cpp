#include "bridge/core/sealing_key.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace bridge::core {
namespace {

constexpr const char* kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

TEST(SealingKey, OpensWhatItSealed) {
  const SealingKey key = SealingKey::random();
  for (const std::string& text : {std::string(), std::string("a"), std::string("ab"), std::string("abc"),
                                  std::string("\0\xff\n", 3), std::string(5000, 'x')}) {
    for (const char* context : {"", "tenant 1", "tenant 2"}) {
      const std::string sealed = key.seal(text, context);
      EXPECT_EQ(key.open(sealed, context), text);
      EXPECT_EQ(sealed.find_first_not_of(kUnreserved), std::string::npos) << sealed;
    }
  }
}

TEST(SealingKey, OpensNothingElse) {
  const SealingKey key = SealingKey::random();
  const std::string sealed = key.seal("row 7", "query");
  EXPECT_EQ(key.open(sealed, "another query"), std::nullopt);
  EXPECT_EQ(key.open(sealed), std::nullopt);
  EXPECT_EQ(SealingKey::random().open(sealed, "query"), std::nullopt);
  for (const std::string& forged : {std::string(), std::string("x"), std::string("AAAA"), sealed + "A", sealed + "=",
                                    " " + sealed, sealed.substr(1), std::string(60, 'A'), std::string("né")}) {
    EXPECT_EQ(key.open(forged, "query"), std::nullopt) << forged;
  }
  for (std::size_t length = 0; length < sealed.size(); ++length) {
    EXPECT_EQ(key.open(sealed.substr(0, length), "query"), std::nullopt) << length;
  }
  for (std::size_t place = 0; place < sealed.size(); ++place) {
    for (const char c : {'A', 'B', '_', '=', '.'}) {
      std::string changed = sealed;
      if (changed[place] == c) continue;
      changed[place] = c;
      EXPECT_EQ(key.open(changed, "query"), std::nullopt) << place << c;
    }
  }
}

TEST(SealingKey, SealsTheSameTextDifferentlyEachTime) {
  const SealingKey key = SealingKey::random();
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) seen.insert(key.seal("row 7 of the directory"));
  EXPECT_EQ(seen.size(), 100U);
  EXPECT_TRUE(std::none_of(seen.begin(), seen.end(),
                           [](const std::string& sealed) { return sealed.find("directory") != std::string::npos; }));
}

TEST(SealingKey, SurvivesAsText) {
  const SealingKey key = SealingKey::random();
  const std::string text = key.to_text();
  EXPECT_EQ(text.size(), 43U);
  const auto again = SealingKey::parse(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->open(key.seal("row 7", "query"), "query"), "row 7");
  EXPECT_NE(SealingKey::random().to_text(), text);
  for (const std::string& wrong :
       {std::string(), text.substr(1), text + "A", text + "=", "*" + text.substr(1), std::string(43, ' ')}) {
    EXPECT_FALSE(SealingKey::parse(wrong)) << wrong;
  }
}

TEST(SealingKey, MovesAway) {
  SealingKey first = SealingKey::random();
  const std::string sealed = first.seal("row 7");
  SealingKey second = std::move(first);
  EXPECT_EQ(second.open(sealed), "row 7");
  SealingKey third = SealingKey::random();
  third = std::move(second);
  EXPECT_EQ(third.open(sealed), "row 7");
}

}  // namespace
}  // namespace bridge::core
