#include "emulator/scim_patch.hpp"

#include <algorithm>

#include "emulator/scim_operation.hpp"

namespace bridge::emulator {

namespace {

constexpr std::string_view kPatchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

ApiError bad_syntax(std::string_view detail) { return scim_refuse("invalidSyntax", detail); }

std::optional<PatchKind> kind_of(const core::Object& step) {
  const std::string_view op = core::text_or_empty(step, "op");
  if (op == "add") return PatchKind::Add;
  if (op == "replace") return PatchKind::Replace;
  return op == "remove" ? std::optional(PatchKind::Remove) : std::nullopt;
}

std::variant<PatchStep, ApiError> read_step(const core::Value& item) {
  const core::Object* given = item.if_object();
  if (given == nullptr) return bad_syntax("expected an object for each of Operations");
  PatchStep step;
  const auto kind = kind_of(*given);
  if (!kind) return bad_syntax("op: expected add, replace or remove, in lower case");
  step.kind = *kind;
  const core::Value* value = given->find("value");
  if (value == nullptr && step.kind != PatchKind::Remove) return bad_syntax("value: expected with add and replace");
  if (value != nullptr) step.value = *value;
  const core::Value* path = given->find("path");
  if (path == nullptr) {
    if (step.kind == PatchKind::Remove) return scim_refuse("noTarget", "path: expected with remove");
    if (step.value.if_object() == nullptr) return bad_syntax("value: expected an object where there is no path");
    return step;
  }
  if (path->if_string() == nullptr) return bad_syntax("path: expected text");
  auto read = read_scim_path(*path->if_string());
  if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
  step.path = std::get<ScimPath>(std::move(read));
  return step;
}

}  // namespace

std::optional<ApiError> refuse_schemas(const core::Value& body, std::string_view schema) {
  const core::Object* given = body.if_object();
  if (given == nullptr) return bad_syntax("expected a JSON object");
  const core::Value* schemas = given->find_ignoring_case("schemas");
  const core::Array* list = schemas == nullptr ? nullptr : schemas->if_array();
  const bool there = list != nullptr && std::any_of(list->begin(), list->end(), [&](const core::Value& item) {
                       return item.if_string() != nullptr && *item.if_string() == schema;
                     });
  if (there) return std::nullopt;
  return bad_syntax("schemas: expected an array with " + std::string(schema));
}

ApiError scim_no_such_path(std::string_view attribute) {
  return scim_refuse("invalidPath", std::string(attribute) + ": no attribute that can be changed in this form");
}

std::variant<std::vector<PatchStep>, ApiError> read_patch(const core::Value& body) {
  if (auto refused = refuse_schemas(body, kPatchSchema)) return *refused;
  const core::Value* operations = body.if_object()->find("Operations");
  const core::Array* items = operations == nullptr ? nullptr : operations->if_array();
  if (items == nullptr || items->empty()) return bad_syntax("Operations: expected an array that is not empty");
  std::vector<PatchStep> steps;
  for (const core::Value& item : *items) {
    auto read = read_step(item);
    if (const ApiError* refused = std::get_if<ApiError>(&read)) return *refused;
    steps.push_back(std::get<PatchStep>(std::move(read)));
  }
  return steps;
}

}  // namespace bridge::emulator
