// A large change of a group takes turns: what is done so far is published, those who wait behind it go first,
// and what is left goes on after them.

#include <algorithm>
#include <utility>

#include "bridge/route/record.hpp"
#include "edit_run.hpp"
#include "group_patch.hpp"
#include "left_over.hpp"
#include "shown.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using route::Purpose;
using std::chrono::seconds;

/// Calls in one turn: few enough that nobody waits long behind them.
constexpr std::size_t kCallsInATurn = 10;
/// What can't be planned at the moment is tried again after this.
constexpr seconds kNotNow{30};

bool is_about_members(const route::Step& step) {
  return step.group.text.empty() && (step.purpose == Purpose::AddMembers || step.purpose == Purpose::RemoveMembers);
}

MembersLeft left_of(const std::vector<route::Step>& steps, std::size_t from) {
  MembersLeft left;
  for (std::size_t i = from; i < steps.size(); ++i) {
    auto& ids = steps[i].purpose == Purpose::AddMembers ? left.joining : left.leaving;
    ids.insert(ids.end(), steps[i].members.begin(), steps[i].members.end());
  }
  return left;
}

}  // namespace

/// A creation is never shown by halves.
bool EditRun::turn_is_over() {
  const Decision& decision = progress_.decision;
  const auto& steps = decision.plan.steps;
  if (edit_.kind != store::Kind::Group || decision.created || decision.row.id.text.empty()) return false;
  if (progress_.next < kCallsInATurn || (answer_ && !state_.lanes.awaited(shared_from_this()))) return false;
  return std::all_of(steps.begin() + static_cast<std::ptrdiff_t>(progress_.next), steps.end(), is_about_members);
}

/// Nothing where the plan is no longer than a turn, or is about more than members after the first one.
std::optional<Turn> EditRun::turn_at_hand() const {
  const Decision& decision = progress_.decision;
  const auto& steps = decision.plan.steps;
  const bool made = decision.created || decision.row.id.text.empty();
  if (edit_.kind != store::Kind::Group || made || steps.size() <= kCallsInATurn) return std::nullopt;
  const auto second = steps.begin() + static_cast<std::ptrdiff_t>(kCallsInATurn);
  if (!std::all_of(second, steps.end(), is_about_members)) return std::nullopt;
  const std::size_t begin = progress_.next / kCallsInATurn * kCallsInATurn;
  return Turn{begin, std::min(begin + kCallsInATurn, steps.size())};
}

void EditRun::note_progress(store::Change& change) {
  const auto turn = turn_at_hand();
  if (turn && progress_.next == turn->begin) {
    const Progress rest = rest_of(*turn);
    if (progress_.rest == 0) progress_.rest = state_.next_intent++;
    progress_.trail_in_rest = progress_.trail.calls().size();
    change.intents.push_back({progress_.rest, to_value(rest)});
  }
  if (!turn && !recovered_ && progress_.rest != 0) {
    // Planned anew, and short by now.
    change.closed_intents.push_back(std::exchange(progress_.rest, 0));
    progress_.trail_in_rest = 0;
  }
  change.intents.push_back({intent_, turn ? to_value(progress_, *turn) : to_value(progress_)});
}

Progress EditRun::rest_of(const Turn& turn) const {
  Progress rest;
  rest.kind = progress_.kind;
  rest.client = progress_.client;
  rest.request = progress_.request;
  rest.trail = progress_.trail;
  rest.rest_of = intent_;
  rest.decision.row.id = progress_.decision.row.id;
  rest.decision.row.name = progress_.decision.row.name;
  rest.decision.memberships = memberships(turn.begin);
  const auto& confirmed = progress_.decision.memberships;
  rest.decision.memberships.insert(rest.decision.memberships.end(), confirmed.begin(), confirmed.end());
  rest.left = left_of(progress_.decision.plan.steps, turn.end);
  return rest;
}

void EditRun::end_turn() {
  store::Row row = final_row();
  store::Change change;
  store::Publication publication;
  change.memberships = memberships(progress_.next);
  for (const auto& confirmed : progress_.decision.memberships) change.memberships.push_back(confirmed);
  publication.memberships = change.memberships;
  change.audit.push_back(audit_turn(row));
  Progress rest;
  rest.kind = progress_.kind;
  rest.client = progress_.client;
  rest.request = progress_.request;
  rest.asked = progress_.asked;
  rest.seen = progress_.seen;
  rest.left = left_of(progress_.decision.plan.steps, progress_.next);
  if (progress_.later) {
    const MembersLeft& later = *progress_.later;
    rest.left->joining.insert(rest.left->joining.end(), later.joining.begin(), later.joining.end());
    rest.left->leaving.insert(rest.left->leaving.end(), later.leaving.begin(), later.leaving.end());
  }
  if (progress_.rest != 0) change.closed_intents.push_back(progress_.rest);
  rest.decision.row = row;
  rest.decision.before = entry_of(row, state_.settings.bare_names, state_.moving(row));
  change.put.push_back(std::move(row));
  change.intents.push_back({intent_, to_value(rest)});
  publication.entries.push_back(rest.decision.before);
  state_.commit(std::move(change),
                [self = shared_from_this(), rest, publication = std::move(publication)](const core::Outcome& outcome) {
                  if (!outcome) {
                    self->tell_unsaved("can't note how far a change has come: ", outcome);
                    return self->state_.later(seconds(1), [self] { self->end_turn(); });
                  }
                  self->told_unsaved_ = false;
                  self->state_.publish(publication);
                  self->progress_ = rest;
                  // What was done is done, whatever comes of the rest.
                  self->counted_ = {};
                  self->wait_for_turn();
                });
}

