#pragma once
// All of one kind: by id, by each of their keys, and in the order of lists.

#include <cstddef>
#include <shared_mutex>
#include <string_view>
#include <vector>

#include "bridge/store/glimpse.hpp"
#include "store/key_table.hpp"
#include "store/place_list.hpp"

namespace bridge::store {

/// Safe from any thread: readers share, a change is seen whole or not at all. Everybody has a place in memory, and
/// tables lead there; keys are compared where they stand, in the packed entry.
class Resources {
 public:
  Resources() = default;
  Resources(const Resources&) = delete;
  Resources& operator=(const Resources&) = delete;

  void put(Glimpse resource);
  void drop(std::string_view id);

  // Of nobody where there is none. By key: a visible one before others, then the one that came to the key last.

  [[nodiscard]] Glimpse find(std::string_view id) const;
  [[nodiscard]] Glimpse find_by_name(std::string_view name) const;
  [[nodiscard]] Glimpse find_by_external_id(std::string_view client, std::string_view external_id) const;
  [[nodiscard]] Glimpse find_by_link(std::string_view route, std::string_view upstream) const;

  using Glimpses = std::vector<Glimpse>;
  [[nodiscard]] Glimpses page(std::size_t skip, std::size_t count) const;
  [[nodiscard]] Glimpses page_behind(const Place& place, std::size_t count) const;
  /// A few that stand behind the last one, or from the beginning on where that is nobody.
  [[nodiscard]] Glimpses some_behind(const Glimpse& last) const;
  [[nodiscard]] std::size_t visible() const;

 private:
  struct Claims;
  [[nodiscard]] static Claims claims_of(const Glimpse& resource);
  void claim(Handle handle, const Claims& before, const Claims& after);
  [[nodiscard]] Handle handle_of(std::string_view id) const;
  [[nodiscard]] Handle new_handle();
  [[nodiscard]] Glimpses at(const PlaceList::Handles& handles) const;
  template <class Matches>
  [[nodiscard]] Glimpse look_up(const KeyTable& table, std::uint32_t hash, const Matches& matches) const;

  mutable std::shared_mutex mutex_;
  /// By handle; of nobody where a handle is free.
  Glimpses resources_;
  std::vector<Handle> free_;
  KeyTable ids_;
  KeyTable names_;
  KeyTable external_ids_;
  KeyTable links_;
  PlaceList list_{resources_};
};

}  // namespace bridge::store
