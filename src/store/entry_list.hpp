#pragma once
// Entries of one kind in the order of lists.

#include <cstddef>
#include <shared_mutex>
#include <vector>

#include "bridge/store/index.hpp"
#include "bridge/store/row.hpp"

namespace bridge::store {

/// Safe from any thread. A sorted list cut into short blocks that know how many of their entries are
/// visible: a change touches one block, a page steps over whole blocks, and nothing is ever sorted
/// again or copied as a whole.
class EntryList {
 public:
  /// Puts `entry` in; `before` (null pointer when there was none) is what it replaces.
  void replace(const EntryPtr& before, const EntryPtr& entry);
  void remove(const EntryPtr& entry);

  [[nodiscard]] std::vector<EntryPtr> page(std::size_t skip, std::size_t count) const;
  [[nodiscard]] std::vector<EntryPtr> page_behind(const Place& place, std::size_t count) const;
  [[nodiscard]] std::size_t visible() const;
  /// A few entries, whatever their life, that stand after `last` (null pointer: from the start); none
  /// at the end.
  [[nodiscard]] std::vector<EntryPtr> some_after(const EntryPtr& last) const;

 private:
  struct Block {
    std::vector<EntryPtr> entries;
    std::size_t visible = 0;
  };
  using Blocks = std::vector<Block>;

  /// The first block of which an entry stands behind the place.
  [[nodiscard]] Blocks::const_iterator block_behind(const Place& place) const;
  [[nodiscard]] Blocks::iterator block_for(const Entry& entry);
  void insert(const EntryPtr& entry);
  void erase(const Entry& entry);

  mutable std::shared_mutex mutex_;
  Blocks blocks_;
  std::size_t visible_ = 0;
};

}  // namespace bridge::store
