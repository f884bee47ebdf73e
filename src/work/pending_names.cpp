#include "pending_names.hpp"

#include <string_view>
#include <utility>

#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "people_change.hpp"
#include "person_state.hpp"

namespace bridge::work {

namespace {

using core::Object;
using store::Owed;

std::string_view name_part(const Object& user, std::string_view part) {
  const core::Value* name = user.find("name");
  const Object* parts = name != nullptr ? name->if_object() : nullptr;
  return parts != nullptr ? core::text_or_empty(*parts, part) : std::string_view();
}

bool shows_other_names(const Object& asked, const Object& told) {
  for (const std::string_view part : {"givenName", "familyName"}) {
    const std::string_view wanted = name_part(asked, part);
    if (!wanted.empty() && wanted != name_part(told, part)) return true;
  }
  return false;
}

Object with_names_of(const Object& user, const Object& names) {
  const core::Value* name = names.find("name");
  return name != nullptr ? user.with("name", *name) : user.without("name");
}

/// The names as told, but for those that were asked for: one that nobody asked for is not taken away.
Object with_asked_names(const Object& told, const Object& asked) {
  const core::Value* known = told.find("name");
  Object name = known != nullptr && known->if_object() != nullptr ? *known->if_object() : Object();
  for (const std::string_view part : {"givenName", "familyName"}) {
    const std::string_view wanted = name_part(asked, part);
    if (!wanted.empty()) name = name.with(part, wanted);
  }
  return told.with("name", name);
}

}  // namespace

void note_pending_names(store::Row& row) {
  if (row.kind != store::Kind::User || standing_of(row) != Standing::Pending) return;
  if (row.leaving.owed != Owed::Nothing && row.leaving.owed != Owed::Names) return;
  const bool owed = row.managed && shows_other_names(row.asked, route::read_user(row.seen));
  row.leaving.owed = owed ? Owed::Names : Owed::Nothing;
}

core::Result<Decision> settle_names(const State& state, const Edit& edit, const store::EntryPtr& before) {
  Decision decision;
  decision.before = before;
  decision.row = before->row;
  if (before->row.leaving.owed != Owed::Names || standing_of(before->row) == Standing::Pending) {
    decision.nothing = true;
    return decision;
  }
  decision.row.leaving.owed = Owed::Nothing;
  const Object told = route::read_user(before->row.seen);
  if (standing_of(before->row) != Standing::Active || !shows_other_names(before->row.asked, told)) return decision;
  const auto aim = aim_at_person(state, edit, before->row);
  if (!aim) return aim.passed_on();
  const Object shown = with_names_of(before->shown, told);
  route::PersonChange change = change_of(state, *aim, *before, with_asked_names(shown, before->row.asked), false);
  change.before = shown;
  auto plan = route::plan_change(aim->way, change, state.settings.policy);
  if (!plan) return plan.passed_on();
  decision.row.asked = with_names_of(before->shown, before->row.asked);
  decision.plan = std::move(*plan);
  return decision;
}

}  // namespace bridge::work
