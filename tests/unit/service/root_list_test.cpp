#include <string>
#include <vector>

#include "unit/service/service_fixture.hpp"

namespace bridge::service::test {
namespace {

using core::FaultKind;
using Ids = std::vector<std::string>;

/// The users 1 and 2 and the groups 3 and 4; 1 is in 4.
struct Everything : Bench {
  Everything() {
    put(tenant.rows, group("3", "Boss"), R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
                                              "displayName":"Boss"})");
    put(tenant.rows, user("1", "ada@x"), R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
                                             "userName":"ada@x","displayName":"Ada","active":true,"title":"T"})");
    put(tenant.rows, user("2", "bob@x"), R"({"userName":"bob@x","active":false})");
    put(tenant.rows, group("4", "Staff"), R"({"displayName":"staff"})");
    join(tenant.rows, "4", {"1"});
  }
  Ids found(const ListQuery& query) {
    const auto answer = list(std::nullopt, query);
    return answer ? ids_in(*answer) : Ids{core::to_string(answer.error().kind)};
  }
};

TEST(RootList, HoldsUsersThenGroups) {
  Everything all;
  EXPECT_EQ(all.found({}), (Ids{"1", "2", "3", "4"}));
  EXPECT_EQ(*object(*all.list(std::nullopt)).find("totalResults"), core::Value(4));
}

TEST(RootList, PagesAcrossTypes) {
  struct Row {
    const char* start;
    const char* count;
    Ids ids;
  };
  Everything all;
  for (const Row& row : {Row{"1", "2", {"1", "2"}}, Row{"2", "2", {"2", "3"}}, Row{"3", "9", {"3", "4"}},
                         Row{"4", "1", {"4"}}, Row{"5", "1", {}}, Row{"1", "0", {}}, Row{"0", "3", {"1", "2", "3"}}}) {
    for (const auto& filter : {std::optional<std::string>(), std::optional<std::string>("id pr")}) {
      const auto answer = all.list(std::nullopt, {filter, row.start, row.count, {}});
      ASSERT_TRUE(answer);
      EXPECT_EQ(ids_in(*answer), row.ids) << row.start << "/" << row.count;
      EXPECT_EQ(*object(*answer).find("totalResults"), core::Value(4));
    }
  }
}

TEST(RootList, TakesUnknownAttributesForAbsent) {
  struct Row {
    const char* filter;
    Ids ids;
  };
  Everything all;
  for (const Row& row : {
           Row{R"(meta.resourceType eq "User")", {"1", "2"}},
           Row{R"(meta.resourceType eq "Group")", {"3", "4"}},
           Row{R"(displayName pr)", {"1", "3", "4"}},
           Row{R"(displayName eq "BOSS")", {"3"}},
           Row{R"(userName eq "ada@x")", {"1"}},
           Row{R"(userName pr)", {"1", "2"}},
           Row{R"(active eq true)", {"1"}},
           Row{R"(active ne true)", {"2", "3", "4"}},
           Row{R"(not (userName pr))", {"3", "4"}},
           Row{R"(members pr)", {"4"}},
           Row{R"(members.value eq "1")", {"4"}},
           Row{R"(members[value eq "1"] or groups.value eq "4")", {"1", "4"}},
           Row{R"(id eq "3")", {"3"}},
           Row{R"(id eq "3" or userName eq "bob@x")", {"2", "3"}},
           Row{R"(schemas eq "urn:ietf:params:scim:schemas:core:2.0:Group")", {"3"}},
           Row{R"(userName eq "ada@x" and members pr)", {}},
       }) {
    EXPECT_EQ(all.found(filtered(row.filter)), row.ids) << row.filter;
  }
}

TEST(RootList, RefusesWhatNoTypeHas) {
  Everything all;
  for (const char* filter : {R"(shoeSize eq 42)", R"(userName pr or shoeSize pr)", R"(not (name.shoeSize pr))",
                             R"(shoes[size eq 42])", R"(active gt true)", R"(userName eq)"}) {
    EXPECT_EQ(all.found(filtered(filter)), Ids{"InvalidFilter"}) << filter;
  }
  EXPECT_TRUE(
      fails_with(all.list(std::nullopt, filtered("userName pr or shoeSize pr")), FaultKind::InvalidFilter, "shoeSize"));
  EXPECT_EQ(all.found(filtered(R"(password eq "x")")), Ids{"Sensitive"});
}

TEST(RootList, SortsAcrossTypes) {
  Everything all;
  EXPECT_EQ(all.found({{}, {}, {}, {}, "displayName"}), (Ids{"1", "3", "4", "2"}));
  EXPECT_EQ(all.found({{}, {}, {}, {}, "displayName", "descending"}), (Ids{"2", "4", "3", "1"}));
  // Groups have no userName: last, in their own order.
  EXPECT_EQ(all.found({{}, {}, {}, {}, "userName"}), (Ids{"1", "2", "3", "4"}));
  EXPECT_EQ(all.found({{}, {}, {}, {}, "userName", "descending"}), (Ids{"3", "4", "2", "1"}));
  EXPECT_EQ(all.found({{}, {}, {}, {}, "shoeSize"}), Ids{"InvalidPath"});
  EXPECT_EQ(all.found({{}, {}, {}, {}, "password"}), Ids{"Sensitive"});
}

TEST(RootList, ProjectsEachType) {
  Everything all;
  const auto answer = all.list(std::nullopt, {R"(displayName pr)", {}, {}, {"userName,members.value", {}}});
  ASSERT_TRUE(answer);
  EXPECT_EQ(*object(*answer).find("Resources"),
            parse(R"([{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","userName":"ada@x"},
                      {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"3"},
                      {"id":"4","members":[{"value":"1"}]}])"));
}

TEST(RootList, IsMadeWhereItIsCheap) {
  Everything all;
  EXPECT_EQ(all.found({}).size(), 4U);
  EXPECT_EQ(all.found(filtered(R"(id eq "3")")).size(), 1U);
  EXPECT_EQ(all.scans.posted, 0U);
  EXPECT_EQ(all.found(filtered(R"(userName eq "ada@x")")).size(), 1U);
  EXPECT_EQ(all.scans.posted, 1U) << "of Groups, no index knows it";
}

TEST(RootList, WaitsForTheFirstRefresh) {
  Everything all;
  all.tenant.read = false;
  EXPECT_EQ(all.found({}), Ids{"NotReady"});
  EXPECT_EQ(all.found(filtered(R"(userName eq "ada@x")")), Ids{"NotReady"});
}

}  // namespace
}  // namespace bridge::service::test
