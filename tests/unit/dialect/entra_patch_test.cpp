// What Entra sends, carried out on a resource.

#include "dialect_fixture.hpp"

namespace bridge::dialect {
namespace {

using test::parse;

core::Value message(const std::string& operations) {
  return parse(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":)" + operations + "}");
}

core::Result<core::Object> patched(const char* before, const char* operations, const scim::ResourceType& type,
                                   const Dialect& dialect) {
  Counters counters;
  const auto request = read_patch(message(operations), type, dialect, counters);
  if (!request) return request.passed_on();
  return scim::apply_patch(*parse(before).if_object(), *request, type);
}

constexpr const char* kAda = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"1","userName":"ada@x","title":"T","active":true,
    "emails":[{"value":"ada@x","type":"work","primary":true}],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D",
       "manager":{"value":"u-1","$ref":"../Users/u-1"}}})";

struct Case {
  const char* name;
  const char* operations;
  /// The members of Ada that differ afterwards; null for those that are gone.
  const char* changes;
};

const Case kCases[] = {
    {"VerboseUpdate",
     R"([{"op":"Add","path":"nickName","value":"Countess"},
         {"op":"Replace","path":"name.familyName","value":"King"},
         {"op":"Replace","path":"emails[type eq \"work\"].value","value":"ada.king@x"},
         {"op":"Add","path":"addresses[type eq \"work\"].formatted","value":"12 St James Sq"},
         {"op":"Add","path":"addresses[type eq \"work\"].locality","value":"London"},
         {"op":"Replace","path":"active","value":"False"},
         {"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"C"},
         {"op":"Remove","path":"phoneNumbers[type eq \"mobile\"].value"}])",
     R"({"nickName":"Countess","name":{"familyName":"King"},"active":false,
         "emails":[{"value":"ada.king@x","type":"work","primary":true}],
         "addresses":[{"formatted":"12 St James Sq","locality":"London","type":"work"}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"C",
            "manager":{"value":"u-1","$ref":"../Users/u-1"}}})"},
    {"UpdateWithTheFlag",
     R"([{"op":"replace","path":"phoneNumbers[type eq \"mobile\"].value","value":"+44 1"},
         {"op":"replace","value":{"displayName":"Ada King","name.givenName":"Ada","active":false,
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"18"}}])",
     R"({"phoneNumbers":[{"value":"+44 1","type":"mobile"}],"displayName":"Ada King","name":{"givenName":"Ada"},
         "active":false,"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"18",
            "department":"D","manager":{"value":"u-1","$ref":"../Users/u-1"}}})"},
    {"AnotherManagerHasNoStaleReference", R"([{"op":"Add","path":"manager","value":"u-2"}])",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D","manager":{"value":"u-2"}}})"},
    {"ManagerCleared", R"([{"op":"Replace","path":"manager","value":{"value":""}}])",
     R"({"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"}})"},
    {"ClearedByEmptyTextInAdd", R"([{"op":"Add","value":{"title":"","emails[type eq \"work\"].value":""}}])",
     R"({"title":null,"emails":null})"},
    {"RemoveHasAValueAndSetsNothing", R"([{"op":"Remove","path":"title","value":"other"}])", R"({"title":null})"},
    {"RoleByPrimaryFilter",
     R"([{"op":"Add","path":"roles[primary eq \"True\"].display","value":"Administrator"},
         {"op":"Add","path":"roles[primary eq \"True\"].value","value":"Admin"},
         {"op":"Add","path":"roles[primary eq \"True\"].type","value":"App"}])",
     R"({"roles":[{"value":"Admin","display":"Administrator","type":"App","primary":true}]})"},
    {"NothingAtAll", R"([])", R"({})"},
    {"NothingKnown", R"([{"op":"Add","path":"shoeSize","value":"42"},{"op":"Replace","value":{"hat.size":"7"}}])",
     R"({})"},
};

class EntraPatch : public testing::TestWithParam<Case> {};

