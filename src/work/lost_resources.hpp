#pragma once
// Managed people and groups that are gone in Smartsheet though nobody asked for that: nobody is shown them, and
// what is needed to put them back is kept.

#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/store/row.hpp"
#include "bridge/store/store.hpp"

namespace bridge::work {

struct State;

/// What store::Lost::content holds.
struct LostResource {
  store::Row row;
  /// Of a person: the groups that they were asked for in. Of a group: the people who were.
  std::vector<core::ResourceId> memberships;
};
/// Nothing where it can't be read.
[[nodiscard]] std::optional<LostResource> lost_from(const store::Lost& lost);
[[nodiscard]] core::Value lost_content(const LostResource& lost);

/// Lives on the tenant's loop.
class LostResources {
 public:
  explicit LostResources(State& state) : state_(state) {}
  LostResources(const LostResources&) = delete;
  LostResources& operator=(const LostResources&) = delete;

  /// What the store remembers; in place of what is known of the same one.
  void take(std::vector<store::Lost> lost);
  [[nodiscard]] bool empty() const noexcept { return lost_.empty(); }

  /// The change drops this one. Kept where somebody asked for it and may miss it: not who has no access by request.
  void note_gone(const store::Entry& entry, store::Change& change);
  /// The change brings a row of this name: what was lost under it is lost no more.
  void note_back(const store::Row& row, store::Change& change);
  /// A person comes back: a lost group that they were in takes them along when it is made again.
  void note_member(const core::ResourceId& group, const core::ResourceId& person, store::Change& change);

  /// Whoever was lost under this name; empty where nobody was.
  [[nodiscard]] core::ResourceId find_by_name(store::Kind kind, const std::string& name) const;
  /// The change forgets it.
  void forget(store::Kind kind, const core::ResourceId& id, store::Change& change);
  [[nodiscard]] const store::Lost* find(store::Kind kind, const core::ResourceId& id) const;
  /// People first.
  [[nodiscard]] std::vector<store::Lost> all() const;

 private:
  using Key = std::pair<store::Kind, core::ResourceId>;

  State& state_;
  std::map<Key, store::Lost> lost_;
  /// By folded name.
  std::multimap<std::pair<store::Kind, std::string>, core::ResourceId> by_name_;
};

}  // namespace bridge::work
