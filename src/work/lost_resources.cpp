#include "lost_resources.hpp"

#include <algorithm>
#include <string>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "intent_codec.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

using core::Object;
using core::ResourceId;
using core::Value;
using store::Kind;
using store::Life;
using store::Lost;
using store::Row;

/// A person whose access was taken by request is what they were to be; a detached group is nobody's.
bool is_missed(const Row& row) {
  if (!row.managed || row.asked.empty() || row.life != Life::Visible) return false;
  return row.kind == Kind::Group || (route::is_active(row.asked) && row.leaving.owed != store::Owed::Access);
}

std::vector<ResourceId> memberships_of(const store::Index& index, const Row& row) {
  if (row.kind == Kind::Group) {
    std::vector<ResourceId> people = index.members(row.id, true);
    for (const ResourceId& missing : index.missing_members(row.id)) people.push_back(missing);
    return people;
  }
  std::vector<ResourceId> groups = index.groups_missing(row.id);
  for (const ResourceId& group : index.groups_of(row.id)) {
    if (index.is_asked_member(group, row.id)) groups.push_back(group);
  }
  return groups;
}

std::pair<Kind, std::string> name_of(const Row& row) { return {row.kind, core::fold_case(row.name)}; }

}  // namespace

std::optional<LostResource> lost_from(const Lost& lost) {
  const Object* content = lost.content.if_object();
  const Value* row = content != nullptr ? content->find("row") : nullptr;
  auto read = row != nullptr ? row_from_value(*row, lost.kind) : std::nullopt;
  if (!read) return std::nullopt;
  LostResource found{std::move(*read), {}};
  const Value* ids = content->find("memberships");
  const core::Array* list = ids != nullptr ? ids->if_array() : nullptr;
  if (list == nullptr) return found;
  for (const Value& id : *list) {
    if (const std::string* text = id.if_string()) found.memberships.emplace_back(*text);
  }
  return found;
}

Value lost_content(const LostResource& lost) {
  std::vector<Value> ids;
  for (const ResourceId& id : lost.memberships) ids.emplace_back(id.text);
  return Object{{"row", row_value(lost.row)}, {"memberships", core::Array(std::move(ids))}};
}

void LostResources::take(std::vector<Lost> lost) {
  for (Lost& one : lost) {
    const auto content = lost_from(one);
    if (!content) continue;
    const Key key{one.kind, one.id};
    if (!lost_.contains(key)) by_name_.emplace(name_of(content->row), one.id);
    lost_.insert_or_assign(key, std::move(one));
  }
}

void LostResources::note_gone(const store::Entry& entry, store::Change& change) {
  if (!is_missed(entry.row)) return;
  LostResource gone{entry.row, memberships_of(state_.index, entry.row)};
  // What was asked for, and not by which name it went in Smartsheet at the end.
  if (gone.row.kind == Kind::Group) gone.row.name = std::string(core::text_or_empty(gone.row.asked, "displayName"));
  change.lost.push_back({gone.row.kind, gone.row.id, state_.now(), lost_content(gone)});
  take({change.lost.back()});
}

void LostResources::note_back(const Row& row, store::Change& change) {
  if (by_name_.empty() || row.life == Life::Guest) return;
  const auto [from, to] = by_name_.equal_range(name_of(row));
  for (auto named = from; named != to; ++named) {
    const Lost* lost = named->second == row.id && row.kind == Kind::User ? find(row.kind, row.id) : nullptr;
    const auto gone = lost != nullptr ? lost_from(*lost) : std::nullopt;
    for (const ResourceId& group : gone ? gone->memberships : std::vector<ResourceId>()) {
      note_member(group, row.id, change);
    }
    change.lost_no_more.emplace_back(row.kind, named->second);
    lost_.erase({row.kind, named->second});
  }
  by_name_.erase(from, to);
}

void LostResources::note_member(const ResourceId& group, const ResourceId& person, store::Change& change) {
  const auto found = lost_.find({Kind::Group, group});
  auto content = found != lost_.end() ? lost_from(found->second) : std::nullopt;
  if (!content) return;
  const auto& known = content->memberships;
  if (std::find(known.begin(), known.end(), person) != known.end()) return;
  content->memberships.push_back(person);
  found->second.content = lost_content(*content);
  change.lost.push_back(found->second);
}

ResourceId LostResources::find_by_name(Kind kind, const std::string& name) const {
  const auto named = by_name_.find({kind, core::fold_case(name)});
  return named != by_name_.end() ? named->second : ResourceId();
}

void LostResources::forget(Kind kind, const ResourceId& id, store::Change& change) {
  change.lost_no_more.emplace_back(kind, id);
  lost_.erase({kind, id});
  std::erase_if(by_name_, [&](const auto& named) { return named.first.first == kind && named.second == id; });
}

const Lost* LostResources::find(Kind kind, const ResourceId& id) const {
  const auto found = lost_.find({kind, id});
  return found != lost_.end() ? &found->second : nullptr;
}

std::vector<Lost> LostResources::all() const {
  std::vector<Lost> list;
  list.reserve(lost_.size());
  for (const auto& [key, lost] : lost_) list.push_back(lost);
  return list;
}

}  // namespace bridge::work
