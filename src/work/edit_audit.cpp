// What the audit is told of a change, and of what never became one.

#include <utility>

#include "audit_record.hpp"
#include "edit_run.hpp"
#include "edit_words.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;

/// A rule, or what is there already, forbids it: the same request would be refused again. What passes by itself,
/// and requests about what is not there, are no news.
bool is_lasting(FaultKind kind) {
  switch (kind) {
    case FaultKind::Forbidden:
    case FaultKind::Uniqueness:
    case FaultKind::Mutability:
    case FaultKind::InvalidValue:
    case FaultKind::InvalidPath:
    case FaultKind::NoTarget:
    case FaultKind::NotImplemented: return true;
    default: return false;
  }
}

/// Whom a request that was not decided is about, as far as that is known.
void name_target(const State& state, const Edit& edit, Decision& decision) {
  const auto* create = std::get_if<Create>(&edit.what);
  if (create == nullptr) {
    decision.before = state.index.find(edit.kind, id_in(edit));
  } else {
    decision.row.name = name_wanted(state, edit.kind, create->wanted);
    decision.before = state.index.find_by_name(edit.kind, decision.row.name);
  }
  if (decision.before) decision.row = decision.before->row;
}

}  // namespace

store::AuditRecord EditRun::audit(const store::Row& row, const char* outcome, const core::Fault* fault) const {
  return audit_record(state_, progress_, row, {outcome, fault, progress_.decision.plan.steps.size(), recovered_});
}

store::AuditRecord EditRun::audit_turn(const store::Row& row) const {
  return audit_record(state_, progress_, row, {"goes on", nullptr, progress_.next, recovered_});
}

void EditRun::note_refusal(const core::Fault& fault) {
  if (!is_lasting(fault.kind)) return;
  progress_.asked = asked_words(edit_, state_.settings.audit.values);
  name_target(state_, edit_, progress_.decision);
  const std::string what = name_in(state_, edit_) + "\n" + core::to_string(fault.kind) + "\n" + fault.detail;
  if (!state_.noted_refusals.is_news(edit_, what, state_.clock.tick())) return;
  note_aside(audit(progress_.decision.row, "refused", &fault), what);
}

void EditRun::note_held(const core::Fault& fault) {
  const std::string what = name_in(state_, edit_) + "\nheld";
  if (!state_.noted_refusals.is_news(edit_, what, state_.clock.tick())) return;
  note_aside(audit(progress_.decision.row, "held", &fault), what);
}

void EditRun::note_aside(store::AuditRecord record, const std::string& what) {
  store::Change change;
  if (record.resource.text.empty()) state_.keep_name_key(change);
  change.audit.push_back(std::move(record));
  state_.commit(std::move(change), [self = shared_from_this(), what](const core::Outcome& outcome) {
    if (outcome) return;
    self->state_.noted_refusals.forget(self->edit_, what);
    self->state_.log(LogLevel::Warning,
                     "request " + self->progress_.request.text +
                         ": the audit can't be told that it was refused: " + outcome.error().context.text);
  });
}

}  // namespace bridge::work
