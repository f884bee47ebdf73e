#pragma once
// Resources of one kind in the order of lists.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bridge/store/glimpse.hpp"
#include "store/key_table.hpp"

namespace bridge::store {

/// A sorted list cut into short blocks that know how many of their entries are visible: a change touches one
/// block, a page steps over whole blocks, and nothing is ever sorted again or copied as a whole. Ids are read
/// where handles lead, and only where orders are equal. Not safe from several threads.
class PlaceList {
 public:
  /// `resources`: what handles lead to; those in the list have to be there.
  explicit PlaceList(const std::vector<Glimpse>& resources) : resources_(resources) {}

  void insert(Handle handle);
  void erase(Handle handle);
  /// One whose order is as before, and whose life may not be.
  void set_visible(Handle handle, bool visible);

  using Handles = std::vector<Handle>;
  /// Of the visible, `skip` of them left out.
  [[nodiscard]] Handles page(std::size_t skip, std::size_t count) const;
  /// Of the visible behind the place.
  [[nodiscard]] Handles page_behind(const Place& place, std::size_t count) const;
  /// A few, whatever their life, from the beginning or from behind the place on; none at the end.
  [[nodiscard]] Handles first() const;
  [[nodiscard]] Handles some_behind(const Place& place) const;
  [[nodiscard]] std::size_t visible() const noexcept { return visible_; }

 private:
  struct Item {
    std::uint64_t order = 0;
    Handle handle = 0;
    bool visible = false;
  };
  using Items = std::vector<Item>;
  struct Block {
    Items items;
    std::size_t visible = 0;
  };
  using Blocks = std::vector<Block>;

  [[nodiscard]] Item item_of(Handle handle) const;
  [[nodiscard]] bool is_before(const Item& a, const Item& b) const;
  [[nodiscard]] bool is_behind(const Item& item, const Place& place) const;
  [[nodiscard]] Blocks::const_iterator block_behind(const Place& place) const;
  [[nodiscard]] Items::const_iterator first_behind(const Block& block, const Place& place) const;
  [[nodiscard]] Blocks::iterator block_for(const Item& item);
  [[nodiscard]] Items::iterator place_in(Block& block, const Item& item) const;
  void split(Blocks::iterator block);

  const std::vector<Glimpse>& resources_;
  Blocks blocks_;
  std::size_t visible_ = 0;
};

}  // namespace bridge::store
