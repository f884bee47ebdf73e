#pragma once
// Rows, links, memberships, intents, audit and rehearsals on disk (SQLite). One writer: transactions that arrive
// together are committed together, and each is told when it is safe.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/store/audit.hpp"
#include "bridge/store/log.hpp"
#include "bridge/store/maintenance.hpp"
#include "bridge/store/row.hpp"

namespace bridge::store {

/// A change that was decided and is under way: committed before its first call leaves, closed with
/// the row that it leads to. What it holds is the work module's to write and read.
struct Intent {
  /// Unique within the tenant, given by the caller.
  std::uint64_t number = 0;
  core::Value content;
  bool operator==(const Intent&) const = default;
};

/// What a write would have done, kept while a tenant rehearses: the latest for each resource. What
/// `content` holds is the work module's to write and read.
struct Rehearsal {
  Kind kind = Kind::User;
  /// userName or displayName with ASCII case folded, or the id where no name is known; never empty.
  std::string name;
  core::Instant at{};
  /// The name on the IdP token, and the request's id in the log, as in the audit.
  std::string client;
  std::string request;
  core::Value content;
  bool operator==(const Rehearsal&) const = default;
};

/// A resource that the bridge managed and that is gone in Smartsheet, though nobody asked for that: kept so
/// that it can be told, and put back. What `content` holds is the work module's to write and read.
struct Lost {
  Kind kind = Kind::User;
  core::ResourceId id;
  core::Instant at{};
  core::Value content;
  bool operator==(const Lost&) const = default;
};

/// One transaction's worth. Parts are applied in the order in which they stand here.
struct Change {
  std::vector<Row> put;
  /// Rows that are dropped with their memberships (gone in Smartsheet).
  std::vector<std::pair<Kind, core::ResourceId>> drop;
  std::vector<MembershipChange> memberships;
  /// Each in place of the one of the same kind and id.
  std::vector<Lost> lost;
  /// No longer lost: put back, made anew, or given up.
  std::vector<std::pair<Kind, core::ResourceId>> lost_no_more;
  /// Opened, or rewritten under the same number.
  std::vector<Intent> intents;
  std::vector<std::uint64_t> closed_intents;
  std::vector<AuditRecord> audit;
  std::optional<AuditPruning> prune_audit{};
  std::vector<Forgetting> forget{};
  /// Creations whose answers were written: Row.unanswered is no longer true of them.
  std::vector<std::pair<Kind, core::ResourceId>> answered;
  /// Small facts of the tenant, for example when it was last refreshed.
  std::map<std::string, std::string> marks;
  /// Drops every rehearsal that the tenant has.
  bool forget_rehearsals = false;
  /// Each in place of the one of the same kind and name; the last one counts.
  std::vector<Rehearsal> rehearsals;
};

struct StoredMember {
  core::ResourceId group;
  core::ResourceId user;
  bool asked = false;
  /// Without it: asked for, and no longer there in Smartsheet.
  bool seen = true;
  bool operator==(const StoredMember&) const = default;
};

/// What a tenant works with: all that is kept of it but the audit and the rehearsals.
struct Contents {
  std::vector<Row> rows;
  std::vector<StoredMember> members;
  std::vector<Lost> lost;
  std::vector<Intent> intents;
  std::map<std::string, std::string> marks;
};

/// Who takes what Store::load_in_parts() reads.
struct Taking {
  /// Makes rows ready, some at a time, on any thread and on two at once. What it gives back is called in turn,
  /// with those before them done, in the order in which the resources were made.
  using Rows = std::function<std::function<void()>(std::vector<Row>)>;
  Rows rows;
  /// After all rows; those of one group one after the other.
  std::function<void(std::vector<StoredMember>)> members;
};

/// Whether changes can be saved.
struct StoreHealth {
  bool writable = true;
  /// What failed, while not writable: one sentence without personal values.
  std::string trouble;
  /// When that began.
  core::Instant since{};
};

class Store {
 public:
  /// Opens or makes the file (mode 0600) and, one level deep, its directory (0700): WAL,
  /// synchronous=FULL, schema at its newest version. The file belongs to this store until it is
  /// destroyed or the process ends, however it ends. StoreFailed, one sentence that names the file,
  /// when it can't be opened, is in use, comes from a newer version, or is no store. A store of an
  /// older version is copied beside itself before its tables are changed, or not opened. `log` hears of that, and when
  /// changes can't be saved any more and when they can be again, one line each, from any thread.
  [[nodiscard]] static core::Result<std::unique_ptr<Store>> open(const std::string& file, Log log = {});
  /// Commits what still waits, calls each `done`.
  virtual ~Store() = default;

  /// Everything of a tenant, rows in the order of lists, intents by number. What was committed and is
  /// not yet done may be missing.
  [[nodiscard]] virtual core::Result<Contents> load(const core::TenantName& tenant) = 0;
  /// The same without ever holding all rows: they and the members go to `taking`, and are missing in what it gives.
  /// On a failure some may have been taken.
  [[nodiscard]] virtual core::Result<Contents> load_in_parts(const core::TenantName& tenant, const Taking& taking);

  /// A tenant's rehearsals by time, then kind and name. From any thread while changes are committed:
  /// each change is seen whole or not at all; what was committed and is not yet done may be missing.
  /// Waits for the transaction that is being written. StoreFailed when they can't be read.
  [[nodiscard]] virtual core::Result<std::vector<Rehearsal>> rehearsals(const core::TenantName& tenant) = 0;

  /// Lines of a tenant's audit, the oldest first; from any thread, as rehearsals(). No line has to be read twice to
  /// read all: the next page is behind the last line's place.
  [[nodiscard]] virtual core::Result<std::vector<AuditLine>> audit(const core::TenantName& tenant,
                                                                   const AuditQuery& query) = 0;

  using Done = std::function<void(core::Outcome)>;
  /// Applies the change whole or not at all. `done` is called once, on the writer's thread, after the
  /// change is on disk (ok) or when it can't be (StoreFailed), in the order of the commits; it must
  /// not block or throw, and may commit more. A failed change doesn't stop later ones.
  virtual void commit(core::TenantName tenant, Change change, Done done) = 0;

  /// Waits until everything committed so far is on disk, or failed, and each `done` has returned. Not
  /// to be called from a `done`.
  virtual void flush() = 0;

  /// A copy of all that is committed, in `target` (mode 0600), which must not be there yet; gives its size in bytes.
  /// From any thread, takes as long as it takes; changes are committed in between and are in it, too. The copy was
  /// read again, found undamaged, and is on disk. StoreFailed, one sentence, otherwise; then there is no `target`.
  [[nodiscard]] virtual core::Result<std::uint64_t> backup(const std::string& target) = 0;

  /// As store::check(), of what is committed: of a copy that is made beside the store and goes away, so that changes
  /// don't wait for a look at every page. From any thread, one at a time.
  [[nodiscard]] virtual core::Result<CheckReport> check() = 0;

  /// From any thread, at once. While a disk fails each change is tried, and a page is written every two
  /// seconds where there is none; a damaged file takes no change until the store is opened again.
  [[nodiscard]] virtual StoreHealth health() const = 0;
};

}  // namespace bridge::store
