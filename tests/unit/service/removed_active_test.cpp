// Whose `active` a client removed: everybody is shown them without it.

#include <optional>
#include <string>
#include <vector>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using Ids = std::vector<std::string>;

/// With `active` as it says, and removed while it was so.
struct People : Bench {
  People() {
    add("1", true, std::nullopt);
    add("2", false, std::nullopt);
    add("3", true, true);
    add("4", false, false);
    // Their access changed since.
    add("5", true, false);
    add("6", false, true);
  }
  void add(const char* id, bool active, std::optional<bool> removed) {
    store::Row row = user(id, std::string(id) + "@x");
    row.removed_active = removed;
    put(tenant.rows, std::move(row),
        std::string(R"({"userName":")") + id + R"(@x","active":)" + (active ? "true" : "false") + R"(,"title":"T"})");
  }
  [[nodiscard]] std::string active_of(const core::Value& resource) const {
    const core::Value* active = resource.if_object()->find("active");
    return active == nullptr ? "absent" : json::write(*active);
  }
};

const Ids kShown{"true", "false", "absent", "absent", "true", "false"};

TEST(RemovedActive, IsAbsentWhileItIsWhatWasRemoved) {
  People people;
  for (std::size_t i = 0; i < kShown.size(); ++i) {
    const auto shown = people.get(Kind::User, std::to_string(i + 1));
    ASSERT_TRUE(shown);
    const core::Object resource = object(shown->body);
    EXPECT_EQ(people.active_of(resource), kShown[i]) << i + 1;
    EXPECT_EQ(core::text_or_empty(resource, "title"), "T") << "the rest is shown";
    const auto wanted = people.get(Kind::User, std::to_string(i + 1), {"active", {}});
    ASSERT_TRUE(wanted);
    EXPECT_EQ(people.active_of(object(wanted->body)), kShown[i]) << i + 1;
  }
}

TEST(RemovedActive, IsAbsentInLists) {
  People people;
  const auto answer = people.list(Kind::User);
  ASSERT_TRUE(answer);
  const core::Object body = object(*answer);
  Ids shown;
  for (const core::Value& resource : *body.find("Resources")->if_array()) {
    shown.push_back(people.active_of(resource));
  }
  EXPECT_EQ(shown, kShown);
}

TEST(RemovedActive, IsUnassignedToFilters) {
  struct Row {
    const char* filter;
    Ids found;
  };
  People people;
  for (const Row& row : {
           Row{"active pr", {"1", "2", "5", "6"}},
           Row{"not (active pr)", {"3", "4"}},
           Row{"active eq true", {"1", "5"}},
           Row{"active eq false", {"2", "6"}},
           Row{"ACTIVE eq true", {"1", "5"}},
           Row{"urn:ietf:params:scim:schemas:core:2.0:User:active eq false", {"2", "6"}},
           Row{"active ne true", {"2", "3", "4", "6"}},
           Row{R"(title eq "T" and active eq true)", {"1", "5"}},
       }) {
    EXPECT_EQ(people.ids(Kind::User, row.filter), row.found) << row.filter;
  }
}

TEST(RemovedActive, IsUnassignedToSorting) {
  People people;
  const auto sorted = people.list(Kind::User, ListQuery{{}, {}, {}, {}, "active", {}, {}});
  ASSERT_TRUE(sorted);
  EXPECT_EQ(ids_in(*sorted), (Ids{"2", "6", "1", "5", "3", "4"}));
}

}  // namespace
}  // namespace bridge::service::test
