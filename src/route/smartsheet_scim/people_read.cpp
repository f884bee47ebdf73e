#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/smartsheet_scim/people.hpp"
#include "bridge/scim/urns.hpp"
#include "route/roles.hpp"
#include "route/smartsheet_scim/resource.hpp"

namespace bridge::route::smartsheet_scim {

namespace {

using core::Array;
using core::Object;
using core::Value;

constexpr std::string_view kNameParts[] = {"formatted",  "familyName",      "givenName",
                                           "middleName", "honorificPrefix", "honorificSuffix"};
constexpr std::string_view kEnterpriseTexts[] = {"department", "division", "costCenter"};

using Members = std::vector<core::Member>;

void put_text(Members& members, std::string_view name, std::string_view text) {
  if (!text.empty()) members.push_back({std::string(name), Value(text)});
}

void put(Members& members, std::string_view name, Value value) {
  if (!core::is_unassigned(value)) members.push_back({std::string(name), std::move(value)});
}

/// These texts of the complex attribute, spelled as here.
template <class Names>
Value texts_of(const Object& resource, std::string_view attribute, const Names& names) {
  const Object* complex = object_under(resource, attribute);
  Members texts;
  if (complex != nullptr) {
    for (const std::string_view name : names) put_text(texts, name, text_under(*complex, name));
  }
  return Object(std::move(texts));
}

/// Elements of emails or phoneNumbers that have a value.
Value contacts(const Object& resource, std::string_view attribute) {
  std::vector<Value> kept;
  const Array* elements = array_under(resource, attribute);
  for (const Value& element : elements != nullptr ? *elements : Array()) {
    const Object* object = element.if_object();
    if (object == nullptr || text_under(*object, "value").empty()) continue;
    Members contact;
    for (const std::string_view name : {"value", "display", "type"}) put_text(contact, name, text_under(*object, name));
    const Value* primary = object->find_ignoring_case("primary");
    if (primary != nullptr && primary->if_bool() != nullptr) contact.push_back({"primary", *primary});
    kept.emplace_back(Object(std::move(contact)));
  }
  return Array(std::move(kept));
}

Value roles_of(const Object& resource) {
  const Array* roles = array_under(resource, "roles");
  if (roles == nullptr) return {};
  return roles_attribute(scim_roles_in(Object{{"roles", *roles}}));
}

/// What both forms show, in the order of the schema; `active` as wanted.
Object shown(const Object& resource, const Value& active, const std::string& id) {
  const Value enterprise = texts_of(resource, scim::kEnterpriseUserUrn, kEnterpriseTexts);
  Members user;
  put(user, "schemas", user_schemas(!core::is_unassigned(enterprise)));
  put_text(user, "id", id);
  put_text(user, "userName", text_under(resource, "userName"));
  put(user, "name", texts_of(resource, "name", kNameParts));
  put_text(user, "displayName", text_under(resource, "displayName"));
  put_text(user, "title", text_under(resource, "title"));
  put(user, "active", active);
  put(user, "emails", contacts(resource, "emails"));
  put(user, "phoneNumbers", contacts(resource, "phoneNumbers"));
  put(user, "roles", roles_of(resource));
  put(user, scim::kEnterpriseUserUrn, enterprise);
  return Object(std::move(user));
}

bool is_marked(const Value& element) {
  const Object* object = element.if_object();
  return object != nullptr && core::flag_or_false(*object, "primary");
}

bool has_address(const Value& element, std::string_view address) {
  const Object* object = element.if_object();
  return object != nullptr && core::equal_ignoring_case(core::text_or_empty(*object, "value"), address);
}

/// One address is the primary one, also where the service marks none or names none: the user name, which
/// is Smartsheet's address of the person, else the first.
Object with_primary_address(const Object& user) {
  const std::string_view user_name = core::text_or_empty(user, "userName");
  const Array* emails = array_under(user, "emails");
  if (emails == nullptr) {
    if (user_name.empty()) return user;
    return user.with("emails", Array{Object{{"value", user_name}, {"type", "work"}, {"primary", true}}});
  }
  if (std::any_of(emails->begin(), emails->end(), is_marked)) return user;
  std::vector<Value> addresses(emails->begin(), emails->end());
  const auto own = std::find_if(addresses.begin(), addresses.end(),
                                [&](const Value& element) { return has_address(element, user_name); });
  Value& primary = own != addresses.end() ? *own : addresses.front();
  if (const Object* object = primary.if_object()) primary = object->with("primary", true);
  return user.with("emails", Array(std::move(addresses)));
}

/// The full name, which Smartsheet makes up from its two parts and this service leaves out.
std::string full_name(const Object& name) {
  const std::string given(core::text_or_empty(name, "givenName"));
  const std::string_view family = core::text_or_empty(name, "familyName");
  return given.empty() || family.empty() ? given + std::string(family) : given + " " + std::string(family);
}

Object with_full_name(const Object& user) {
  const Object* name = object_under(user, "name");
  const std::string full = name != nullptr ? full_name(*name) : std::string();
  if (full.empty()) return user;
  Object named = user;
  if (core::text_or_empty(*name, "formatted").empty()) named = named.with("name", name->with("formatted", full));
  return core::text_or_empty(user, "displayName").empty() ? named.with("displayName", full) : named;
}

}  // namespace

Object stable_user(const Object& resource) {
  const Value* active = resource.find_ignoring_case("active");
  const bool told = active != nullptr && active->if_bool() != nullptr;
  return shown(resource, told ? *active : Value(), id_under(resource, "id"));
}

Object read_user(const Object& resource) {
  const Object told = shown(resource, is_active(resource), {});
  return shown(with_full_name(with_primary_address(told)), is_active(resource), {});
}

}  // namespace bridge::route::smartsheet_scim
