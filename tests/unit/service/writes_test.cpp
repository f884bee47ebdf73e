#include "service/writes.hpp"

#include <string>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using VerbOf = service::Verb;

constexpr const char* kPatch =
    R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations":[{"op":"replace","path":"active","value":false}]})";
const std::string kUserSchema = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:User"])";
const std::string kGroupSchema = R"("schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"])";

struct Prepare {
  dialect::Counters counters;
  const dialect::Dialect* dialect = &dialect::generic();

  core::Result<Prepared> operator()(VerbOf verb, std::string_view body, Kind kind = Kind::User, View view = {}) {
    Write write;
    write.kind = kind;
    if (verb != VerbOf::Create) write.id = core::ResourceId("7");
    write.body = body.empty() ? core::Value() : parse(body);
    write.view = std::move(view);
    const scim::ResourceType& type = kind == Kind::User ? registry().user() : registry().group();
    return service::prepare(verb, write, type, *dialect, counters);
  }
};

TEST(Prepare, ReadsACreation) {
  Prepare prepare;
  const auto person = prepare(VerbOf::Create, "{" + kUserSchema + R"(,"USERNAME":"ada@x","externalId":"e"})");
  ASSERT_TRUE(person) << person.error().detail;
  EXPECT_EQ(std::get<work::Create>(person->what).wanted,
            object("{" + kUserSchema + R"(,"userName":"ada@x","externalId":"e"})"));
  EXPECT_EQ(person->name, "ada@x");

  const auto staff =
      prepare(VerbOf::Create, "{" + kGroupSchema + R"(,"displayName":"Staff","members":[{"value":"7"}]})", Kind::Group);
  ASSERT_TRUE(staff) << staff.error().detail;
  EXPECT_EQ(staff->name, "Staff");
  EXPECT_NE(std::get<work::Create>(staff->what).wanted.find("members"), nullptr);
}

TEST(Prepare, ReadsAReplacement) {
  Prepare prepare;
  const auto prepared = prepare(VerbOf::Replace, "{" + kUserSchema + R"(,"userName":"ada@x","active":false})");
  ASSERT_TRUE(prepared) << prepared.error().detail;
  const auto& replace = std::get<work::Replace>(prepared->what);
  EXPECT_EQ(replace.id.text, "7");
  EXPECT_EQ(replace.wanted, object("{" + kUserSchema + R"(,"userName":"ada@x","active":false})"));
}

TEST(Prepare, AnEmptyArrayAloneSaysThatAGroupHasNoMembers) {
  Prepare prepare;
  for (const auto& [members, clears] : {std::pair(R"(,"members":[])", true),
                                        {R"(,"MEMBERS":[])", true},
                                        {"", false},
                                        {R"(,"members":null)", false},
                                        {R"(,"members":[{"value":"7"}])", false}}) {
    const auto prepared =
        prepare(VerbOf::Replace, "{" + kGroupSchema + R"(,"displayName":"Staff")" + members + "}", Kind::Group);
    ASSERT_TRUE(prepared) << members << ": " << prepared.error().detail;
    EXPECT_EQ(std::get<work::Replace>(prepared->what).clears_members, clears) << members;
  }
}

TEST(Prepare, ReadsAPatch) {
  Prepare prepare;
  const auto prepared = prepare(VerbOf::Modify, kPatch);
  ASSERT_TRUE(prepared) << prepared.error().detail;
  const auto& modify = std::get<work::Modify>(prepared->what);
  EXPECT_EQ(modify.id.text, "7");
  ASSERT_EQ(modify.patch.operations.size(), 1U);
  EXPECT_EQ(modify.patch.operations[0].op, scim::PatchOp::Replace);
  EXPECT_EQ(modify.patch.operations[0].value, core::Value(false));
}

TEST(Prepare, ReadsARemovalWithoutABody) {
  Prepare prepare;
  for (const char* body : {"", "{}", "[1]"}) {
    const auto prepared = prepare(VerbOf::Remove, body);
    ASSERT_TRUE(prepared) << body;
    EXPECT_EQ(std::get<work::Remove>(prepared->what).id.text, "7");
  }
}

