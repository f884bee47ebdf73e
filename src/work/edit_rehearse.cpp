// mode = "rehearse": a write is planned and recorded, and nothing of it is sent.

#include <utility>

#include "edit_run.hpp"
#include "edit_words.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;

constexpr const char* kHeldHint = "; live it would be held by the accident guard";

Object outcome_of(const core::Result<Decision>& decision) {
  if (!decision) {
    return {{"outcome", "refused"}, {"detail", decision.error().detail}, {"plan", core::Array()}};
  }
  const char* outcome = decision->nothing ? "nothing" : decision->plan.empty() ? "no calls" : "calls";
  return {{"outcome", outcome}, {"plan", route::to_value(decision->plan)}};
}

}  // namespace

void EditRun::rehearse(const core::Result<Decision>& decision) {
  const bool held = decision && state_.guard.would_hold(edit_, *decision);
  const Object content =
      outcome_of(decision).with("verb", verb_of(edit_)).with("id", id_in(edit_).text).with("held", held);
  store::Change change;
  change.rehearsals.push_back(
      {edit_.kind, name_in(state_, edit_), state_.now(), edit_.client, edit_.request.text, core::Value(content)});
  core::Fault fault = decision ? core::Fault{FaultKind::Rehearsed,
                                             "this tenant rehearses (mode = \"rehearse\"): the change was planned and "
                                             "recorded, nothing was sent to Smartsheet" +
                                                 std::string(held ? kHeldHint : ""),
                                             {},
                                             {}}
                               : decision.error();
  state_.commit(std::move(change), [self = shared_from_this(), fault = std::move(fault)](const core::Outcome& kept) {
    self->answer(kept ? core::Result<EditDone>(core::Failure{fault}) : kept.passed_on());
    self->end();
  });
}

}  // namespace bridge::work
