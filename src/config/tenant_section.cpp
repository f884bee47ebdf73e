#include <algorithm>

#include "config/keys.hpp"
#include "config/secrets.hpp"
#include "config/sections.hpp"
#include "config/values.hpp"

namespace bridge::config {

namespace {

constexpr std::string_view kReservedNames[] = {"scim", "oauth", "events", "healthz"};
/// What Smartsheet's REST API and its SCIM service can assign.
constexpr std::string_view kRoles[] = {"LICENSED_USER", "GROUP_ADMIN",     "RESOURCE_VIEWER",
                                       "SYSTEM_ADMIN",  "SMARTSHEET_USER", "JIRA_USER",
                                       "JIRA_ADMIN",    "SALESFORCE_USER", "SALESFORCE_ADMIN"};
constexpr std::pair<std::string_view, RouteChoice> kRoutes[] = {
    {"auto", RouteChoice::Auto}, {"scim", RouteChoice::Scim}, {"rest", RouteChoice::Rest}};
constexpr std::pair<std::string_view, Mode> kModes[] = {{"live", Mode::Live}, {"rehearse", Mode::Rehearse}};
constexpr std::pair<std::string_view, OnUsernameChange> kOnUsernameChange[] = {{"error", OnUsernameChange::Error},
                                                                               {"ignore", OnUsernameChange::Ignore}};
constexpr std::pair<std::string_view, core::OnExisting> kOnExisting[] = {{"conflict", core::OnExisting::Conflict},
                                                                         {"adopt", core::OnExisting::Adopt}};
constexpr std::chrono::hours kLongestInterval(24 * 30);
constexpr std::size_t kLongestName = 32;

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

// A name that is refused stays empty, so that it is not taken for that of another tenant as well.
void read_name(const Field& field, Tenant& tenant) {
  tenant.name.clear();
  const std::string* text = as_text(field);
  if (text == nullptr) return;
  if (text->empty() || text->size() > kLongestName || !std::all_of(text->begin(), text->end(), is_name_character)) {
    return field.unexpected("a name of 1 to 32 characters out of a-z, 0-9 and hyphen", in_quotes(*text));
  }
  if (std::find(std::begin(kReservedNames), std::end(kReservedNames), *text) != std::end(kReservedNames)) {
    return field.unexpected("a name that is not reserved (scim, oauth, events, healthz)", in_quotes(*text));
  }
  tenant.name = *text;
}

std::string expected_roles() {
  std::string text = "one of";
  for (const std::string_view role : kRoles) text += (role == kRoles[0] ? " " : ", ") + std::string(role);
  return text;
}

std::optional<std::string> as_role(const Field& field) {
  const std::string expected = expected_roles();
  const std::string* text = as_text(field, expected.c_str());
  if (text == nullptr) return std::nullopt;
  if (std::find(std::begin(kRoles), std::end(kRoles), *text) != std::end(kRoles)) return *text;
  field.unexpected(expected, in_quotes(*text));
  return std::nullopt;
}

void read_grantable(const Field& field, Tenant& tenant) {
  const auto* items = std::get_if<std::vector<Node>>(&field.node.value);
  if (items == nullptr) return field.unexpected("an array of role names", field.node.kind());
  std::vector<std::string> roles;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Field item{field.context, (*items)[i], field.key + "[" + std::to_string(i) + "]"};
    const auto role = as_role(item);
    if (!role) continue;
    if (std::find(roles.begin(), roles.end(), *role) == roles.end()) {
      roles.push_back(*role);
    } else {
      item.unexpected("each role once", in_quotes(*role) + " again");
    }
  }
  tenant.grantable_roles = std::move(roles);
}

void read_protected(const Field& field, Tenant& tenant) {
  const auto* items = std::get_if<std::vector<Node>>(&field.node.value);
  if (items == nullptr) return field.unexpected("an array of userNames", field.node.kind());
  std::vector<std::string> people;
  for (std::size_t i = 0; i < items->size(); ++i) {
    std::string person;
    read_address({field.context, (*items)[i], field.key + "[" + std::to_string(i) + "]"}, person);
    if (!person.empty()) people.push_back(std::move(person));
  }
  tenant.access.protected_people = std::move(people);
}

const Key<Mirror> kMirrorKeys[] = {
    {"refresh", [](const Field& f, Mirror& m) { read_duration(f, Milliseconds(100), kLongestInterval, m.refresh); }},
    {"full_sweep",
     [](const Field& f, Mirror& m) { read_duration(f, Milliseconds(100), kLongestInterval, m.full_sweep); }},
    {"verify_misses", [](const Field& f, Mirror& m) { read_boolean(f, m.verify_misses); }},
};

const Key<Tenant> kRolesKeys[] = {{"grantable", read_grantable}};

const Key<Tenant> kTenantKeys[] = {
    {"name", read_name},
    {"route", [](const Field& f, Tenant& t) { read_choice(f, kRoutes, t.route); }},
    {"idp", [](const Field& f, Tenant& t) { read_choice(f, kIdps, t.idp); }},
    {"mode", [](const Field& f, Tenant& t) { read_choice(f, kModes, t.mode); }},
    {"on_username_change", [](const Field& f, Tenant& t) { read_choice(f, kOnUsernameChange, t.on_username_change); }},
    {"smartsheet_extension", [](const Field& f, Tenant& t) { read_boolean(f, t.smartsheet_extension); }},
    {"bare_username_domain", [](const Field& f, Tenant& t) { read_domain(f, t.bare_username_domain); }},
    {"on_existing", [](const Field& f, Tenant& t) { read_choice(f, kOnExisting, t.access.on_existing); }},
    {"protected", read_protected},
    {"idp_token", read_idp_tokens, list_idp_tokens},
    {"scim", read_scim, list_scim},
    {"rest", read_rest, list_rest},
    {"deprovision", read_deprovision, list_deprovision},
    {"guard", read_guard, list_guard},
    {"groups", read_groups, list_groups},
    {"audit", read_audit, list_audit},
    {"roles", [](const Field& f, Tenant& t) { static_cast<void>(read_section(f, kRolesKeys, t)); },
     [](const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kRolesKeys, names); }},
    {"mirror", [](const Field& f, Tenant& t) { static_cast<void>(read_section(f, kMirrorKeys, t.mirror)); },
     [](const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kMirrorKeys, names); }},
};

