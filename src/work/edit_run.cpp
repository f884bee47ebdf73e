#include "edit_run.hpp"

#include <algorithm>
#include <utility>

#include "access_change.hpp"
#include "bridge/core/overloaded.hpp"
#include "edit_words.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// The new displayName that a PATCH of a group may bring, for its lane.
std::vector<std::string> names_in(const scim::PatchRequest& patch) {
  std::vector<std::string> names;
  const auto take = [&](const core::Value* value) {
    const std::string* text = value != nullptr ? value->if_string() : nullptr;
    if (text != nullptr) names.push_back(*text);
  };
  for (const scim::PatchOperation& operation : patch.operations) {
    if (!operation.value) continue;
    const core::Object* object = operation.value->if_object();
    if (operation.path) {
      take(&*operation.value);
    } else if (object != nullptr) {
      take(object->find_ignoring_case("displayName"));
    }
  }
  return names;
}

seconds rounded_up(milliseconds wait) { return duration_cast<seconds>(wait + milliseconds(999)); }

}  // namespace

EditRun::EditRun(State& state, Edit edit, EditAnswer answer)
    : state_(state), edit_(std::move(edit)), answer_(std::move(answer)) {
  progress_.kind = edit_.kind;
  progress_.client = edit_.client;
  progress_.request = edit_.request;
  trouble_ = {FaultKind::Overloaded, "the bridge is still busy with earlier changes of this resource", {}, seconds(5)};
}

EditRun::EditRun(State& state, std::uint64_t intent, Progress progress)
    : state_(state),
      progress_(std::move(progress)),
      phase_(Phase::Committed),
      intent_(intent),
      recovered_(true),
      durable_(true) {
  edit_.kind = progress_.kind;
  edit_.client = progress_.client;
  edit_.request = progress_.request;
}

void EditRun::arrive() {
  if (recovered_) note_leaving_admin();
  if (!recovered_) {
    state_.gate->post_at(edit_.deadline, [gate = state_.gate, self = shared_from_this()] {
      if (gate->open()) self->on_deadline();
    });
  }
  if (progress_.left) keep_left();
  const auto keys = lane_keys();
  if (std::holds_alternative<Create>(edit_.what) && keys.size() > 1) creation_lane_ = keys.back();
  state_.lanes.join(shared_from_this(), keys);
}

std::vector<std::string> EditRun::lane_keys() const {
  std::vector<std::string> keys;
  const auto by_id = [&](const core::ResourceId& id) { keys.push_back(lane_of_id(edit_.kind, id)); };
  const auto by_name = [&](std::string_view name) { keys.push_back(lane_of_name(edit_.kind, name)); };
  const bool group = edit_.kind == store::Kind::Group;
  const auto name_of = [&](const core::Object& wanted) { return name_wanted(state_, edit_.kind, wanted); };
  if (recovered_) {
    by_name(progress_.decision.row.name);
    if (!progress_.decision.row.id.text.empty()) by_id(progress_.decision.row.id);
    return keys;
  }
  std::visit(core::overloaded{
                 [&](const Create& create) {
                   by_name(name_of(create.wanted));
                   const auto known = state_.index.find_by_name(edit_.kind, name_of(create.wanted));
                   if (known) by_id(known->row.id);
                 },
                 [&](const Replace& replace) {
                   by_id(replace.id);
                   if (group) by_name(name_of(replace.wanted));
                 },
                 [&](const Modify& modify) {
                   by_id(modify.id);
                   if (!group) return;
                   for (const std::string& name : names_in(modify.patch)) by_name(name);
                 },
                 [&](const Remove& remove) { by_id(remove.id); },
                 [&](const Settle& settle) { by_id(settle.id); },
                 [&](const Repair& repair) {
                   by_id(repair.id);
                   if (!repair.shown.empty()) by_name(repair.shown.front().name);
                 },
             },
             edit_.what);
  return keys;
}

