#include "bridge/conformance/declared.hpp"

#include <algorithm>
#include <array>

#include "bridge/core/ascii_case.hpp"
#include "conformance/placeholders.hpp"
#include "conformance/urns.hpp"

namespace bridge::conformance {
namespace {

using core::Array;
using core::Object;
using core::Value;

constexpr std::array<std::string_view, 6> kSwitches{"patch", "bulk", "filter", "sort", "etag", "changePassword"};

using Features = std::set<std::string, std::less<>>;
using Endpoints = std::map<std::string, std::string, std::less<>>;
using Attributes = std::map<std::string, DeclaredAttribute, std::less<>>;

std::string text_in(const Object& object, std::string_view name) {
  const Value* value = object.find_ignoring_case(name);
  return value != nullptr && value->if_string() != nullptr ? *value->if_string() : std::string();
}

/// Booleans as some servers write them.
std::optional<bool> flag_in(const Object& object, std::string_view name) {
  const Value* value = object.find_ignoring_case(name);
  if (value == nullptr) return std::nullopt;
  if (value->if_bool() != nullptr) return *value->if_bool();
  const std::string* text = value->if_string();
  return text != nullptr && core::equal_ignoring_case(*text, "true");
}

const Object* object_in(const Object& object, std::string_view name) {
  const Value* value = object.find_ignoring_case(name);
  return value != nullptr ? value->if_object() : nullptr;
}

/// The elements of a list answer, or of a bare array.
std::vector<Object> listed(const std::optional<Value>& answer) {
  if (!answer) return {};
  const Array* list = answer->if_array();
  if (const Object* message = answer->if_object()) {
    const Value* resources = message->find_ignoring_case("Resources");
    list = resources != nullptr ? resources->if_array() : nullptr;
  }
  std::vector<Object> found;
  if (list == nullptr) return found;
  for (const Value& element : *list) {
    if (element.if_object() != nullptr) found.push_back(*element.if_object());
  }
  return found;
}

void read_pagination(const Object& configuration, Features& features) {
  const Object* pagination = object_in(configuration, "pagination");
  if (pagination == nullptr || flag_in(*pagination, "index").value_or(true)) features.emplace("index");
  if (pagination != nullptr && flag_in(*pagination, "cursor").value_or(false)) features.emplace("cursor");
}

void read_features(const std::optional<Value>& answer, Features& features, std::optional<std::int64_t>& most) {
  const Object* configuration = answer ? answer->if_object() : nullptr;
  if (configuration == nullptr || configuration->empty()) {
    features.insert({"patch", "filter", "index"});
    return;
  }
  features.emplace("configuration");
  for (const std::string_view name : kSwitches) {
    const Object* part = object_in(*configuration, name);
    if (part != nullptr && flag_in(*part, "supported").value_or(false)) features.emplace(name);
  }
  read_pagination(*configuration, features);
  const Object* bulk = object_in(*configuration, "bulk");
  const Value* operations = bulk != nullptr ? bulk->find_ignoring_case("maxOperations") : nullptr;
  if (operations != nullptr && operations->if_integer() != nullptr) most = *operations->if_integer();
}

/// "Users", "/Users" and "https://example.com/scim/v2/Users" are the same. Empty for what leads elsewhere, as "..".
std::string endpoint_of(const std::string& text) {
  const std::size_t end = text.find_last_not_of('/');
  if (end == std::string::npos) return {};
  const std::string whole = text.substr(0, end + 1);
  const std::size_t slash = whole.rfind('/');
  const std::string name = slash == std::string::npos ? whole : whole.substr(slash + 1);
  const bool is_name = percent_encoded(name) == name && name.find_first_not_of('.') != std::string::npos;
  return is_name ? "/" + name : std::string();
}

std::string type_of(const Object& resource_type) {
  const std::string schema = text_in(resource_type, "schema");
  if (core::equal_ignoring_case(schema, kUserSchema)) return "User";
  if (core::equal_ignoring_case(schema, kGroupSchema)) return "Group";
  return text_in(resource_type, "name");
}

bool has_enterprise(const Object& resource_type) {
  const Value* extensions = resource_type.find_ignoring_case("schemaExtensions");
  const Array* list = extensions != nullptr ? extensions->if_array() : nullptr;
  return list != nullptr && std::any_of(list->begin(), list->end(), [](const Value& extension) {
           const Object* object = extension.if_object();
           return object != nullptr && core::equal_ignoring_case(text_in(*object, "schema"), kEnterpriseSchema);
         });
}

void read_types(const std::optional<Value>& answer, Features& features, Endpoints& endpoints) {
  const std::vector<Object> types = listed(answer);
  if (types.empty()) {
    features.insert({"User", "Group", "EnterpriseUser"});
    return;
  }
  features.insert({"resource types", "User"});  // every run counts on Users
  for (const Object& type : types) {
    const std::string name = type_of(type);
    if (name.empty()) continue;
    features.emplace(name);
    if (name == "User" && has_enterprise(type)) features.emplace("EnterpriseUser");
    const std::string endpoint = endpoint_of(text_in(type, "endpoint"));
    if (!endpoint.empty()) endpoints.insert_or_assign(name, endpoint);
  }
}

std::string canonical_in(const Object& attribute) {
  const Value* values = attribute.find_ignoring_case("canonicalValues");
  const Array* list = values != nullptr ? values->if_array() : nullptr;
  if (list == nullptr || list->empty() || list->begin()->if_string() == nullptr) return {};
  return *list->begin()->if_string();
}

DeclaredAttribute read_attribute(const Object& object, const DeclaredAttribute* parent) {
  DeclaredAttribute attribute;
  attribute.name = text_in(object, "name");
  if (const std::string type = text_in(object, "type"); !type.empty()) attribute.type = type;
  attribute.required = flag_in(object, "required").value_or(false);
  attribute.multi_valued = flag_in(object, "multiValued").value_or(false);
  attribute.canonical = canonical_in(object);
  const std::string mutability = text_in(object, "mutability");
  const bool read_only = core::equal_ignoring_case(mutability, "readOnly");
  attribute.writable = !read_only && (parent == nullptr || parent->writable);
  attribute.changeable = attribute.writable && !core::equal_ignoring_case(mutability, "immutable");
  return attribute;
}

void read_attributes(const Object& holder, std::string_view list_name, const std::string& prefix,
                     const DeclaredAttribute* parent, Attributes& attributes) {
  const Value* list = holder.find_ignoring_case(list_name);
  if (list == nullptr || list->if_array() == nullptr) return;
  for (const Value& element : *list->if_array()) {
    const Object* object = element.if_object();
    const std::string name = object != nullptr ? text_in(*object, "name") : std::string();
    if (name.empty()) continue;
    const DeclaredAttribute attribute = read_attribute(*object, parent);
    attributes.insert_or_assign(core::fold_case(prefix + name), attribute);
    if (parent == nullptr) read_attributes(*object, "subAttributes", prefix + name + ".", &attribute, attributes);
  }
}

std::string prefix_of(const std::string& schema) {
  if (core::equal_ignoring_case(schema, kUserSchema)) return "User.";
  if (core::equal_ignoring_case(schema, kGroupSchema)) return "Group.";
  if (core::equal_ignoring_case(schema, kEnterpriseSchema)) return "EnterpriseUser.";
  return schema + ".";
}

/// Those of RFC 7643 section 3.1, which schemas don't name.
void add_common(const std::string& prefix, Attributes& attributes) {
  for (const char* name : {"id", "meta", "schemas", "externalId"}) {
    DeclaredAttribute attribute;
    attribute.name = name;
    attribute.writable = attribute.changeable = attribute.name == "schemas" || attribute.name == "externalId";
    attributes.try_emplace(core::fold_case(prefix + name), attribute);
  }
}

void read_schemas(const std::optional<Value>& answer, Features& features, Attributes& attributes) {
  for (const Object& schema : listed(answer)) {
    const std::string id = text_in(schema, "id");
    if (id.empty()) continue;
    features.emplace("schemas");
    const std::size_t before = attributes.size();
    read_attributes(schema, "attributes", prefix_of(id), nullptr, attributes);
    const bool is_core = prefix_of(id) == "User." || prefix_of(id) == "Group.";
    if (is_core && attributes.size() > before) add_common(prefix_of(id), attributes);
  }
}

}  // namespace

Declared Declared::read(const std::optional<Value>& configuration, const std::optional<Value>& resource_types,
                        const std::optional<Value>& schemas) {
  Declared declared;
  read_features(configuration, declared.features_, declared.max_operations_);
  read_types(resource_types, declared.features_, declared.endpoints_);
  read_schemas(schemas, declared.features_, declared.attributes_);
  return declared;
}

const DeclaredAttribute* Declared::attribute(std::string_view path) const {
  const auto found = attributes_.find(core::fold_case(path));
  return found != attributes_.end() ? &found->second : nullptr;
}

std::vector<std::string> Declared::required_of(std::string_view type) const {
  const std::string prefix = core::fold_case(type) + ".";
  std::vector<std::string> paths;
  for (const auto& [path, attribute] : attributes_) {
    if (path.compare(0, prefix.size(), prefix) == 0 && attribute.required && attribute.writable) paths.push_back(path);
  }
  return paths;
}

std::string Declared::endpoint(std::string_view type) const {
  const auto found = endpoints_.find(type);
  return found != endpoints_.end() ? found->second : "/" + std::string(type) + "s";
}

std::optional<std::int64_t> Declared::max_bulk_operations() const { return max_operations_; }

}  // namespace bridge::conformance
