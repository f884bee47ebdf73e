// A repair on its way: what was shown, as edits in their lanes, some at a time.

#include <chrono>
#include <utility>

#include "bridge/route/record.hpp"
#include "edit_run.hpp"
#include "lost_resources.hpp"
#include "state.hpp"
#include "syncing.hpp"

namespace bridge::work {

using core::FaultKind;
using store::EntryPtr;
using store::Kind;

namespace {

/// The audit's word for whoever asked.
constexpr const char* kClient = "scimbridge sync";
/// Nobody waits for it; what has not left by then is found by the next sync.
constexpr std::chrono::hours kPatience{1};
constexpr std::size_t kAtOnce = 32;

}  // namespace

Edit Syncing::edit_of(Kind kind) const {
  Edit edit;
  edit.kind = kind;
  edit.client = kClient;
  edit.request = core::new_request_id();
  edit.deadline = state_.clock.tick() + kPatience;
  return edit;
}

void Syncing::begin_repair(std::uint64_t plan, std::function<void(core::Outcome)> begun) {
  if (!state_.gate->open()) return begun(core::Failure{ended()});
  on_loop([this, plan, begun = std::move(begun)] {
    if (repair_.course == Course::Running) {
      return begun(core::failure(FaultKind::Overloaded, "a repair is under way already"));
    }
    if (plan == 0 || plan != plan_.number) {
      return begun(core::failure(FaultKind::PreconditionFailed,
                                 "plan: expected the number of the last plan, found another one; plan it anew"));
    }
    if (state_.settings.rehearse) {
      return begun(core::failure(FaultKind::Forbidden, "the tenant rehearses (mode = \"rehearse\"): nothing is sent"));
    }
    start_repair();
    begun(core::ok());
  });
}

void Syncing::repair_status(std::function<void(RepairStatus)> done) {
  on_loop([this, done = std::move(done)] { done(repair_); });
}

void Syncing::start_repair() {
  repair_ = {Course::Running, plan_.items.size(), {}};
  returned_.clear();
  for (const Stage stage : {Stage::Present, Stage::MissingPeople, Stage::MissingGroups}) {
    for (const RepairItem& item : plan_.items) {
      const DriftKind what = item.drifts.front().what;
      const Stage own = what == DriftKind::PersonMissing  ? Stage::MissingPeople
                        : what == DriftKind::GroupMissing ? Stage::MissingGroups
                                                          : Stage::Present;
      if (own != stage) continue;
      if (item.impossible) {
        repair_.outcomes.push_back({item.kind, item.id, item.name, item.impossible});
        continue;
      }
      Job job{stage, item.kind, item.id, item.name, edit_of(item.kind)};
      job.edit.what = Repair{item.id, item.drifts, {}};
      jobs_.push_back(std::move(job));
    }
  }
  // It is carried out once.
  plan_ = {};
  run_jobs();
}

void Syncing::run_jobs() {
  if (state_.stopping) return;
  const bool people_are_back = under_way_ == 0 && (jobs_.empty() || jobs_.front().stage > Stage::MissingPeople);
  if (people_are_back && !returned_.empty()) add_to_groups();
  while (!jobs_.empty() && under_way_ < kAtOnce) {
    if (under_way_ > 0 && jobs_.front().stage != stage_) return;
    stage_ = jobs_.front().stage;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    run_job(std::move(job));
  }
  if (jobs_.empty() && under_way_ == 0 && returned_.empty()) repair_.course = Course::Done;
}

void Syncing::run_job(Job job) {
  ++under_way_;
  if (job.stage == Stage::MissingPeople) {
    const store::Lost* lost = state_.lost.find(job.kind, job.id);
    const auto gone = lost != nullptr ? lost_from(*lost) : std::nullopt;
    if (gone) job.groups = gone->memberships;
  }
  Edit edit = std::move(job.edit);
  edit.deadline = state_.clock.tick() + kPatience;
  auto shared = std::make_shared<const Job>(std::move(job));
  std::make_shared<EditRun>(state_, std::move(edit), [this, shared](const core::Result<EditDone>& done) {
    job_done(*shared, done ? core::ok() : core::Outcome(done.passed_on()));
  })->arrive();
}

void Syncing::job_done(const Job& job, const core::Outcome& outcome) {
  --under_way_;
  RepairOutcome told{job.kind, job.id, job.name, std::nullopt};
  if (!outcome) told.problem = outcome.error();
  repair_.outcomes.push_back(std::move(told));
  for (const core::ResourceId& group : job.groups) {
    const EntryPtr known = outcome ? state_.index.find(Kind::Group, group) : nullptr;
    if (known && known->row.life == store::Life::Visible) returned_[group].push_back(job.id);
  }
  state_.soon([this] { run_jobs(); });
}

/// A crash before this is done leaves them asked for and missing there, which the next sync finds.
void Syncing::add_to_groups() {
  for (const auto& [group, people] : std::exchange(returned_, {})) {
    const EntryPtr entry = state_.index.find(Kind::Group, group);
    if (!entry) continue;
    Job job{Stage::TheirGroups, Kind::Group, group, entry->row.name, edit_of(Kind::Group), {}};
    job.edit.what = Repair{group, {}, people};
    jobs_.push_front(std::move(job));
    ++repair_.of;
  }
}

}  // namespace bridge::work
