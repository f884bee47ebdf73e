#include "bridge/core/result.hpp"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include <gtest/gtest.h>

#include "bridge/core/fault.hpp"

namespace bridge::core {
namespace {

Result<std::string> twice(const std::string& text) {
  if (text.empty()) return failure(FaultKind::InvalidValue, "expected a text, found none");
  return text + text;
}

Result<std::size_t> length_of_twice(const std::string& text) {
  const Result<std::string> doubled = twice(text);
  if (!doubled) return doubled.passed_on();
  return doubled->size();
}

TEST(Result, HoldsTheValue) {
  Result<std::string> result = twice("ab");
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(*result, "abab");
  result->push_back('!');
  EXPECT_EQ(result.value(), "abab!");
}

TEST(Result, HoldsTheFault) {
  const Result<std::string> result = twice("");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, FaultKind::InvalidValue);
  EXPECT_EQ(result.error().detail, "expected a text, found none");
  EXPECT_EQ(result.error().retry_after, std::nullopt);
}

TEST(Result, PassesAFaultOnUnchanged) {
  EXPECT_EQ(*length_of_twice("ab"), 4U);
  EXPECT_EQ(length_of_twice("").error(), twice("").error());
}

TEST(Result, ThrowsWhenAskedForWhatItLacks) {
  Result<std::string> good = twice("a");
  Result<std::string> bad = twice("");
  EXPECT_THROW(static_cast<void>(good.error()), std::bad_variant_access);
  EXPECT_THROW(static_cast<void>(bad.value()), std::bad_variant_access);
  EXPECT_THROW(static_cast<void>(*bad), std::bad_variant_access);
  EXPECT_THROW(static_cast<void>(bad->size()), std::bad_variant_access);
}

TEST(Result, CarriesWhatOnlyMoves) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  const std::unique_ptr<int> number = std::move(result).value();
  EXPECT_EQ(*number, 7);
}

TEST(Outcome, IsOkOrAFault) {
  EXPECT_TRUE(ok().has_value());
  const Outcome failed = failure(FaultKind::StoreFailed, "expected the store to answer");
  EXPECT_FALSE(failed.has_value());
}

TEST(FaultKind, EachHasANameOfItsOwn) {
  std::set<std::string> names;
  const int last = static_cast<int>(FaultKind::Bug);
  for (int kind = 0; kind <= last; ++kind) names.insert(to_string(static_cast<FaultKind>(kind)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(last) + 1);
  EXPECT_EQ(names.count("?"), 0U);
}

}  // namespace
}  // namespace bridge::core
