#include <algorithm>

#include "bridge/scim/bulk.hpp"
#include "scim_fixture.hpp"

namespace bridge::scim::test {
namespace {

using Indices = std::vector<std::size_t>;
using Lists = std::vector<Indices>;

struct Row {
  const char* name;
  Lists needs;
  Indices order;
  Lists circles;
};
const Row kRows[] = {
    {"Nothing", {}, {}, {}},
    {"Alone", {{}}, {0}, {}},
    {"Independent", {{}, {}, {}}, {0, 1, 2}, {}},
    {"Backward", {{}, {0}, {1}}, {0, 1, 2}, {}},
    {"Forward", {{1}, {}}, {1, 0}, {}},
    {"ForwardChain", {{1}, {2}, {3}, {}}, {3, 2, 1, 0}, {}},
    {"OnlyWhatIsNeededMoves", {{}, {3}, {}, {}, {}}, {0, 3, 1, 2, 4}, {}},
    {"NeedsInTheOrderOfTheRequest", {{1, 2}, {}, {}}, {1, 2, 0}, {}},
    {"Diamond", {{1, 2}, {3}, {3}, {}}, {3, 1, 2, 0}, {}},
    {"NeededTwice", {{2}, {2}, {}}, {2, 0, 1}, {}},
    {"Itself", {{0}, {}}, {0, 1}, {{0}}},
    {"Two", {{1}, {0}}, {0, 1}, {{0, 1}}},
    {"Three", {{1}, {2}, {0}}, {0, 1, 2}, {{0, 1, 2}}},
    {"CircleBehindAnother", {{1}, {0, 2}, {3}, {2}}, {2, 3, 0, 1}, {{2, 3}, {0, 1}}},
    {"NeedsACircle", {{1}, {2}, {1}}, {1, 2, 0}, {{1, 2}}},
    {"NeededByACircle", {{}, {2, 0}, {1}}, {0, 1, 2}, {{1, 2}}},
    {"EightThroughOne", {{1, 2}, {0}, {0}}, {0, 1, 2}, {{0, 1, 2}}},
};

class BulkOrderOf : public testing::TestWithParam<Row> {};

TEST_P(BulkOrderOf, PutsWhatIsNeededFirst) {
  const BulkOrder order = bulk_order(GetParam().needs);
  EXPECT_EQ(order.order, GetParam().order);
  EXPECT_EQ(order.circles, GetParam().circles);
}
INSTANTIATE_TEST_SUITE_P(All, BulkOrderOf, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BulkOrder, IsOfConstantStack) {
  constexpr std::size_t kMany = 200'000;
  Lists chain(kMany);
  for (std::size_t i = 0; i + 1 < kMany; ++i) chain[i] = {i + 1};
  const BulkOrder order = bulk_order(chain);
  ASSERT_EQ(order.order.size(), kMany);
  EXPECT_EQ(order.order.front(), kMany - 1);
  EXPECT_EQ(order.order.back(), 0U);
  EXPECT_TRUE(order.circles.empty());
  chain.back() = {0};
  ASSERT_EQ(bulk_order(chain).circles.size(), 1U);
  EXPECT_EQ(bulk_order(chain).circles.front().size(), kMany);
}

TEST(BulkOrder, HoldsForEveryGraphOfFourOperations) {
  for (unsigned bits = 0; bits < 1U << 16U; ++bits) {
    Lists needs(4);
    for (std::size_t edge = 0; edge < 16; ++edge) {
      if ((bits >> edge & 1U) != 0) needs[edge / 4].push_back(edge % 4);
    }
    const BulkOrder order = bulk_order(needs);
    Indices place(4);
    for (std::size_t i = 0; i < order.order.size(); ++i) place[order.order[i]] = i;
    Indices sorted = order.order;
    std::sort(sorted.begin(), sorted.end());
    ASSERT_EQ(sorted, (Indices{0, 1, 2, 3})) << bits;
    std::vector<int> circle_of(4, -1);
    for (std::size_t c = 0; c < order.circles.size(); ++c) {
      for (const std::size_t index : order.circles[c]) circle_of[index] = static_cast<int>(c);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      for (const std::size_t need : needs[i]) {
        const bool together = circle_of[i] >= 0 && circle_of[i] == circle_of[need];
        ASSERT_TRUE(together || place[need] < place[i]) << bits;
      }
    }
  }
}

}  // namespace
}  // namespace bridge::scim::test
