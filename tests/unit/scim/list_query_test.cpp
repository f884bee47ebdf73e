#include "bridge/scim/list_query.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "bridge/scim/urns.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using core::FaultKind;

TEST(ReadPaging, TakesTheDefaultsOfTheRfc) {
  const auto paging = read_paging(std::nullopt, std::nullopt);
  ASSERT_TRUE(paging);
  EXPECT_EQ(*paging, (Paging{1, std::nullopt}));
}

TEST(ReadPaging, RaisesSmallNumbers) {
  EXPECT_EQ(*read_paging("5", "10"), (Paging{5, 10}));
  EXPECT_EQ(*read_paging("0", "0"), (Paging{1, 0}));
  EXPECT_EQ(*read_paging("-7", "-1"), (Paging{1, 0}));
  EXPECT_EQ(*read_paging("007", "-0"), (Paging{7, 0}));
}

TEST(ReadPaging, TakesHugeNumbersAsFarAway) {
  const auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(*read_paging("99999999999999999999999", "99999999999999999999999"), (Paging{most, most}));
  EXPECT_EQ(*read_paging("-99999999999999999999999", "-99999999999999999999999"), (Paging{1, 0}));
}

TEST(ReadPaging, RefusesWhatIsNoInteger) {
  for (const char* text : {"", " ", "x", "1x", "1.5", "1 ", " 1", "+1", "1e3", "--1", "-"}) {
    EXPECT_TRUE(fails_with(read_paging(text, std::nullopt), FaultKind::InvalidValue, "startIndex: expected an integer"))
        << text;
    EXPECT_TRUE(fails_with(read_paging(std::nullopt, text), FaultKind::InvalidValue, "count: expected an integer"))
        << text;
  }
}

TEST(ListResponse, JoinsResources) {
  EXPECT_EQ(parse(list_response({12, 3, {}}, {R"({"id":"1"})", R"({"id":"2"})"})),
            parse(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":12,"startIndex":3,
                      "itemsPerPage":2,"Resources":[{"id":"1"},{"id":"2"}]})"));
  EXPECT_EQ(parse(list_response({1, 1, {}}, {R"({"id":"1"})"})).if_object()->find("Resources")->if_array()->size(), 1U);
}

TEST(ListResponse, HasResourcesAlsoWhenThereAreNone) {
  const core::Value empty = parse(list_response({0, 1, {}}, {}));
  EXPECT_EQ(*empty.if_object()->find("totalResults"), core::Value(0));
  EXPECT_EQ(*empty.if_object()->find("Resources"), core::Value(core::Array()));
}

TEST(ListResponse, GoesByCursorWithoutAStartIndex) {
  EXPECT_EQ(parse(list_response({12, {}, "abc_-9"}, {R"({"id":"1"})"})),
            parse(R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":12,
                      "itemsPerPage":1,"nextCursor":"abc_-9","Resources":[{"id":"1"}]})"));
  EXPECT_EQ(parse(list_response({12, {}, {}}, {})).if_object()->find("nextCursor"), nullptr);
}

}  // namespace
}  // namespace bridge::scim::test
