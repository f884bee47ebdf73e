#pragma once
// Who is in which group, both ways.

#include <cstddef>
#include <cstdint>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/store/index.hpp"
#include "store/id_keys.hpp"
#include "store/member_set.hpp"

namespace bridge::store {

/// Safe from any thread. Knows of each resource only whether it is shown, so that counting the members
/// of a group costs nothing.
class Membership {
 public:
  /// One publication's part, its entries packed, seen by readers all at once.
  void apply(const Publication& publication);

  /// All who are shown; of those, who was asked for, or who was not; who is asked for and not there.
  enum class Which : std::uint8_t { All, Asked, Unasked, Missing };
  [[nodiscard]] std::vector<core::ResourceId> members(const core::ResourceId& group, Which which) const;
  [[nodiscard]] std::size_t member_count(const core::ResourceId& group) const;
  [[nodiscard]] bool is_member(const core::ResourceId& group, const core::ResourceId& user) const;
  [[nodiscard]] bool is_asked_member(const core::ResourceId& group, const core::ResourceId& user) const;
  [[nodiscard]] std::vector<core::ResourceId> groups_of(const core::ResourceId& user) const;
  [[nodiscard]] std::vector<core::ResourceId> groups_missing(const core::ResourceId& user) const;

 private:
  struct Person {
    bool shown = false;
    /// In the order of their ids.
    std::vector<IdKey> groups;
  };
  struct Group {
    explicit Group(const IdKeys& ids) : members(ids) {}
    bool shown = false;
    std::size_t shown_members = 0;
    MemberSet members;
  };

  [[nodiscard]] Group& group(IdKey key) { return groups_.try_emplace(key, ids_).first->second; }
  [[nodiscard]] const Group* find_group(const core::ResourceId& id) const;
  [[nodiscard]] const Member* find_member(const core::ResourceId& group, const core::ResourceId& user) const;
  void note(const Glimpse& resource);
  void drop_user(IdKey key);
  void drop_group(IdKey key);
  void change(const MembershipChange& change);
  void leave(IdKey group_key, Group& group, IdKey user, bool asked);
  void join(IdKey group_key, Group& group, IdKey user, bool asked);

  mutable std::shared_mutex mutex_;
  IdKeys ids_;
  std::unordered_map<IdKey, Person> people_;
  std::unordered_map<IdKey, Group> groups_;
};

}  // namespace bridge::store
