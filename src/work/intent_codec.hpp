#pragma once
// A decision under way as JSON, so that a restart can take it up where it was.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "asked_words.hpp"
#include "bridge/core/result.hpp"
#include "bridge/store/store.hpp"
#include "call_trail.hpp"
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
  /// For the audit: what was asked, and what came of each call so far.
  AskedWords asked{};
  CallTrail trail{};
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

  // Of a large change of a group, whose intent is written with each step and so holds the turn at hand alone:
  /// The number of the intent that holds the rest, which is written once a turn; 0 where there is none.
  std::uint64_t rest = 0;
  /// Of that one: the number of the change. Its memberships are those of before the turn, `left` is who comes after it.
  std::uint64_t rest_of = 0;
  /// Steps that were done before the first one of the plan, and calls of the trail that the rest holds.
  std::size_t before = 0;
  std::size_t trail_in_rest = 0;
  /// Where a restart took it up: what the rest said.
  std::vector<store::MembershipChange> done{};
  std::optional<MembersLeft> later{};
};

/// Steps of a plan, `end` not among them.
struct Turn {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A row without what Smartsheet told of it, and back; nothing where it is unreadable.
[[nodiscard]] core::Value row_value(const store::Row& row);
[[nodiscard]] std::optional<store::Row> row_from_value(const core::Value& value, store::Kind kind);

[[nodiscard]] core::Value to_value(const Progress& progress);
/// Of the plan this turn alone.
[[nodiscard]] core::Value to_value(const Progress& progress, const Turn& turn);
/// `decision.before` is the caller's to fill in. Unreadable: Bug.
[[nodiscard]] core::Result<Progress> progress_from_value(const core::Value& value);

/// Whether an intent is the rest of another one.
[[nodiscard]] bool is_rest(const core::Value& content);
/// As progress_from_value, with its rest, which is one of `all`.
[[nodiscard]] core::Result<Progress> progress_from(const core::Value& content, const std::vector<store::Intent>& all);

}  // namespace bridge::work
