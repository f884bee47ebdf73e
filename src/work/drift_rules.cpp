#include "drift_rules.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "lost_resources.hpp"
#include "person_state.hpp"
#include "shown.hpp"

namespace bridge::work {

namespace {

using core::Object;
using core::ResourceId;
using core::Value;
using store::Departure;
using store::Entry;
using store::EntryPtr;
using store::Kind;
using store::Life;
using store::Owed;
using store::Row;

Drift about(const Row& row, DriftKind what, std::string attribute = {}, Value asked = {}, Value seen = {}) {
  Drift drift;
  drift.what = what;
  drift.kind = row.kind;
  drift.id = row.id;
  drift.name = row.name;
  drift.attribute = std::move(attribute);
  drift.asked = std::move(asked);
  drift.seen = std::move(seen);
  drift.since = row.seen_at;
  return drift;
}

/// The names of the roles in a `roles` attribute, in its order.
Value role_names(const Value& roles) {
  std::vector<Value> names;
  if (const core::Array* list = roles.if_array()) {
    for (const Value& role : *list) {
      if (const Object* object = role.if_object()) names.emplace_back(core::text_or_empty(*object, "value"));
    }
  }
  return core::Array(std::move(names));
}

bool names_same_roles(const Value& asked, const Value& seen) {
  return route::roles_named(Object{{"roles", asked}}) == route::roles_named(Object{{"roles", seen}});
}

std::string path_of(const route::HeldAttribute& held) {
  const bool extension = held.name.find(':') != std::string_view::npos;
  std::string path(held.name);
  if (!held.sub.empty()) path += (extension ? ":" : ".") + std::string(held.sub);
  return path;
}

/// What the bridge itself is still to do about it.
bool is_owed(const Row& row, std::string_view attribute) {
  if (row.leaving.owed == Owed::Access) return attribute == "active";
  return row.leaving.owed == Owed::Names && attribute == "name";
}

void add_attribute(const Row& row, const Moved& moved, std::vector<Drift>& drifts) {
  if (is_owed(row, moved.path.name)) return;
  if (moved.path.name == "active") {
    const bool back = moved.seen.if_bool() != nullptr && *moved.seen.if_bool();
    drifts.push_back(
        about(row, back ? DriftKind::AccessBack : DriftKind::AccessGone, "active", moved.asked, moved.seen));
  } else if (moved.path.name == "roles") {
    if (names_same_roles(moved.asked, moved.seen)) return;
    drifts.push_back(about(row, DriftKind::AttributeChanged, "roles", role_names(moved.asked), role_names(moved.seen)));
  } else {
    drifts.push_back(about(row, DriftKind::AttributeChanged, path_of(moved.path), moved.asked, moved.seen));
  }
}

/// Roles that came since the bridge last wrote: what is shown of somebody downgraded is what they had before.
void add_regained_roles(const Row& row, std::vector<Drift>& drifts) {
  const auto now = route::roles_recorded(row.seen);
  const auto then = route::roles_recorded(row.seen_at_ask);
  if (std::includes(then.begin(), then.end(), now.begin(), now.end())) return;
  std::vector<Value> names(now.begin(), now.end());
  drifts.push_back(about(row, DriftKind::DowngradedHasRoles, "roles", core::Array(), core::Array(std::move(names))));
}

void add_address(const Row& row, std::vector<Drift>& drifts) {
  const std::string_view now = route::address_of(row.seen);
  const std::string_view then = route::address_of(row.seen_at_ask);
  if (now.empty() || then.empty() || core::equal_ignoring_case(now, then)) return;
  if (core::equal_ignoring_case(now, row.name)) return;
  drifts.push_back(about(row, DriftKind::AddressChanged, "userName", row.name, now));
}

std::vector<Drift> of_deleted_person(const Row& row) {
  const Standing standing = standing_of(row);
  const bool can_sign_in = standing == Standing::Active || standing == Standing::Pending;
  if (!can_sign_in || row.leaving.owed == Owed::Access) return {};
  std::vector<Drift> drifts;
  if (row.leaving.how == Departure::Downgraded) {
    add_regained_roles(row, drifts);
  } else {
    drifts.push_back(about(row, DriftKind::DeletedHasAccess, "active", false, true));
  }
  return drifts;
}

std::vector<Drift> of_person(const Entry& entry) {
  const Row& row = entry.row;
  std::vector<Drift> drifts;
  const bool downgraded = row.leaving.how == Departure::Downgraded;
  for (const Moved& moved : moved_in_smartsheet(row)) {
    if (!downgraded || moved.path.name != "roles") add_attribute(row, moved, drifts);
  }
  if (downgraded) add_regained_roles(row, drifts);
  add_address(row, drifts);
  return drifts;
}

void add_member(const State& state, const Row& group, const ResourceId& id, bool is_there, std::vector<Drift>& drifts) {
  const EntryPtr person = state.index.find(Kind::User, id);
  if (!person) return;
  const Value name = person->row.name;
  Drift drift = is_there ? about(group, DriftKind::MemberAdded, "members", {}, name)
                         : about(group, DriftKind::MemberMissing, "members", name);
  drift.member = id;
  drift.since = group.modified;
  drifts.push_back(std::move(drift));
}

/// Out of every group by the tenant's policy.
bool has_left(const State& state, const ResourceId& id) {
  const EntryPtr person = state.index.find(Kind::User, id);
  return !person || person->row.leaving.how == Departure::Downgraded || person->row.leaving.how == Departure::Removed;
}

std::vector<Drift> of_group(const State& state, const Entry& entry) {
  const Row& row = entry.row;
  std::vector<Drift> drifts;
  for (const Moved& moved : moved_in_smartsheet(row)) {
    drifts.push_back(about(row, DriftKind::GroupRenamed, std::string(moved.path.name), moved.asked, moved.seen));
    if (const std::string* asked = moved.asked.if_string()) drifts.back().name = *asked;
  }
  for (const ResourceId& id : state.index.missing_members(row.id)) {
    if (!has_left(state, id)) add_member(state, row, id, false, drifts);
  }
  const bool owns_all =
      row.origin == store::Origin::Created || state.settings.access.groups.authority == core::Authority::Full;
  if (!owns_all) return drifts;
  for (const ResourceId& id : state.index.unasked_members(row.id)) add_member(state, row, id, true, drifts);
  return drifts;
}

}  // namespace

std::vector<Drift> drift_of(const State& state, const Entry& entry) {
  const Row& row = entry.row;
  if (!row.managed || row.asked.empty() || row.life == Life::Guest) return {};
  if (row.kind == Kind::Group) return row.life == Life::Visible ? of_group(state, entry) : std::vector<Drift>();
  return row.life == Life::Deleted ? of_deleted_person(row) : of_person(entry);
}

std::vector<Drift> drift_of_lost(const State& state, const store::Lost& lost) {
  const auto gone = lost_from(lost);
  if (!gone) return {};
  const EntryPtr namesake = state.index.find_by_name(lost.kind, gone->row.name);
  if (namesake && namesake->row.life == Life::Visible) return {};
  Drift drift = about(gone->row, lost.kind == Kind::User ? DriftKind::PersonMissing : DriftKind::GroupMissing);
  drift.since = lost.at;
  return {std::move(drift)};
}

bool is_under_way(const State& state, const Row& row) {
  return state.lanes.busy(lane_of_id(row.kind, row.id)) || state.lanes.busy(lane_of_name(row.kind, row.name)) ||
         (row.kind == Kind::Group && state.unfinished.has(row.id));
}

}  // namespace bridge::work
