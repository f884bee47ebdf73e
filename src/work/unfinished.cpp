#include "unfinished.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "left_over.hpp"

namespace bridge::work {

namespace {

store::Intent intent_of(const LeftOver& left) { return {left.intent, to_value(left.progress)}; }

}  // namespace

void Unfinished::add(LeftOverPtr left) { left_.push_back(std::move(left)); }

void Unfinished::remove(const LeftOverPtr& left) { std::erase(left_, left); }

bool Unfinished::has(const core::ResourceId& group) const {
  return std::any_of(left_.begin(), left_.end(),
                     [&](const LeftOverPtr& left) { return left->progress.decision.row.id == group; });
}

/// Always written, also where nothing is dropped: an earlier change that could not be committed may have left
/// the intent on disk behind the truth.
void Unfinished::give_way(const Say& newer, store::Change& change) {
  const auto said = [&](const core::ResourceId& id) { return newer.everybody || newer.members.contains(id); };
  const std::vector<LeftOverPtr> all = left_;
  for (const LeftOverPtr& left : all) {
    if (left->progress.decision.row.id != newer.group) continue;
    MembersLeft& members = *left->progress.left;
    std::erase_if(members.joining, said);
    std::erase_if(members.leaving, said);
    change.intents.push_back(intent_of(*left));
    if (newer.everybody) left->overtaken();
  }
}

void Unfinished::let_nobody_join(const core::ResourceId& person, store::Change& change) {
  for (const LeftOverPtr& left : left_) {
    if (std::erase(left->progress.left->joining, person) > 0) change.intents.push_back(intent_of(*left));
  }
}

}  // namespace bridge::work
