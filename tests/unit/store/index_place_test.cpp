#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/store/index.hpp"
#include "unit/store/index_calls.hpp"

namespace bridge::store {
namespace {

using ::bridge::store::testing::drop;
using ::bridge::store::testing::put;
using ::bridge::store::testing::rid;
using ::bridge::store::testing::user;

std::vector<std::string> ids(const std::vector<Glimpse>& entries) {
  std::vector<std::string> found;
  for (const Glimpse& entry : entries) found.emplace_back(entry.id());
  return found;
}

TEST(PageBehind, GoesOnBehindAPlace) {
  Index index;
  for (const auto& [id, order] : {std::pair("1", 1), std::pair("2", 2), std::pair("10", 2), std::pair("3", 7)}) {
    put(index, user(id, std::string(id) + "@x", static_cast<std::uint64_t>(order)));
  }
  put(index, user("4", "gone@x", 3, Life::Deleted));
  using Ids = std::vector<std::string>;
  const auto behind = [&](std::uint64_t order, const char* id, std::size_t count) {
    return ids(index.page_behind(Kind::User, {order, rid(id)}, count));
  };
  EXPECT_EQ(behind(0, "", 9), (Ids{"1", "2", "10", "3"}));
  EXPECT_EQ(behind(1, "1", 9), (Ids{"2", "10", "3"}));
  EXPECT_EQ(behind(2, "2", 9), (Ids{"10", "3"}));
  EXPECT_EQ(behind(2, "10", 1), Ids{"3"});
  EXPECT_EQ(behind(2, "10", 0), Ids());
  EXPECT_EQ(behind(7, "3", 9), Ids());
  // A place where nobody stands any more.
  EXPECT_EQ(behind(2, "5", 9), (Ids{"10", "3"}));
  drop(index, Kind::User, "2");
  EXPECT_EQ(behind(2, "2", 9), (Ids{"10", "3"}));
  EXPECT_EQ(ids(index.page_behind(Kind::Group, {0, rid("")}, 9)), Ids());
}

TEST(PageBehind, CrossesBlocks) {
  Index index;
  constexpr std::size_t kMany = 2000;
  for (std::size_t i = 1; i <= kMany; ++i) put(index, user(std::to_string(i), std::to_string(i) + "@x", i));
  std::size_t seen = 0;
  Place place;
  for (auto page = index.page_behind(Kind::User, place, 300); !page.empty();
       page = index.page_behind(Kind::User, place, 300)) {
    for (const Glimpse& entry : page) EXPECT_EQ(entry.id(), std::to_string(++seen));
    place = page.back().place();
  }
  EXPECT_EQ(seen, kMany);
}

TEST(Place, ComparesByOrderThenById) {
  const Row two = user("2", "a@x", 5);
  const Row ten = user("10", "b@x", 5);
  EXPECT_TRUE(stands_before(two, ten));
  EXPECT_FALSE(stands_before(ten, two));
  EXPECT_FALSE(stands_before(two, two));
  EXPECT_TRUE(stands_behind(ten, place_of(two)));
  EXPECT_FALSE(stands_behind(two, place_of(two)));
  EXPECT_FALSE(stands_behind(two, place_of(ten)));
}

}  // namespace
}  // namespace bridge::store
