#pragma once
// The sections below the root, each with its reader and its list of keys.

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/config/settings.hpp"
#include "config/report.hpp"

namespace bridge::config {

void read_server(const Field& field, Settings& settings);
void list_server(const std::string& prefix, std::vector<std::string>& names);

void read_tenants(const Field& field, Settings& settings);
void list_tenants(const std::string& prefix, std::vector<std::string>& names);

void read_scim(const Field& field, Tenant& tenant);
void list_scim(const std::string& prefix, std::vector<std::string>& names);

void read_rest(const Field& field, Tenant& tenant);
void list_rest(const std::string& prefix, std::vector<std::string>& names);

void read_deprovision(const Field& field, Tenant& tenant);
void list_deprovision(const std::string& prefix, std::vector<std::string>& names);
/// Once the whole tenant is read: what can't be carried out with its credentials.
void check_deprovision(const Field& tenant_field, const Table& table, const Tenant& tenant);

void read_guard(const Field& field, Tenant& tenant);
void list_guard(const std::string& prefix, std::vector<std::string>& names);

void read_audit(const Field& field, Tenant& tenant);
void list_audit(const std::string& prefix, std::vector<std::string>& names);

void read_groups(const Field& field, Tenant& tenant);
void list_groups(const std::string& prefix, std::vector<std::string>& names);

void read_idp_tokens(const Field& field, Tenant& tenant);
void list_idp_tokens(const std::string& prefix, std::vector<std::string>& names);

/// Calls `read` for each element of an array of tables, with the key "NAME[0]" and so on.
void read_each_table(const Field& field, const std::function<void(const Field&, const Table&)>& read);

/// Reports a key that has to be there and is not.
void require(const Field& section, const Table& table, std::string_view name);
/// Reports when none or several of these keys are there.
void require_one_of(const Field& section, const Table& table, std::initializer_list<std::string_view> names);

inline constexpr std::pair<std::string_view, Idp> kIdps[] = {
    {"okta", Idp::Okta}, {"entra", Idp::Entra}, {"generic", Idp::Generic}};

}  // namespace bridge::config
