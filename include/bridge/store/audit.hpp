#pragma once
// The audit: who asked what, what was sent, what came of it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/value.hpp"
#include "bridge/store/row.hpp"

namespace bridge::store {

/// Somebody whom a line is about: by id, or by the digest of a name (core/name_key.hpp) where there is no id.
struct AuditSubject {
  Kind kind = Kind::User;
  std::string id;
  bool operator==(const AuditSubject&) const = default;
};

/// One line, as it is written. No credentials; values of attributes in `content`'s "values" alone.
struct AuditRecord {
  core::Instant at{};
  /// The name on the IdP token, and the request's id in the log.
  std::string client;
  std::string request;
  Kind kind = Kind::User;
  core::ResourceId resource;
  /// The work module's to write and read.
  core::Value content;
  /// Whom it is about beside the resource itself.
  std::vector<AuditSubject> subjects{};
};

/// One line, as it is read; `number` grows from line to line.
struct AuditLine {
  std::int64_t number = 0;
  AuditRecord record;
};

/// Where a page ended.
struct AuditPlace {
  core::Instant at{};
  std::int64_t number = 0;
  bool operator==(const AuditPlace&) const = default;
};

/// Which lines, the oldest first.
struct AuditQuery {
  /// Any of them; none: every line.
  std::vector<AuditSubject> subjects{};
  std::optional<core::Instant> since{};
  /// The page that follows.
  std::optional<AuditPlace> behind{};
  /// At most so many; also for whoever asks for more.
  std::size_t limit = 1000;
};
inline constexpr std::size_t kMostAuditLines = 1000;

/// Ends a line's time: at most so many of the oldest from before are dropped.
struct AuditPruning {
  core::Instant before{};
  std::size_t most = 0;
};

/// Somebody of whom the audit and the rehearsals keep ids alone.
struct Forgetting {
  Kind kind = Kind::User;
  /// Their id, and the digest of their name: the lines about them lose their values.
  std::vector<std::string> subjects;
  /// As rehearsals know them: folded names, ids.
  std::vector<std::string> rehearsed;
};

}  // namespace bridge::store