TEST(Prepare, RefusesWhatTheSchemaRefuses) {
  struct Row {
    VerbOf verb;
    std::string body;
    FaultKind kind;
    const char* says;
  };
  Prepare prepare;
  for (const Row& row : {
           Row{VerbOf::Create, "", FaultKind::InvalidSyntax, ""},
           Row{VerbOf::Create, "[]", FaultKind::InvalidSyntax, ""},
           Row{VerbOf::Create, "{" + kUserSchema + "}", FaultKind::InvalidValue, "userName"},
           Row{VerbOf::Create, R"({"userName":"ada@x"})", FaultKind::InvalidSyntax, "schemas"},
           Row{VerbOf::Create, "{" + kUserSchema + R"(,"userName":"ada@x","active":"maybe"})", FaultKind::InvalidValue,
               "active"},
           Row{VerbOf::Replace, "{" + kUserSchema + R"(,"userName":7})", FaultKind::InvalidValue, "userName"},
           Row{VerbOf::Create, "{" + kUserSchema + R"(,"userName":"ada@x","shoeSize":42})", FaultKind::InvalidSyntax,
               "shoeSize"},
           Row{VerbOf::Modify, "{}", FaultKind::InvalidSyntax, ""},
           Row{VerbOf::Modify,
               R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"remove"}]})",
               FaultKind::NoTarget, "Operations[0]"},
           Row{VerbOf::Modify,
               R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                   "Operations":[{"op":"replace","path":"a[b","value":1}]})",
               FaultKind::InvalidPath, "Operations[0]"},
       }) {
    EXPECT_TRUE(fails_with(prepare(row.verb, row.body), row.kind, row.says)) << row.body;
  }
}

TEST(Prepare, RefusesAViewThatCannotBe) {
  Prepare prepare;
  for (const VerbOf verb : {VerbOf::Create, VerbOf::Replace, VerbOf::Modify, VerbOf::Remove}) {
    EXPECT_TRUE(fails_with(prepare(verb, kPatch, Kind::User, View{"userName", "title"}), FaultKind::InvalidValue, ""));
    EXPECT_TRUE(fails_with(prepare(verb, kPatch, Kind::User, View{"a[", {}}), FaultKind::InvalidPath, ""));
  }
}

TEST(Prepare, FollowsTheDialectOfTheToken) {
  const std::string body = R"({"userName":"ada@x","shoeSize":42})";
  Prepare prepare;
  EXPECT_FALSE(prepare(VerbOf::Create, body));
  EXPECT_EQ(prepare.counters.of(dialect::Leniency::UnknownAttributeDropped), 0U);
  prepare.dialect = &dialect::okta();
  const auto prepared = prepare(VerbOf::Create, "{" + kUserSchema + R"(,"userName":"ada@x","shoeSize":42})");
  ASSERT_TRUE(prepared) << prepared.error().detail;
  EXPECT_EQ(std::get<work::Create>(prepared->what).wanted, object("{" + kUserSchema + R"(,"userName":"ada@x"})"));
  EXPECT_EQ(prepare.counters.of(dialect::Leniency::UnknownAttributeDropped), 1U);
}

TEST(Prepare, LetsADialectCreateWhatAPathMisses) {
  const char* body = R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      "Operations":[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"a@x"}]})";
  Prepare prepare;
  EXPECT_FALSE(prepare(VerbOf::Modify, body));
  prepare.dialect = &dialect::entra();
  const auto prepared = prepare(VerbOf::Modify, body);
  ASSERT_TRUE(prepared) << prepared.error().detail;
  const auto& operations = std::get<work::Modify>(prepared->what).patch.operations;
  ASSERT_EQ(operations.size(), 1U);
  EXPECT_TRUE(operations[0].creates_missing);
  EXPECT_EQ(prepare.counters.of(dialect::Leniency::FilteredPathCreates), 1U);
}

}  // namespace
}  // namespace bridge::service::test
