#include "patch_draft.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "schema_order.hpp"

namespace bridge::scim {
namespace {

using core::Member;
using core::Object;
using core::Outcome;
using core::Value;

const Value* value_of(const Value* extension, std::string_view name) {
  const Object* object = extension != nullptr ? extension->if_object() : nullptr;
  return object != nullptr ? object->find(name) : nullptr;
}

}  // namespace

const Value* Draft::member(std::string_view name) const {
  if (!changed_) return before_.find(name);
  const Member* found = find_member(members_, name);
  return found != nullptr ? &found->value : nullptr;
}

const Value* Draft::current(const Target& target) const {
  const Value* value = member(target.slot->name);
  const bool inside = target.extension() != nullptr && target.attribute != nullptr;
  return inside ? value_of(value, target.attribute->name) : value;
}

void Draft::begin_change() {
  if (changed_) return;
  changed_ = true;
  const Object ordered = in_schema_order(before_, type_);
  members_.reserve(ordered.size() + 2);
  members_.assign(ordered.begin(), ordered.end());
}

void Draft::put(const ResourceType::Slot& slot, Value value) {
  begin_change();
  put_in_order(members_, slot, std::move(value), type_);
}

void Draft::drop(const ResourceType::Slot& slot) {
  begin_change();
  members_.erase(std::remove_if(members_.begin(), members_.end(), [&](const Member& m) { return m.name == slot.name; }),
                 members_.end());
}

Outcome Draft::store(const Target& target, Edit edit) {
  if (edit.kind == Edit::Kind::Keep) return core::ok();
  const AttributeDefinition& attribute = *target.attribute;
  if (edit.kind == Edit::Kind::Clear && attribute.required) return required_fault(TargetPlace(target).attribute());
  const Value* value = current(target);
  if (edit.kind == Edit::Kind::Clear ? value == nullptr : value != nullptr && *value == edit.value) return core::ok();
  if (attribute.mutability == Mutability::Immutable && value != nullptr) {
    return immutable_fault(TargetPlace(target).attribute());
  }
  if (target.extension() != nullptr) {
    store_in_extension(target, std::move(edit));
  } else if (edit.kind == Edit::Kind::Clear) {
    drop(*target.slot);
  } else {
    put(*target.slot, std::move(edit.value));
  }
  return core::ok();
}

void Draft::store_in_extension(const Target& target, Edit edit) {
  const Value* extension = member(target.slot->name);
  std::vector<Member> members;
  for (const AttributeDefinition& attribute : target.extension()->attributes()) {
    if (&attribute == target.attribute) {
      if (edit.kind == Edit::Kind::Set) members.push_back(Member{attribute.name, std::move(edit.value)});
    } else if (const Value* value = value_of(extension, attribute.name)) {
      members.push_back(Member{attribute.name, *value});
    }
  }
  if (members.empty()) {
    drop(*target.slot);
  } else {
    put(*target.slot, Object(std::move(members)));
  }
}

Outcome Draft::drop_extension(const Target& target) {
  if (target.slot->required) return required_fault(TargetPlace(target).leaf());
  for (const AttributeDefinition& attribute : target.extension()->attributes()) {
    const Target inside{target.slot, &attribute, nullptr, std::nullopt};
    if (attribute.mutability == Mutability::ReadOnly || current(inside) == nullptr) continue;
    if (const Outcome cleared = store(inside, Edit::clear()); !cleared) return cleared;
  }
  return core::ok();
}

Outcome Draft::check_required() const {
  for (const ResourceType::Slot& slot : type_.layout()) {
    const Value* value = member(slot.name);
    const Place place{nullptr, slot.name, Place::kNoIndex};
    if (slot.required && value == nullptr) return required_fault(place);
    if (slot.extension == nullptr || value == nullptr) continue;
    for (const AttributeDefinition& attribute : slot.extension->attributes()) {
      const bool lacks = attribute.required && value_of(value, attribute.name) == nullptr;
      if (lacks) {
        return core::failure(core::FaultKind::InvalidValue,
                             to_string(place.member(attribute.name)) + ": expected a value, which is required");
      }
    }
  }
  return core::ok();
}

core::Result<Object> Draft::finish() {
  if (!changed_) return before_;
  if (const Outcome complete = check_required(); !complete) return complete.passed_on();
  if (!has_right_schemas(members_, type_)) {
    put_in_order(members_, type_.layout().front(), right_schemas(members_, type_), type_);
  }
  // Changes that took each other back leave the resource that was.
  const bool same =
      members_.size() == before_.size() && std::equal(members_.begin(), members_.end(), before_.begin(), before_.end());
  if (same) return before_;
  return Object(std::move(members_));
}

}  // namespace bridge::scim
