#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/store/index_calls.hpp"

namespace bridge::store {
namespace {

using ::bridge::store::testing::drop;
using ::bridge::store::testing::group;
using ::bridge::store::testing::put;
using ::bridge::store::testing::rid;
using ::bridge::store::testing::user;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> scanned(const Index& index, Kind kind, std::size_t most = 1000) {
  std::vector<std::string> ids;
  index.scan(kind, [&](const Glimpse& glimpse) {
    ids.emplace_back(glimpse.id());
    return ids.size() < most;
  });
  return ids;
}

TEST(Scan, MeetsEverybodyInTheOrderOfLists) {
  Index index;
  put(index, user("30", "c@example.com", 3));
  put(index, user("10", "a@example.com", 1));
  put(index, user("20", "b@example.com", 2, Life::Deleted));
  put(index, user("50", "e@example.com", 5, Life::Guest));
  put(index, group("7", "Sales", 1));
  EXPECT_THAT(scanned(index, Kind::User), ElementsAre("10", "20", "30", "50"));
  EXPECT_THAT(scanned(index, Kind::Group), ElementsAre("7"));
}

TEST(Scan, EndsWhereItIsToldTo) {
  Index index;
  for (std::uint64_t i = 1; i <= 2000; ++i) put(index, user(std::to_string(i), "", i));
  EXPECT_EQ(scanned(index, Kind::User, 3), (std::vector<std::string>{"1", "2", "3"}));
  EXPECT_EQ(scanned(index, Kind::User, 700).size(), 700U);
  EXPECT_THAT(scanned(index, Kind::Group, 1), IsEmpty());
}

// Who is dropped leaves a place in memory, which the next one takes.
TEST(Scan, AGlimpseOutlivesWhatTheIndexHas) {
  Index index;
  put(index, user("1", "ada@example.com", 1));
  const Glimpse ada = index.glimpse(Kind::User, rid("1"));
  drop(index, Kind::User, "1");
  put(index, user("2", "bob@example.com", 2));
  EXPECT_EQ(ada.name(), "ada@example.com");
  EXPECT_FALSE(index.glimpse(Kind::User, rid("1")));
  EXPECT_FALSE(index.glimpse_by_name(Kind::User, "ada@example.com"));
  EXPECT_EQ(index.glimpse_by_name(Kind::User, "BOB@example.com").id(), "2");
  EXPECT_EQ(index.size(Kind::User), 1U);
}

TEST(Scan, PlacesInMemoryAreTakenAgainWithoutMixingAnybodyUp) {
  Index index;
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 300; ++i) {
      const std::string id = std::to_string(round * 1000 + i + 1);
      put(index, user(id, "user" + id + "@example.com", static_cast<std::uint64_t>(i)));
    }
    for (int i = 0; i < 300; i += 2) drop(index, Kind::User, std::to_string(round * 1000 + i + 1));
  }
  EXPECT_EQ(index.size(Kind::User), 750U);
  index.scan(Kind::User, [&](const Glimpse& glimpse) {
    EXPECT_EQ(glimpse.name(), "user" + std::string(glimpse.id()) + "@example.com");
    EXPECT_EQ(index.glimpse_by_name(Kind::User, glimpse.name()).id(), glimpse.id());
    return true;
  });
}

TEST(Publication, TakesWhatIsPackedAlready) {
  Index index;
  index.publish(
      {{}, {}, {}, {Glimpse(Entry{user("1", "ada@example.com", 1), {}}), Glimpse(Entry{group("9", "Sales"), {}})}});
  index.publish({{}, {}, {{rid("9"), {rid("1")}, {}, true}}});
  EXPECT_EQ(index.find_by_name(Kind::User, "ada@example.com")->row, user("1", "ada@example.com", 1));
  EXPECT_EQ(index.member_count(rid("9")), 1U);
  EXPECT_TRUE(index.is_asked_member(rid("9"), rid("1")));
  EXPECT_FALSE(index.is_asked_member(rid("9"), rid("2")));
}

}  // namespace
}  // namespace bridge::store
