#pragma once
// One line of the audit: who asked what, what was sent, what came of it. docs/audit.md says the same for readers.

#include <cstddef>
#include <string>

#include "bridge/core/fault.hpp"
#include "bridge/store/store.hpp"

namespace bridge::work {

struct Progress;
struct State;

/// What a change came to.
struct AuditEnd {
  /// "done", "goes on" (a turn of a large change of a group is over), "refused", "held" (by the accident guard),
  /// "superseded" (a newer change took the place of what was left).
  const char* outcome = "done";
  /// Why it was refused or held.
  const core::Fault* fault = nullptr;
  /// How many of the plan's steps it is about.
  std::size_t steps = 0;
  /// It was under way when the bridge stopped, and was taken up.
  bool taken_up = false;
};

/// `row`: the resource after it; without an id where none was made, and then found by its name's digest alone.
[[nodiscard]] store::AuditRecord audit_record(const State& state, const Progress& progress, const store::Row& row,
                                              const AuditEnd& end);

/// What a large creation, or a change of thousands of members, would else write out in a line.
inline constexpr std::size_t kMostCallsInALine = 50;
inline constexpr std::size_t kMostIdsInALine = 20;

}  // namespace bridge::work
