#include <array>
#include <string>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/dialect/dialect.hpp"
#include "bridge/scim/urns.hpp"
#include "patch_operation.hpp"

namespace bridge::dialect {
namespace {

using core::Array;
using core::Object;
using core::Result;
using core::Value;

Object with_message_schema(const Object& message, Uses& uses) {
  const Value* schemas = message.find_ignoring_case("schemas");
  const bool missing = schemas == nullptr || core::is_unassigned(*schemas);
  if (!missing || !uses.allows(Leniency::PatchSchemaMissing)) return message;
  uses.mark(Leniency::PatchSchemaMissing);
  return message.with("schemas", Array{scim::kPatchOpUrn});
}

Result<Operations> plain_op(Operation operation, const scim::ResourceType&, Uses& uses) {
  const std::string lower = core::fold_case(operation.op());
  if (lower != operation.op() && uses.allows(Leniency::OpCaseIgnored)) {
    uses.mark(Leniency::OpCaseIgnored);
    operation.object = operation.object.with("op", lower);
  }
  return Operations{std::move(operation)};
}

Result<Operations> plain_path(Operation operation, const scim::ResourceType& type, Uses& uses) {
  const Value* path = operation.path();
  const std::string* text = path != nullptr ? path->if_string() : nullptr;
  if (text == nullptr) return Operations{std::move(operation)};
  PathReading reading = read_path(*text, type, uses);
  const bool is_operation = operation.sets() || operation.op() == "remove";
  if (reading.unknown && is_operation && uses.allows(Leniency::UnknownInPatchDropped)) {
    uses.mark(Leniency::UnknownInPatchDropped);
    return Operations{no_operation()};
  }
  if (reading.known && reading.known->text != *text) {
    operation.object = operation.object.with("path", reading.known->text);
  }
  operation.target = std::move(reading.known);
  return Operations{std::move(operation)};
}

/// The attributes of an extension under its URN as the path.
Operation with_plain_extension(Operation operation, const Object& attributes, Uses& uses) {
  Values values(operation.op() == "add" ? Values::In::Add : Values::In::Replace, uses);
  const scim::Schema& extension = *operation.target->resolved.extension;
  Object plain = values.members(attributes, [&](std::string_view name) { return extension.find(name); });
  if (values.take_cleared()) operation.object = operation.object.with("op", "replace");
  operation.object = operation.object.with("value", std::move(plain));
  return operation;
}

Result<Operations> plain_value(Operation operation, const scim::ResourceType&, Uses& uses) {
  if (!operation.target || operation.value() == nullptr || !operation.sets()) return Operations{std::move(operation)};
  const Value given = *operation.value();
  const KnownPath& target = *operation.target;
  if (target.attribute() == nullptr) {
    const Object* attributes = given.if_object();
    return Operations{attributes != nullptr ? with_plain_extension(std::move(operation), *attributes, uses)
                                            : std::move(operation)};
  }
  Values values(operation.op() == "add" ? Values::In::Add : Values::In::Replace, uses);
  const std::optional<Value> plain = target.filtered ? values.picked(given, *target.attribute(), target.sub())
                                                     : values.value(given, *target.resolved.leaf());
  if (!plain) {
    operation.object = operation.object.with("op", "remove").without("value");
    return Operations{std::move(operation)};
  }
  const bool cleared = values.take_cleared() && !target.attribute()->multi_valued;
  if (cleared) operation.object = operation.object.with("op", "replace");
  operation.object = operation.object.with("value", *plain);
  return Operations{std::move(operation)};
}

/// In this order; each sees what the ones before it have made plain.
constexpr std::array<Pass, 5> kPasses{
    plain_op,       // all others ask which operation it is
    plain_keys,     // makes operations with paths, which the rest then treats like any other
    plain_path,     // finds the attribute, by which values are judged
    plain_removal,  // has a value that is none to be set
    plain_value,
};

Result<Operations> passed(const Object& operation, const scim::ResourceType& type, Uses& uses) {
  Operations operations{{operation}};
  for (const Pass pass : kPasses) {
    Operations next;
    next.reserve(operations.size());
    for (Operation& one : operations) {
      auto made = pass(std::move(one), type, uses);
      if (!made) return made.passed_on();
      for (Operation& plain : *made) next.push_back(std::move(plain));
    }
    operations = std::move(next);
  }
  return operations;
}

Result<Value> with_plain_operations(const Object& message, const Array& given, const scim::ResourceType& type,
                                    Uses& uses) {
  std::vector<Value> plain;
  plain.reserve(given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    const Object* object = given[i].if_object();
    if (object == nullptr) {
      plain.push_back(given[i]);
      continue;
    }
    auto operations = passed(*object, type, uses);
    if (!operations) {
      const std::string where = "Operations[" + std::to_string(i) + "]: ";
      return core::failure(operations.error().kind, where + operations.error().detail);
    }
    for (Operation& operation : *operations) plain.emplace_back(std::move(operation.object));
  }
  if (given.empty() && uses.allows(Leniency::EmptyOperationsAccepted)) {
    uses.mark(Leniency::EmptyOperationsAccepted);
    plain.emplace_back(no_operation().object);
  }
  return Value(message.with("Operations", Array(std::move(plain))));
}

bool creates_missing(const scim::PatchOperation& operation, const scim::ResourceType& type) {
  return operation.op != scim::PatchOp::Remove && operation.path && scim::describes_element(*operation.path, type);
}

/// References that are not there need no leniency.
bool spares_missing(const scim::PatchOperation& operation, const scim::ResourceType& type) {
  if (operation.op != scim::PatchOp::Remove || !operation.path || !operation.path->filter) return false;
  const auto resolved = scim::resolve(operation.path->attribute, type);
  return resolved && resolved->attribute != nullptr && !is_reference_list(*resolved->attribute);
}

}  // namespace

Result<Value> plain_patch(const Value& body, const scim::ResourceType& type, const Dialect& dialect,
                          Counters& counters) {
  const Object* object = body.if_object();
  if (object == nullptr || dialect.leniencies.none()) return body;
  Uses uses(dialect);
  const Object message = with_message_schema(*object, uses);
  const Value* given = message.find_ignoring_case("Operations");
  const Array* operations = given != nullptr ? given->if_array() : nullptr;
  Result<Value> plain =
      operations != nullptr ? with_plain_operations(message, *operations, type, uses) : Result<Value>(Value(message));
  if (!plain) return plain;
  uses.count(counters);
  return uses.none() ? Result<Value>(body) : plain;
}

Result<scim::PatchRequest> read_patch(const Value& body, const scim::ResourceType& type, const Dialect& dialect,
                                      Counters& counters) {
  auto plain = plain_patch(body, type, dialect, counters);
  if (!plain) return plain.passed_on();
  auto request = scim::parse_patch(*plain);
  if (!request) return request;
  Uses uses(dialect);
  for (scim::PatchOperation& operation : request->operations) {
    operation.creates_missing = uses.allows(Leniency::FilteredPathCreates) && creates_missing(operation, type);
    operation.spares_missing = uses.allows(Leniency::FilteredRemovalSpared) && spares_missing(operation, type);
    if (operation.creates_missing) uses.mark(Leniency::FilteredPathCreates);
    if (operation.spares_missing) uses.mark(Leniency::FilteredRemovalSpared);
  }
  uses.count(counters);
  return request;
}

}  // namespace bridge::dialect
