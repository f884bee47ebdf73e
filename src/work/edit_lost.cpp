// A write about what is lost in Smartsheet: it takes first what a repair would bring back.

#include <memory>
#include <utility>

#include "edit_run.hpp"
#include "lost_wishes.hpp"

namespace bridge::work {

bool EditRun::takes_from_lost() {
  if (state_.settings.rehearse) return false;
  auto taken = std::make_shared<store::Change>(taken_from_lost(state_, edit_));
  if (taken->lost.empty() && taken->lost_no_more.empty()) return false;
  // Nobody else decides meanwhile: of two that take from the same one the later would undo the earlier.
  ++state_.keeping;
  state_.commit(*taken, [self = shared_from_this(), taken](const core::Outcome& outcome) {
    State& state = self->state_;
    if (outcome) settle_lost(state, *taken);
    if (--state.keeping == 0) {
      for (const Task& task : std::exchange(state.after_keeping, {})) task();
    }
    if (outcome || self->phase_ == Phase::Ended) return self->decide();
    self->answer(outcome.passed_on());
    self->end();
  });
  return true;
}

}  // namespace bridge::work
