#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/route/smartsheet_rest/people.hpp"
#include "unit/route/route_fixture.hpp"

namespace bridge::route::smartsheet_rest {
namespace {

using core::FaultKind;
using test::fails_with;
using test::line;
using test::parse;

TEST(FindUser, EncodesTheAddress) {
  struct Row {
    const char* email;
    const char* query;
  };
  for (const Row& row :
       {Row{"ada@example.com", "ada%40example.com"}, Row{"ada+x@example.com", "ada%2Bx%40example.com"},
        Row{"A-b_c.d~e@x", "A-b_c.d~e%40x"}, Row{"a b&c=d%e,f/g?h#i", "a%20b%26c%3Dd%25e%2Cf%2Fg%3Fh%23i"},
        Row{"ü@x", "%C3%BC%40x"}, Row{"a'\"<>{}|\\^`@x", "a%27%22%3C%3E%7B%7D%7C%5C%5E%60%40x"}}) {
    EXPECT_EQ(line(find_user(row.email)), std::string("GET /users?email=") + row.query);
  }
}

TEST(UserCalls, AreReads) {
  EXPECT_EQ(line(get_user(core::UpstreamId("7"))), "GET /users/7");
  EXPECT_EQ(line(list_users(3)), "GET /users?page=3&pageSize=10000");
  EXPECT_EQ(line(get_owner()), "GET /users/me");
}

TEST(ReadPage, EndsWhereTheTotalsSay) {
  struct Row {
    const char* answer;
    std::int64_t page;
    std::int64_t page_size;
    std::size_t records;
    bool last;
  };
  for (const Row& row : {
           Row{R"({"pageNumber":1,"totalPages":2,"data":[{"id":1},{"id":2}]})", 1, 2, 2, false},
           Row{R"({"pageNumber":2,"totalPages":2,"data":[{"id":3}]})", 2, 2, 1, true},
           // A full last page, a short page that is not the last, nobody at all.
           Row{R"({"pageNumber":2,"totalPages":2,"data":[{"id":3},{"id":4}]})", 2, 2, 2, true},
           Row{R"({"pageNumber":1,"totalPages":2,"data":[{"id":1}]})", 1, 2, 1, false},
           Row{R"({"pageNumber":1,"totalPages":0,"totalCount":0,"data":[]})", 1, 2, 0, true},
           // Past the end: no records, or the last page again.
           Row{R"({"pageNumber":3,"totalPages":2,"data":[]})", 3, 2, 0, true},
           Row{R"({"pageNumber":2,"totalPages":2,"data":[{"id":3},{"id":4}]})", 3, 2, 2, true},
           // Totals that Smartsheet does not know, or does not give.
           Row{R"({"pageNumber":1,"totalPages":-1,"data":[{"id":1},{"id":2}]})", 1, 2, 2, false},
           Row{R"({"pageNumber":2,"totalPages":-1,"data":[{"id":3}]})", 2, 2, 1, true},
           Row{R"({"pageNumber":3,"totalPages":-1,"data":[]})", 3, 2, 0, true},
           Row{R"({"data":[{"id":1},{"id":2}]})", 1, 2, 2, false},
           Row{R"({"data":[{"id":1}]})", 1, 2, 1, true},
           Row{R"({"totalPages":"many","data":[{"id":1},{"id":2}]})", 1, 2, 2, false},
           // Totals unknown and the last page again: without its number this would go on for ever.
           Row{R"({"pageNumber":2,"totalPages":-1,"data":[{"id":3},{"id":4}]})", 3, 2, 2, true},
           Row{R"({"pageNumber":2,"data":[{"id":3},{"id":4}]})", 3, 2, 2, true},
       }) {
    const auto page = read_page(parse(row.answer).if_object()->with("pageSize", row.page_size), row.page);
    ASSERT_TRUE(page) << row.answer;
    EXPECT_EQ(page->records.size(), row.records) << row.answer;
    EXPECT_EQ(page->next, row.last ? std::nullopt : std::optional(row.page + 1))
        << row.answer << " asked for page " << row.page;
  }
}

TEST(ReadPage, TakesTheSizeThatItAskedForWhereTheAnswerNamesNone) {
  const auto page = read_page(parse(R"({"totalPages":-1,"data":[{"id":1}]})"), 1);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->next, std::nullopt);
}

TEST(ReadPage, SkipsWhatIsNoRecord) {
  const auto page = read_page(parse(R"({"totalPages":1,"data":[{"id":1},null,"x",{"id":2}]})"), 1);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->records.size(), 2U);
  EXPECT_EQ(record_id(page->records[1]), "2");
}

TEST(ReadPage, RefusesAnAnswerWithoutData) {
  for (const char* answer : {"null", "[]", "{}", R"({"data":null})", R"({"data":{}})", R"({"result":[]})"}) {
    EXPECT_TRUE(fails_with(read_page(parse(answer), 1), FaultKind::UpstreamRejected, "listing")) << answer;
  }
}

}  // namespace
}  // namespace bridge::route::smartsheet_rest
