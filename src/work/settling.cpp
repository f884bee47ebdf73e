#include "settling.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "bridge/route/record.hpp"
#include "departure.hpp"
#include "edit_run.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

using std::chrono::milliseconds;
using store::Kind;
using store::Owed;

/// The audit's word for whoever asked.
constexpr const char* kClient = "scimbridge";
/// Nobody waits for it; what has not left by then is tried with a later refresh.
constexpr std::chrono::hours kPatience{1};
/// Between tries of what Smartsheet goes on refusing.
constexpr std::chrono::hours kLongestPause{6};
/// The SCIM service does not tell who has accepted: it is asked again and again, and that costs a call.
constexpr std::chrono::minutes kBetweenGuesses{10};

}  // namespace

void Settling::take(const store::Row& row) {
  if (row.kind != Kind::User) return;
  if (row.leaving.owed == Owed::Nothing) {
    debts_.erase(row.id);
  } else {
    debts_.try_emplace(row.id);
  }
}

void Settling::note(const store::Row& row) {
  take(row);
  if (row.leaving.owed == Owed::Rest && (wakes_at_ == core::Instant() || row.leaving.due < wakes_at_)) {
    wake_for_the_next();
  }
}

void Settling::joined(const core::ResourceId& person) {
  const store::EntryPtr entry = state_.index.find(Kind::User, person);
  if (entry && is_stray(state_, *entry)) settle(person);
}

void Settling::refreshed() {
  std::vector<core::ResourceId> ripe;
  for (auto debt = debts_.begin(); debt != debts_.end();) {
    const store::EntryPtr entry = state_.index.find(Kind::User, debt->first);
    // Gone in Smartsheet, and with that the debt.
    const bool over = !entry || entry->row.leaving.owed == Owed::Nothing;
    if (!over && is_ripe(entry->row)) ripe.push_back(debt->first);
    debt = over ? debts_.erase(debt) : std::next(debt);
  }
  for (const core::ResourceId& id : ripe) settle(id);
}

bool Settling::is_ripe(const store::Row& row) const {
  if (row.leaving.owed == Owed::Rest) return row.leaving.due <= state_.now();
  return !may_be_pending(state_, row);
}

void Settling::wake_for_the_next() {
  core::Instant next{};
  for (const auto& [id, debt] : debts_) {
    const store::EntryPtr entry = state_.index.find(Kind::User, id);
    if (!entry || entry->row.leaving.owed != Owed::Rest || entry->row.leaving.due <= state_.now()) continue;
    if (next == core::Instant() || entry->row.leaving.due < next) next = entry->row.leaving.due;
  }
  wakes_at_ = next;
  if (next == core::Instant()) return;
  state_.later(next - state_.now(), [this, next] {
    // An earlier one was ordered meanwhile, and orders the one after it.
    if (wakes_at_ != next) return;
    refreshed();
    wake_for_the_next();
  });
}

void Settling::settle(const core::ResourceId& id) {
  Debt& debt = debts_[id];
  const bool full = state_.lanes.users() >= state_.settings.max_edits;
  if (debt.under_way || full || state_.settings.rehearse || state_.clock.tick() < debt.not_before) return;
  debt.under_way = true;
  Edit edit;
  edit.kind = Kind::User;
  edit.what = Settle{id};
  edit.client = kClient;
  edit.request = core::new_request_id();
  edit.deadline = state_.clock.tick() + kPatience;
  std::make_shared<EditRun>(state_, std::move(edit), [this, id](const core::Result<EditDone>& done) {
    ended(id, done ? core::ok() : core::Outcome(done.passed_on()));
  })->arrive();
}

void Settling::ended(const core::ResourceId& id, const core::Outcome& outcome) {
  const auto found = debts_.find(id);
  if (found == debts_.end()) return;
  Debt& debt = found->second;
  debt.under_way = false;
  const core::Tick now = state_.clock.tick();
  if (outcome) {
    debt.failures = 0;
    return;
  }
  const store::EntryPtr entry = state_.index.find(Kind::User, id);
  const bool guessed = entry && route::form_of(entry->row.seen) == route::Form::Scim;
  // The next refresh tries again; what is refused time and again, ever more seldom.
  const milliseconds pause = state_.settings.refresh * (debt.failures == 0 ? 0 : 1 << std::min(debt.failures, 12U));
  const milliseconds least = guessed ? milliseconds(kBetweenGuesses) : milliseconds(0);
  debt.not_before = now + std::min(std::max(pause, least), milliseconds(kLongestPause));
  ++debt.failures;
  const LogLevel level = outcome.error().kind == core::FaultKind::Forbidden ? LogLevel::Alarm : LogLevel::Warning;
  state_.log(level, "User " + id.text + ": what is owed can't be done yet: " + outcome.error().detail + " (" +
                        outcome.error().context.text + ")");
}

}  // namespace bridge::work
