#include "store/entry_list.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <mutex>
#include <utility>

#include "store/id_order.hpp"

namespace bridge::store {
namespace {

constexpr std::size_t kMaxBlock = 512;

bool same_place(const Entry& a, const Entry& b) { return a.row.order == b.row.order && a.row.id == b.row.id; }

std::size_t visible_count(const Entry& entry) { return entry.row.life == Life::Visible ? 1 : 0; }

std::vector<EntryPtr>::iterator place_in(std::vector<EntryPtr>& entries, const Entry& entry) {
  return std::lower_bound(entries.begin(), entries.end(), entry,
                          [](const EntryPtr& a, const Entry& b) { return stands_before(a->row, b.row); });
}

std::vector<EntryPtr>::const_iterator first_behind(const std::vector<EntryPtr>& entries, const Place& place) {
  return std::partition_point(entries.begin(), entries.end(),
                              [&place](const EntryPtr& entry) { return !stands_behind(entry->row, place); });
}

}  // namespace

Place place_of(const Row& row) { return {row.order, row.id}; }

bool stands_behind(const Row& row, const Place& place) noexcept {
  return row.order != place.order ? row.order > place.order : IdOrder{}(place.id, row.id);
}

bool stands_before(const Row& a, const Row& b) noexcept {
  return a.order != b.order ? a.order < b.order : IdOrder{}(a.id, b.id);
}

// The last block that starts at or before the entry; the first one when all start after it.
EntryList::Blocks::iterator EntryList::block_for(const Entry& entry) {
  const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), entry, [](const Entry& a, const Block& block) {
    return stands_before(a.row, block.entries.front()->row);
  });
  return after == blocks_.begin() ? after : std::prev(after);
}

void EntryList::insert(const EntryPtr& entry) {
  if (blocks_.empty()) blocks_.push_back(Block{{entry}, 0});
  const auto block = block_for(*entry);
  const auto place = place_in(block->entries, *entry);
  if (place != block->entries.end() && same_place(**place, *entry)) {
    *place = entry;
  } else {
    block->entries.insert(place, entry);
  }
  block->visible += visible_count(*entry);
  visible_ += visible_count(*entry);
  if (block->entries.size() <= kMaxBlock) return;

  // New entries come at the end of the list, so the last block is cut off full; others are halved.
  const bool is_last = std::next(block) == blocks_.end();
  const auto cut = block->entries.begin() + (is_last ? kMaxBlock : kMaxBlock / 2);
  Block rest{{cut, block->entries.end()}, 0};
  block->entries.erase(cut, block->entries.end());
  for (const EntryPtr& moved : rest.entries) rest.visible += visible_count(*moved);
  block->visible -= rest.visible;
  blocks_.insert(std::next(block), std::move(rest));
}

void EntryList::erase(const Entry& entry) {
  if (blocks_.empty()) return;
  const auto block = block_for(entry);
  const auto place = place_in(block->entries, entry);
  if (place == block->entries.end() || !same_place(**place, entry)) return;
  block->visible -= visible_count(**place);
  visible_ -= visible_count(**place);
  block->entries.erase(place);
  if (block->entries.empty()) blocks_.erase(block);
}

void EntryList::replace(const EntryPtr& before, const EntryPtr& entry) {
  const std::unique_lock lock(mutex_);
  if (before != nullptr) erase(*before);
  insert(entry);
}

void EntryList::remove(const EntryPtr& entry) {
  const std::unique_lock lock(mutex_);
  erase(*entry);
}

std::vector<EntryPtr> EntryList::page(std::size_t skip, std::size_t count) const {
  std::vector<EntryPtr> found;
  const std::shared_lock lock(mutex_);
  if (skip >= visible_ || count == 0) return found;
  found.reserve(std::min(count, visible_ - skip));
  for (const Block& block : blocks_) {
    if (skip >= block.visible) {
      skip -= block.visible;
      continue;
    }
    for (const EntryPtr& entry : block.entries) {
      if (visible_count(*entry) == 0) continue;
      if (skip > 0) {
        --skip;
        continue;
      }
      found.push_back(entry);
      if (found.size() == count) return found;
    }
  }
  return found;
}

std::size_t EntryList::visible() const {
  const std::shared_lock lock(mutex_);
  return visible_;
}

EntryList::Blocks::const_iterator EntryList::block_behind(const Place& place) const {
  return std::partition_point(blocks_.begin(), blocks_.end(), [&place](const Block& block) {
    return !stands_behind(block.entries.back()->row, place);
  });
}

std::vector<EntryPtr> EntryList::page_behind(const Place& place, std::size_t count) const {
  std::vector<EntryPtr> found;
  const std::shared_lock lock(mutex_);
  for (auto block = block_behind(place); block != blocks_.end(); ++block) {
    for (auto entry = first_behind(block->entries, place); entry != block->entries.end(); ++entry) {
      if (found.size() == count) return found;
      if (visible_count(**entry) != 0) found.push_back(*entry);
    }
  }
  return found;
}

std::vector<EntryPtr> EntryList::some_after(const EntryPtr& last) const {
  const std::shared_lock lock(mutex_);
  if (blocks_.empty()) return {};
  if (last == nullptr) return blocks_.front().entries;
  const Place place = place_of(last->row);
  const auto block = block_behind(place);
  if (block == blocks_.end()) return {};
  return {first_behind(block->entries, place), block->entries.end()};
}

}  // namespace bridge::store
