#include "unit/dialect/patch_case.hpp"

namespace bridge::dialect::test {

TEST_P(PatchInDialect, IsMadePlainBySwitchAndCountedOnce) {
  Counters counters;
  const core::Value made = plain(only(GetParam().leniency), counters);
  EXPECT_EQ(made, message(GetParam().plain)) << json::write(made);
  EXPECT_EQ(counters.of(GetParam().leniency), 1U);
  EXPECT_EQ(uses(counters), 1U);
}

TEST_P(PatchInDialect, StaysAsItIsInTheGenericDialectAndInOktas) {
  for (const Dialect* dialect : {&generic(), &okta()}) {
    Counters counters;
    EXPECT_EQ(plain(*dialect, counters), message(GetParam().operations));
    EXPECT_EQ(uses(counters), 0U);
  }
}

TEST_P(PatchInDialect, IsReadInEntrasDialect) {
  const auto& type = GetParam().of == Of::User ? registry().user() : registry().group();
  Counters counters;
  const auto request = read_patch(message(GetParam().operations), type, entra(), counters);
  ASSERT_TRUE(request) << request.error().detail;
  const auto plain = read_patch(message(GetParam().plain), type, entra(), counters);
  ASSERT_TRUE(plain) << plain.error().detail;
  EXPECT_EQ(*request, *plain);
}

}  // namespace bridge::dialect::test
