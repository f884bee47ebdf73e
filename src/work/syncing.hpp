#pragma once
// Reads the mirror anew, sets it side by side with what was asked for, and repairs.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/store/row.hpp"
#include "bridge/work/edit.hpp"
#include "bridge/work/reconciler.hpp"

namespace bridge::work {

struct State;

/// Lives on the tenant's loop. What takes long runs there in slices; what a repair sends is an edit like any other,
/// in the resource's lane.
class Syncing final : public Reconciler {
 public:
  explicit Syncing(State& state) : state_(state) {}

  void begin_sync(std::function<void(SyncStatus)> begun) override;
  void sync_status(std::function<void(SyncStatus)> done) override;
  void drift(std::function<void(core::Result<std::vector<Drift>>)> done) override;
  void plan_repair(std::function<void(core::Result<RepairPlan>)> done) override;
  void begin_repair(std::uint64_t plan, std::function<void(core::Outcome)> begun) override;
  void repair_status(std::function<void(RepairStatus)> done) override;

 private:
  using Key = std::pair<store::Kind, core::ResourceId>;
  using Found = std::function<void(core::Result<std::vector<Drift>>)>;
  struct Scan;
  struct Planning;
  /// What is repaired when: those who are back can be members of groups.
  enum class Stage : std::uint8_t { Present, MissingPeople, TheirGroups, MissingGroups };
  struct Job {
    Stage stage = Stage::Present;
    store::Kind kind = store::Kind::User;
    core::ResourceId id;
    std::string name;
    Edit edit;
    /// Of somebody who is gone: where they are to be a member again.
    std::vector<core::ResourceId> groups{};
  };

  void on_loop(std::function<void()> task);
  [[nodiscard]] core::Fault ended() const;
  [[nodiscard]] SyncStatus status() const;
  void synced(const core::Outcome& outcome);
  void scan(Found found);
  void scan_slice(const std::shared_ptr<Scan>& scan);
  void plan_slice(const std::shared_ptr<Planning>& planning);
  void plan_item(RepairItem& item);
  [[nodiscard]] Edit edit_of(store::Kind kind) const;
  void start_repair();
  void run_jobs();
  void run_job(Job job);
  void job_done(const Job& job, const core::Outcome& outcome);
  void add_to_groups();

  State& state_;
  Course sync_ = Course::Idle;
  std::optional<core::Fault> problem_;
  std::uint64_t next_plan_ = 1;
  RepairPlan plan_;
  RepairStatus repair_;
  std::deque<Job> jobs_;
  Stage stage_ = Stage::Present;
  std::size_t under_way_ = 0;
  /// Who is back, by the groups that they were asked for in.
  std::map<core::ResourceId, std::vector<core::ResourceId>> returned_;
};

}  // namespace bridge::work
