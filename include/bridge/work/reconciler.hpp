#pragma once
// Sets a tenant's mirror side by side with what was asked for, and brings Smartsheet back to it.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/store/row.hpp"
#include "bridge/work/drift.hpp"
#include "bridge/work/guard_status.hpp"

namespace bridge::work {

/// How far the refresh that runs, or ran last, has come.
struct RefreshProgress {
  std::size_t people = 0;
  std::size_t groups = 0;
  /// Groups whose members are read, of how many.
  std::size_t members_of = 0;
  std::size_t members_of_all = 0;
};

enum class Course : std::uint8_t { Idle, Running, Done, Failed };
[[nodiscard]] const char* to_string(Course course) noexcept;

struct SyncStatus {
  Course course = Course::Idle;
  RefreshProgress progress;
  /// Of Failed.
  std::optional<core::Fault> problem;
};

/// What is to be done about one resource.
struct RepairItem {
  store::Kind kind = store::Kind::User;
  core::ResourceId id;
  std::string name;
  std::vector<Drift> drifts;
  /// What is sent: the names of the calls' purposes, "reactivate".
  std::vector<std::string> calls;
  /// What the accident guard will count.
  Losses losses;
  /// Why it can't be done.
  std::optional<core::Fault> impossible;
};

struct RepairPlan {
  /// What repair() takes.
  std::uint64_t number = 0;
  std::vector<RepairItem> items;
  /// Losses that the guard allows in an hour, and those of the last one.
  std::uint32_t guard_limit = 0;
  std::uint32_t guard_counted = 0;
};

/// What came of one item.
struct RepairOutcome {
  store::Kind kind = store::Kind::User;
  core::ResourceId id;
  std::string name;
  /// Nothing where it is repaired; Held: the accident guard holds it.
  std::optional<core::Fault> problem;
};

struct RepairStatus {
  Course course = Course::Idle;
  std::size_t of = 0;
  std::vector<RepairOutcome> outcomes;
};

/// Callable from any thread until the tenant is stopped; every answer comes once, on the tenant's loop.
class Reconciler {
 public:
  virtual ~Reconciler() = default;

  /// Reads everything in Smartsheet, the members of every group included; joins a sync that is under way.
  /// Answers when it has begun.
  virtual void begin_sync(std::function<void(SyncStatus)> begun) = 0;
  virtual void sync_status(std::function<void(SyncStatus)> done) = 0;

  /// Managed resources whose last record in Smartsheet differs from what was asked for; those that a write
  /// holds are left out. In the order of lists, people first, those that are gone last. NotReady before the
  /// first complete refresh.
  virtual void drift(std::function<void(core::Result<std::vector<Drift>>)> done) = 0;

  /// What a repair of all of it would send; sends nothing. Of the plans made, the last one counts.
  virtual void plan_repair(std::function<void(core::Result<RepairPlan>)> done) = 0;
  /// Carries out the plan of this number. Of a resource that differs otherwise by then nothing is done. Answers when it
  /// has begun: PreconditionFailed for a plan that is not the last one, Overloaded while a repair runs, Forbidden in a
  /// rehearsal.
  virtual void begin_repair(std::uint64_t plan, std::function<void(core::Outcome)> begun) = 0;
  virtual void repair_status(std::function<void(RepairStatus)> done) = 0;
};

}  // namespace bridge::work
