#include "dialect_fixture.hpp"

namespace bridge::dialect {
namespace {

using test::parse;

enum class Of { User, Group };

struct Case {
  const char* name;
  Leniency leniency;
  Of of;
  const char* body;
  const char* plain;
};

const Case kCases[] = {
    {"SchemaMissing", Leniency::PatchSchemaMissing, Of::User, R"({"Operations":[]})",
     R"({"Operations":[],"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]})"},
    {"RenameWithId", Leniency::ReadOnlyKeyInPatchDropped, Of::Group,
     R"({"schemas":["x"],"Operations":[{"op":"replace","value":{"id":"77","displayName":"Engineers EU"}}]})",
     R"({"schemas":["x"],"Operations":[{"op":"replace","value":{"displayName":"Engineers EU"}}]})"},
    {"AllServerKeysInAnySpelling", Leniency::ReadOnlyKeyInPatchDropped, Of::User,
     R"({"schemas":["x"],"operations":[{"op":"add","path":null,
         "value":{"ID":"1","Schemas":[],"META":{},"groups":[],"active":true}}]})",
     R"({"schemas":["x"],"Operations":[{"op":"add","path":null,"value":{"active":true}}]})"},
    {"OnlyTheOperationThatNeedsIt", Leniency::ReadOnlyKeyInPatchDropped, Of::Group,
     R"({"schemas":["x"],"Operations":[{"op":"remove","path":"members"},{"op":"replace","value":{"id":"7"}}]})",
     R"({"schemas":["x"],"Operations":[{"op":"remove","path":"members"},{"op":"replace","value":{}}]})"},
};

class PlainPatch : public testing::TestWithParam<Case> {
 protected:
  static core::Value plain(const Dialect& dialect, Counters& counters) {
    const auto& type = GetParam().of == Of::User ? test::registry().user() : test::registry().group();
    const auto result = plain_patch(parse(GetParam().body), type, dialect, counters);
    EXPECT_TRUE(result);
    return result ? *result : core::Value();
  }
};

TEST_P(PlainPatch, IsMadeBySwitch) {
  Counters counters;
  EXPECT_EQ(plain(test::only(GetParam().leniency), counters), parse(GetParam().plain));
  EXPECT_EQ(counters.of(GetParam().leniency), 1U);
  EXPECT_EQ(test::uses(counters), 1U);
}

TEST_P(PlainPatch, StaysAsItIsInTheGenericDialect) {
  Counters counters;
  EXPECT_EQ(plain(generic(), counters), parse(GetParam().body));
  EXPECT_EQ(test::uses(counters), 0U);
}

TEST_P(PlainPatch, IsMadeByOktasDialect) {
  Counters counters;
  EXPECT_EQ(plain(okta(), counters), parse(GetParam().plain));
}

INSTANTIATE_TEST_SUITE_P(All, PlainPatch, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

struct Untouched {
  const char* name;
  const char* body;
};
const Untouched kUntouched[] = {
    {"NotAnObject", R"("text")"},
    {"OperationsOfAnotherKind", R"({"schemas":["x"],"Operations":{"op":"add"}})"},
    {"OperationThatIsNoObject", R"({"schemas":["x"],"Operations":[7]})"},
    {"ServerAttributeUnderItsPath", R"({"schemas":["x"],"Operations":[{"op":"replace","path":"id","value":"7"}]})"},
    {"ObjectUnderAPath", R"({"schemas":["x"],"Operations":[{"op":"add","path":"name","value":{"id":"7"}}]})"},
    {"PathLessText", R"({"schemas":["x"],"Operations":[{"op":"replace","value":"id"}]})"},
    {"EmptyRole", R"({"schemas":["x"],"Operations":[{"op":"replace","path":"roles","value":[{"value":""}]}]})"},
    {"Password", R"({"schemas":["x"],"Operations":[{"op":"replace","value":{"password":"p","externalId":"e"}}]})"},
};
class PlainMessage : public testing::TestWithParam<Untouched> {};

TEST_P(PlainMessage, PassesUntouched) {
  Counters counters;
  const auto result = plain_patch(parse(GetParam().body), test::registry().user(), okta(), counters);
  ASSERT_TRUE(result);
  EXPECT_EQ(*result, parse(GetParam().body));
  EXPECT_EQ(test::uses(counters), 0U);
}
INSTANTIATE_TEST_SUITE_P(All, PlainMessage, testing::ValuesIn(kUntouched),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace bridge::dialect
