#include "bridge/scim/search_request.hpp"

#include <gtest/gtest.h>

#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::FaultKind;

core::Result<SearchRequest> read(const std::string& members) {
  return read_search_request(
      parse(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"])" + members + "}"));
}

TEST(ReadSearchRequest, TakesEveryMember) {
  const auto request = read(R"(,"filter":"userName pr","startIndex":3,"count":-1,"attributes":["id","name.givenName"],
      "excludedAttributes":["groups"],"sortBy":"userName","sortOrder":"descending","cursor":"")");
  ASSERT_TRUE(request) << request.error().detail;
  EXPECT_EQ(*request,
            (SearchRequest{"userName pr", "3", "-1", "id,name.givenName", "groups", "userName", "descending", ""}));
}

TEST(ReadSearchRequest, TakesNoneAndNullForAbsent) {
  EXPECT_EQ(*read(""), SearchRequest());
  EXPECT_EQ(*read(R"(,"filter":null,"count":null,"attributes":null,"shoeSize":{})"), SearchRequest());
  EXPECT_EQ(read(R"(,"attributes":[])")->attributes, "");
}

TEST(ReadSearchRequest, PutsNamesTogetherAsAUrlHasThem) {
  EXPECT_EQ(read(R"(,"attributes":[""])")->attributes, "");
  EXPECT_EQ(read(R"(,"attributes":["","id"])")->attributes, ",id");
  EXPECT_EQ(read(R"(,"excludedAttributes":["id","","groups"])")->excluded_attributes, "id,,groups");
}

TEST(ReadSearchRequest, LimitsTextsToWhatAUrlCanHold) {
  const std::string most(kLongestSearchText, 'a');
  for (const char* member : {"sortBy", "sortOrder"}) {
    const std::string begin = std::string(",\"") + member + "\":\"" + most;
    EXPECT_TRUE(read(begin + "\"")) << member;
    EXPECT_TRUE(fails_with(read(begin + "a\""), FaultKind::InvalidValue,
                           std::string(member) + ": expected at most 16384 bytes, found 16385 bytes"));
  }
  for (const char* member : {"attributes", "excludedAttributes"}) {
    const std::string begin = std::string(",\"") + member + "\":[\"id\",\"" + most.substr(3);
    EXPECT_TRUE(read(begin + "\"]")) << member;
    EXPECT_TRUE(fails_with(read(begin + "a\"]"), FaultKind::InvalidValue,
                           std::string(member) + ": expected at most 16384 bytes, found 16385 bytes"));
  }
  EXPECT_TRUE(read(",\"filter\":\"" + most + "a\",\"cursor\":\"" + most + "a\""));
}

TEST(ReadSearchRequest, IgnoresTheCaseOfNames) {
  EXPECT_EQ(read(R"(,"FILTER":"id pr","STARTindex":2,"SortBy":"id")")->start_index, "2");
  EXPECT_TRUE(read_search_request(parse(R"({"SCHEMAS":["URN:ietf:params:scim:api:messages:2.0:searchrequest"]})")));
}

TEST(ReadSearchRequest, NamesTheMemberOfAnotherType) {
  for (const auto& [members, says] :
       {std::pair(R"(,"filter":7)", "filter: expected a string, found integer"),
        std::pair(R"(,"sortBy":["id"])", "sortBy: expected a string, found array"),
        std::pair(R"(,"sortOrder":true)", "sortOrder: expected a string, found boolean"),
        std::pair(R"(,"cursor":{})", "cursor: expected a string, found object"),
        std::pair(R"(,"startIndex":"1")", "startIndex: expected an integer, found string"),
        std::pair(R"(,"startIndex":1.5)", "startIndex: expected an integer, found number"),
        std::pair(R"(,"count":"10")", "count: expected an integer, found string"),
        std::pair(R"(,"count":false)", "count: expected an integer, found boolean"),
        std::pair(R"(,"attributes":"id")", "attributes: expected an array of strings, found string"),
        std::pair(R"(,"attributes":["id",7])", "attributes: expected an array of strings, found one with integer"),
        std::pair(R"(,"excludedAttributes":{})", "excludedAttributes: expected an array of strings, found object")}) {
    EXPECT_TRUE(fails_with(read(members), FaultKind::InvalidValue, says)) << members;
  }
}

TEST(ReadSearchRequest, RefusesAnotherMessage) {
  for (const char* body : {"{}", R"({"schemas":[]})", R"({"schemas":"x"})", R"({"schemas":[7]})",
                           R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]})"}) {
    EXPECT_TRUE(fails_with(read_search_request(parse(body)), FaultKind::InvalidSyntax, "SearchRequest")) << body;
  }
  for (const char* body : {"[]", "7", "null", R"("x")"}) {
    EXPECT_TRUE(fails_with(read_search_request(parse(body)), FaultKind::InvalidSyntax, "body: expected")) << body;
  }
}

}  // namespace
}  // namespace bridge::scim::test
