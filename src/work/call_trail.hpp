#pragma once
// What came of each call of a change, in the order in which they first left: for the audit. Kept with the intent, so
// that a restart does not forget it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/work/call_queue.hpp"

namespace bridge::work {

/// No bodies, and of queries nothing that looks for a person.
struct CallNote {
  /// Words of the audit: route::Purpose, route::Route.
  std::string purpose;
  std::string route;
  std::string method;
  std::string path;
  /// "under way", "done", "refused", "not done", "unknown", "found done" (a look-up tells that it did its work),
  /// "done before" (Smartsheet refuses it because it is as it was to be).
  std::string outcome;
  unsigned tries = 0;
  /// Of a call that may have done its work: how often that was looked up.
  unsigned look_ups = 0;
  /// Of the last answer: the HTTP status, 0 where none came, Smartsheet's errorCode, 0 where it had none, and the
  /// name of the fault.
  int status = 0;
  std::int64_t error_code = 0;
  std::string fault;
  bool operator==(const CallNote&) const = default;
};

class CallTrail {
 public:
  CallTrail() = default;
  explicit CallTrail(std::vector<CallNote> calls) : calls_(std::move(calls)) {}

  /// A call leaves: once more, where it is the one whose outcome is open.
  void leaves(route::Purpose purpose, const route::Call& call);
  /// What was answered to it.
  void answered(const CallResult& result);
  void looked_up();
  /// A look-up found what the call was to make.
  void found_done();
  /// The call is over: whatever was answered to it, Smartsheet is as it was to be.
  void counts_as_done();

  [[nodiscard]] const std::vector<CallNote>& calls() const noexcept { return calls_; }
  /// Whether a call has left and did not get done.
  [[nodiscard]] bool has_undone() const noexcept;
  bool operator==(const CallTrail&) const = default;

 private:
  std::vector<CallNote> calls_;
};

/// A step that has not left: as a call of the audit.
[[nodiscard]] CallNote not_sent(const route::Step& step);

/// {"purpose","route","method","path","outcome","tries"?,"look_ups"?,"status"?,"error_code"?,"fault"?}; what is
/// nothing, or a single try, is left out.
[[nodiscard]] core::Value to_value(const CallNote& note);
[[nodiscard]] core::Value to_value(const CallTrail& trail);
/// What can't be read is left out.
[[nodiscard]] CallTrail call_trail_from_value(const core::Value& value);

}  // namespace bridge::work
