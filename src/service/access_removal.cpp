#include "access_removal.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/patch.hpp"
#include "bridge/scim/resource.hpp"

namespace bridge::service {

namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Value;

constexpr std::string_view kActive = "active";
/// Nobody's: what is looked at has to be whole, and this says nothing.
constexpr const char* kSomeName = "someone";

bool is_inactive(const Object& resource) {
  const Value* active = resource.find(kActive);
  const bool* flag = active != nullptr ? active->if_bool() : nullptr;
  return flag != nullptr && !*flag;
}

/// Whether the name is that of `active`, with the schema's URN before it or without.
bool names_active(std::string_view name, const scim::ResourceType& type) {
  const std::string& urn = type.base().urn();
  if (name.size() > urn.size() + 1 && core::starts_with_ignoring_case(name, urn)) name.remove_prefix(urn.size() + 1);
  return core::equal_ignoring_case(name, kActive);
}

/// What the object says of `active`, under any name.
Object active_in(const Object& attributes, const scim::ResourceType& type) {
  std::vector<Member> members;
  for (const Member& member : attributes) {
    if (names_active(member.name, type)) members.push_back(member);
  }
  return Object(std::move(members));
}

/// The operations as far as they speak of `active`.
std::vector<Value> operations_on_active(const Array& operations, const scim::ResourceType& type) {
  std::vector<Value> kept;
  for (const Value& each : operations) {
    const Object* operation = each.if_object();
    if (operation == nullptr) continue;
    const Value* path = operation->find_ignoring_case("path");
    if (const std::string* text = path != nullptr ? path->if_string() : nullptr) {
      if (names_active(*text, type)) kept.push_back(each);
      continue;
    }
    const Value* value = operation->find_ignoring_case("value");
    const Object* attributes = value != nullptr ? value->if_object() : nullptr;
    if (attributes == nullptr) continue;
    Object active = active_in(*attributes, type);
    if (!active.empty()) kept.emplace_back(operation->with("value", std::move(active)));
  }
  return kept;
}

}  // namespace

bool replaces_without_access(const Value& body, const scim::ResourceType& type, const dialect::Dialect& dialect) {
  const Object* object = body.if_object();
  const Value* active = object != nullptr ? object->find_ignoring_case(kActive) : nullptr;
  if (active == nullptr) return false;
  Object rest{{"userName", kSomeName}, {"active", *active}};
  if (const Value* schemas = object->find_ignoring_case("schemas")) rest = rest.with("schemas", *schemas);
  dialect::Counters uncounted;
  const auto plain = dialect::plain_resource(Value(std::move(rest)), type, dialect, uncounted);
  const auto checked = plain ? scim::check_resource(*plain, type) : plain.passed_on();
  return checked && is_inactive(checked->resource);
}

bool patches_access_away(const Value& body, const scim::ResourceType& type, const dialect::Dialect& dialect) {
  const Object* message = body.if_object();
  const Value* given = message != nullptr ? message->find_ignoring_case("Operations") : nullptr;
  const Array* operations = given != nullptr ? given->if_array() : nullptr;
  if (operations == nullptr) return false;
  std::vector<Value> kept = operations_on_active(*operations, type);
  if (kept.empty()) return false;
  dialect::Counters uncounted;
  const auto request =
      dialect::read_patch(Value(message->with("Operations", Array(std::move(kept)))), type, dialect, uncounted);
  if (!request) return false;
  const auto after = scim::apply_patch(Object{{"userName", kSomeName}, {"active", true}}, *request, type);
  return after && is_inactive(*after);
}

}  // namespace bridge::service
