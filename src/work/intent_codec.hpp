#pragma once
// A decision under way as JSON, so that a restart can take it up where it was.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/result.hpp"
#include "decision.hpp"

namespace bridge::work {

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
  /// Why access that was given is taken again: what the caller hears once that is done.
  std::optional<core::Fault> refused{};
};

[[nodiscard]] core::Value to_value(const Progress& progress);
/// `decision.before` is the caller's to fill in. Unreadable: Bug.
[[nodiscard]] core::Result<Progress> progress_from_value(const core::Value& value);

}  // namespace bridge::work
