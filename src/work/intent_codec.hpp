#pragma once
// A decision under way as JSON, so that a restart can take it up where it was.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/result.hpp"
#include "decision.hpp"

namespace bridge::work {

/// Of a large change of a group that waits for its next turn: who is still to join, and to leave.
struct MembersLeft {
  std::vector<core::ResourceId> joining;
  std::vector<core::ResourceId> leaving;
  [[nodiscard]] bool empty() const noexcept { return joining.empty() && leaving.empty(); }
  bool operator==(const MembersLeft&) const = default;
};

/// The decision for what is left, once its turn has come.
[[nodiscard]] core::Result<Decision> decide_left(const State& state, const Edit& edit, const store::EntryPtr& before,
                                                 const MembersLeft& left);

/// How far a decision has come.
struct Progress {
  Decision decision;
  store::Kind kind = store::Kind::User;
  std::string client;
  core::RequestId request;
  /// The step that is next, and the ids that answers to earlier ones carried.
  std::size_t next = 0;
  std::vector<std::optional<core::UpstreamId>> ids;
  /// The id of the resource that was made, once it has one.
  core::ResourceId made;
  /// Smartsheet's record after the steps so far.
  core::Object seen;
  /// In place of a plan, which is made anew from it when the turn comes.
  std::optional<MembersLeft> left{};
  /// Why access that was given is taken again: what the caller hears once that is done.
  std::optional<core::Fault> refused{};
};

[[nodiscard]] core::Value to_value(const Progress& progress);
/// `decision.before` is the caller's to fill in. Unreadable: Bug.
[[nodiscard]] core::Result<Progress> progress_from_value(const core::Value& value);

}  // namespace bridge::work
