#include <string>
#include <utility>

#include "bridge/scim/patch.hpp"
#include "patch_draft.hpp"
#include "patch_target.hpp"

namespace bridge::scim {
namespace {

using core::FaultKind;
using core::Member;
using core::Object;
using core::Outcome;
using core::Value;

Outcome apply_value(Draft& draft, PatchOp op, const Target& target, const Value& value) {
  const Value* current = draft.current(target);
  auto edit = op == PatchOp::Add ? add_to(current, target, value) : replace_in(current, target, value);
  if (!edit) return edit.passed_on();
  return draft.store(target, *std::move(edit));
}

/// The fault for a key that names no attribute. Some clients write paths where names belong.
core::Failure unknown_key(const std::string& key, const std::string& holder) {
  const bool is_path = key.find_first_of(".:[") != std::string::npos;
  return core::failure(is_path ? FaultKind::InvalidPath : FaultKind::InvalidSyntax,
                       "value: expected names of attributes of " + holder + ", found \"" + key + "\"");
}

/// The attributes of an extension, under its URN as a key or as the path.
Outcome apply_extension(Draft& draft, PatchOp op, const Target& whole, const Value& value) {
  if (value.is_null()) return op == PatchOp::Replace ? draft.drop_extension(whole) : core::ok();
  const Object* object = value.if_object();
  const std::string& urn = whole.extension()->urn();
  if (object == nullptr) {
    return core::failure(FaultKind::InvalidValue,
                         urn + ": expected an object of its attributes, found " + value.kind());
  }
  for (const Member& member : *object) {
    const AttributeDefinition* attribute = whole.extension()->find(member.name);
    if (attribute == nullptr) return unknown_key(member.name, urn);
    const Target target{whole.slot, attribute, nullptr, std::nullopt};
    if (attribute->mutability == Mutability::ReadOnly) return read_only_fault(TargetPlace(target).leaf());
    if (const Outcome applied = apply_value(draft, op, target, member.value); !applied) return applied;
  }
  return core::ok();
}

Outcome apply_attributes(Draft& draft, PatchOp op, const Value& value, const ResourceType& type) {
  const Object* object = value.if_object();
  if (object == nullptr) {
    return core::failure(
        FaultKind::InvalidValue,
        std::string("value: expected an object of attributes, as there is no path, found ") + value.kind());
  }
  for (const Member& member : *object) {
    const ResourceType::Slot* slot = type.slot(member.name);
    if (slot == nullptr) return unknown_key(member.name, type.name());
    const Target target{slot, slot->attribute, nullptr, std::nullopt};
    if (slot->attribute != nullptr && slot->attribute->mutability == Mutability::ReadOnly) {
      return read_only_fault(TargetPlace(target).leaf());
    }
    const Outcome applied = slot->attribute != nullptr ? apply_value(draft, op, target, member.value)
                                                       : apply_extension(draft, op, target, member.value);
    if (!applied) return applied;
  }
  return core::ok();
}

Outcome remove(Draft& draft, const Target& target) {
  if (target.attribute == nullptr) return draft.drop_extension(target);
  auto edit = remove_from(draft.current(target), target);
  if (!edit) return edit.passed_on();
  return draft.store(target, *std::move(edit));
}

Outcome apply_operation(Draft& draft, const PatchOperation& operation, const ResourceType& type) {
  if (!operation.path && operation.op == PatchOp::Remove) {
    return core::failure(FaultKind::NoTarget, "path: expected the attribute to remove, found nothing");
  }
  if (!operation.value && operation.op != PatchOp::Remove) {
    return core::failure(FaultKind::InvalidValue, "value: expected one for add and replace, found nothing");
  }
  if (!operation.path) return apply_attributes(draft, operation.op, *operation.value, type);
  auto target = find_target(*operation.path, type);
  if (!target) return target.passed_on();
  if (operation.op == PatchOp::Remove) return remove(draft, *target);
  if (operation.creates_missing && operation.path->filter) {
    target->missing = described_element(*operation.path->filter, *target->attribute);
  }
  if (target->attribute == nullptr) return apply_extension(draft, operation.op, *target, *operation.value);
  return apply_value(draft, operation.op, *target, *operation.value);
}

}  // namespace

core::Result<Object> apply_patch(const Object& resource, const PatchRequest& request, const ResourceType& type) {
  Draft draft(resource, type);
  for (std::size_t i = 0; i < request.operations.size(); ++i) {
    const Outcome applied = apply_operation(draft, request.operations[i], type);
    if (!applied) {
      return core::failure(applied.error().kind, "Operations[" + std::to_string(i) + "]: " + applied.error().detail);
    }
  }
  return draft.finish();
}

}  // namespace bridge::scim
