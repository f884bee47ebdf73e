#include <optional>

#include "bridge/scim/bulk.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::FaultKind;

const std::string kUrn = R"("schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"])";

std::string message(const std::string& operations, const std::string& more = "") {
  return "{" + kUrn + more + R"(,"Operations":[)" + operations + "]}";
}
core::Result<BulkRequest> read(const std::string& body, std::size_t most = 100) {
  return parse_bulk(parse(body), registry(), most);
}
/// The operations of a request that must be readable.
std::vector<BulkOperation> operations_of(const std::string& list) {
  auto request = read(message(list));
  EXPECT_TRUE(request) << (request ? "" : request.error().detail);
  return request ? request->operations : std::vector<BulkOperation>();
}

TEST(BulkRequest, IsReadWhole) {
  const auto request = read(message(R"({"method":"POST","path":"/Users","bulkId":"u","data":{"userName":"a"}},
      {"method":"PUT","path":"/Groups/7","version":"W/\"3\"","data":{"displayName":"g"}},
      {"METHOD":"PATCH","Path":"/Users/bulkId:u","DATA":{}},
      {"method":"DELETE","path":"/Users/8","bulkId":"d","data":7})",
                                    R"(,"FailOnErrors":2)"));
  ASSERT_TRUE(request) << request.error().detail;
  EXPECT_EQ(request->fail_on_errors, 2U);
  ASSERT_EQ(request->operations.size(), 4U);
  const auto& [create, replace, modify, remove] =
      std::tie(request->operations[0], request->operations[1], request->operations[2], request->operations[3]);
  for (const BulkOperation& operation : request->operations) EXPECT_FALSE(operation.fault);
  EXPECT_EQ(create.verb, BulkMethod::Post);
  EXPECT_EQ(create.method, "POST");
  EXPECT_EQ(create.bulk_id, "u");
  EXPECT_EQ(create.type, &user_type());
  EXPECT_EQ(create.data, parse(R"({"userName":"a"})"));
  EXPECT_EQ(replace.verb, BulkMethod::Put);
  EXPECT_EQ(replace.type, &group_type());
  EXPECT_EQ(replace.id, "7");
  EXPECT_EQ(replace.version, "W/\"3\"");
  EXPECT_EQ(modify.verb, BulkMethod::Patch);
  EXPECT_EQ(modify.id_from, "u");
  EXPECT_EQ(modify.needs, std::vector<std::size_t>{0});
  EXPECT_EQ(remove.verb, BulkMethod::Delete);
  EXPECT_EQ(remove.bulk_id, "d");
  EXPECT_TRUE(remove.data.is_null());
}

struct Refused {
  const char* name;
  std::string body;
  FaultKind kind;
  const char* says;
};
const std::string kOne = R"({"method":"DELETE","path":"/Users/7"})";
const Refused kRefused[] = {
    {"NoObject", "[]", FaultKind::InvalidSyntax, "the body: expected"},
    {"NoSchemas", R"({"Operations":[]})", FaultKind::InvalidSyntax, "schemas: expected"},
    {"OtherSchema", R"({"schemas":["urn:x"],"Operations":[]})", FaultKind::InvalidSyntax, "found others"},
    {"SchemaAsText", R"({"schemas":"urn:x","Operations":[]})", FaultKind::InvalidSyntax, "found string"},
    {"NoOperations", "{" + kUrn + "}", FaultKind::InvalidSyntax, "Operations: expected"},
    {"EmptyOperations", message(""), FaultKind::InvalidSyntax, "an empty one"},
    {"OperationsAsObject", "{" + kUrn + R"(,"Operations":{}})", FaultKind::InvalidSyntax, "found object"},
    {"OperationAsText", message(kOne + R"(,"x")"), FaultKind::InvalidSyntax, "Operations[1]: expected an object"},
    {"ZeroErrors", message(kOne, R"(,"failOnErrors":0)"), FaultKind::InvalidValue, "failOnErrors: expected"},
    {"LessThanNoErrors", message(kOne, R"(,"failOnErrors":-1)"), FaultKind::InvalidValue, "failOnErrors"},
    {"HalfAnError", message(kOne, R"(,"failOnErrors":1.5)"), FaultKind::InvalidValue, "found number"},
    {"ErrorsAsText", message(kOne, R"(,"failOnErrors":"1")"), FaultKind::InvalidValue, "found string"},
    {"TooMany", message(kOne + "," + kOne + "," + kOne + "," + kOne), FaultKind::PayloadTooLarge,
     "at most 3 (bulk.maxOperations of ServiceProviderConfig), found 4"},
};
class BulkMessage : public testing::TestWithParam<Refused> {};

