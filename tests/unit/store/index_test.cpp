#include "bridge/store/index.hpp"

#include <algorithm>
#include <atomic>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/store/index_calls.hpp"

namespace bridge::store {
namespace {

using ::bridge::store::testing::drop;
using ::bridge::store::testing::entry;
using ::bridge::store::testing::group;
using ::bridge::store::testing::put;
using ::bridge::store::testing::rid;
using ::bridge::store::testing::user;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string id_of(const EntryPtr& found) { return found == nullptr ? "nobody" : found->row.id.text; }

std::vector<std::string> ids_of(const std::vector<Glimpse>& entries) {
  std::vector<std::string> ids;
  for (const Glimpse& one : entries) ids.emplace_back(one.id());
  return ids;
}

std::vector<std::string> all_ids(const Index& index, Kind kind) {
  std::vector<std::string> ids;
  index.each(kind, [&ids](const EntryPtr& one) { ids.push_back(one->row.id.text); });
  return ids;
}

Row keyed(Row row, const std::string& client, const std::string& external_id, const std::string& upstream) {
  row.external_ids[client] = external_id;
  row.links["rest"] = core::UpstreamId(upstream);
  return row;
}

std::string by_name(const Index& index, const std::string& name) { return id_of(index.find_by_name(Kind::User, name)); }
std::string by_external(const Index& index, const std::string& client, const std::string& external_id) {
  return id_of(index.find_by_external_id(Kind::User, client, external_id));
}
std::string by_link(const Index& index, const std::string& route, const std::string& upstream) {
  return id_of(index.find_by_link(Kind::User, route, core::UpstreamId(upstream)));
}

TEST(Index, FindsByEveryKey) {
  Index index;
  put(index, keyed(user("1", "Ada@Example.com"), "okta", "ext-1", "901"));
  put(index, keyed(user("2", "bob@example.com"), "entra", "ext-1", "902"));

  EXPECT_EQ(id_of(index.find(Kind::User, rid("1"))), "1");
  EXPECT_EQ(by_name(index, "aDA@example.COM"), "1");
  EXPECT_EQ(by_external(index, "okta", "ext-1"), "1");
  EXPECT_EQ(by_external(index, "entra", "ext-1"), "2");
  EXPECT_EQ(by_link(index, "rest", "902"), "2");
}

TEST(Index, FindsNobodyUnderOtherKeys) {
  Index index;
  put(index, keyed(user("1", "ada@example.com"), "okta", "ext-1", "901"));

  EXPECT_EQ(index.find(Kind::User, rid("2")), nullptr);
  EXPECT_EQ(index.find(Kind::Group, rid("1")), nullptr);
  EXPECT_EQ(index.find_by_name(Kind::Group, "ada@example.com"), nullptr);
  EXPECT_EQ(by_name(index, "ada@example.co"), "nobody");
  EXPECT_EQ(by_external(index, "okta", "EXT-1"), "nobody");
  EXPECT_EQ(by_external(index, "entra", "ext-1"), "nobody");
  EXPECT_EQ(by_external(index, "okt", "aext-1"), "nobody");
  EXPECT_EQ(by_link(index, "scim", "901"), "nobody");
}

TEST(Index, FindsNobodyUnderEmptyKeys) {
  Index index;
  put(index, keyed(user("1", ""), "okta", "", ""));

  EXPECT_EQ(by_name(index, ""), "nobody");
  EXPECT_EQ(by_external(index, "okta", ""), "nobody");
  EXPECT_EQ(by_link(index, "rest", ""), "nobody");
}

TEST(Index, ForgetsTheKeysOfTheEntryBefore) {
  Index index;
  put(index, keyed(user("1", "ada@example.com"), "okta", "old", "901"));
  put(index, keyed(user("1", "ada@example.org"), "okta", "new", "902"));

  EXPECT_EQ(by_name(index, "ada@example.com"), "nobody");
  EXPECT_EQ(by_name(index, "ada@example.org"), "1");
  EXPECT_EQ(by_external(index, "okta", "old"), "nobody");
  EXPECT_EQ(by_external(index, "okta", "new"), "1");
  EXPECT_EQ(by_link(index, "rest", "901"), "nobody");
  EXPECT_EQ(by_link(index, "rest", "902"), "1");
}

TEST(Index, KeepsANameThatDiffersInCaseOnly) {
  Index index;
  put(index, user("1", "ada@example.com"));
  put(index, user("1", "ADA@example.com"));
  EXPECT_EQ(by_name(index, "ada@example.com"), "1");
}

TEST(Index, DroppedIsUnknownUnderEveryKey) {
  Index index;
  put(index, keyed(user("1", "ada@example.com"), "okta", "ext", "901"));
  drop(index, Kind::Group, "1");
  EXPECT_EQ(id_of(index.find(Kind::User, rid("1"))), "1");

  drop(index, Kind::User, "1");
  drop(index, Kind::User, "1");
  EXPECT_EQ(index.find(Kind::User, rid("1")), nullptr);
  EXPECT_EQ(by_name(index, "ada@example.com"), "nobody");
  EXPECT_EQ(by_external(index, "okta", "ext"), "nobody");
  EXPECT_EQ(by_link(index, "rest", "901"), "nobody");
  EXPECT_EQ(index.size(Kind::User), 0U);
  EXPECT_THAT(all_ids(index, Kind::User), IsEmpty());
}

TEST(Index, ANameTakenOverSurvivesTheOlderOnesEnd) {
  Index index;
  put(index, user("1", "ada@example.com", 1));
  put(index, user("2", "ada@example.com", 2));
  EXPECT_EQ(by_name(index, "ada@example.com"), "2");

  drop(index, Kind::User, "1");
  EXPECT_EQ(by_name(index, "ada@example.com"), "2");
}

TEST(Index, ANameGivenUpGoesBackToTheOlderOne) {
  Index index;
  put(index, user("1", "ada@example.com", 1));
  put(index, user("2", "ada@example.com", 2));
  put(index, user("2", "ada.b@example.com", 2));
  EXPECT_EQ(by_name(index, "ada@example.com"), "1");
}

TEST(Index, AVisibleOneIsFoundBeforeATombstoneOfTheSameName) {
  Index index;
  put(index, user("1", "ada@example.com", 1));
  put(index, user("2", "ada@example.com", 2, Life::Deleted));
  EXPECT_EQ(by_name(index, "ada@example.com"), "1");

  put(index, user("1", "ada@example.com", 1, Life::Deleted));
  EXPECT_EQ(by_name(index, "ada@example.com"), "2");
}

TEST(Index, PagesHoldTheVisibleInTheirOrder) {
  Index index;
  put(index, user("30", "c@example.com", 3));
  put(index, user("10", "a@example.com", 1));
  put(index, user("20", "b@example.com", 2, Life::Deleted));
  put(index, user("50", "e@example.com", 5, Life::Guest));
  put(index, user("40", "d@example.com", 4));

  EXPECT_THAT(ids_of(index.page(Kind::User, 0, 10)), ElementsAre("10", "30", "40"));
  EXPECT_THAT(ids_of(index.page(Kind::User, 1, 1)), ElementsAre("30"));
  EXPECT_THAT(index.page(Kind::User, 3, 10), IsEmpty());
  EXPECT_THAT(index.page(Kind::User, 0, 0), IsEmpty());
  EXPECT_THAT(index.page(Kind::Group, 0, 10), IsEmpty());
  EXPECT_EQ(index.size(Kind::User), 3U);
  EXPECT_THAT(all_ids(index, Kind::User), ElementsAre("10", "20", "30", "40", "50"));
}

TEST(Index, ALifeThatChangesEntersAndLeavesPages) {
  Index index;
  put(index, user("1", "a@example.com", 1));
  put(index, user("2", "b@example.com", 2));
  put(index, user("1", "a@example.com", 1, Life::Deleted));
  EXPECT_THAT(ids_of(index.page(Kind::User, 0, 10)), ElementsAre("2"));
  EXPECT_EQ(index.size(Kind::User), 1U);
  EXPECT_EQ(by_name(index, "a@example.com"), "1");

  put(index, user("1", "a@example.com", 1));
  EXPECT_THAT(ids_of(index.page(Kind::User, 0, 10)), ElementsAre("1", "2"));
}

// Against a list that is sorted anew each time.
TEST(Index, PagesAgreeWithAPlainSortedList) {
  constexpr std::uint64_t kUsers = 3000;
  std::mt19937 random(7);
  Index index;
  std::vector<Life> lives(kUsers, Life::Visible);
  std::vector<std::uint64_t> orders(kUsers);
  for (std::uint64_t i = 0; i < kUsers; ++i) orders[i] = i;
  std::shuffle(orders.begin(), orders.end(), random);
  for (const std::uint64_t order : orders) put(index, user(std::to_string(order + 1), "", order));
  for (int step = 0; step < 1000; ++step) {
    const std::uint64_t order = random() % kUsers;
    lives[order] = random() % 2 == 0 ? Life::Visible : Life::Deleted;
    put(index, user(std::to_string(order + 1), "", order, lives[order]));
  }
  for (std::uint64_t order = 600; order < 1800; ++order) {
    drop(index, Kind::User, std::to_string(order + 1));
    lives[order] = Life::Guest;
  }

  std::vector<std::string> expected;
  for (std::uint64_t order = 0; order < kUsers; ++order) {
    if (lives[order] == Life::Visible) expected.push_back(std::to_string(order + 1));
  }
  ASSERT_EQ(index.size(Kind::User), expected.size());
  EXPECT_EQ(ids_of(index.page(Kind::User, 0, kUsers)), expected);
  for (std::size_t skip = 0; skip < expected.size(); skip += 97) {
    const auto first = expected.begin() + static_cast<std::ptrdiff_t>(skip);
    const std::size_t count = std::min<std::size_t>(100, expected.size() - skip);
    const std::vector<std::string> part(first, first + static_cast<std::ptrdiff_t>(count));
    EXPECT_EQ(ids_of(index.page(Kind::User, skip, 100)), part) << "from " << skip;
  }
  EXPECT_EQ(all_ids(index, Kind::User).size(), kUsers - 1200);
}

TEST(Index, EachAllowsPublishingMeanwhile) {
  Index index;
  for (std::uint64_t i = 1; i <= 1500; ++i) put(index, user(std::to_string(i), "", i));
  std::size_t visits = 0;
  index.each(Kind::User, [&](const EntryPtr& one) {
    ++visits;
    drop(index, Kind::User, one->row.id.text);
  });
  EXPECT_EQ(visits, 1500U);
  EXPECT_EQ(index.size(Kind::User), 0U);
}

// One person is renamed to and fro; whoever looks must find them by id each time, and by name only
// under the name that the entry found has.
TEST(IndexThreads, ReadersAlwaysMeetWholeEntries) {
  Index index;
  const auto named = [](const std::string& name) { return keyed(user("1", name, 1), "okta", name, name); };
  put(index, named("a"));
  put(index, group("100", "Sales"));
  std::atomic<bool> over{false};
  std::atomic<int> torn{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!over) {
        const EntryPtr found = index.find(Kind::User, rid("1"));
        if (found == nullptr || found->row.external_ids.at("okta") != found->row.name) ++torn;
        for (const char* name : {"a", "b"}) {
          const EntryPtr by_key = index.find_by_name(Kind::User, name);
          if (by_key != nullptr && by_key->row.name != name) ++torn;
          const EntryPtr by_upstream = index.find_by_link(Kind::User, "rest", core::UpstreamId(name));
          if (by_upstream != nullptr && by_upstream->row.name != name) ++torn;
        }
        if (index.page(Kind::User, 0, 5).size() != 1) ++torn;
        const std::size_t members = index.members(rid("100")).size();
        if (members > 1 || index.member_count(rid("100")) > 1 || index.groups_of(rid("1")).size() > 1) ++torn;
      }
    });
  }
  for (int i = 0; i < 3000; ++i) {
    MembershipChange change{rid("100"), {}, {}, true};
    (i % 2 == 0 ? change.added : change.removed).push_back(rid("1"));
    index.publish({{entry(named(i % 2 == 0 ? "b" : "a"))}, {}, {change}});
  }
  over = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(by_name(index, "a"), "1");
}

}  // namespace
}  // namespace bridge::store