void EditRun::at_head() {
  if (progress_.left) return carry_on();
  if (recovered_) {
    state_.log(LogLevel::Info, "takes up an open change, request " + progress_.request.text);
    unknown_since_ = state_.clock.tick();
    if (progress_.next == progress_.decision.plan.steps.size()) return finish();
    if (step().on_unknown == route::OnUnknown::LookUp) return look_up(1);
    return run_step();
  }
  if (std::holds_alternative<Create>(edit_.what)) {
    // While this creation waited, its name may have become somebody's: their lane is needed as well.
    const auto keys = lane_keys();
    const auto known = keys.size() > 1 ? keys.back() : std::string();
    if (!known.empty() && known != creation_lane_) {
      creation_lane_ = known;
      const auto self = shared_from_this();
      state_.lanes.leave(self);
      return state_.lanes.join(self, keys);
    }
  }
  decide();
}

void EditRun::decide() {
  if (phase_ == Phase::Ended) return;
  if (state_.keeping > 0) {
    state_.after_keeping.emplace_back([self = shared_from_this()] { self->decide(); });
    return;
  }
  if (takes_from_lost()) return;
  auto decision = work::decide(state_, edit_);
  if (!decision && may_be_matched(decision.error())) {
    return wait_for_refresh();
  }
  if (state_.settings.rehearse) return rehearse(decision);
  if (!decision) {
    note_refusal(decision.error());
    answer(decision.passed_on());
    return end();
  }
  progress_.decision = std::move(*decision);
  if (const auto& refused = progress_.decision.rest_refused) {
    state_.log(LogLevel::Warning, "request " + progress_.request.text +
                                      " takes access away; the rest of it is dropped: " + refused->detail);
  }
  if (progress_.decision.nothing) {
    if (progress_.decision.created) {
      state_.unanswered.erase(progress_.decision.before->row.id);
      state_.undelivered.insert(progress_.decision.before->row.id);
    }
    return answer_nothing();
  }
  if (progress_.decision.before) progress_.seen = progress_.decision.before->row.seen;
  begin();
}

/// Somebody who was made on one route a moment ago is known on the other after the next refresh: worth
/// waiting for once.
bool EditRun::may_be_matched(const core::Fault& fault) const {
  return fault.kind == FaultKind::NotReady && state_.watch.settled() && !matched_ && state_.refresh;
}

/// Out of its lanes meanwhile, since a refresh leaves alone whatever a write holds; whoever waits behind it
/// waits for the same refresh, and comes after it.
void EditRun::wait_for_refresh() {
  matched_ = true;
  const auto self = shared_from_this();
  state_.refresh([self](const core::Outcome& outcome) {
    if (self->phase_ == Phase::Ended) return;
    // Out of the lanes nobody else would answer it when the tenant stops.
    if (self->state_.stopping) return self->abandon(outcome.error());
    self->state_.lanes.join(self, self->lane_keys());
  });
  state_.lanes.leave(self);
}

void EditRun::begin() {
  progress_.asked = asked_words(edit_, state_.settings.audit.values);
  progress_.asked.dropped = progress_.decision.rest_refused;
  if (progress_.decision.plan.empty()) {
    if (!admitted()) return;
    phase_ = Phase::Committed;
    return finish();
  }
  auto timely = state_.ways.may_begin(progress_.decision.plan, priority(), edit_.deadline);
  if (answer_ && !timely) {
    answer(timely.passed_on());
    return end();
  }
  if (!admitted()) return;
  progress_.ids.assign(progress_.decision.plan.steps.size(), std::nullopt);
  intent_ = state_.next_intent++;
  phase_ = Phase::Committed;
  gather();
  commit_intent([self = shared_from_this()] { self->run_step(); });
}

bool EditRun::admitted() {
  auto counted = state_.guard.admit(edit_, progress_.decision);
  if (!counted) {
    note_held(counted.error());
    answer(counted.passed_on());
    end();
    return false;
  }
  counted_ = *counted;
  note_leaving_admin();
  return true;
}