TEST_P(BulkMessage, IsRefusedAsAWhole) {
  EXPECT_TRUE(fails_with(read(GetParam().body, 3), GetParam().kind, GetParam().says));
}
INSTANTIATE_TEST_SUITE_P(All, BulkMessage, testing::ValuesIn(kRefused),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BulkRequest, MayBeAsLongAsTheLimit) {
  EXPECT_TRUE(read(message(kOne + "," + kOne + "," + kOne), 3));
  EXPECT_TRUE(read(message(kOne, R"(,"failOnErrors":null)")));
}

struct BadOperation {
  const char* name;
  const char* operation;
  FaultKind kind;
  const char* says;
};
const BadOperation kBadOperations[] = {
    {"NoMethod", R"({"path":"/Users/7"})", FaultKind::InvalidValue, "method: expected"},
    {"MethodAsNumber", R"({"method":1,"path":"/Users/7"})", FaultKind::InvalidValue, "found integer"},
    {"Get", R"({"method":"GET","path":"/Users/7"})", FaultKind::InvalidValue, "found another word"},
    {"LowerCase", R"({"method":"delete","path":"/Users/7"})", FaultKind::InvalidValue, "found another word"},
    {"NoPath", R"({"method":"DELETE"})", FaultKind::InvalidValue, "path: expected \"/Users/\""},
    {"PathAsArray", R"({"method":"DELETE","path":["/Users/7"]})", FaultKind::InvalidValue, "found array"},
    {"UnknownPath", R"({"method":"DELETE","path":"/Devices/7"})", FaultKind::InvalidValue, "found another path"},
    {"PathWithoutSlash", R"({"method":"DELETE","path":"Users/7"})", FaultKind::InvalidValue, "path"},
    {"PathInLowerCase", R"({"method":"DELETE","path":"/users/7"})", FaultKind::InvalidValue, "path"},
    {"PathThatGoesOn", R"({"method":"DELETE","path":"/Users7"})", FaultKind::InvalidValue, "path"},
    {"PathWithQuery", R"({"method":"DELETE","path":"/Users/7?attributes=id"})", FaultKind::InvalidValue, "path"},
    {"PathBelowAResource", R"({"method":"DELETE","path":"/Users/7/name"})", FaultKind::InvalidValue, "path"},
    {"WholeUrl", R"({"method":"DELETE","path":"https://x/scim/v2/Users/7"})", FaultKind::InvalidValue, "path"},
    {"CollectionForDelete", R"({"method":"DELETE","path":"/Users"})", FaultKind::InvalidValue, "path"},
    {"EmptyId", R"({"method":"DELETE","path":"/Users/"})", FaultKind::InvalidValue, "path"},
    {"EmptyReference", R"({"method":"DELETE","path":"/Users/bulkId:"})", FaultKind::InvalidValue, "path"},
    {"PostToAResource", R"({"method":"POST","path":"/Users/7","bulkId":"a","data":{}})", FaultKind::InvalidValue,
     "for a POST"},
    {"Nested", R"({"method":"POST","path":"/Bulk","bulkId":"a","data":{}})", FaultKind::InvalidValue, "path"},
    {"Search", R"({"method":"POST","path":"/Users/.search","bulkId":"a","data":{}})", FaultKind::InvalidValue, "path"},
    {"Me", R"({"method":"PATCH","path":"/Me","data":{}})", FaultKind::InvalidValue, "path"},
    {"PostWithoutBulkId", R"({"method":"POST","path":"/Users","data":{}})", FaultKind::InvalidValue,
     "bulkId: expected one for a POST, found nothing"},
    {"EmptyBulkId", R"({"method":"POST","path":"/Users","bulkId":"","data":{}})", FaultKind::InvalidValue, "empty"},
    {"BulkIdAsNumber", R"({"method":"PUT","path":"/Users/7","bulkId":7,"data":{}})", FaultKind::InvalidValue,
     "bulkId: expected a string, found integer"},
    {"PostWithoutData", R"({"method":"POST","path":"/Users","bulkId":"a"})", FaultKind::InvalidSyntax,
     "data: expected an object for this method, found nothing"},
    {"PutWithNull", R"({"method":"PUT","path":"/Users/7","data":null})", FaultKind::InvalidSyntax, "found null"},
    {"PatchWithArray", R"({"method":"PATCH","path":"/Users/7","data":[]})", FaultKind::InvalidSyntax, "found array"},
    {"VersionAsNumber", R"({"method":"DELETE","path":"/Users/7","version":3})", FaultKind::InvalidValue,
     "version: expected an entity tag"},
    {"UnknownReferenceInData", R"({"method":"PUT","path":"/Groups/7","data":{"members":[{"value":"bulkId:zz"}]}})",
     FaultKind::InvalidValue, "found one to \"zz\""},
    {"UnknownReferenceInPath", R"({"method":"DELETE","path":"/Users/bulkId:zz"})", FaultKind::InvalidValue, "\"zz\""},
};
class BulkOperationThat : public testing::TestWithParam<BadOperation> {};

TEST_P(BulkOperationThat, DoesNotFitIsRefusedByItself) {
  const auto operations = operations_of(std::string(GetParam().operation) + "," + kOne);
  ASSERT_EQ(operations.size(), 2U);
  ASSERT_TRUE(operations[0].fault);
  EXPECT_EQ(operations[0].fault->kind, GetParam().kind);
  EXPECT_NE(operations[0].fault->detail.find(GetParam().says), std::string::npos) << operations[0].fault->detail;
  EXPECT_FALSE(operations[1].fault);
}
INSTANTIATE_TEST_SUITE_P(All, BulkOperationThat, testing::ValuesIn(kBadOperations),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BulkRequest, RefusesEveryOperationWithARepeatedBulkId) {
  const auto operations = operations_of(R"({"method":"POST","path":"/Users","bulkId":"a","data":{}},
      {"method":"DELETE","path":"/Users/7","bulkId":"a"}, {"method":"POST","path":"/Users","bulkId":"b","data":{}},
      {"method":"POST","path":"/Users","bulkId":"A","data":{}},
      {"method":"PATCH","path":"/Users/bulkId:a","data":{}})");
  ASSERT_EQ(operations.size(), 5U);
  for (const std::size_t index : {0U, 1U}) {
    ASSERT_TRUE(operations[index].fault) << index;
    EXPECT_EQ(operations[index].fault->kind, FaultKind::InvalidValue);
  }
  EXPECT_FALSE(operations[2].fault);
  EXPECT_FALSE(operations[3].fault);
  // It refers to one that failed.
  EXPECT_FALSE(operations[4].fault);
  EXPECT_EQ(operations[4].needs, std::vector<std::size_t>{0});
}

TEST(BulkRequest, KnowsOnlyCreationsByBulkId) {
  const auto operations = operations_of(R"({"method":"DELETE","path":"/Users/7","bulkId":"d"},
      {"method":"PATCH","path":"/Users/bulkId:d","data":{}})");
  ASSERT_TRUE(operations[1].fault);
  EXPECT_EQ(operations[1].fault->kind, FaultKind::InvalidValue);
}

TEST(BulkRequest, RefusesACircleAndNamesIt) {
  const auto request = read(message(
      R"({"method":"POST","path":"/Users","bulkId":"a","data":{"x":"bulkId:b"}},
         {"method":"POST","path":"/Users","bulkId":"b","data":{"x":"bulkId:a"}},
         {"method":"POST","path":"/Users","bulkId":"c","data":{"x":"bulkId:a"}},
         {"method":"POST","path":"/Users","bulkId":"own","data":{"x":"bulkId:own"}})"));
  ASSERT_TRUE(request);
  const auto& operations = request->operations;
  for (const std::size_t index : {0U, 1U}) {
    ASSERT_TRUE(operations[index].fault);
    EXPECT_EQ(operations[index].fault->kind, FaultKind::Conflict);
    EXPECT_NE(operations[index].fault->detail.find("\"a\", \"b\""), std::string::npos);
  }
  EXPECT_FALSE(operations[2].fault);
  EXPECT_EQ(operations[2].needs, std::vector<std::size_t>{0});
  ASSERT_TRUE(operations[3].fault);
  EXPECT_NE(operations[3].fault->detail.find("\"own\""), std::string::npos);
}

TEST(BulkRequest, NamesALargeCircleInFewWords) {
  std::string list;
  for (int i = 0; i < 90; ++i) {
    list += (i == 0 ? "" : ",") + std::string(R"({"method":"POST","path":"/Users","bulkId":"n)") + std::to_string(i) +
            R"(","data":{"x":"bulkId:n)" + std::to_string((i + 1) % 90) + R"("}})";
  }
  const auto operations = operations_of(list);
  ASSERT_TRUE(operations[5].fault);
  EXPECT_NE(operations[5].fault->detail.find("and 80 more"), std::string::npos) << operations[5].fault->detail;
}

