#pragma once
// A write as a value: what an identity provider wants of one resource, decided at the head of its lane.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/scim/patch.hpp"
#include "bridge/store/row.hpp"
#include "bridge/work/drift.hpp"

namespace bridge::work {

/// POST. `wanted` is checked and canonical; `externalId` and `members` are still in it.
struct Create {
  core::Object wanted;
};
/// PUT.
struct Replace {
  core::ResourceId id;
  core::Object wanted;
  /// Of a Group: the body has `members` without elements, which `wanted`, being canonical, leaves out. A body
  /// without `members` says nothing about them.
  bool clears_members = false;
};
/// PATCH.
struct Modify {
  core::ResourceId id;
  scim::PatchRequest patch;
};
/// DELETE.
struct Remove {
  core::ResourceId id;
};

/// No request: what the bridge still owes to somebody (store::Leaving) is done.
struct Settle {
  core::ResourceId id;
};

/// No request: an administrator saw how the resource differs in Smartsheet, and wants it as it was asked for.
/// Where it differs otherwise by then nothing is done: PreconditionFailed.
struct Repair {
  core::ResourceId id;
  std::vector<Drift> shown;
  /// Of a group instead: people who were made again. Those who are asked for in it still, and missing, join it.
  std::vector<core::ResourceId> back{};
};

struct Edit {
  store::Kind kind = store::Kind::User;
  std::variant<Create, Replace, Modify, Remove, Settle, Repair> what;
  /// The If-Match header as it came (RFC 7644 section 3.14). A creation has nothing that it could match.
  std::optional<std::string> if_match;
  /// The name on the caller's token.
  std::string client;
  core::RequestId request;
  /// When the caller stops waiting.
  core::Tick deadline{};
  /// The route that it must take, where another one has refused it.
  std::optional<route::Route> by{};
  /// The If-None-Match header as it came, "*" being any version (RFC 9110 section 13.1.2).
  std::optional<std::string> if_none_match{};
  /// A PUT or PATCH that takes a User's access away (`active` becomes false): where it can't be carried out as
  /// a whole, that part of it is, and the rest is dropped.
  bool takes_access = false;
  /// Set where the rest was refused before it came here: of `what` only the id counts.
  std::optional<core::Fault> rest_refused{};
};

/// What a write came to.
struct EditDone {
  /// The resource after the write; after DELETE null.
  store::EntryPtr entry;
  bool created = false;
};
using EditAnswer = std::function<void(core::Result<EditDone>)>;

}  // namespace bridge::work
