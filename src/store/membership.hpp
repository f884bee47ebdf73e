#pragma once
// Who is in which group, both ways.

#include <cstddef>
#include <cstdint>
#include <map>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/store/row.hpp"
#include "store/id_order.hpp"

namespace bridge::store {

/// Safe from any thread. Knows of each resource only whether it is shown, so that counting the members
/// of a group costs nothing.
class Membership {
 public:
  /// One publication's part, seen by readers all at once.
  struct Update {
    std::vector<EntryPtr> entries;
    std::vector<std::pair<Kind, core::ResourceId>> dropped;
    std::vector<MembershipChange> changes;
  };
  void apply(const Update& update);

  /// All who are shown; of those, who was asked for, or who was not; who is asked for and not there.
  enum class Which : std::uint8_t { All, Asked, Unasked, Missing };
  [[nodiscard]] std::vector<core::ResourceId> members(const core::ResourceId& group, Which which) const;
  [[nodiscard]] std::size_t member_count(const core::ResourceId& group) const;
  [[nodiscard]] bool is_member(const core::ResourceId& group, const core::ResourceId& user) const;
  [[nodiscard]] std::vector<core::ResourceId> groups_of(const core::ResourceId& user) const;

 private:
  struct Group;
  // Both point at nodes of the maps below, which keep their places.
  struct Person {
    bool shown = false;
    std::map<core::ResourceId, Group*, IdOrder> groups;
  };
  struct Joined {
    const Person* person = nullptr;
    bool asked = false;
    bool seen = true;
    [[nodiscard]] bool shown() const { return seen && person->shown; }
  };
  struct Group {
    bool shown = false;
    std::size_t shown_members = 0;
    std::map<core::ResourceId, Joined, IdOrder> members;
  };

  void note(const Row& row);
  void drop_user(const core::ResourceId& id);
  void drop_group(const core::ResourceId& id);
  void change(const MembershipChange& change);
  void leave(const MembershipChange& change, Group& group, const core::ResourceId& user);
  void join(const core::ResourceId& group_id, Group& group, const core::ResourceId& user, bool asked);

  mutable std::shared_mutex mutex_;
  std::unordered_map<core::ResourceId, Person> people_;
  std::unordered_map<core::ResourceId, Group> groups_;
};

}  // namespace bridge::store
