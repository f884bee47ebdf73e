#include <algorithm>
#include <array>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "edit_run.hpp"
#include "new_id.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using route::Purpose;
using std::chrono::milliseconds;

/// After so many tries a step that may be given up is.
constexpr unsigned kMostTries = 20;

/// Growing intervals: soon at first, since most trouble is short, then seldom.
milliseconds backoff(unsigned tries) {
  static constexpr std::array<int, 7> kWaits{200, 1000, 2000, 5000, 10'000, 30'000, 60'000};
  return milliseconds(kWaits[std::min<std::size_t>(tries, kWaits.size() - 1)]);
}

bool is_creation(Purpose purpose) { return purpose == Purpose::CreatePerson || purpose == Purpose::CreateGroup; }

/// A name, a role or a member that Smartsheet answers with nothing but errors: the lane is needed more
/// than the change, and the next refresh shows what came of it. A creation, and whatever gives or takes
/// access, is never given up.
bool may_be_given_up(Purpose purpose, const core::Fault& trouble) {
  if (trouble.kind != FaultKind::OutcomeUnknown) return false;
  return purpose == Purpose::ChangePerson || purpose == Purpose::ChangeGroup || purpose == Purpose::AddMembers ||
         purpose == Purpose::RemoveMembers;
}

/// Somebody who is not a member any more, a group that is not there any more: what was wanted.
bool is_what_was_wanted(Purpose purpose, const core::Fault& fault) {
  return fault.kind == FaultKind::NotFound && (purpose == Purpose::RemoveMembers || purpose == Purpose::DeleteGroup);
}

}  // namespace

void EditRun::run_step() {
  if (phase_ == Phase::Ended) return;
  if (progress_.next == progress_.decision.plan.steps.size()) return finish();
  look_before_cancelling();
  if (!may_leave()) return;
  auto call = route::with_ids(shared_call_ ? *shared_call_ : step().call, progress_.ids);
  if (!call) return close_refused(call.error());
  const bool harmless = step().on_unknown == route::OnUnknown::Repeat;
  const std::size_t followers = progress_.decision.plan.steps.size() - progress_.next - 1;
  const bool prompt = step().purpose == Purpose::CancelInvitation;
  progress_.trail.leaves(step().purpose, shared_call_ ? *shared_call_ : step().call);
  state_.ways.submit(Manner{priority(), harmless, true, followers, prompt}, *call,
                     [self = shared_from_this()](CallResult result) { self->on_result(std::move(result)); });
}

void EditRun::on_result(CallResult result) {
  refused_code_ = result.error_code;
  progress_.trail.answered(result);
  switch (result.ending) {
    case Ending::Done: return step_done(result.body);
    case Ending::Refused: return goes_without_profile(result) ? void() : refused(result.fault);
    case Ending::NotDone: return again(std::move(result.fault), false);
    case Ending::Unknown:
      unknown_since_ = state_.clock.tick();
      return again(std::move(result.fault), step().on_unknown == route::OnUnknown::LookUp);
  }
}

void EditRun::refused(const core::Fault& fault) {
  if (waits_for_token(fault)) return;
  if (shared_call_) return send_apart();
  // "Exists already", said to a creation that may have arrived before: that earlier one did its work.
  // Where look-ups don't find it for as long as it could have been on the way, the name is somebody else's.
  if (is_creation(step().purpose) && fault.kind == FaultKind::Uniqueness && unknown_since_) {
    if (!taken_) unknown_since_ = state_.clock.tick();
    taken_ = fault;
    return look_up(1);
  }
  const bool by_scim = route::route_of(step().call) == route::Route::Scim;
  const bool as_settled = state_.watch.settled() == route::Route::Scim;
  if (!by_scim || !as_settled || !RouteWatch::is_suspicious(fault)) return refused_here(fault);
  state_.watch.check([self = shared_from_this(), fault](const core::Outcome& there) {
    there ? self->refused_here(fault) : self->close_refused(there.error());
  });
}

/// The service is there, and refuses this. Its 404 may mean that it has no groups: where REST can be asked,
/// REST says whether there is anything left to do.
void EditRun::refused_here(const core::Fault& fault) {
  if (may_go_by_rest(fault) && go_by_rest(fault)) return;
  if (departure_refused(fault)) return;
  if (is_what_was_wanted(step().purpose, fault)) return gone_unless_not_offered();
  const Purpose purpose = step().purpose;
  if (purpose == Purpose::Deactivate || purpose == Purpose::Reactivate) return refused_unless_done(fault);
  close_refused(fault);
}

/// A SCIM service that has no groups any more knows none of them: they are all still there.
void EditRun::gone_unless_not_offered() {
  if (route::route_of(step().call) == route::Route::Rest) return step_done(core::Value());
  state_.ways.submit(priority(), route::list_groups(route::Route::Scim, 1), true,
                     [self = shared_from_this()](const CallResult& result) {
                       if (result.ending == Ending::Done) return self->step_done(core::Value());
                       if (says_no_groups(result)) self->state_.offered.groups = false;
                       self->close_refused({FaultKind::UpstreamUnavailable,
                                            "Smartsheet's SCIM service does not say whether the group is still there",
                                            result.fault.context, std::chrono::seconds(60)});
                     });
}

