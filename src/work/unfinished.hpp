#pragma once
// Large changes of groups take turns: after some calls those who wait behind them go first. What such a change
// has left meanwhile is kept here, so that a newer change can take its own members out of it.

#include <memory>
#include <set>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/store/store.hpp"

namespace bridge::work {

/// Of which members of a group a change says whether they are in it.
struct Say {
  core::ResourceId group;
  bool everybody = false;
  std::set<core::ResourceId> members;
};

struct LeftOver;
using LeftOverPtr = std::shared_ptr<LeftOver>;

class Unfinished {
 public:
  void add(LeftOverPtr left);
  void remove(const LeftOverPtr& left);
  /// Whether something is left of a change of this group.
  [[nodiscard]] bool has(const core::ResourceId& group) const;

  /// A newer change of the group is being committed: what it has its say about is no longer left of the older
  /// ones, on disk from the same transaction on.
  void give_way(const Say& newer, store::Change& change);

  /// Somebody's access is taken, or given anew: no older change lets them join a group any more.
  void let_nobody_join(const core::ResourceId& person, store::Change& change);

 private:
  std::vector<LeftOverPtr> left_;
};

}  // namespace bridge::work