void require_route(const Field& field, const Table& table, const Tenant& tenant) {
  const bool has_scim = table.find("scim") != nullptr;
  const bool has_rest = table.find("rest") != nullptr;
  if (!has_scim && !has_rest) field.problem("expected [tenant.scim], [tenant.rest] or both, found neither");
  const bool lacks_scim = tenant.route == RouteChoice::Scim && !has_scim;
  const bool lacks_rest = tenant.route == RouteChoice::Rest && !has_rest;
  if (!lacks_scim && !lacks_rest) return;
  const std::string name = lacks_scim ? "scim" : "rest";
  field.context.add(table.find("route")->node.place, field.key + ".route",
                    "expected [tenant." + name + "] for route = " + in_quotes(name) + ", found none");
}

void require_tokens(const Field& field, const Table& table) {
  const Entry* tokens = table.find("idp_token");
  if (tokens == nullptr) {
    field.context.add(field.node.place, field.key + ".idp_token",
                      "at least one [[tenant.idp_token]] is required, found none");
    return;
  }
  const auto* items = std::get_if<std::vector<Node>>(&tokens->node.value);
  if (items == nullptr || !items->empty()) return;
  field.context.add(tokens->place, field.key + ".idp_token", "at least one is required, found none");
}

void read_tenant(const Field& field, const Table& table, Settings& settings) {
  Tenant tenant;
  read_table(field.context, table, field.key, kTenantKeys, tenant);
  require_route(field, table, tenant);
  require_tokens(field, table);
  check_deprovision(field, table, tenant);
  const auto has_name = [&](const Tenant& other) { return !tenant.name.empty() && other.name == tenant.name; };
  if (std::any_of(settings.tenants.begin(), settings.tenants.end(), has_name)) {
    const Entry* name = table.find("name");
    field.context.add(name == nullptr ? field.node.place : name->node.place, field.key + ".name",
                      "expected a name of its own, found " + in_quotes(tenant.name) + " as in another tenant");
  }
  settings.tenants.push_back(std::move(tenant));
}

}  // namespace

void read_tenants(const Field& field, Settings& settings) {
  read_each_table(field, [&](const Field& item, const Table& table) { read_tenant(item, table, settings); });
}

void list_tenants(const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kTenantKeys, names); }

}  // namespace bridge::config