TEST(BulkRequest, CutsALongBulkIdBetweenCharacters) {
  std::string long_id(63, 'x');
  const auto operations =
      operations_of(R"({"method":"DELETE","path":"/Users/bulkId:)" + long_id + "\xC3\xA9 and more" + "\"}");
  ASSERT_TRUE(operations[0].fault);
  EXPECT_NE(operations[0].fault->detail.find("\"" + long_id + "…\""), std::string::npos);
}

TEST(BulkRequest, PutsCreationsBeforeThoseThatNeedThem) {
  const auto request = read(message(
      R"({"method":"DELETE","path":"/Users/1"},
         {"method":"POST","path":"/Groups","bulkId":"g","data":{"members":[{"value":"bulkId:u"}]}},
         {"method":"DELETE","path":"/Users/2"},
         {"method":"POST","path":"/Users","bulkId":"u","data":{"m":{"value":"bulkId:boss"}}},
         {"method":"POST","path":"/Users","bulkId":"boss","data":{}})"));
  ASSERT_TRUE(request);
  EXPECT_EQ(request->order, (std::vector<std::size_t>{0, 4, 3, 1, 2}));
}

struct Follow {
  const char* name;
  const char* list;
  /// Of the last operation.
  std::vector<std::size_t> follows;
};
const Follow kFollows[] = {
    {"Strangers", R"({"method":"DELETE","path":"/Users/7"},{"method":"DELETE","path":"/Users/8"})", {}},
    {"SameResource", R"({"method":"DELETE","path":"/Users/7"},{"method":"DELETE","path":"/Users/7"})", {}},
    {"SameIdOfTwoKinds", R"({"method":"DELETE","path":"/Users/7"},{"method":"DELETE","path":"/Groups/7"})", {0}},
    {"NamesWhoWasDeleted",
     R"({"method":"DELETE","path":"/Users/7"},{"method":"PUT","path":"/Groups/9","data":{"members":[{"value":"7"}]}})",
     {0}},
    {"NamesWhoIsDeleted",
     R"({"method":"PUT","path":"/Groups/9","data":{"members":[{"value":"7"}]}},{"method":"DELETE","path":"/Users/7"})",
     {0}},
    {"NamesInAPath",
     R"({"method":"DELETE","path":"/Users/7"},{"method":"PATCH","path":"/Groups/9",
        "data":{"Operations":[{"op":"remove","path":"members[value eq \"7\"]"}]}})",
     {0}},
    {"NamedByManyThenChanged",
     R"({"method":"PUT","path":"/Groups/1","data":{"x":"7"}},{"method":"PUT","path":"/Groups/2","data":{"x":"7"}},
        {"method":"DELETE","path":"/Users/7"})",
     {0, 1}},
    {"NamesSomebodyElse",
     R"({"method":"DELETE","path":"/Users/7"},{"method":"PUT","path":"/Groups/9","data":{"x":"77"}})",
     {}},
    {"TwoThatOnlyName",
     R"({"method":"PUT","path":"/Groups/1","data":{"x":"7"}},{"method":"PUT","path":"/Groups/2","data":{"x":"7"}})",
     {}},
    {"ThroughABulkId",
     R"({"method":"POST","path":"/Users","bulkId":"u","data":{}},{"method":"DELETE","path":"/Users/bulkId:u"},
        {"method":"PUT","path":"/Groups/9","data":{"x":"bulkId:u"}})",
     {1}},
    {"ARefusedOneHoldsUpNobody",
     R"({"method":"PUT","path":"/Users/7"},{"method":"PUT","path":"/Groups/9","data":{"x":"7"}})",
     {}},
};
class BulkFollows : public testing::TestWithParam<Follow> {};

