#pragma once
// The audit as SQL: lines, whom they are about, their end.

#include <string>
#include <vector>

#include "bridge/core/ids.hpp"
#include "bridge/core/result.hpp"
#include "bridge/store/audit.hpp"
#include "store/query.hpp"

namespace bridge::store {

class AuditTable {
 public:
  /// Throws SQLite::Exception, as everything here does; inside the transaction that the caller has opened.
  explicit AuditTable(const SQLite::Database& database);

  void add(const std::string& tenant, const AuditRecord& record);
  void prune(const std::string& tenant, const AuditPruning& pruning);
  void forget(const std::string& tenant, const Forgetting& forgetting);

 private:
  Query add_line_;
  Query add_subject_;
  Query drop_subjects_;
  Query drop_lines_;
  Query forget_values_;
  Query forget_rehearsal_;
};

/// A line with its content as it is stored: to be parsed once nobody waits for the database any more.
struct StoredAuditLine {
  AuditLine line;
  std::string content;
};
[[nodiscard]] std::vector<StoredAuditLine> read_audit(const SQLite::Database& database, const core::TenantName& tenant,
                                                      const AuditQuery& query);
/// StoreFailed where a content is no JSON.
[[nodiscard]] core::Result<std::vector<AuditLine>> parsed_audit(std::vector<StoredAuditLine> stored);

}  // namespace bridge::store
