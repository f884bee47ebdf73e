#include "store/key_table.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace bridge::store {
namespace {

std::vector<Handle> found(const KeyTable& table, std::uint32_t hash) {
  std::vector<Handle> handles;
  table.each(hash, [&](Handle handle) { handles.push_back(handle); });
  return handles;
}

TEST(KeyTable, HoldsNobodyAtFirst) {
  KeyTable table;
  EXPECT_TRUE(found(table, 7).empty());
  table.remove(7, 1);
  EXPECT_EQ(table.size(), 0U);
}

TEST(KeyTable, KeepsThoseOfOneHashInTheOrderInWhichTheyCame) {
  KeyTable table;
  for (const Handle handle : {5U, 3U, 9U}) table.add(1, handle);
  for (Handle handle = 100; handle < 1000; ++handle) table.add(handle, handle);
  EXPECT_EQ(found(table, 1), (std::vector<Handle>{5, 3, 9}));
  table.remove(1, 3);
  table.remove(1, 77);
  EXPECT_EQ(found(table, 1), (std::vector<Handle>{5, 9}));
}

// Hashes that all point at the end of the table: runs go round it.
TEST(KeyTable, AgreesWithAPlainMap) {
  std::mt19937 random(3);
  KeyTable table;
  std::map<std::uint32_t, std::vector<Handle>> plain;
  std::size_t size = 0;
  for (Handle step = 0; step < 20000; ++step) {
    const auto hash = static_cast<std::uint32_t>(~(random() % 40) ^ (random() % 3 << 20U));
    std::vector<Handle>& handles = plain[hash];
    if (random() % 5 < 2 && !handles.empty()) {
      const auto gone = handles.begin() + static_cast<std::ptrdiff_t>(random() % handles.size());
      table.remove(hash, *gone);
      handles.erase(gone);
      --size;
    } else if (handles.size() < 20) {
      table.add(hash, step);
      handles.push_back(step);
      ++size;
    }
    ASSERT_EQ(found(table, hash), handles) << step;
    ASSERT_EQ(table.size(), size);
  }
  for (const auto& [hash, handles] : plain) EXPECT_EQ(found(table, hash), handles);
}

TEST(KeyTable, HashesTellScopesApart) {
  EXPECT_NE(hash_of("a", "bc"), hash_of("ab", "c"));
  EXPECT_NE(hash_of("a", "b"), hash_of("b", "a"));
  EXPECT_EQ(hash_of_folded("Ada@Example.COM"), hash_of_folded("ada@example.com"));
  EXPECT_NE(hash_of_folded("ada"), hash_of_folded("adb"));
}

}  // namespace
}  // namespace bridge::store
