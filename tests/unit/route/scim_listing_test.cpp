#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_scim/groups.hpp"
#include "bridge/route/smartsheet_scim/people.hpp"
#include "unit/route/scim_fixture.hpp"

namespace bridge::route::smartsheet_scim {
namespace {

using core::FaultKind;
using test::fails_with;
using test::parse;
using test::Sent;
using test::sent;

constexpr const char* kMessage = R"("schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"])";

core::Value list(const std::string& members) { return parse("{" + std::string(kMessage) + "," + members + "}"); }

TEST(ScimLookUps, AreReads) {
  using core::UpstreamId;
  const struct {
    ScimCall call;
    const char* line;
  } rows[] = {
      {find_user("ada+1@example.com"), "GET /Users?filter=userName%20eq%20%22ada%2B1%40example.com%22"},
      {find_user("a\"b\\@x"), "GET /Users?filter=userName%20eq%20%22a%5C%22b%5C%5C%40x%22"},
      {get_user(UpstreamId("u-7")), "GET /Users/u-7"},
      {get_user(UpstreamId("../7")), "GET /Users/..%2F7"},
      {get_group(UpstreamId("g 5")), "GET /Groups/g%205"},
      {list_users(1), "GET /Users?startIndex=1&count=1000"},
      {list_groups(1001), "GET /Groups?startIndex=1001&count=1000"},
      {probe(), "GET /Users?startIndex=1&count=1"},
  };
  for (const auto& row : rows) EXPECT_EQ(sent(row.call), (Sent{row.line, {}}));
}

struct PageRow {
  const char* members;
  std::int64_t from;
  std::size_t records;
  std::optional<std::int64_t> next;
};

TEST(ScimPage, SaysWhereTheNextOneBegins) {
  const PageRow rows[] = {
      {R"("totalResults":2,"startIndex":1,"itemsPerPage":2,"Resources":[{"id":"1"},{"id":"2"}])", 1, 2, {}},
      {R"("totalResults":3,"startIndex":1,"Resources":[{"id":"1"},{"id":"2"}])", 1, 2, 3},
      {R"("totalResults":3,"startIndex":3,"Resources":[{"id":"3"}])", 3, 1, {}},
      {R"("totalResults":3,"Resources":[{"id":"3"}])", 3, 1, {}},
      // Shorter than asked for: the service caps its pages.
      {R"("totalResults":5000,"startIndex":1,"itemsPerPage":100,"Resources":[{"id":"1"}])", 1, 1, 2},
      {R"("totalResults":0)", 1, 0, {}},
      {R"("totalResults":0,"Resources":[])", 1, 0, {}},
      {R"("totalResults":9,"Resources":null)", 5, 0, {}},
      {R"("totalResults":9,"Resources":[])", 1, 0, {}},
      {R"("TotalResults":3,"resources":[{"id":"1"}])", 1, 1, 2},
      // What is no object counts, and is left out.
      {R"("totalResults":4,"Resources":[{"id":"1"},7,null])", 1, 1, 4},
      // No total: on until a page is empty.
      {R"("Resources":[{"id":"1"}])", 1, 1, 2},
      {R"("startIndex":2,"Resources":[{"id":"2"}])", 2, 1, 3},
      {R"("Resources":[])", 3, 0, {}},
      // A service that counts from 0, and one that repeats a little.
      {R"("totalResults":9,"startIndex":0,"Resources":[{"id":"1"}])", 1, 1, 2},
      {R"("totalResults":9,"startIndex":2,"Resources":[{"id":"2"},{"id":"3"}])", 3, 2, 5},
  };
  for (const PageRow& row : rows) {
    const auto page = read_page(list(row.members), row.from);
    ASSERT_TRUE(page) << row.members;
    EXPECT_EQ(page->records.size(), row.records) << row.members;
    EXPECT_EQ(page->next, row.next) << row.members;
  }
}

TEST(ScimPage, IsNotReadWhereTheListHasNoEnd) {
  const PageRow rows[] = {
      // The first page again, whatever was asked for.
      {R"("totalResults":9,"startIndex":1,"Resources":[{"id":"1"},{"id":"2"}])", 3, 0, {}},
      {R"("startIndex":1,"Resources":[{"id":"1"},{"id":"2"}])", 3, 0, {}},
      {R"("Resources":[{"id":"1"},{"id":"2"}])", 3, 0, {}},
      {R"("totalResults":9000000000000,"Resources":[{"id":"1"}])", 10'000'000, 0, {}},
  };
  for (const PageRow& row : rows) {
    EXPECT_TRUE(fails_with(read_page(list(row.members), row.from), FaultKind::UpstreamRejected, "can't be read"))
        << row.members;
  }
}

TEST(ScimPage, IsAListResponse) {
  for (const char* body :
       {"null", "[]", "7", R"("x")", "{}", R"({"id":"u-7","userName":"a@x"})", R"({"id":"g-5","displayName":"G"})",
        R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"u-7","Resources":[]})",
        R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"Resources":{}})",
        R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":"x"})"}) {
    EXPECT_TRUE(fails_with(read_page(parse(body), 1), FaultKind::UpstreamRejected, "can't be read")) << body;
  }
  for (const char* body : {R"({"Resources":[]})", R"({"totalResults":0})",
                           R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"]})"}) {
    EXPECT_TRUE(read_page(parse(body), 1)) << body;
  }
}

TEST(ScimPage, TellsUsersFromGroups) {
  const auto page = read_page(list(R"("totalResults":3,"Resources":[{"ID":7,"username":"a@x"},
      {"id":"g-5","displayName":"Staff"},{"Schemas":["urn:x"],"id":"u-8","userName":"b@x"}])"),
                              1);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->records.size(), 3U);
  EXPECT_EQ(page->records[0], test::user(R"("id":"7","userName":"a@x")"));
  EXPECT_EQ(page->records[1], test::object(R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"g-5",
                                               "displayName":"Staff"})"));
  EXPECT_EQ(page->records[2], test::object(R"({"schemas":["urn:x"],"id":"u-8","userName":"b@x"})"));
}

}  // namespace
}  // namespace bridge::route::smartsheet_scim
