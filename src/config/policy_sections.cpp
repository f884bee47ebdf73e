// [tenant.deprovision], [tenant.guard], [tenant.groups], [tenant.audit]: what an administrator chose about people's
// access, and about what is kept of it.

#include <algorithm>

#include "config/keys.hpp"
#include "config/sections.hpp"
#include "config/values.hpp"

namespace bridge::config {

namespace {

using core::DeprovisionPolicy;
using core::GroupPolicy;
using core::GuardPolicy;

constexpr std::pair<std::string_view, core::TakeAccess> kTakeAccess[] = {{"deactivate", core::TakeAccess::Deactivate},
                                                                         {"downgrade", core::TakeAccess::Downgrade},
                                                                         {"remove", core::TakeAccess::Remove}};
constexpr std::pair<std::string_view, core::Fallback> kFallbacks[] = {{"error", core::Fallback::Error},
                                                                      {"downgrade", core::Fallback::Downgrade}};
constexpr std::pair<std::string_view, core::OnPending> kOnPending[] = {{"defer", core::OnPending::Defer},
                                                                       {"cancel", core::OnPending::Cancel}};
constexpr std::pair<std::string_view, core::OnReactivateExpired> kOnExpired[] = {
    {"error", core::OnReactivateExpired::Error}, {"invite", core::OnReactivateExpired::Invite}};
constexpr std::pair<std::string_view, core::Authority> kAuthorities[] = {{"managed", core::Authority::Managed},
                                                                         {"full", core::Authority::Full}};
constexpr std::pair<std::string_view, core::OnGroupDelete> kOnGroupDelete[] = {{"detach", core::OnGroupDelete::Detach},
                                                                               {"delete", core::OnGroupDelete::Delete}};
constexpr std::pair<std::string_view, core::UnknownMembers> kUnknownMembers[] = {{"error", core::UnknownMembers::Error},
                                                                                 {"skip", core::UnknownMembers::Skip}};
constexpr std::chrono::hours kLongestHold(24 * 365);
constexpr std::chrono::hours kShortestKeep(24);
constexpr std::chrono::hours kLongestKeep(24 * 3650);
constexpr std::int64_t kMostLosses = 1'000'000;

const Key<DeprovisionPolicy> kDeprovisionKeys[] = {
    {"on_deactivate", [](const Field& f, DeprovisionPolicy& d) { read_choice(f, kTakeAccess, d.on_deactivate); }},
    {"on_delete", [](const Field& f, DeprovisionPolicy& d) { read_choice(f, kTakeAccess, d.on_delete); }},
    {"fallback", [](const Field& f, DeprovisionPolicy& d) { read_choice(f, kFallbacks, d.fallback); }},
    {"pending", [](const Field& f, DeprovisionPolicy& d) { read_choice(f, kOnPending, d.pending); }},
    {"on_reactivate_expired",
     [](const Field& f, DeprovisionPolicy& d) { read_choice(f, kOnExpired, d.on_reactivate_expired); }},
    {"transfer_to", [](const Field& f, DeprovisionPolicy& d) { read_address(f, d.transfer_to); }},
    {"transfer_sheets", [](const Field& f, DeprovisionPolicy& d) { read_boolean(f, d.transfer_sheets); }},
    {"remove_from_sharing", [](const Field& f, DeprovisionPolicy& d) { read_boolean(f, d.remove_from_sharing); }},
    {"hold", [](const Field& f, DeprovisionPolicy& d) { read_duration(f, Milliseconds(0), kLongestHold, d.hold); }},
};

void read_max_per_hour(const Field& field, GuardPolicy& guard) {
  if (const auto number = as_integer(field, 1, kMostLosses)) guard.max_per_hour = static_cast<std::uint32_t>(*number);
}

const Key<GuardPolicy> kGuardKeys[] = {{"max_per_hour", read_max_per_hour}};

const Key<GroupPolicy> kGroupKeys[] = {
    {"authority", [](const Field& f, GroupPolicy& g) { read_choice(f, kAuthorities, g.authority); }},
    {"on_delete", [](const Field& f, GroupPolicy& g) { read_choice(f, kOnGroupDelete, g.on_delete); }},
    {"unknown_members", [](const Field& f, GroupPolicy& g) { read_choice(f, kUnknownMembers, g.unknown_members); }},
};

const Key<core::AuditPolicy> kAuditKeys[] = {
    {"values", [](const Field& f, core::AuditPolicy& a) { read_boolean(f, a.values); }},
    {"keep", [](const Field& f, core::AuditPolicy& a) { read_duration(f, kShortestKeep, kLongestKeep, a.keep); }},
};

}  // namespace

void read_deprovision(const Field& field, Tenant& tenant) {
  static_cast<void>(read_section(field, kDeprovisionKeys, tenant.access.deprovision));
}

void list_deprovision(const std::string& prefix, std::vector<std::string>& names) {
  list_keys(prefix, kDeprovisionKeys, names);
}

void read_guard(const Field& field, Tenant& tenant) {
  static_cast<void>(read_section(field, kGuardKeys, tenant.access.guard));
}

void list_guard(const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kGuardKeys, names); }

void read_groups(const Field& field, Tenant& tenant) {
  static_cast<void>(read_section(field, kGroupKeys, tenant.access.groups));
}

void list_groups(const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kGroupKeys, names); }

void read_audit(const Field& field, Tenant& tenant) {
  static_cast<void>(read_section(field, kAuditKeys, tenant.audit));
}

void list_audit(const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kAuditKeys, names); }

void check_deprovision(const Field& tenant_field, const Table& table, const Tenant& tenant) {
  const DeprovisionPolicy& policy = tenant.access.deprovision;
  const Entry* section = table.find("deprovision");
  const Table* keys = section != nullptr ? std::get_if<Table>(&section->node.value) : nullptr;
  if (keys == nullptr) return;
  const std::string prefix = tenant_field.key + ".deprovision.";
  const auto problem = [&](const char* name, const std::string& message) {
    const Entry* entry = keys->find(name);
    tenant_field.context.add(entry != nullptr ? entry->node.place : section->place, prefix + name, message);
  };
  const auto needs_rest = [&](const char* name, bool chosen) {
    if (chosen && !tenant.rest) problem(name, "expected [tenant.rest], through which alone this is done, found none");
  };
  using core::TakeAccess;
  needs_rest("on_deactivate", policy.on_deactivate != TakeAccess::Deactivate);
  needs_rest("on_delete", policy.on_delete != TakeAccess::Deactivate);
  needs_rest("fallback", policy.fallback != core::Fallback::Error);
  needs_rest("pending", policy.pending != core::OnPending::Defer);
  needs_rest("on_reactivate_expired", policy.on_reactivate_expired != core::OnReactivateExpired::Error);
  const bool removes = policy.on_deactivate == TakeAccess::Remove || policy.on_delete == TakeAccess::Remove;
  if (removes && policy.transfer_to.empty() && keys->find("transfer_to") == nullptr) {
    problem("transfer_to", "required where people are removed, so that what they own goes to somebody; found none");
  }
  const bool goes_further =
      policy.on_deactivate != TakeAccess::Deactivate || policy.on_delete != TakeAccess::Deactivate;
  if (policy.hold.count() > 0 && !goes_further) {
    problem("hold",
            "expected on_deactivate or on_delete to be \"downgrade\" or \"remove\", which comes after the hold");
  }
}

}  // namespace bridge::config
