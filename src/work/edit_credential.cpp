// A token that Smartsheet refuses is refused for every call: no try of this change is held against it.

#include <utility>

#include "edit_run.hpp"

namespace bridge::work {

/// What has not begun is refused, and nothing was done. What has begun is kept: its caller is told, its next call
/// waits in the queue, and leaves by itself once the token works again.
bool EditRun::waits_for_token(const core::Fault& fault) {
  if (fault.kind != core::FaultKind::UpstreamCredential) return false;
  if (progress_.next == 0 && !recovered_ && !unknown_since_) {
    close_refused(fault);
    return true;
  }
  trouble_ = fault;
  answer(core::Failure{fault});
  const bool may_be_done = unknown_since_ && step().on_unknown == route::OnUnknown::LookUp;
  may_be_done ? look_up(1) : run_step();
  return true;
}

}  // namespace bridge::work