TEST_P(EntraPatch, DoesWhatEntraMeans) {
  const auto result = patched(kAda, GetParam().operations, test::registry().user(), entra());
  ASSERT_TRUE(result) << result.error().detail;
  core::Object expected = *parse(kAda).if_object();
  const core::Value changes = parse(GetParam().changes);
  for (const core::Member& change : *changes.if_object()) {
    expected = change.value.is_null() ? expected.without(change.name) : expected.with(change.name, change.value);
  }
  EXPECT_EQ(core::Value(*result), core::Value(expected)) << json::write(*result);
}

INSTANTIATE_TEST_SUITE_P(All, EntraPatch, testing::ValuesIn(kCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(EntraGroup, LosesTheMembersListedAndNoOthers) {
  constexpr const char* kGroup = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"7",
      "displayName":"G","members":[{"value":"1"},{"value":"2"},{"value":"3"}]})";
  constexpr const char* kRemoval = R"([{"op":"remove","path":"members","value":[{"$ref":null,"value":"2"}]}])";
  const auto& group = test::registry().group();
  const auto left = patched(kGroup, kRemoval, group, entra());
  ASSERT_TRUE(left);
  EXPECT_EQ(*left->find("members"), parse(R"([{"value":"1"},{"value":"3"}])"));
  for (const Dialect& dialect : {generic(), okta()}) {
    const auto strict = patched(kGroup, kRemoval, group, dialect);
    ASSERT_FALSE(strict) << "it emptied the group, or took a guess";
    EXPECT_EQ(strict.error().kind, core::FaultKind::InvalidValue);
  }
  const auto all = patched(kGroup, R"([{"op":"Remove","path":"members"}])", group, entra());
  ASSERT_TRUE(all);
  EXPECT_EQ(all->find("members"), nullptr);
}

TEST(EntraRemoval, OfWhatIsNotThereChangesNothing) {
  for (const char* operations : {R"([{"op":"remove","path":"phoneNumbers[type eq \"mobile\"].value"}])",
                                 R"([{"op":"remove","path":"emails[type eq \"home\"]"}])",
                                 R"([{"op":"replace","path":"emails[type eq \"home\"].value","value":""}])",
                                 R"([{"op":"remove","path":"roles","value":[{"value":"Admin"}]}])"}) {
    const auto spared = patched(kAda, operations, test::registry().user(), entra());
    ASSERT_TRUE(spared) << operations << spared.error().detail;
    EXPECT_EQ(*spared, *parse(kAda).if_object()) << operations;
    for (const Dialect& dialect : {generic(), okta()}) {
      EXPECT_FALSE(patched(kAda, operations, test::registry().user(), dialect)) << operations;
    }
  }
}

TEST(SparedRemovals, AreMarkedWhereAFilterMayFindNothing) {
  struct Row {
    const char* operation;
    const scim::ResourceType& type;
    bool spared;
  };
  const auto& user = test::registry().user();
  const auto& group = test::registry().group();
  for (const Row& row : {
           Row{R"({"op":"remove","path":"emails[type eq \"work\"]"})", user, true},
           Row{R"({"op":"remove","path":"emails[type sw \"w\"].value"})", user, true},
           Row{R"({"op":"remove","path":"emails"})", user, false},
           Row{R"({"op":"remove","path":"emails.value"})", user, false},
           Row{R"({"op":"add","path":"emails[type sw \"w\"].value","value":"x"})", user, false},
           Row{R"({"op":"remove","path":"members[value eq \"1\"]"})", group, false},
       }) {
    for (const Dialect& dialect : {entra(), test::only(Leniency::FilteredRemovalSpared), okta(), generic()}) {
      Counters counters;
      const auto request = read_patch(message("[" + std::string(row.operation) + "]"), row.type, dialect, counters);
      ASSERT_TRUE(request) << row.operation;
      const bool spared = row.spared && dialect.allows(Leniency::FilteredRemovalSpared);
      EXPECT_EQ(request->operations.at(0).spares_missing, spared) << row.operation;
      EXPECT_EQ(counters.of(Leniency::FilteredRemovalSpared), spared ? 1U : 0U);
      EXPECT_EQ(test::uses(counters), spared ? 1U : 0U);
    }
  }
}