TEST_P(BulkFollows, WhereOneSpeaksOfTheOthersResource) {
  const auto operations = operations_of(GetParam().list);
  ASSERT_FALSE(operations.empty());
  EXPECT_EQ(operations.back().follows, GetParam().follows);
}
INSTANTIATE_TEST_SUITE_P(All, BulkFollows, testing::ValuesIn(kFollows),
                         [](const auto& row) { return std::string(row.param.name); });

struct Reference {
  const char* name;
  BulkMethod method;
  const char* before;
  const char* after;
};
const Reference kReferences[] = {
    {"InMembers", BulkMethod::Post, R"({"members":[{"value":"bulkId:u","type":"User"},{"value":"8"}]})",
     R"({"members":[{"value":"<u>","type":"User"},{"value":"8"}]})"},
    {"InAnExtension", BulkMethod::Put, R"({"urn:x:User":{"manager":{"value":"bulkId:boss"}}})",
     R"({"urn:x:User":{"manager":{"value":"<boss>"}}})"},
    {"InAReference", BulkMethod::Put, R"({"$ref":"https://x/Users/bulkId:u","other":"https://x/Users/bulkId:u"})",
     R"({"$ref":"https://x/Users/<u>","other":"https://x/Users/bulkId:u"})"},
    {"InPatchValues", BulkMethod::Patch,
     R"({"Operations":[{"op":"add","path":"members","value":[{"value":"bulkId:u"}]},{"op":"add","value":"bulkId:v"}]})",
     R"({"Operations":[{"op":"add","path":"members","value":[{"value":"<u>"}]},{"op":"add","value":"<v>"}]})"},
    {"InPatchPaths", BulkMethod::Patch,
     R"({"Operations":[{"op":"remove","path":"members[value eq \"bulkId:u\" or value eq \"bulkId:v\"].x"}]})",
     R"({"Operations":[{"op":"remove","path":"members[value eq \"<u>\" or value eq \"<v>\"].x"}]})"},
    {"NotInOtherPaths", BulkMethod::Put, R"({"path":"members[value eq \"bulkId:u\"]"})",
     R"({"path":"members[value eq \"bulkId:u\"]"})"},
    {"NotInABrokenPath", BulkMethod::Patch, R"({"path":"members[value eq \"bulkId:u"})",
     R"({"path":"members[value eq \"bulkId:u"})"},
    {"NotBehindEscapes", BulkMethod::Patch, R"({"path":"a eq \"x\\\"bulkId:u\" and b eq \"bulkId:v\""})",
     R"({"path":"a eq \"x\\\"bulkId:u\" and b eq \"<v>\""})"},
    {"NotInNames", BulkMethod::Put, R"({"bulkId:u":1})", R"({"bulkId:u":1})"},
    {"NotInsideATextOrInOtherCase", BulkMethod::Put, R"({"a":"my bulkId:u","b":"BulkId:u","c":"bulkId"})",
     R"({"a":"my bulkId:u","b":"BulkId:u","c":"bulkId"})"},
};
class BulkReferences : public testing::TestWithParam<Reference> {};

TEST_P(BulkReferences, AreReplaced) {
  const core::Value after = with_identifiers(parse(GetParam().before), GetParam().method, [](std::string_view found) {
    const auto bulk_id = referred_bulk_id(found);
    return bulk_id ? std::optional("<" + std::string(*bulk_id) + ">") : std::nullopt;
  });
  EXPECT_EQ(after, parse(GetParam().after));
}
INSTANTIATE_TEST_SUITE_P(All, BulkReferences, testing::ValuesIn(kReferences),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace bridge::scim::test
