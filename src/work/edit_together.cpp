// Additions to one group that wait behind this one: they travel in its call, and each keeps its own intent,
// version, audit and answer.

#include <utility>

#include "edit_run.hpp"
#include "merging.hpp"
#include "shown.hpp"

namespace bridge::work {

/// Whom the call of this run takes along.
void EditRun::gather() {
  auto merging = alone_ ? std::nullopt : Merging::begin(state_, edit_, progress_.decision);
  if (!merging) return;
  const auto self = shared_from_this();
  const core::Tick leaves = state_.clock.tick() + state_.ways.predicted_wait(progress_.decision.plan, priority());
  std::vector<std::shared_ptr<EditRun>> others;
  for (const LaneUserPtr& user : state_.lanes.behind(self)) {
    auto other = std::static_pointer_cast<EditRun>(user);
    if (other->phase_ != Phase::Waiting || other->alone_) break;
    if (other->answer_ && leaves > other->edit_.deadline) continue;
    const auto fit = merging->take(other->edit_, other->progress_.decision);
    if (fit == Merging::Fit::Ends) break;
    if (fit == Merging::Fit::Joins) others.push_back(std::move(other));
  }
  shared_call_ = merging->call();
  if (!shared_call_) return;
  for (const auto& other : others) other->travel();
  together_ = std::move(others);
}

/// From here on this run's work is done by another's call.
void EditRun::travel() {
  phase_ = Phase::Committed;
  intent_ = state_.next_intent++;
  progress_.asked = asked_words(edit_, state_.settings.audit.values);
  progress_.seen = progress_.decision.before->row.seen;
  progress_.ids.assign(progress_.decision.plan.steps.size(), std::nullopt);
}

/// Its turn comes as if it had never travelled along.
void EditRun::wait_again(bool alone) {
  if (phase_ == Phase::Ended) return;
  phase_ = Phase::Waiting;
  alone_ = alone;
  intent_ = 0;
  progress_.next = 0;
  progress_.trail = {};
  overtook_ = false;
}

std::vector<std::shared_ptr<EditRun>> EditRun::part() {
  shared_call_.reset();
  return std::exchange(together_, {});
}

/// Smartsheet refused the shared call: one of the additions is at fault, so each leaves in a call of its own.
void EditRun::send_apart() {
  store::Change change;
  for (const auto& other : together_) change.closed_intents.push_back(other->intent_);
  state_.commit(std::move(change), [self = shared_from_this()](const core::Outcome& outcome) {
    if (!outcome) {
      self->state_.log(LogLevel::Alarm, "can't part changes that left together: " + outcome.error().context.text);
      return self->state_.later(std::chrono::seconds(1), [self] { self->send_apart(); });
    }
    for (const auto& other : self->part()) other->wait_again(true);
    self->alone_ = true;
    self->run_step();
  });
}

/// One transaction for all; then, one after another, each is published and answered, so that each answer shows
/// the group as it is after that addition.
void EditRun::finish_together() {
  const auto all = std::make_shared<std::vector<Arrived>>();
  store::Change change;
  arrive_at(*all, change);
  for (const auto& other : together_) {
    other->progress_.next = other->progress_.decision.plan.steps.size();
    other->progress_.trail = progress_.trail;
    other->arrive_at(*all, change);
  }
  change.put.push_back(all->back().entry->row);
  state_.commit(std::move(change), [self = shared_from_this(), all](const core::Outcome& outcome) {
    if (outcome) return self->publish_together(*all);
    self->state_.log(LogLevel::Alarm, "can't save what changes came to: " + outcome.error().context.text);
    self->answer(outcome.passed_on());
    for (const auto& other : self->together_) other->answer(outcome.passed_on());
    self->state_.later(std::chrono::seconds(1), [self] { self->finish_together(); });
  });
}

void EditRun::arrive_at(std::vector<Arrived>& all, store::Change& change) {
  const store::Row row = final_row();
  auto memberships = this->memberships(progress_.decision.plan.steps.size());
  for (const auto& confirmed : progress_.decision.memberships) memberships.push_back(confirmed);
  change.memberships.insert(change.memberships.end(), memberships.begin(), memberships.end());
  change.audit.push_back(audit(row, "done"));
  change.closed_intents.push_back(intent_);
  all.push_back({entry_of(row, state_.settings.bare_names, state_.moving(row)), std::move(memberships)});
}

void EditRun::publish_together(const std::vector<Arrived>& all) {
  const auto others = part();
  for (std::size_t i = 0; i < all.size(); ++i) {
    state_.publish({{all[i].entry}, {}, all[i].memberships});
    (i == 0 ? *this : *others[i - 1]).answer(EditDone{all[i].entry, false});
  }
  for (const auto& other : others) other->end();
  end();
}

}  // namespace bridge::work
