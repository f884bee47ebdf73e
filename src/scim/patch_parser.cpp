#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/patch.hpp"
#include "bridge/scim/urns.hpp"
#include "message.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::FaultKind;
using core::Object;
using core::Outcome;
using core::Result;
using core::Value;

core::Failure syntax(std::string detail) { return core::failure(FaultKind::InvalidSyntax, std::move(detail)); }

Result<PatchOp> read_op(const Object& operation) {
  const Value* value = operation.find_ignoring_case("op");
  const std::string* word = value != nullptr ? value->if_string() : nullptr;
  if (word != nullptr && *word == "add") return PatchOp::Add;
  if (word != nullptr && *word == "remove") return PatchOp::Remove;
  if (word != nullptr && *word == "replace") return PatchOp::Replace;
  return syntax("op: expected \"add\", \"remove\" or \"replace\", found " +
                (word != nullptr ? "another word" : found_kind(value)));
}

Result<std::optional<PatchPath>> read_path(const Object& operation) {
  const Value* value = operation.find_ignoring_case("path");
  if (value == nullptr || value->is_null()) return std::optional<PatchPath>();
  const std::string* text = value->if_string();
  if (text == nullptr)
    return core::failure(FaultKind::InvalidPath, "path: expected a string, found " + found_kind(value));
  auto path = parse_patch_path(*text);
  if (!path) return core::failure(path.error().kind, "path: " + path.error().detail);
  return std::optional<PatchPath>(*std::move(path));
}

Result<PatchOperation> read_operation(const Value& value) {
  const Object* object = value.if_object();
  if (object == nullptr) return syntax("expected an object, found " + found_kind(&value));
  const auto op = read_op(*object);
  if (!op) return op.passed_on();
  auto path = read_path(*object);
  if (!path) return path.passed_on();
  PatchOperation operation{*op, *std::move(path), std::nullopt};
  if (const Value* given = object->find_ignoring_case("value")) operation.value = *given;
  if (operation.op == PatchOp::Remove && !operation.path) {
    return core::failure(FaultKind::NoTarget, "path: expected the attribute to remove, found nothing");
  }
  if (operation.op != PatchOp::Remove && !operation.value) {
    return core::failure(FaultKind::InvalidValue, "value: expected one for add and replace, found nothing");
  }
  return operation;
}

}  // namespace

Result<PatchRequest> parse_patch(const Value& body) {
  const Object* object = body.if_object();
  if (object == nullptr)
    return syntax("the body: expected a PatchOp message as a JSON object, found " + found_kind(&body));
  if (const Outcome schemas = check_message_schema(*object, kPatchOpUrn); !schemas) return schemas.passed_on();
  const Value* value = object->find_ignoring_case("Operations");
  const Array* operations = value != nullptr ? value->if_array() : nullptr;
  if (operations == nullptr || operations->empty()) {
    return syntax("Operations: expected an array of one operation or more, found " +
                  (operations != nullptr ? "an empty one" : found_kind(value)));
  }
  PatchRequest request;
  request.operations.reserve(operations->size());
  for (std::size_t i = 0; i < operations->size(); ++i) {
    auto operation = read_operation((*operations)[i]);
    if (!operation) {
      const std::string where = "Operations[" + std::to_string(i) + "]: ";
      return core::failure(operation.error().kind, where + operation.error().detail);
    }
    request.operations.push_back(*std::move(operation));
  }
  return request;
}

}  // namespace bridge::scim