TEST(EntraGroup, IsNotEmptiedByWhatIsNoListOfMembers) {
  constexpr const char* kStaff = R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"7",
      "displayName":"G","members":[{"value":"1","type":"User"},{"value":"2","type":"User"}]})";
  for (const char* operation : {
           R"([{"op":"Replace","path":"members","value":{}}])",
           R"([{"op":"Replace","path":"members","value":[{}]}])",
           R"([{"op":"Replace","path":"members","value":[null]}])",
           R"([{"op":"Replace","path":"members","value":{"members":[{"value":"1"}]}}])",
           R"([{"op":"Replace","path":"members","value":[{"colour":"red"}]}])",
           R"([{"op":"Replace","value":{"members":{}}}])",
           R"([{"op":"Replace","path":"members[type eq \"User\"]","value":""}])",
       }) {
    const auto result = patched(kStaff, operation, test::registry().group(), entra());
    EXPECT_FALSE(result) << operation << json::write(*result);
  }
  const auto added = patched(kStaff, R"([{"op":"Add","path":"members[type eq \"User\"]","value":null}])",
                             test::registry().group(), entra());
  ASSERT_TRUE(added);
  EXPECT_NE(added->find("members"), nullptr);
}

struct Refused {
  const char* name;
  const char* operations;
  core::FaultKind kind;
};
const Refused kRefused[] = {
    {"UnknownOp", R"([{"op":"Move","path":"title","value":"T"}])", core::FaultKind::InvalidSyntax},
    {"UnknownOpOfUnknownPath", R"([{"op":"Move","path":"shoe","value":"T"}])", core::FaultKind::InvalidSyntax},
    {"NoBoolean", R"([{"op":"Replace","path":"active","value":"Maybe"}])", core::FaultKind::InvalidValue},
    {"BooleanTextOfNoBoolean", R"([{"op":"Replace","path":"name","value":"True"}])", core::FaultKind::InvalidValue},
    {"RequiredCleared", R"([{"op":"Replace","path":"userName","value":""}])", core::FaultKind::InvalidValue},
    {"ReadOnlyPath", R"([{"op":"Replace","path":"id","value":"2"}])", core::FaultKind::Mutability},
    {"ReadOnlyGroups", R"([{"op":"Add","path":"groups","value":[{"value":"7"}]}])", core::FaultKind::Mutability},
    {"TwoManagers", R"([{"op":"Add","path":"manager","value":["u-1","u-2"]}])", core::FaultKind::InvalidValue},
    {"ManagerAsNumber", R"([{"op":"Add","path":"manager","value":7}])", core::FaultKind::InvalidValue},
    {"RoleAsNumber", R"([{"op":"Add","path":"roles","value":[7]}])", core::FaultKind::InvalidValue},
    {"FilterThatDescribesNothing", R"([{"op":"Replace","path":"emails[type ne \"work\"].value","value":"a@x"}])",
     core::FaultKind::NoTarget},
    {"BrokenPath", R"([{"op":"Replace","path":"emails[type eq","value":"a@x"}])", core::FaultKind::InvalidPath},
    {"BrokenKey", R"([{"op":"Replace","value":{"emails[type eq":"a@x"}}])", core::FaultKind::InvalidPath},
    {"RemovalWithoutPath", R"([{"op":"Remove","value":{"title":"T"}}])", core::FaultKind::NoTarget},
    {"NoValue", R"([{"op":"Add","path":"title"}])", core::FaultKind::InvalidValue},
    {"ListReplacedByTheUnknown", R"([{"op":"Replace","path":"roles","value":[{"colour":"red"}]}])",
     core::FaultKind::InvalidSyntax},
    {"ListReplacedByOneUnknown", R"([{"op":"Replace","path":"emails","value":{"emails":[{"value":"a@x"}]}}])",
     core::FaultKind::InvalidValue},
};
class RefusedPatch : public testing::TestWithParam<Refused> {};

TEST_P(RefusedPatch, IsRefusedInEntrasDialectToo) {
  const auto result = patched(kAda, GetParam().operations, test::registry().user(), entra());
  ASSERT_FALSE(result) << json::write(*result);
  EXPECT_EQ(result.error().kind, GetParam().kind) << result.error().detail;
  EXPECT_EQ(result.error().detail.rfind("Operations[0]: ", 0), 0U) << result.error().detail;
}
INSTANTIATE_TEST_SUITE_P(All, RefusedPatch, testing::ValuesIn(kRefused),
                         [](const auto& row) { return std::string(row.param.name); });

struct Untouched {
  const char* name;
  const char* operations;
};
const Untouched kUntouched[] = {
    {"PlainPaths", R"([{"op":"replace","path":"title","value":"T"},{"op":"remove","path":"title","value":"T"},
                       {"op":"replace","path":"name.givenName","value":"A"},{"op":"replace","path":"title","value":null},
                       {"op":"add","path":"emails","value":[{"value":"","type":"work"}]}])"},
    {"PlainKeys", R"([{"op":"replace","value":{"active":true,"name":{"givenName":"A"},"title":null,
                       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"D"}}}])"},
    {"PlainManager", R"([{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
                          "value":{"value":"u-1","$ref":null}}])"},
    {"PlainRoles", R"([{"op":"add","path":"roles","value":{"value":"{Admin}","primary":true}},
                       {"op":"replace","path":"roles","value":[{"value":"Admin","display":"A"}]}])"},
    {"PlainRemovals", R"([{"op":"remove","path":"emails"},{"op":"remove","path":"emails","value":null},
                          {"op":"remove","path":"emails[value eq \"a@x\"]"}])"},
    {"NoOperations", R"([7,null,"add",{"path":"title"},{"op":7}])"},
};
class UntouchedPatch : public testing::TestWithParam<Untouched> {};

