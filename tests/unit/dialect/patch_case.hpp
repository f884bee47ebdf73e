#pragma once
// A PATCH in the words of a dialect, and as the strict engine takes it: one switch, one row.

#include "bridge/core/value.hpp"
#include "unit/dialect/dialect_fixture.hpp"

namespace bridge::dialect::test {

enum class Of { User, Group };

/// Operations that one switch makes plain.
struct PatchCase {
  const char* name;
  Leniency leniency;
  const char* operations;
  const char* plain;
  Of of = Of::User;
};

[[nodiscard]] inline core::Value message(const char* operations) {
  return core::Object{{"schemas", parse(R"(["urn:ietf:params:scim:api:messages:2.0:PatchOp"])")},
                      {"Operations", parse(operations)}};
}

/// Its tests are in patch_case_test.cpp; the tables stand where they belong.
class PatchInDialect : public testing::TestWithParam<PatchCase> {
 protected:
  static core::Value plain(const Dialect& dialect, Counters& counters) {
    const auto& type = GetParam().of == Of::User ? registry().user() : registry().group();
    const auto result = plain_patch(message(GetParam().operations), type, dialect, counters);
    EXPECT_TRUE(result);
    return result ? *result : core::Value();
  }
};

}  // namespace bridge::dialect::test
