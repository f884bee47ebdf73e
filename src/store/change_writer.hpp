#pragma once
// Changes as SQL, through statements that are prepared once.

#include "bridge/store/store.hpp"
#include "store/audit_table.hpp"
#include "store/query.hpp"

namespace bridge::store {

class ChangeWriter {
 public:
  /// Throws SQLite::Exception, as apply() does.
  explicit ChangeWriter(const SQLite::Database& database);

  /// Inside the transaction that the caller has opened.
  void apply(const core::TenantName& tenant, const Change& change);

 private:
  void put(const std::string& tenant, const Row& row);
  void drop(const std::string& tenant, Kind kind, const std::string& id);
  void change_members(const std::string& tenant, const MembershipChange& change);
  void remove_member(const std::string& tenant, const MembershipChange& change, const std::string& user);
  void rehearse(const std::string& tenant, const Rehearsal& rehearsal);

  Query put_row_;
  Query drop_row_;
  Query add_member_;
  Query remove_member_;
  Query miss_member_;
  Query drop_unasked_member_;
  Query drop_group_members_;
  Query drop_user_memberships_;
  Query put_lost_;
  Query drop_lost_;
  Query put_intent_;
  Query close_intent_;
  AuditTable audit_;
  Query mark_answered_;
  Query put_mark_;
  Query forget_rehearsals_;
  Query put_rehearsal_;
};

}  // namespace bridge::store