void EditRun::wait_for_turn() {
  const auto self = shared_from_this();
  keep_left();
  state_.lanes.leave(self);
  if (phase_ != Phase::Ended) state_.lanes.join(self, {lane_of_id(edit_.kind, progress_.decision.row.id)});
}

void EditRun::keep_left() {
  left_over_ = std::make_shared<LeftOver>();
  left_over_->intent = intent_;
  left_over_->progress = progress_;
  left_over_->overtaken = [run = weak_from_this()] {
    const auto self = run.lock();
    if (!self) return;
    self->answer(core::Failure{{FaultKind::OutcomeUnknown,
                                "a newer change of the group's members took the place of what was left of this one",
                                {},
                                seconds(1)}});
  };
  state_.unfinished.add(left_over_);
}

/// At the head again: planned anew, against the group as it is by now.
void EditRun::carry_on() {
  if (phase_ == Phase::Ended) return;
  if (left_over_) {
    state_.unfinished.remove(left_over_);
    progress_ = std::exchange(left_over_, nullptr)->progress;
  }
  const store::EntryPtr before = state_.index.find(edit_.kind, progress_.decision.row.id);
  if (!before || before->row.life != store::Life::Visible) return finish_without_rest();
  auto decision = decide_left(state_, edit_, before, *progress_.left);
  if (!decision) return carry_on_later(decision.error());
  if (decision->plan.empty()) return finish_without_rest();
  progress_.decision = std::move(*decision);
  progress_.left.reset();
  progress_.next = 0;
  progress_.ids.assign(progress_.decision.plan.steps.size(), std::nullopt);
  progress_.seen = before->row.seen;
  commit_intent([self = shared_from_this()] { self->run_step(); });
}

/// Out of the lane meanwhile: whoever waits there is not to wait for this.
void EditRun::carry_on_later(const core::Fault& fault) {
  answer(core::Failure{fault});
  keep_left();
  const auto self = shared_from_this();
  state_.later(kNotNow, [self] {
    if (self->phase_ != Phase::Ended)
      self->state_.lanes.join(self, {lane_of_id(self->edit_.kind, self->progress_.decision.row.id)});
  });
  state_.lanes.leave(self);
}

void EditRun::finish_without_rest() {
  const store::EntryPtr entry = state_.index.find(edit_.kind, progress_.decision.row.id);
  store::Change change;
  const bool superseded = progress_.left && progress_.left->empty();
  change.audit.push_back(audit(entry ? entry->row : progress_.decision.row, superseded ? "superseded" : "done"));
  if (entry && entry->row.life == store::Life::Visible) {
    return commit_end(std::move(change), {}, EditDone{entry, false});
  }
  commit_end(std::move(change), {}, core::failure(FaultKind::NotFound, "the group is deleted"));
}

/// What this change has its say about is no longer left of older ones.
void EditRun::overtake(store::Change& change) {
  if (overtook_ || recovered_) return;
  overtook_ = true;
  const Decision& decision = progress_.decision;
  if (const auto say = say_of(state_, edit_, decision)) state_.unfinished.give_way(*say, change);
  if (edit_.kind != store::Kind::User || decision.row.id.text.empty()) return;
  const bool has_access = !decision.removed && !decision.created && route::is_active(decision.row.asked);
  if (!has_access) state_.unfinished.let_nobody_join(decision.row.id, change);
}

/// Nothing is left to do, unless an older change is still about to do otherwise: then that is put right first.
void EditRun::answer_nothing() {
  const auto done = [self = shared_from_this()](const core::Outcome& outcome) {
    const Decision& decision = self->progress_.decision;
    if (outcome) return self->answer(EditDone{decision.before, decision.created});
    self->answer(outcome.passed_on());
  };
  store::Change change;
  overtake(change);
  if (change.intents.empty()) {
    done(core::ok());
    return end();
  }
  phase_ = Phase::Committed;
  state_.commit(std::move(change), [self = shared_from_this(), done](const core::Outcome& outcome) {
    done(outcome);
    self->end();
  });
}

}  // namespace bridge::work
