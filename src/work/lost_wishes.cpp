#include "lost_wishes.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "bridge/core/overloaded.hpp"
#include "bridge/scim/member_edits.hpp"
#include "decision.hpp"
#include "edit_words.hpp"
#include "group_patch.hpp"
#include "lost_resources.hpp"
#include "membership.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

using core::ResourceId;
using store::Kind;
using store::Lost;

/// Who stays in a group after an edit that names them so.
using Stays = std::function<bool(const ResourceId&)>;

Stays stays_after(std::vector<scim::MemberEdit> edits) {
  return [edits = std::move(edits)](const ResourceId& id) {
    bool stays = true;
    for (const scim::MemberEdit& edit : edits) {
      const auto names = [&](const std::vector<std::string>& ids) {
        return std::find(ids.begin(), ids.end(), id.text) != ids.end();
      };
      std::visit(core::overloaded{[&](const scim::AddMembers& add) { stays = stays || names(add.ids); },
                                  [&](const scim::RemoveMembers& remove) { stays = stays && !names(remove.ids); },
                                  [&](const scim::ReplaceMembers& all) { stays = names(all.ids); },
                                  [&](const scim::RemoveAllMembers&) { stays = false; }},
                 edit);
    }
    return stays;
  };
}

/// What a PATCH says that is more than lists of ids is not said of who can't be seen: they stay, unless it gives a
/// new list.
Stays stays_after(const State& state, const scim::PatchRequest& patch) {
  if (auto edits = scim::member_edits(patch, state.schemas.group())) return stays_after(std::move(edits->members));
  std::vector<scim::MemberEdit> edits;
  if (sets_all_members(patch)) edits.emplace_back(scim::RemoveAllMembers());
  return stays_after(std::move(edits));
}

/// Nothing where the edit ends no membership.
Stays stays_after(const State& state, const Edit& edit) {
  return std::visit(core::overloaded{
                        [&](const Replace& put) {
                          if (!names_members(put.wanted, put.clears_members)) return Stays();
                          return stays_after({scim::ReplaceMembers{member_ids(put.wanted)}});
                        },
                        [&](const Modify& modify) { return stays_after(state, modify.patch); },
                        [](const Remove&) { return Stays([](const ResourceId&) { return false; }); },
                        [](const auto&) { return Stays(); },
                    },
                    edit.what);
}

/// The lost one without those of its memberships that end; put into the change where there are any.
void narrow(const Lost& lost, const std::function<bool(const ResourceId&)>& ends, store::Change& change) {
  auto content = lost_from(lost);
  if (!content || std::erase_if(content->memberships, ends) == 0) return;
  change.lost.push_back(lost);
  change.lost.back().content = lost_content(*content);
}

void take_from_person(const State& state, const Edit& edit, const ResourceId& id, store::Change& change) {
  const bool deleted = std::holds_alternative<Remove>(edit.what);
  if (!deleted && !edit.takes_access) return;
  if (state.lost.find(Kind::User, id) != nullptr) change.lost_no_more.emplace_back(Kind::User, id);
  if (!deleted) return;
  for (const Lost& lost : state.lost.all()) {
    if (lost.kind == Kind::Group)
      narrow(
          lost, [&](const ResourceId& member) { return member == id; }, change);
  }
}

void take_from_group(const State& state, const Edit& edit, const ResourceId& id, store::Change& change) {
  const Lost* own = state.lost.find(Kind::Group, id);
  if (own != nullptr && std::holds_alternative<Remove>(edit.what)) {
    change.lost_no_more.emplace_back(Kind::Group, id);
    return;
  }
  const Stays stays = stays_after(state, edit);
  if (!stays) return;
  if (own != nullptr)
    return narrow(
        *own, [&](const ResourceId& member) { return !stays(member); }, change);
  for (const Lost& lost : state.lost.all()) {
    if (lost.kind != Kind::User || stays(lost.id)) continue;
    narrow(
        lost, [&](const ResourceId& group) { return group == id; }, change);
  }
}

}  // namespace

store::Change taken_from_lost(const State& state, const Edit& edit) {
  store::Change change;
  const bool asked = !std::holds_alternative<Settle>(edit.what) && !std::holds_alternative<Repair>(edit.what);
  const ResourceId id = id_in(edit);
  if (!asked || id.text.empty() || state.lost.empty()) return change;
  edit.kind == Kind::User ? take_from_person(state, edit, id, change) : take_from_group(state, edit, id, change);
  return change;
}

void settle_lost(State& state, const store::Change& change) {
  store::Change kept;
  for (const auto& [kind, id] : change.lost_no_more) state.lost.forget(kind, id, kept);
  for (const Lost& lost : change.lost) {
    // Whoever came back meanwhile is not lost.
    if (state.lost.find(lost.kind, lost.id) != nullptr) state.lost.take({lost});
  }
}

std::vector<store::MembershipChange> still_wanted(const State& state, const Decision& decision) {
  std::vector<store::MembershipChange> wanted = decision.memberships;
  const Lost* lost = decision.row.kind == Kind::User ? state.lost.find(Kind::User, decision.row.id) : nullptr;
  const auto content = lost != nullptr ? lost_from(*lost) : std::nullopt;
  if (!content) return wanted;
  std::erase_if(wanted, [&](const store::MembershipChange& change) {
    const auto& groups = content->memberships;
    return std::find(groups.begin(), groups.end(), change.group) == groups.end();
  });
  return wanted;
}

}  // namespace bridge::work
