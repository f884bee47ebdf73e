#include "bench/directory.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "bridge/json/codec.hpp"

namespace bridge::bench {

namespace {

constexpr std::string_view kOneUser = R"({
  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
              "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
  "id": "4711081500004711", "externalId": "00u1a2b3c4d5e6f7g8h9", "userName": "ada.lovelace@example.com",
  "name": {"formatted": "Ada Lovelace", "familyName": "Lovelace", "givenName": "Ada"},
  "displayName": "Ada Lovelace", "title": "Analyst", "preferredLanguage": "en-GB", "locale": "en-GB",
  "timezone": "Europe/London", "active": true,
  "emails": [{"value": "ada.lovelace@example.com", "type": "work", "primary": true},
             {"value": "ada@example.org", "type": "home"}],
  "phoneNumbers": [{"value": "+44 20 7946 0123", "type": "work"}],
  "roles": [{"value": "LICENSED_USER", "type": "LICENSED_USER", "display": "Licensed user"}],
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
    {"employeeNumber": "1815", "costCenter": "CC-42", "division": "Research", "department": "Engines"},
  "meta": {"resourceType": "User", "created": "2026-01-01T00:00:00Z", "lastModified": "2026-02-01T00:00:00Z",
           "location": "https://scim.example.com/scim/v2/Users/4711081500004711", "version": "W/\"3\""}
})";

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "bench: %s\n", why.c_str());
  std::exit(1);
}

core::Value value_of(std::string_view text) {
  auto value = json::parse(text);
  if (!value) give_up(value.error().detail);
  return std::move(*value);
}

core::Value schema_document(const std::string& name) {
  std::ifstream file(std::string(BRIDGE_SOURCE_DIR) + "/config/schemas/" + name + ".json", std::ios::binary);
  if (!file) give_up("config/schemas/" + name + ".json can't be read");
  return value_of(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace

const scim::SchemaRegistry& schemas() {
  static const scim::SchemaRegistry kept = [] {
    auto made = scim::SchemaRegistry::from_documents(
        {schema_document("User"), schema_document("Group"), schema_document("EnterpriseUser")});
    if (!made) give_up(made.error().detail);
    return std::move(*made);
  }();
  return kept;
}

core::Object object_of(std::string_view text) {
  const core::Value value = value_of(text);
  if (value.if_object() == nullptr) give_up("expected a JSON object");
  return *value.if_object();
}

core::Object one_user() { return object_of(kOneUser); }

std::vector<core::Object> many_users(std::size_t count) {
  constexpr std::string_view kEnterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  const core::Object pattern = one_user();
  std::vector<core::Object> users;
  users.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    const std::string address = "person." + number + "@example.com";
    core::Object user = pattern.with("id", number)
                            .with("externalId", "00u" + number)
                            .with("userName", address)
                            .with("displayName", "Person " + number)
                            .with("name", core::Object{{"familyName", "Family" + number}, {"givenName", "Given"}})
                            .with("active", i % 10 != 9)
                            .with("title", "Title " + std::to_string(i % 50))
                            .with("emails", core::Array{core::Object{{"value", address}, {"type", "work"}}})
                            .with(kEnterprise, core::Object{{"department", "Department " + std::to_string(i % 20)}});
    users.push_back(i % 7 == 6 ? user.without("title") : std::move(user));
  }
  return users;
}

}  // namespace bridge::bench
