#include "unit/service/service_fixture.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace bridge::service::test {

namespace {

core::Value schema_document(const std::string& name) {
  std::ifstream file(std::filesystem::path(BRIDGE_SOURCE_DIR) / "config/schemas" / (name + ".json"), std::ios::binary);
  EXPECT_TRUE(file.good()) << name << " can't be read";
  return parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

scim::SchemaRegistry registry_of(const std::vector<std::string>& names) {
  std::vector<core::Value> documents;
  for (const std::string& name : names) documents.push_back(schema_document(name));
  auto made = scim::SchemaRegistry::from_documents(documents);
  EXPECT_TRUE(made) << (made ? "" : made.error().detail);
  return made ? *std::move(made) : scim::SchemaRegistry();
}

TokenEntry token(const char* name, const char* text, Rights rights, const dialect::Dialect& dialect,
                 std::optional<core::Instant> expires = {}) {
  return {name, core::TokenDigest::of(core::IdpToken(text)), expires, rights, &dialect};
}

store::Row row(store::Kind kind, std::string id, std::string name, store::Life life) {
  static std::uint64_t order = 0;
  store::Row made;
  made.kind = kind;
  made.id = core::ResourceId(std::move(id));
  made.name = std::move(name);
  made.life = life;
  made.order = ++order;
  return made;
}

}  // namespace

core::Value parse(std::string_view text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << (value ? "" : value.error().detail) << " in " << text;
  return value ? *value : core::Value();
}

core::Object object(std::string_view text) {
  const core::Value value = parse(text);
  EXPECT_NE(value.if_object(), nullptr) << text;
  return value.if_object() != nullptr ? *value.if_object() : core::Object();
}

const scim::SchemaRegistry& registry() {
  static const scim::SchemaRegistry kept =
      registry_of({"User", "Group", "EnterpriseUser", "SmartsheetUser", "SmartsheetGroup", "Role", "Entitlement"});
  return kept;
}

const scim::SchemaRegistry& registry_without_extension() {
  static const scim::SchemaRegistry kept = registry_of({"User", "Group", "EnterpriseUser", "Role", "Entitlement"});
  return kept;
}

void put(store::Index& index, store::Row made, std::string_view shown) {
  index.publish({{std::make_shared<const store::Entry>(store::Entry{std::move(made), object(shown)})}, {}, {}});
}

store::Row user(std::string id, std::string name, store::Life life) {
  return row(store::Kind::User, std::move(id), std::move(name), life);
}

store::Row group(std::string id, std::string name, store::Life life) {
  return row(store::Kind::Group, std::move(id), std::move(name), life);
}

void join(store::Index& index, std::string group, const std::vector<std::string>& users) {
  store::MembershipChange change;
  change.group = core::ResourceId(std::move(group));
  for (const std::string& id : users) change.added.emplace_back(id);
  index.publish({{}, {}, {std::move(change)}});
}

Bench::Bench() {
  std::vector<TenantEntry> tenants;
  tenants.push_back(
      {core::TenantName("default"),
       "scim",
       "https://scim.example.com/scim/v2",
       {token("okta", kOkta, Rights::ReadWrite, dialect::okta()),
        token("entra", kEntra, Rights::ReadWrite, dialect::generic()),
        token("reader", kReader, Rights::ReadOnly, dialect::generic()),
        token("expiring", kExpiring, Rights::ReadWrite, dialect::generic(), core::Instant(std::chrono::seconds(2000)))},
       &tenant});
  tenants.back().tokens.push_back(token("me", kMe, Rights::ReadWrite, dialect::generic()));
  tenants.back().tokens.back().me = "ada@x";
  tenants.push_back({core::TenantName("acme"),
                     "acme",
                     "https://scim.example.com/acme/scim/v2",
                     {token("acme", kAcme, Rights::ReadWrite, dialect::generic())},
                     &acme});
  tenants.front().schemas = &registry();
  tenants.front().grantable_roles = {"LICENSED_USER", "GROUP_ADMIN", "JIRA_USER"};
  tenants.back().schemas = &registry_without_extension();
  for (TenantEntry& entry : tenants) entry.scans = &scans;
  service = make_service({std::move(tenants), clock, std::chrono::milliseconds(7000)});
}

Principal Bench::who(const char* token_text, std::string_view segment) const {
  auto principal = service->authenticate(segment, core::IdpToken(token_text));
  EXPECT_TRUE(principal);
  return principal ? *principal : Principal();
}

core::Result<Shown> Bench::get(Kind kind, const std::string& id, const View& view, const char* token_text) {
  std::vector<core::Result<Shown>> answers;
  service->get(who(token_text), kind, core::ResourceId(id), view,
               [&](core::Result<Shown> answer) { answers.push_back(std::move(answer)); });
  EXPECT_EQ(answers.size(), 1U);
  return answers.at(0);
}

core::Result<std::string> Bench::list(std::optional<Kind> kind, const ListQuery& query, const char* token_text) {
  std::vector<core::Result<std::string>> answers;
  service->list(who(token_text), kind, query,
                [&](core::Result<std::string> answer) { answers.push_back(std::move(answer)); });
  EXPECT_EQ(answers.size(), 1U);
  return answers.at(0);
}

std::vector<std::string> Bench::ids(Kind kind, const std::string& filter, const char* token_text) {
  const auto answer = list(kind, filtered(filter), token_text);
  return answer ? ids_in(*answer) : std::vector<std::string>{core::to_string(answer.error().kind)};
}

core::Result<Written> write(Bench& bench, Verb verb, Write asked, const char* token_text) {
  std::vector<core::Result<Written>> answers;
  (bench.service.get()->*verb)(bench.who(token_text), std::move(asked),
                               [&](core::Result<Written> answer) { answers.push_back(std::move(answer)); });
  EXPECT_EQ(answers.size(), 1U);
  return answers.at(0);
}

ListQuery filtered(std::string filter) {
  ListQuery query;
  query.filter = std::move(filter);
  return query;
}

std::vector<std::string> ids_in(std::string_view list_response) {
  std::vector<std::string> found;
  const core::Object response = object(list_response);
  const core::Value* resources = response.find("Resources");
  if (resources == nullptr || resources->if_array() == nullptr) return {"no Resources"};
  for (const core::Value& resource : *resources->if_array()) {
    found.emplace_back(core::text_or_empty(*resource.if_object(), "id"));
  }
  return found;
}

}  // namespace bridge::service::test
