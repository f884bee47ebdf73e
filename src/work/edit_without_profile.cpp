// Profile attributes that Smartsheet does not take: the rest of the change goes without them.

#include <algorithm>
#include <array>

#include "bridge/route/profile.hpp"
#include "edit_run.hpp"

namespace bridge::work {

namespace {

/// "Not allowed for this operation", and "not known".
constexpr std::array<std::int64_t, 2> kAttributeRefused{1032, 1283};

}  // namespace

bool EditRun::goes_without_profile(const CallResult& result) {
  const bool about_attributes =
      std::find(kAttributeRefused.begin(), kAttributeRefused.end(), result.error_code) != kAttributeRefused.end();
  auto rest = about_attributes ? route::without_profile(step()) : std::nullopt;
  if (!rest) return false;
  if (state_.settings.policy.write_profile) {
    state_.log(LogLevel::Warning,
               "Smartsheet does not take title, department and the like (" + result.fault.context.text +
                   "): in spite of tenant.rest.write_profile they are no longer sent, until the next start");
  }
  state_.settings.policy.write_profile = false;
  progress_.decision.plan.steps[progress_.next] = std::move(*rest);
  commit_intent([self = shared_from_this()] { self->run_step(); });
  return true;
}

}  // namespace bridge::work
