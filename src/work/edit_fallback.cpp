// What follows when Smartsheet refuses to take somebody's access in the way that was planned.

#include <algorithm>
#include <array>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "bridge/route/smartsheet_rest/removal.hpp"
#include "departure.hpp"
#include "edit_run.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using route::Purpose;
using route::Route;

/// Plans of one write at the most: whoever changes their state that often is left to the next request.
constexpr unsigned kMostPlans = 4;

/// Smartsheet's codes for an account that can't be deactivated: a foreign or externally managed one (1004), not
/// on this plan (1013), not in Smartsheet Gov (1356), not offered (1358), a public e-mail provider's (1359).
constexpr std::array<std::int64_t, 5> kForGood{1004, 1013, 1356, 1358, 1359};
constexpr std::int64_t kNotActive = 1188;
constexpr std::int64_t kNotAMember = 1022;

bool is_for_good(Route route, std::int64_t code, FaultKind kind) {
  if (code != 0) return std::find(kForGood.begin(), kForGood.end(), code) != kForGood.end();
  if (kind == FaultKind::NotImplemented || kind == FaultKind::NotFound) return true;
  return route == Route::Scim && (kind == FaultKind::Forbidden || kind == FaultKind::InvalidValue);
}

}  // namespace

void EditRun::look_before_cancelling() {
  if (step().purpose != Purpose::CancelInvitation) return;
  // Once for each time that it is sent, and again after a restart.
  if (!std::exchange(pending_confirmed_, false)) --progress_.next;
}

bool EditRun::may_leave() {
  const bool may = std::visit([](const auto& call) { return route::smartsheet_rest::may_leave(call); }, step().call);
  if (may) return true;
  state_.log(LogLevel::Alarm, "request " + progress_.request.text + ": a removal that no planner builds; not sent");
  close_refused({FaultKind::Bug, "the bridge planned a call that it never sends", {step_line()}, {}});
  return false;
}

std::string EditRun::step_line() const {
  const route::CallView call = route::view(step().call);
  return call.method + " " + call.path;
}

void EditRun::confirm_pending(const core::Value& body) {
  const Object* record = body.if_object();
  if (record != nullptr && !core::text_or_empty(*record, "status").empty()) return pending_seen(*record);
  // Some answers for one person leave the status out; listings have it.
  state_.ways.submit(priority(), route::find_user(Route::Rest, address_upstream()), true,
                     [self = shared_from_this()](const CallResult& result) {
                       const auto found = self->own_record(result, Route::Rest);
                       if (result.ending != Ending::Done) return self->again(result.fault, false);
                       self->pending_seen(found.value_or(Object()));
                     });
}

void EditRun::pending_seen(const Object& record) {
  if (is_pending(record)) {
    pending_confirmed_ = true;
    return step_done(record);
  }
  const std::string_view status = core::text_or_empty(record, "status");
  const core::Fault changed{FaultKind::UpstreamUnavailable,
                            "active: this person's Smartsheet account changes too often to take their access now",
                            {"no longer pending"},
                            std::chrono::seconds(60)};
  Refusals refusals;
  refusals.pending = refusals.unsure = status.empty();
  if (!status.empty()) progress_.seen = route::as_rest_user(progress_.seen).with("status", status);
  plan_departure_anew(changed, refusals);
}

bool EditRun::departure_refused(const core::Fault& fault) {
  const bool absent = fault.kind == FaultKind::NotFound || refused_code_ == kNotAMember;
  switch (step().purpose) {
    case Purpose::Deactivate:
      // Access that a failed change gave: nobody asked for a departure.
      if (progress_.refused) return false;
      look_after_refusal(fault);
      return true;
    case Purpose::TransferGroup:
    case Purpose::RemovePerson:
    case Purpose::CancelInvitation:
      if (absent) step_done(core::Value());
      return absent;
    case Purpose::ConfirmPending:
      if (!absent) return false;
      // Nobody is there whose invitation could be withdrawn: as if it had been.
      ++progress_.next;
      step_done(core::Value());
      return true;
    default: return false;
  }
}

