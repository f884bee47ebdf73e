#pragma once
// The only calls that remove a person (API page "Remove User"). Whoever is removed without a transfer target
// leaves what they own to nobody, so such a call can't be built: one function takes a target, the other one
// withdraws an invitation, which owns nothing. Pure.

#include <optional>
#include <utility>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route::smartsheet_rest {

/// Whoever gets what a removed person owned. There is none without an id.
class TransferTarget {
 public:
  /// Nothing where the text is no id of Smartsheet's.
  [[nodiscard]] static std::optional<TransferTarget> of(const core::UpstreamId& id);
  [[nodiscard]] const core::UpstreamId& id() const noexcept { return id_; }

 private:
  explicit TransferTarget(core::UpstreamId id) : id_(std::move(id)) {}
  core::UpstreamId id_;
};

/// How a person is removed.
struct Handover {
  TransferTarget to;
  /// Their sheets go along with their groups.
  bool sheets = true;
  /// They lose what was shared with them as well.
  bool leaves_sharing = true;
};

class Removals {
 public:
  Removals() = delete;

  /// Out of the organisation, what they own handed over.
  [[nodiscard]] static Step of_person(const core::UpstreamId& person, const Handover& handover);

  /// An invitation withdrawn: the look-up that must find it open, and the removal, always together.
  [[nodiscard]] static std::vector<Step> of_invitation(const core::UpstreamId& person);

  /// Whether these steps, read from the store, are ones that the functions above build; those get their
  /// permits back.
  [[nodiscard]] static bool restore(Plan& plan);
};

/// Whether a call may leave: a DELETE of anything but groups and their members needs a permit.
[[nodiscard]] bool may_leave(const RestCall& call);
[[nodiscard]] bool may_leave(const ScimCall& call);

}  // namespace bridge::route::smartsheet_rest