/// A second deactivation may be refused: after a lost answer, or where somebody did it in Smartsheet.
void EditRun::refused_unless_done(const core::Fault& fault) {
  const std::string_view address = route::address_of(progress_.seen);
  const route::Route way = route::route_of(step().call);
  const auto& made = progress_.ids.front();
  const auto own = made ? made : link_of(progress_.decision.row, way);
  state_.ways.submit(priority(), route::find_user(way, address.empty() ? progress_.decision.row.name : address), true,
                     [self = shared_from_this(), fault, way, own](const CallResult& result) {
                       const auto page = route::read_page(way, result.body, 1);
                       // The address may be somebody else's by now.
                       const bool found = result.ending == Ending::Done && page && page->records.size() == 1 && own &&
                                          route::id_of(page->records.front()) == own->text;
                       if (!found || !route::is_done_already(self->step(), page->records.front())) {
                         return self->close_refused(fault);
                       }
                       self->step_done(core::Value());
                     });
}

void EditRun::again(core::Fault trouble, bool look_up_first) {
  state_.log(LogLevel::Warning, "request " + progress_.request.text + ": " + route::to_string(step().purpose) + ": " +
                                    trouble.detail + " (" + trouble.context.text + ")");
  trouble_ = std::move(trouble);
  for (const auto& other : together_) other->trouble_ = trouble_;
  const milliseconds wait = backoff(tries_++);
  if (tries_ > kMostTries && may_be_given_up(step().purpose, trouble_)) return close_refused(trouble_);
  state_.later(wait,
               [self = shared_from_this(), look_up_first] { look_up_first ? self->look_up(1) : self->run_step(); });
}

void EditRun::step_done(const core::Value& body) {
  const Purpose purpose = step().purpose;
  if (purpose == Purpose::ConfirmPending && !pending_confirmed_) return confirm_pending(body);
  progress_.trail.counts_as_done();
  if (is_creation(purpose)) {
    const auto id = route::created_id(step().call, body);
    if (!id) {
      unknown_since_ = state_.clock.tick();
      return again({FaultKind::OutcomeUnknown, "Smartsheet's answer names no id", {"creation without id"}, {}}, true);
    }
    progress_.ids[progress_.next] = *id;
    if (progress_.decision.row.id.text.empty()) progress_.made = new_id(state_.index, edit_.kind, *id);
  }
  progress_.seen = edit_.kind == store::Kind::User ? route::user_effect(step(), body, progress_.seen)
                                                   : route::group_effect(step(), body, progress_.seen);
  ++progress_.next;
  tries_ = 0;
  unknown_since_.reset();
  if (progress_.next == progress_.decision.plan.steps.size()) return finish();
  if (turn_is_over()) return end_turn();
  commit_intent([self = shared_from_this()] { self->run_step(); });
}

void EditRun::look_up(std::int64_t from) {
  if (phase_ == Phase::Ended) return;
  if (step().purpose == Purpose::CancelInvitation) return run_step();
  const route::Route way = route::route_of(step().call);
  const route::Call call = edit_.kind == store::Kind::User ? route::find_user(way, progress_.decision.row.name)
                                                           : route::list_groups(way, from);
  state_.ways.submit(Manner{priority(), true, true, 0}, call,
                     [self = shared_from_this(), from](const CallResult& result) { self->on_look_up(from, result); });
}

void EditRun::on_look_up(std::int64_t from, const CallResult& result) {
  progress_.trail.looked_up();
  const auto read = result.ending == Ending::Done ? route::read_page(route::route_of(step().call), result.body, from)
                                                  : core::Result<route::Page>(core::Failure{result.fault});
  if (!read) return again(read.error(), true);
  const bool person = edit_.kind == store::Kind::User;
  for (const Object& record : read->records) {
    const std::string_view name = person ? route::address_of(record) : route::name_of(record);
    if (core::equal_ignoring_case(name, progress_.decision.row.name) && is_invited(record)) return adopt(record);
  }
  if (!person && read->next) return look_up(*read->next);
  not_found();
}

void EditRun::adopt(const Object& record) {
  progress_.trail.found_done();
  // The answer that was lost, as far as the record can say it.
  step_done(route::creation_answer(step().call, record));
}

void EditRun::not_found() {
  const core::Tick certain = *unknown_since_ + state_.settings.call_timeout + state_.settings.creation_margin;
  const core::Tick now = state_.clock.tick();
  if (now < certain) {
    const auto left = std::chrono::ceil<milliseconds>(certain - now);
    return state_.later(std::min(backoff(tries_++), left), [self = shared_from_this()] { self->look_up(1); });
  }
  if (taken_) return close_refused(*taken_);
  // Nobody can be on the way any more: it is safe to send the creation a second time.
  run_step();
}

}  // namespace bridge::work
