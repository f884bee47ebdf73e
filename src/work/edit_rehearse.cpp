// mode = "rehearse": a write is planned and recorded, and nothing of it is sent.

#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/overloaded.hpp"
#include "edit_run.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;

const char* verb_of(const Edit& edit) {
  return std::visit(core::overloaded{
                        [](const Create&) { return "create"; },
                        [](const Replace&) { return "replace"; },
                        [](const Modify&) { return "modify"; },
                        [](const Remove&) { return "remove"; },
                        [](const Settle&) { return "settle"; },
                    },
                    edit.what);
}

core::ResourceId id_in(const Edit& edit) {
  return std::visit(core::overloaded{
                        [](const Create&) { return core::ResourceId(); },
                        [](const auto& existing) { return existing.id; },
                    },
                    edit.what);
}

/// The name of the resource, or its id where nobody knows its name.
std::string name_in(const State& state, const Edit& edit) {
  if (const auto* create = std::get_if<Create>(&edit.what)) {
    const char* attribute = edit.kind == store::Kind::User ? "userName" : "displayName";
    return core::fold_case(core::text_or_empty(create->wanted, attribute));
  }
  const core::ResourceId id = id_in(edit);
  const store::EntryPtr entry = state.index.find(edit.kind, id);
  return entry ? core::fold_case(entry->row.name) : id.text;
}

Object outcome_of(const core::Result<Decision>& decision) {
  if (!decision) {
    return {{"outcome", "refused"}, {"detail", decision.error().detail}, {"plan", core::Array()}};
  }
  const char* outcome = decision->nothing ? "nothing" : decision->plan.empty() ? "no calls" : "calls";
  return {{"outcome", outcome}, {"plan", route::to_value(decision->plan)}};
}

}  // namespace

void EditRun::rehearse(const core::Result<Decision>& decision) {
  Object content = outcome_of(decision).with("verb", verb_of(edit_)).with("id", id_in(edit_).text);
  store::Change change;
  change.rehearsals.push_back({edit_.kind, name_in(state_, edit_), state_.now(), edit_.client, edit_.request.text,
                               core::Value(std::move(content))});
  core::Fault fault = decision ? core::Fault{FaultKind::Rehearsed,
                                             "this tenant rehearses (mode = \"rehearse\"): the change was planned and "
                                             "recorded, nothing was sent to Smartsheet",
                                             {},
                                             {}}
                               : decision.error();
  state_.commit(std::move(change), [self = shared_from_this(), fault = std::move(fault)](const core::Outcome& kept) {
    self->answer(kept ? core::Result<EditDone>(core::Failure{fault}) : kept.passed_on());
    self->end();
  });
}

}  // namespace bridge::work
