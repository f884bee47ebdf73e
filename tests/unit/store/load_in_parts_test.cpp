#include <algorithm>
#include <atomic>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/store/store_fixture.hpp"

namespace bridge::store {
namespace {

using ::bridge::store::testing::kTenant;
using ::bridge::store::testing::putting;
using ::bridge::store::testing::rid;
using ::bridge::store::testing::user;

using LoadInParts = ::bridge::store::testing::StoreTest;

struct Gathered {
  std::atomic<std::size_t> most_at_once{0};
  std::vector<std::string> ids;
  std::vector<StoredMember> members;
  std::size_t rows_before_members = 0;

  [[nodiscard]] Taking taking() {
    return {[this](std::vector<Row> rows) {
              if (rows.size() > most_at_once) most_at_once = rows.size();
              std::vector<std::string> some;
              for (const Row& row : rows) some.push_back(row.id.text);
              return [this, some] { ids.insert(ids.end(), some.begin(), some.end()); };
            },
            [this](std::vector<StoredMember> some) {
              rows_before_members = ids.size();
              members.insert(members.end(), some.begin(), some.end());
            }};
  }
};

Change many(int count) {
  Change change;
  MembershipChange joined{rid("9"), {}, {}, true};
  for (int i = 1; i <= count; ++i) {
    change.put.push_back(user(std::to_string(i), "", static_cast<std::uint64_t>(i)));
    joined.added.push_back(rid(std::to_string(i)));
  }
  change.memberships.push_back(joined);
  change.marks["complete"] = "yes";
  return change;
}

TEST_F(LoadInParts, HandsOnSomeRowsAtATimeInTheOrderInWhichTheyWereMade) {
  constexpr int kCount = 5000;
  save(many(kCount));
  // Written again: that makes nobody younger.
  save(putting(user("3", "ada@example.com", 3)));
  Gathered gathered;
  const auto contents = store_->load_in_parts(kTenant, gathered.taking());
  ASSERT_TRUE(contents);
  EXPECT_TRUE(contents->rows.empty());
  EXPECT_TRUE(contents->members.empty());
  EXPECT_EQ(contents->marks.at("complete"), "yes");
  EXPECT_LE(gathered.most_at_once, 1000U);
  ASSERT_EQ(gathered.ids.size(), static_cast<std::size_t>(kCount));
  for (int i = 0; i < kCount; ++i) ASSERT_EQ(gathered.ids[static_cast<std::size_t>(i)], std::to_string(i + 1));
  EXPECT_EQ(gathered.members.size(), static_cast<std::size_t>(kCount));
  EXPECT_EQ(gathered.rows_before_members, static_cast<std::size_t>(kCount));
}

TEST_F(LoadInParts, GivesNothingOfAnEmptyTenant) {
  save(many(3));
  Gathered gathered;
  ASSERT_TRUE(store_->load_in_parts(core::TenantName("other"), gathered.taking()));
  EXPECT_TRUE(gathered.ids.empty());
  EXPECT_TRUE(gathered.members.empty());
}

TEST_F(LoadInParts, TellsOfATakerThatFails) {
  save(many(3000));
  const Taking taking{[](std::vector<Row>) -> std::function<void()> { throw std::runtime_error("no"); },
                      [](const std::vector<StoredMember>&) {}};
  const auto contents = store_->load_in_parts(kTenant, taking);
  ASSERT_FALSE(contents);
  EXPECT_EQ(contents.error().kind, core::FaultKind::StoreFailed);
}

}  // namespace
}  // namespace bridge::store
