// Who is known, and is invited or made anew: under the id of before, whatever Smartsheet calls them then.

#include <string>
#include <utility>

#include "access_plan.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "edit_run.hpp"

namespace bridge::work {

namespace {

/// Of this account: not of another one, nor under an address beside their own.
bool is_member_already(route::Route way, const core::Fault& told) {
  if (told.kind != core::FaultKind::Uniqueness) return false;
  return way == route::Route::Scim || told.context.text.find("errorCode 1016") != std::string::npos;
}

}  // namespace

void EditRun::take_new_link(store::Row& row) const {
  const auto& steps = progress_.decision.plan.steps;
  for (std::size_t i = 0; i < progress_.ids.size() && i < steps.size(); ++i) {
    const bool makes =
        steps[i].purpose == route::Purpose::CreatePerson || steps[i].purpose == route::Purpose::CreateGroup;
    if (!progress_.ids[i] || !makes) continue;
    const std::string name = link_name(route::route_of(steps[i].call));
    const auto known = row.links.find(name);
    if (known != row.links.end() && known->second == *progress_.ids[i]) continue;
    // Another account: what the other service called the one of before is of no use.
    row.links.clear();
    row.links[name] = *progress_.ids[i];
  }
}

bool EditRun::is_invited(const core::Object& record) const {
  return edit_.kind != store::Kind::User || !progress_.decision.before || route::is_active(route::read_user(record));
}

core::Fault EditRun::explained(const core::Fault& told) const {
  if (progress_.refused) return *progress_.refused;
  if (edit_.kind != store::Kind::User || progress_.next >= progress_.decision.plan.steps.size()) return told;
  const bool adopts = state_.settings.access.on_existing == core::OnExisting::Adopt;
  const bool met = step().purpose == route::Purpose::CreatePerson && !progress_.decision.before &&
                   is_member_already(route::route_of(step().call), told);
  if (!adopts || !met || !state_.refresh) return clear_refusal(step(), progress_.decision, told);
  // Somebody came in Smartsheet since the directory was read: a repeat links them. A refresh leaves alone what a
  // write holds, so it waits for this one's end.
  state_.later(std::chrono::milliseconds(200), [&state = state_] { state.refresh([](const core::Outcome&) {}); });
  return {core::FaultKind::NotReady,
          "userName: Smartsheet has this person already, and the bridge is reading the directory to link them; "
          "expected a repeat",
          told.context, std::chrono::seconds(5)};
}

}  // namespace bridge::work
