#pragma once
// Brings the mirror up to date with the fewest calls: large pages of people, groups by modifiedAt,
// members only of groups that changed, everything once in a full sweep.

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "bridge/route/plan.hpp"
#include "listed_pages.hpp"
#include "mirror.hpp"
#include "state.hpp"

namespace bridge::work {

/// One refresh. A failed one drops nobody. What its pages said before it failed is kept: they were read from
/// Smartsheet and are true.
class Refresh final : public std::enable_shared_from_this<Refresh> {
 public:
  /// `first` is the one before which the mirror can't say who does not exist: it does not wait behind
  /// everything else. `sweep` reads the members of every group.
  Refresh(State& state, bool first, bool sweep, std::function<void(core::Outcome)> done);
  void start();

 private:
  using Reader = std::function<void(const core::Value&)>;
  using Then = std::function<void()>;
  using Records = std::shared_ptr<const std::vector<core::Object>>;
  void call(const route::Call& call, Reader read);
  void end(core::Outcome outcome);

  void people_page(std::int64_t from);
  void on_people(std::int64_t from, const core::Value& answer);
  void groups_page(std::int64_t from);
  void on_groups(std::int64_t from, const core::Value& answer);
  [[nodiscard]] bool has_groups() const { return state_.mirror == route::Route::Rest || state_.offered.groups; }
  void keep_records(store::Kind kind, const Records& records, std::size_t from, const Then& then);
  void take_group(const core::Object& record, Learned& learned);
  /// A group as a page told of it.
  struct Listed {
    core::ResourceId id;
    core::Object record;
    /// Of that page's call: what was written since is newer than the record.
    std::uint64_t asked_at = 0;
    core::Instant asked_when{};
  };
  void next_members();
  void ask_members(Listed listed, const core::UpstreamId& upstream);
  /// `told` is where the members stand, `listed` the same or older.
  void read_members(Listed listed, const Listed& told, const Then& then);
  void keep_change_time(const Listed& listed, core::Instant members_read, const Then& then);

  // refresh_missing.cpp: who is in the mirror and in no listing
  void find_missing();
  void ask_for_one();
  void next_missing();
  [[nodiscard]] bool is_listed(const store::Entry& entry) const;
  [[nodiscard]] route::Call look_up(const store::Entry& entry) const;
  void on_missing(store::Kind kind, const core::ResourceId& id, const CallResult& result);
  void still_there(store::Kind kind, const core::ResourceId& id, const core::Value& answer);
  void confirm(store::Kind kind, const core::ResourceId& id, const core::UpstreamId& own);
  void drop(store::Kind kind, const core::ResourceId& id);
  void match();

  State& state_;
  bool first_;
  bool sweep_;
  std::function<void(core::Outcome)> done_;
  core::Tick began_;
  std::uint64_t asked_at_ = 0;
  /// By the clock, when the last call was asked for.
  core::Instant asked_when_{};
  std::uint64_t began_at_ = 0;
  ListedPages people_pages_;
  ListedPages group_pages_;
  std::unordered_set<core::ResourceId> people_;
  std::unordered_set<core::ResourceId> groups_;
  std::deque<Listed> changed_groups_;
  std::deque<std::pair<store::Kind, core::ResourceId>> missing_;
};

}  // namespace bridge::work
