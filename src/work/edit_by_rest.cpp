// Per operation: what the SCIM service refuses and REST can do, REST does.

#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "edit_run.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using route::Purpose;

/// Whether the refusal says that the service does not do this, rather than that it must not be done. People
/// on other than the organisation's validated domains are refused as such a value, or as not allowed.
bool says_not_offered(Purpose purpose, const core::Fault& fault) {
  if (fault.kind == FaultKind::NotImplemented || fault.kind == FaultKind::NotFound) return true;
  const bool about_the_value = fault.kind == FaultKind::InvalidValue || fault.kind == FaultKind::Forbidden;
  return purpose == Purpose::CreatePerson && about_the_value;
}

}  // namespace

bool EditRun::may_go_by_rest(const core::Fault& fault) const {
  const bool first = progress_.next == 0 && !unknown_since_;
  return first && !recovered_ && !edit_.by && route::route_of(step().call) == route::Route::Scim &&
         state_.ways.has(route::Route::Rest) && says_not_offered(step().purpose, fault);
}

bool EditRun::go_by_rest(const core::Fault& fault) {
  const Purpose purpose = step().purpose;
  edit_.by = route::Route::Rest;
  auto decision = work::decide(state_, edit_);
  if (!decision || decision->plan.empty()) {
    edit_.by.reset();
    return false;
  }
  state_.log(LogLevel::Info, "request " + progress_.request.text + ": the SCIM service refuses to " +
                                 route::to_string(purpose) + " (" + fault.context.text + "), it goes by REST");
  if (purpose == Purpose::CreateGroup) state_.offered.groups = false;
  if (purpose == Purpose::CreatePerson) refused_address_ = decision->row.name;
  progress_.decision = std::move(*decision);
  progress_.ids.assign(progress_.decision.plan.steps.size(), std::nullopt);
  tries_ = 0;
  commit_intent([self = shared_from_this()] { self->run_step(); });
  return true;
}

}  // namespace bridge::work