void EditRun::note_leaving_admin() {
  admin_leaves_ = takes_admin(progress_.decision);
  if (admin_leaves_) state_.leaving_admins.insert(progress_.decision.row.id);
}

void EditRun::commit_intent(std::function<void()> then) {
  store::Change change;
  note_progress(change);
  state_.guard.note(counted_, change);
  overtake(change);
  for (const auto& other : together_) {
    change.intents.push_back({other->intent_, to_value(other->progress_)});
    other->overtake(change);
  }
  state_.commit(std::move(change), [self = shared_from_this(), then = std::move(then)](const core::Outcome& outcome) {
    if (!outcome) return self->intent_not_committed(outcome, then);
    self->told_unsaved_ = false;
    self->durable_ = true;
    for (const auto& other : self->together_) other->durable_ = true;
    then();
  });
}

void EditRun::intent_not_committed(const core::Outcome& outcome, const std::function<void()>& then) {
  if (durable_) {
    // The intent on disk is older than the truth, so wait.
    tell_unsaved("can't note how far a change has come: ", outcome);
    return state_.later(seconds(1), [self = shared_from_this(), then] { self->commit_intent(then); });
  }
  state_.guard.give_back(counted_);
  for (const auto& other : part()) other->wait_again(false);
  answer(outcome.passed_on());
  end();
}

void EditRun::tell_unsaved(const char* what, const core::Outcome& outcome) {
  if (std::exchange(told_unsaved_, true)) return;
  state_.log(LogLevel::Alarm, what + outcome.error().context.text);
}

void EditRun::on_deadline() {
  if (!answer_ || phase_ == Phase::Ended) return;
  core::Fault fault = trouble_;
  const auto shut = state_.ways.trouble(progress_.decision.plan);
  if (shut && shut->kind == FaultKind::UpstreamCredential) fault = *shut;
  if (!fault.retry_after) fault.retry_after = predicted_end();
  if (phase_ == Phase::Committed && fault.kind == FaultKind::Overloaded) {
    fault = {FaultKind::OutcomeUnknown, "the change is under way and not finished yet", {}, fault.retry_after};
  }
  answer(core::Failure{std::move(fault)});
  if (phase_ == Phase::Waiting) end();
}

seconds EditRun::predicted_end() const {
  const MembersLeft left = progress_.left.value_or(MembersLeft());
  const std::size_t calls = left.leaving.size() + (left.joining.empty() ? 0 : 1);
  const milliseconds turns(calls * 60'000 / std::max<std::uint32_t>(1, state_.settings.requests_per_minute));
  return std::max(seconds(1), rounded_up(state_.ways.predicted_wait(progress_.decision.plan, priority()) + turns));
}

void EditRun::abandon(const core::Fault& fault) {
  answer(core::Failure{fault});
  phase_ = Phase::Ended;
}

void EditRun::answer(core::Result<EditDone> result) {
  if (!answer_) return;
  const EditAnswer answer = std::exchange(answer_, {});
  answer(std::move(result));
}

void EditRun::end() {
  phase_ = Phase::Ended;
  if (admin_leaves_) state_.leaving_admins.erase(progress_.decision.row.id);
  state_.lanes.leave(shared_from_this());
}

Priority EditRun::priority() const {
  const auto& steps = progress_.decision.plan.steps;
  const bool deactivates = std::any_of(steps.begin(), steps.end(), [](const route::Step& planned) {
    return planned.purpose == route::Purpose::Deactivate || planned.purpose == route::Purpose::Downgrade ||
           planned.purpose == route::Purpose::RemovePerson || planned.purpose == route::Purpose::CancelInvitation;
  });
  if (deactivates) return Priority::Deactivation;
  return edit_.kind == store::Kind::User ? Priority::Person : Priority::Group;
}

}  // namespace bridge::work
