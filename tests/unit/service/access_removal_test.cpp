#include <string>

#include "service/writes.hpp"
#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using VerbOf = service::Verb;

const std::string kSchemas = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:User"])";

std::string patch(const std::string& operations) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[)" + operations + "]}";
}
std::string put(const std::string& members) { return "{" + kSchemas + "," + members + "}"; }

core::Result<Prepared> prepared(VerbOf verb, const std::string& body, const dialect::Dialect& dialect,
                                Kind kind = Kind::User) {
  Write write;
  write.kind = kind;
  write.id = core::ResourceId("7");
  write.body = parse(body);
  dialect::Counters counters;
  const auto& type = kind == Kind::User ? registry().user() : registry().group();
  return prepare(verb, write, type, dialect, counters);
}

const std::string kOff = R"({"op":"replace","path":"active","value":false})";

TEST(AccessRemoval, IsSeenInEveryFormThatTheDialectReads) {
  struct Row {
    VerbOf verb;
    std::string body;
    bool entra_alone = false;
  };
  const Row rows[] = {
      {VerbOf::Modify, patch(kOff)},
      {VerbOf::Modify, patch(R"({"op":"add","value":{"ACTIVE":false}})")},
      {VerbOf::Modify, patch(R"({"op":"replace","path":"title","value":"T"},)" + kOff)},
      {VerbOf::Modify,
       patch(R"({"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:active","value":false})")},
      {VerbOf::Modify, patch(R"({"op":"replace","path":"active","value":true},)" + kOff)},
      {VerbOf::Modify, patch(R"({"op":"Replace","path":"active","value":"False"})"), true},
      {VerbOf::Replace, put(R"("userName":"ada@x","Active":false)")},
      {VerbOf::Replace, put(R"("userName":"ada@x","active":"False")"), true},
  };
  for (const Row& row : rows) {
    const auto by_entra = prepared(row.verb, row.body, dialect::entra());
    ASSERT_TRUE(by_entra) << row.body << by_entra.error().detail;
    EXPECT_TRUE(by_entra->takes_access) << row.body;
    EXPECT_FALSE(by_entra->rest_refused) << row.body;
    const auto by_generic = prepared(row.verb, row.body, dialect::generic());
    EXPECT_EQ(by_generic && by_generic->takes_access, !row.entra_alone) << row.body;
  }
}

TEST(AccessRemoval, WorksBesideWhatIsRefused) {
  const std::pair<VerbOf, std::string> rows[] = {
      {VerbOf::Modify, patch(R"({"op":"replace","path":"a b","value":1},)" + kOff)},
      {VerbOf::Modify, patch(R"({"op":"shuffle","path":"title"},7,)" + kOff)},
      {VerbOf::Modify, patch(R"({"op":"remove"},)" + kOff)},
      {VerbOf::Replace, put(R"("userName":"ada@x","active":false,"title":{})")},
      {VerbOf::Replace, put(R"("userName":"ada@x","active":false,"name":[])")},
      {VerbOf::Replace, put(R"("userName":[],"active":false)")},
      {VerbOf::Replace, put(R"("active":false)")},
      {VerbOf::Replace, put(R"("userName":"ada@x","active":false,"emails":{})")},
  };
  for (const auto& [verb, body] : rows) {
    for (const dialect::Dialect* dialect : {&dialect::generic(), &dialect::okta(), &dialect::entra()}) {
      const auto asked = prepared(verb, body, *dialect);
      ASSERT_TRUE(asked) << dialect->name << body << asked.error().detail;
      EXPECT_TRUE(asked->takes_access) << dialect->name << body;
      if (!asked->rest_refused) continue;
      EXPECT_EQ(std::get<work::Modify>(asked->what).id.text, "7");
    }
    const auto strictly = prepared(verb, body, dialect::generic());
    EXPECT_TRUE(strictly->rest_refused) << body;
  }
}

TEST(AccessRemoval, ExcusesNothingWhereAccessStays) {
  const std::pair<VerbOf, std::string> rows[] = {
      {VerbOf::Modify, patch(R"({"op":"replace","path":"a b","value":1})")},
      {VerbOf::Modify,
       patch(R"({"op":"replace","path":"a b","value":1},{"op":"replace","path":"active","value":true})")},
      {VerbOf::Modify, patch(kOff + R"(,{"op":"add","value":{"active":true}},{"op":"remove"})")},
      {VerbOf::Modify, patch(R"({"op":"replace","value":{"active":false,"ACTIVE":true}},{"op":"remove"})")},
      {VerbOf::Modify, patch(R"({"op":"remove","path":"active"},{"op":"remove"})")},
      {VerbOf::Modify, patch(R"({"op":"replace","path":"active","value":0},{"op":"remove"})")},
      {VerbOf::Modify, R"({"Operations":[)" + kOff + "]}"},
      {VerbOf::Modify, R"({"active":false})"},
      {VerbOf::Replace, put(R"("userName":"ada@x","active":true,"title":{})")},
      {VerbOf::Replace, put(R"("userName":"ada@x","title":{})")},
      {VerbOf::Replace, put(R"("userName":"ada@x","active":{},"title":{})")},
      {VerbOf::Replace, R"({"schemas":["urn:x"],"userName":"ada@x","active":false})"},
  };
  for (const auto& [verb, body] : rows) EXPECT_FALSE(prepared(verb, body, dialect::generic())) << body;
  EXPECT_FALSE(prepared(VerbOf::Modify, patch(kOff + R"(,{"op":"remove"})"), dialect::generic(), Kind::Group))
      << "a group has no access";
  const auto creation = prepared(VerbOf::Create, put(R"("userName":"ada@x","active":false)"), dialect::generic());
  ASSERT_TRUE(creation);
  EXPECT_FALSE(creation->takes_access) << "there is nobody yet who could have any";
}

TEST(AccessRemoval, GoesWithTheEdit) {
  Bench bench;
  Write asked;
  asked.id = core::ResourceId("7");
  asked.body = parse(put(R"("userName":"ada@x","active":false,"title":{})"));
  ASSERT_TRUE(write(bench, &Service::replace, asked));
  ASSERT_EQ(bench.tenant.edits.size(), 1U);
  EXPECT_TRUE(bench.tenant.edits[0].takes_access);
  ASSERT_TRUE(bench.tenant.edits[0].rest_refused);
  EXPECT_EQ(bench.tenant.edits[0].rest_refused->kind, core::FaultKind::InvalidValue);
}

}  // namespace
}  // namespace bridge::service::test
