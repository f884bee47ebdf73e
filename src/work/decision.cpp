#include "decision.hpp"

#include <utility>

#include "bridge/scim/entity_tag.hpp"
#include "departure.hpp"
#include "safety.hpp"

namespace bridge::work {

using core::FaultKind;

namespace {

core::Result<Decision> decide_unchecked(const State& state, const Edit& edit) {
  if (const auto* settle = std::get_if<Settle>(&edit.what)) return decide_settlement(state, edit, *settle);
  const auto decide_it = [&](const Edit& one) {
    if (const auto* repair = std::get_if<Repair>(&one.what)) return decide_repair(state, one, *repair);
    return one.kind == store::Kind::Group ? decide_group(state, one) : decide_person(state, one);
  };
  auto decision = decide_it(edit);
  if (!decision || edit.kind == store::Kind::Group || !state.deactivation.forbids(decision->plan)) return decision;
  if (!state.ways.has(route::Route::Rest)) return not_deactivated();
  Edit by_rest = edit;
  by_rest.by = route::Route::Rest;
  return decide_it(by_rest);
}

}  // namespace

core::Result<Decision> decide(const State& state, const Edit& edit) {
  auto decision = decide_unchecked(state, edit);
  if (!decision) return decision;
  if (auto safe = check_safety(state, *decision); !safe) return safe.passed_on();
  return decision;
}

core::Result<store::EntryPtr> target(const State& state, const Edit& edit, const core::ResourceId& id) {
  store::EntryPtr entry = state.index.find(edit.kind, id);
  if (!entry || entry->row.life != store::Life::Visible) {
    const char* type = edit.kind == store::Kind::User ? "User" : "Group";
    return core::failure(FaultKind::NotFound, std::string("no ") + type + " with id \"" + id.text + "\"");
  }
  const std::string tag = scim::entity_tag(entry->row.version);
  if (edit.if_match && !scim::names_tag(*edit.if_match, tag)) {
    return core::failure(FaultKind::PreconditionFailed, scim::not_that_version(*edit.if_match, tag));
  }
  if (edit.if_none_match && scim::names_tag(*edit.if_none_match, tag)) {
    return core::failure(FaultKind::PreconditionFailed, scim::that_very_version(*edit.if_none_match, tag));
  }
  return entry;
}

void take_external_id(core::Object& resource, store::Row& row, const std::string& client) {
  const std::string_view external_id = core::text_or_empty(resource, "externalId");
  if (external_id.empty()) {
    row.external_ids.erase(client);
  } else {
    row.external_ids[client] = std::string(external_id);
  }
  resource = resource.without("externalId");
}

core::Object as_client_sees(const store::Entry& entry, const std::string& client) {
  const core::Object resource = store::hides_active(entry) ? entry.shown.without("active") : entry.shown;
  const auto known = entry.row.external_ids.find(client);
  return known == entry.row.external_ids.end() ? resource : resource.with("externalId", known->second);
}

bool is_lost_creation(const State& state, const store::Entry& entry) {
  return entry.row.life == store::Life::Visible && state.unanswered.contains(entry.row.id);
}

bool may_be_adopted(const State& state, const store::Entry& entry) {
  return entry.row.life == store::Life::Visible && !entry.row.managed &&
         state.settings.access.on_existing == core::OnExisting::Adopt;
}

store::Row new_row(const State& state, store::Kind kind, std::string_view name) {
  store::Row row;
  row.kind = kind;
  row.name = std::string(name);
  row.managed = true;
  row.origin = store::Origin::Created;
  row.created = state.now();
  row.modified = row.created;
  return row;
}

}  // namespace bridge::work