/// By REST where it knows them, since it alone tells who has not accepted yet.
void EditRun::look_after_refusal(const core::Fault& fault) {
  const bool rest = state_.ways.has(Route::Rest) && own_id(Route::Rest);
  const Route way = rest ? Route::Rest : route::route_of(step().call);
  state_.ways.submit(priority(), route::find_user(way, address_upstream()), true,
                     [self = shared_from_this(), fault, way](const CallResult& result) {
                       const auto record = self->own_record(result, way);
                       record ? self->not_deactivated(fault, *record) : self->close_refused(fault);
                     });
}

void EditRun::not_deactivated(const core::Fault& fault, const Object& record) {
  if (is_blocked(record)) return step_done(core::Value());
  const bool told = !core::text_or_empty(record, "status").empty();
  Refusals refusals;
  refusals.pending = is_pending(record) || (!told && refused_code_ == kNotActive);
  if (refusals.pending || is_declined(record)) {
    if (std::holds_alternative<Settle>(edit_.what) && !recovered_) return close_refused(fault);
    if (told) progress_.seen = route::stable_user(record);
    return plan_departure_anew(fault, refusals);
  }
  const bool may_fall_back =
      state_.settings.access.deprovision.fallback == core::Fallback::Downgrade && state_.ways.has(Route::Rest);
  refusals.for_good = is_for_good(route::route_of(step().call), refused_code_, fault.kind);
  if (!may_fall_back || !refusals.for_good) return close_refused(fault);
  // Roles that they were given since the last refresh are taken as well.
  if (told) progress_.seen = route::stable_user(record);
  plan_departure_anew(fault, refusals);
}

/// What was done stays done; what follows is planned from how the person was seen since.
void EditRun::plan_departure_anew(const core::Fault& refused, const Refusals& refusals) {
  if (++plans_ > kMostPlans) return close_refused(refused);
  Decision& decision = progress_.decision;
  const bool deletes = decision.removed || decision.row.life == store::Life::Deleted;
  auto departing = plan_departure(state_, edit_, as_seen_now(), decision.row.asked,
                                  deletes ? TakenBy::Deletion : TakenBy::Deactivation, refusals);
  if (!departing) return close_refused(departing.error());
  state_.log(LogLevel::Info, "request " + progress_.request.text + ": " + route::to_string(step().purpose) +
                                 " can't be done (" + refused.context.text + "), access is taken otherwise");
  decision.row.leaving = std::move(departing->leaving);
  auto& steps = decision.plan.steps;
  steps.resize(progress_.next);
  for (route::Step& next : departing->plan.steps) steps.push_back(std::move(next));
  progress_.ids.resize(steps.size());
  tries_ = 0;
  unknown_since_.reset();
  commit_intent([self = shared_from_this()] { self->run_step(); });
}

store::Entry EditRun::as_seen_now() const {
  const Decision& decision = progress_.decision;
  store::Entry entry;
  if (decision.before) {
    entry = *decision.before;
  } else {
    entry.row = decision.row;
    entry.row.id = progress_.made;
    entry.row.links[link_name(route::route_of(decision.plan.steps.front().call))] =
        progress_.ids.front().value_or(core::UpstreamId());
    entry.shown = decision.row.asked.with("active", true);
  }
  entry.row.seen = progress_.seen;
  return entry;
}

std::string EditRun::address_upstream() const {
  const std::string_view address = route::address_of(progress_.seen);
  return address.empty() ? progress_.decision.row.name : std::string(address);
}

/// The row that the plan leads to may have forgotten its links; the one before, or the creation, has them.
std::optional<core::UpstreamId> EditRun::own_id(Route way) const {
  const Decision& decision = progress_.decision;
  if (decision.before) return link_of(decision.before->row, way);
  const bool made = route::route_of(decision.plan.steps.front().call) == way;
  return made ? progress_.ids.front() : link_of(decision.row, way);
}

/// The address may be somebody else's by now.
std::optional<Object> EditRun::own_record(const CallResult& result, Route way) const {
  if (result.ending != Ending::Done) return std::nullopt;
  const auto page = route::read_page(way, result.body, 1);
  const auto own = own_id(way);
  if (!page || page->records.size() != 1 || !own) return std::nullopt;
  const Object& record = page->records.front();
  return route::id_of(record) == own->text ? std::optional(record) : std::nullopt;
}

}  // namespace bridge::work