TEST_P(UntouchedPatch, PassesAndIsNotCounted) {
  Counters counters;
  const auto result = plain_patch(message(GetParam().operations), test::registry().user(), entra(), counters);
  ASSERT_TRUE(result);
  EXPECT_EQ(json::write(*result), json::write(message(GetParam().operations)));
  EXPECT_EQ(test::uses(counters), 0U);
}
INSTANTIATE_TEST_SUITE_P(All, UntouchedPatch, testing::ValuesIn(kUntouched),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(CreatingPaths, AreMarkedWhereTheFilterSaysWhatToMake) {
  struct Row {
    const char* operation;
    bool creates;
  };
  for (const Row& row : {
           Row{R"({"op":"replace","path":"emails[type eq \"work\"].value","value":"a@x"})", true},
           Row{R"({"op":"add","path":"roles[primary eq true]","value":{"value":"A"}})", true},
           Row{R"({"op":"remove","path":"emails.value"})", false},
           Row{R"({"op":"replace","path":"emails[type ne \"work\"].value","value":"a@x"})", false},
           Row{R"({"op":"replace","path":"emails.value","value":"a@x"})", false},
           Row{R"({"op":"replace","path":"title","value":"T"})", false},
           Row{R"({"op":"replace","value":{"title":"T"}})", false},
       }) {
    const core::Value body = message("[" + std::string(row.operation) + "]");
    for (const Dialect& dialect : {entra(), test::only(Leniency::FilteredPathCreates), okta(), generic()}) {
      Counters counters;
      const auto request = read_patch(body, test::registry().user(), dialect, counters);
      ASSERT_TRUE(request) << row.operation;
      const bool creates = row.creates && dialect.allows(Leniency::FilteredPathCreates);
      EXPECT_EQ(request->operations.at(0).creates_missing, creates) << row.operation;
      EXPECT_EQ(counters.of(Leniency::FilteredPathCreates), creates ? 1U : 0U);
      EXPECT_EQ(test::uses(counters), creates ? 1U : 0U);
    }
  }
}

}  // namespace
}  // namespace bridge::dialect
