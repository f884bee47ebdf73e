#include "store/place_list.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "store/id_order.hpp"

namespace bridge::store {
namespace {

constexpr std::size_t kMaxBlock = 512;

}  // namespace

PlaceList::Item PlaceList::item_of(Handle handle) const {
  const Glimpse& resource = resources_[handle];
  return {resource.order(), handle, resource.visible()};
}

bool PlaceList::is_before(const Item& a, const Item& b) const {
  if (a.order != b.order) return a.order < b.order;
  return a.handle != b.handle && IdOrder{}(resources_[a.handle].id(), resources_[b.handle].id());
}

bool PlaceList::is_behind(const Item& item, const Place& place) const {
  if (item.order != place.order) return item.order > place.order;
  return IdOrder{}(place.id.text, resources_[item.handle].id());
}

// The last block that starts at or before the item; the first one when all start after it.
PlaceList::Blocks::iterator PlaceList::block_for(const Item& item) {
  const auto after = std::upper_bound(blocks_.begin(), blocks_.end(), item, [this](const Item& a, const Block& block) {
    return is_before(a, block.items.front());
  });
  return after == blocks_.begin() ? after : std::prev(after);
}

PlaceList::Items::iterator PlaceList::place_in(Block& block, const Item& item) const {
  return std::lower_bound(block.items.begin(), block.items.end(), item,
                          [this](const Item& a, const Item& b) { return is_before(a, b); });
}

void PlaceList::insert(Handle handle) {
  const Item item = item_of(handle);
  if (blocks_.empty()) blocks_.emplace_back();
  const auto block = blocks_.size() == 1 ? blocks_.begin() : block_for(item);
  block->items.insert(place_in(*block, item), item);
  block->visible += item.visible ? 1 : 0;
  visible_ += item.visible ? 1 : 0;
  if (block->items.size() > kMaxBlock) split(block);
}

// New entries come at the end of the list, so the last block is cut off full; others are halved.
void PlaceList::split(Blocks::iterator block) {
  const bool is_last = std::next(block) == blocks_.end();
  const auto cut = block->items.begin() + static_cast<std::ptrdiff_t>(is_last ? kMaxBlock : kMaxBlock / 2);
  Block rest{{cut, block->items.end()}, 0};
  block->items.erase(cut, block->items.end());
  for (const Item& moved : rest.items) rest.visible += moved.visible ? 1 : 0;
  block->visible -= rest.visible;
  blocks_.insert(std::next(block), std::move(rest));
}

void PlaceList::erase(Handle handle) {
  if (blocks_.empty()) return;
  const Item item = item_of(handle);
  const auto block = block_for(item);
  const auto place = place_in(*block, item);
  if (place == block->items.end() || place->handle != handle) return;
  block->visible -= place->visible ? 1 : 0;
  visible_ -= place->visible ? 1 : 0;
  block->items.erase(place);
  if (block->items.empty()) blocks_.erase(block);
}

void PlaceList::set_visible(Handle handle, bool visible) {
  if (blocks_.empty()) return;
  const Item item = item_of(handle);
  const auto block = block_for(item);
  const auto place = place_in(*block, item);
  if (place == block->items.end() || place->handle != handle || place->visible == visible) return;
  place->visible = visible;
  if (visible) {
    ++block->visible;
    ++visible_;
  } else {
    --block->visible;
    --visible_;
  }
}

PlaceList::Handles PlaceList::page(std::size_t skip, std::size_t count) const {
  Handles found;
  if (skip >= visible_ || count == 0) return found;
  found.reserve(std::min(count, visible_ - skip));
  for (const Block& block : blocks_) {
    if (skip >= block.visible) {
      skip -= block.visible;
      continue;
    }
    for (const Item& item : block.items) {
      if (!item.visible) continue;
      if (skip > 0) {
        --skip;
        continue;
      }
      found.push_back(item.handle);
      if (found.size() == count) return found;
    }
  }
  return found;
}

// The first block of which an item stands behind the place.
PlaceList::Blocks::const_iterator PlaceList::block_behind(const Place& place) const {
  return std::partition_point(blocks_.begin(), blocks_.end(),
                              [&](const Block& block) { return !is_behind(block.items.back(), place); });
}

PlaceList::Items::const_iterator PlaceList::first_behind(const Block& block, const Place& place) const {
  return std::partition_point(block.items.begin(), block.items.end(),
                              [&](const Item& item) { return !is_behind(item, place); });
}

PlaceList::Handles PlaceList::page_behind(const Place& place, std::size_t count) const {
  Handles found;
  for (auto block = block_behind(place); block != blocks_.end(); ++block) {
    for (auto item = first_behind(*block, place); item != block->items.end(); ++item) {
      if (found.size() == count) return found;
      if (item->visible) found.push_back(item->handle);
    }
  }
  return found;
}

PlaceList::Handles PlaceList::first() const {
  Handles found;
  if (blocks_.empty()) return found;
  for (const Item& item : blocks_.front().items) found.push_back(item.handle);
  return found;
}

PlaceList::Handles PlaceList::some_behind(const Place& place) const {
  Handles found;
  const auto block = block_behind(place);
  if (block == blocks_.end()) return found;
  for (auto item = first_behind(*block, place); item != block->items.end(); ++item) found.push_back(item->handle);
  return found;
}

}  // namespace bridge::store
