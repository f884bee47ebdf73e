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
#include "mirror.hpp"
#include "state.hpp"

namespace bridge::work {

/// One refresh. A failed one changes nothing beyond the pages that it kept, and drops nobody.
class Refresh final : public std::enable_shared_from_this<Refresh> {
 public:
  /// `first` is the one before which the mirror can't say who does not exist: it does not wait behind
  /// everything else. `sweep` reads the members of every group.
  Refresh(State& state, bool first, bool sweep, std::function<void(core::Outcome)> done);
  void start();

 private:
  using Reader = std::function<void(const core::Value&)>;
  void call(const route::Call& call, Reader read);
  void end(core::Outcome outcome);

  void people_page(std::int64_t from);
  void on_people(std::int64_t from, const core::Value& answer);
  void groups_page(std::int64_t from);
  void on_groups(std::int64_t from, const core::Value& answer);
  [[nodiscard]] bool has_groups() const { return state_.mirror == route::Route::Rest || state_.offered.groups; }
  void keep_people(std::shared_ptr<std::vector<core::Object>> records, std::size_t from, std::function<void()> then);
  void next_members();
  void on_members(const core::ResourceId& group, const core::Object& listed, const core::Value& answer);
  void find_missing();
  void ask_for_one();
  void next_missing();
  [[nodiscard]] bool is_listed(const store::Entry& entry) const;
  [[nodiscard]] route::Call look_up(const store::Entry& entry) const;
  void on_missing(store::Kind kind, const core::ResourceId& id, const CallResult& result);
  void confirm(store::Kind kind, const core::ResourceId& id, const core::UpstreamId& own);
  void drop(store::Kind kind, const core::ResourceId& id);
  void match();

  State& state_;
  bool first_;
  bool sweep_;
  std::function<void(core::Outcome)> done_;
  core::Tick began_;
  std::uint64_t asked_at_ = 0;
  std::uint64_t began_at_ = 0;
  std::unordered_set<core::ResourceId> people_;
  std::unordered_set<core::ResourceId> groups_;
  /// With their records as listed.
  std::deque<std::pair<core::ResourceId, core::Object>> changed_groups_;
  std::deque<std::pair<store::Kind, core::ResourceId>> missing_;
};

}  // namespace bridge::work
