#include "bulk_operation.hpp"

#include <array>
#include <utility>

#include "bridge/core/first_characters.hpp"
#include "message.hpp"

namespace bridge::scim {

namespace {

using core::FaultKind;
using core::Object;
using core::Outcome;
using core::Value;

constexpr std::size_t kLongestShown = 64;
constexpr std::array<std::pair<std::string_view, BulkMethod>, 4> kMethods{{{"POST", BulkMethod::Post},
                                                                           {"PUT", BulkMethod::Put},
                                                                           {"PATCH", BulkMethod::Patch},
                                                                           {"DELETE", BulkMethod::Delete}}};

core::Failure bad_value(std::string detail) { return core::failure(FaultKind::InvalidValue, std::move(detail)); }

std::string text_of(const Object& object, std::string_view name) {
  const Value* value = object.find_ignoring_case(name);
  const std::string* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? *text : std::string();
}

Outcome read_method(const Object& object, BulkOperation& operation) {
  for (const auto& [name, method] : kMethods) {
    if (operation.method != name) continue;
    operation.verb = method;
    return core::ok();
  }
  const Value* value = object.find_ignoring_case("method");
  const bool is_text = value != nullptr && value->if_string() != nullptr;
  return bad_value("method: expected \"POST\", \"PUT\", \"PATCH\" or \"DELETE\", found " +
                   (is_text ? "another word" : found_kind(value)));
}

/// What stands behind the slash: an id, or "bulkId:" and a bulkId.
bool read_target(std::string_view text, BulkOperation& operation) {
  if (const auto bulk_id = referred_bulk_id(text)) {
    operation.id_from = std::string(*bulk_id);
    return !bulk_id->empty();
  }
  if (text.empty() || text.find_first_of("/?#") != std::string_view::npos) return false;
  operation.id = std::string(text);
  return true;
}

Outcome read_path(const Object& object, const SchemaRegistry& registry, BulkOperation& operation) {
  const std::string path = text_of(object, "path");
  const bool creates = operation.verb == BulkMethod::Post;
  for (const ResourceType* type : {&registry.user(), &registry.group()}) {
    std::string_view rest = path;
    if (rest.substr(0, type->endpoint().size()) != type->endpoint()) continue;
    rest.remove_prefix(type->endpoint().size());
    const bool one = !rest.empty() && rest.front() == '/';
    const bool fits = creates ? rest.empty() : one && read_target(rest.substr(1), operation);
    if (!fits) continue;
    operation.type = type;
    return core::ok();
  }
  const std::string expected = creates ? "\"/Users\" or \"/Groups\" for a POST"
                                       : "\"/Users/\" or \"/Groups/\" and an id, or \"bulkId:\" and a bulkId";
  const Value* value = object.find_ignoring_case("path");
  const bool is_text = value != nullptr && value->if_string() != nullptr;
  return bad_value("path: expected " + expected + ", found " + (is_text ? "another path" : found_kind(value)));
}

Outcome check_bulk_id(const Object& object, const BulkOperation& operation) {
  const Value* value = object.find_ignoring_case("bulkId");
  const bool given = value != nullptr && !value->is_null();
  if (given && value->if_string() == nullptr) return bad_value("bulkId: expected a string, found " + found_kind(value));
  if (operation.verb != BulkMethod::Post || !operation.bulk_id.empty()) return core::ok();
  return bad_value(std::string("bulkId: expected one for a POST, found ") + (given ? "an empty one" : "nothing"));
}

Outcome read_data(const Object& object, BulkOperation& operation) {
  if (operation.verb == BulkMethod::Delete) return core::ok();
  const Value* data = object.find_ignoring_case("data");
  if (data == nullptr || data->if_object() == nullptr) {
    return core::failure(FaultKind::InvalidSyntax,
                         "data: expected an object for this method, found " + found_kind(data));
  }
  operation.data = *data;
  return core::ok();
}

Outcome read_version(const Object& object, BulkOperation& operation) {
  const Value* version = object.find_ignoring_case("version");
  if (operation.verb == BulkMethod::Post || version == nullptr || version->is_null()) return core::ok();
  if (version->if_string() == nullptr)
    return bad_value("version: expected an entity tag as a string, found " + found_kind(version));
  operation.version = *version->if_string();
  return core::ok();
}

Outcome read_all(const Object& object, const SchemaRegistry& registry, BulkOperation& operation) {
  if (auto outcome = read_method(object, operation); !outcome) return outcome;
  if (auto outcome = read_path(object, registry, operation); !outcome) return outcome;
  if (auto outcome = check_bulk_id(object, operation); !outcome) return outcome;
  if (auto outcome = read_data(object, operation); !outcome) return outcome;
  return read_version(object, operation);
}

}  // namespace

BulkOperation read_bulk_operation(const Object& object, const SchemaRegistry& registry) {
  BulkOperation operation;
  operation.method = text_of(object, "method");
  operation.bulk_id = text_of(object, "bulkId");
  if (const auto outcome = read_all(object, registry, operation); !outcome) operation.fault = outcome.error();
  return operation;
}

std::string quoted_bulk_id(std::string_view bulk_id) {
  const std::string_view shown = core::first_characters(bulk_id, kLongestShown);
  return '"' + std::string(shown) + (shown.size() < bulk_id.size() ? "…\"" : "\"");
}

}  // namespace bridge::scim
