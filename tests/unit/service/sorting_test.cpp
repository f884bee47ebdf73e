#include <optional>
#include <string>
#include <vector>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using Ids = std::vector<std::string>;

/// Four people, whom no attribute brings into the order in which they came.
struct People : Bench {
  People() {
    const auto add = [this](const char* id, int created, const char* shown) {
      store::Row row = user(id, std::string(id) + "@x");
      row.created = core::Instant(std::chrono::seconds(created));
      put(tenant.rows, std::move(row), shown);
    };
    add("1", 30, R"({"userName":"bob@x","title":"b","active":true,"name":{"familyName":"Zu"},
                    "emails":[{"value":"z@x"},{"value":"a@x","primary":true}]})");
    add("2", 10, R"({"userName":"Ada@x","active":false,"name":{"familyName":"ab"},"emails":[{"value":"m@x"}]})");
    add("3", 40, R"({"userName":"cy@x","title":"A","active":true})");
    add("4", 20, R"({"userName":"\u00e9va@x","title":"B","name":{"familyName":"Mo"},"emails":[{"value":"C@x"}]})");
    put(tenant.rows, user("5", "gone@x", store::Life::Deleted), R"({"userName":"gone@x"})");
  }
  Ids sorted(const char* by, const char* order = nullptr, std::optional<std::string> filter = {},
             std::optional<std::string> start = {}, std::optional<std::string> count = {}) {
    ListQuery query{std::move(filter), std::move(start), std::move(count), {}, by, {}, {}};
    if (order != nullptr) query.sort_order = order;
    const auto answer = list(Kind::User, query);
    return answer ? ids_in(*answer) : Ids{core::to_string(answer.error().kind)};
  }
};

TEST(Sorting, FollowsTheAttributeInBothDirections) {
  struct Row {
    const char* by;
    Ids ascending;
    Ids descending;
  };
  People people;
  for (const Row& row : {
           Row{"userName", {"2", "1", "3", "4"}, {"4", "3", "1", "2"}},
           Row{"USERNAME", {"2", "1", "3", "4"}, {"4", "3", "1", "2"}},
           // Equal ones stay as they are, absent ones go to the end, or with descending to the front.
           Row{"title", {"3", "1", "4", "2"}, {"2", "1", "4", "3"}},
           Row{"active", {"2", "1", "3", "4"}, {"4", "1", "3", "2"}},
           Row{"name.familyName", {"2", "4", "1", "3"}, {"3", "1", "4", "2"}},
           Row{"emails", {"1", "4", "2", "3"}, {"3", "2", "4", "1"}},
           Row{"emails.value", {"1", "4", "2", "3"}, {"3", "2", "4", "1"}},
           Row{"meta.created", {"2", "4", "1", "3"}, {"3", "1", "4", "2"}},
           Row{"meta.resourceType", {"1", "2", "3", "4"}, {"1", "2", "3", "4"}},
           Row{"nickName", {"1", "2", "3", "4"}, {"1", "2", "3", "4"}},
           Row{"id", {"1", "2", "3", "4"}, {"4", "3", "2", "1"}},
           Row{"", {"1", "2", "3", "4"}, {"1", "2", "3", "4"}},
       }) {
    EXPECT_EQ(people.sorted(row.by), row.ascending) << row.by;
    EXPECT_EQ(people.sorted(row.by, "ascending"), row.ascending) << row.by;
    EXPECT_EQ(people.sorted(row.by, "Descending"), row.descending) << row.by;
  }
}

TEST(Sorting, GoesWithFiltersAndPages) {
  People people;
  EXPECT_EQ(people.sorted("userName", "descending", R"(title pr)"), (Ids{"4", "3", "1"}));
  EXPECT_EQ(people.sorted("userName", nullptr, R"(title pr)", "2", "1"), Ids{"3"});
  EXPECT_EQ(people.sorted("userName", nullptr, {}, "2", "2"), (Ids{"1", "3"}));
  EXPECT_EQ(people.sorted("userName", nullptr, {}, "4", "9"), Ids{"4"});
  EXPECT_EQ(people.sorted("userName", nullptr, {}, "9", "9"), Ids());
  EXPECT_EQ(people.sorted("userName", nullptr, {}, "1", "0"), Ids());
  EXPECT_EQ(people.sorted("title", nullptr, R"(id eq "2")"), Ids{"2"});
}

TEST(Sorting, IsDoneApartFromTheCallersThread) {
  People people;
  EXPECT_EQ(people.sorted("userName").size(), 4U);
  EXPECT_EQ(people.scans.posted, 1U);
}

TEST(Sorting, RefusesWhatCannotBeSortedBy) {
  People people;
  EXPECT_EQ(people.sorted("shoeSize"), Ids{"InvalidPath"});
  EXPECT_EQ(people.sorted("name"), Ids{"InvalidPath"});
  EXPECT_EQ(people.sorted("user Name"), Ids{"InvalidPath"});
  EXPECT_EQ(people.sorted("members"), Ids{"InvalidPath"});
  EXPECT_EQ(people.sorted("password"), Ids{"Sensitive"});
  EXPECT_EQ(people.sorted("userName", "upwards"), Ids{"InvalidValue"});
  EXPECT_EQ(people.sorted("", "upwards"), Ids{"InvalidValue"});
}

TEST(Sorting, AgreesWithItselfWhateverThePage) {
  Bench bench;
  for (int i = 0; i < 60; ++i) {
    const std::string id = std::to_string(i + 1);
    const std::string title = i % 4 == 3 ? "" : R"(,"title":"t)" + std::to_string(i * 7 % 5) + "\"";
    put(bench.tenant.rows, user(id, id + "@x"), R"({"userName":")" + id + R"(@x")" + title + "}");
  }
  for (const char* order : {"ascending", "descending"}) {
    const Ids whole = ids_in(*bench.list(Kind::User, {{}, {}, {}, {}, "title", order, {}}));
    ASSERT_EQ(whole.size(), 60U);
    for (const int size : {1, 7, 40}) {
      Ids pages;
      for (int start = 1; start <= 60; start += size) {
        const Ids page =
            ids_in(*bench.list(Kind::User, {{}, std::to_string(start), std::to_string(size), {}, "title", order, {}}));
        pages.insert(pages.end(), page.begin(), page.end());
      }
      EXPECT_EQ(pages, whole) << order << " by " << size;
    }
  }
}

}  // namespace
}  // namespace bridge::service::test
