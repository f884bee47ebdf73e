#include "patch_draft.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "equal_value.hpp"
#include "schema_order.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::Member;
using core::Object;
using core::Outcome;
using core::Value;

const Value* value_of(const Value* extension, std::string_view name) {
  const Object* object = extension != nullptr ? extension->if_object() : nullptr;
  return object != nullptr ? object->find(name) : nullptr;
}

}  // namespace

core::Failure in_operation(std::size_t index, const core::Fault& fault) {
  return core::failure(fault.kind, "Operations[" + std::to_string(index) + "]: " + fault.detail);
}

const Value* Draft::member(std::string_view name) const {
  if (!changed_) return before_.find(name);
  const Member* found = find_member(members_, name);
  return found != nullptr ? &found->value : nullptr;
}

const Value* Draft::current(const Target& target) {
  close();
  const Value* value = member(target.slot->name);
  const bool inside = target.extension() != nullptr && target.attribute != nullptr;
  return inside ? value_of(value, target.attribute->name) : value;
}

ElementList& Draft::open(const Target& target) {
  const bool is_open = open_ && open_->slot == target.slot && open_->attribute == target.attribute;
  if (!is_open) {
    const Value* value = current(target);
    open_.emplace(Open{target.slot, target.attribute, ElementList(*target.attribute, value)});
  }
  return open_->list;
}

void Draft::close() {
  if (!open_) return;
  Open done = *std::move(open_);
  open_.reset();
  if (!done.list.changed()) return;
  const Target target{done.slot, done.attribute};
  Array elements = done.list.take();
  write(target, elements.empty() ? Edit::clear() : Edit::set(std::move(elements)));
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

void Draft::note_change(const ResourceType::Slot& slot) {
  const auto hit =
      std::find_if(changed_by_.begin(), changed_by_.end(), [&](const auto& change) { return change.first == &slot; });
  if (hit == changed_by_.end()) {
    changed_by_.emplace_back(&slot, operation_);
  } else {
    hit->second = operation_;
  }
}

Outcome Draft::append(const Target& target, const Array& elements) {
  ElementList& list = open(target);
  const bool was_set = list.size() > 0;
  bool changed = false;
  for (const Value& element : elements) changed = list.add(element) || changed;
  if (!changed) return core::ok();
  if (was_set && target.attribute->mutability == Mutability::Immutable) {
    return immutable_fault(TargetPlace(target).attribute());
  }
  note_change(*target.slot);
  return core::ok();
}

Outcome Draft::remove_references(const Target& target, const std::vector<std::string>& ids) {
  ElementList& list = open(target);
  bool changed = false;
  for (const std::string& id : ids) {
    while (list.remove_reference(id)) changed = true;
  }
  if (!changed) return core::ok();
  if (list.size() == 0 && target.attribute->required) return required_fault(TargetPlace(target).attribute());
  if (target.attribute->mutability == Mutability::Immutable) return immutable_fault(TargetPlace(target).attribute());
  note_change(*target.slot);
  return core::ok();
}

Outcome Draft::store(const Target& target, Edit edit) {
  if (edit.kind == Edit::Kind::Keep) return core::ok();
  if (edit.kind == Edit::Kind::Append) return append(target, *edit.value.if_array());
  const AttributeDefinition& attribute = *target.attribute;
  if (edit.kind == Edit::Kind::Clear && attribute.required) return required_fault(TargetPlace(target).attribute());
  const Value* value = current(target);
  if (edit.kind == Edit::Kind::Clear ? value == nullptr : value != nullptr && *value == edit.value) return core::ok();
  if (attribute.mutability == Mutability::Immutable && value != nullptr) {
    const bool same = edit.kind == Edit::Kind::Set && equal_value(*value, edit.value, attribute);
    return same ? core::ok() : Outcome(immutable_fault(TargetPlace(target).attribute()));
  }
  note_change(*target.slot);
  write(target, std::move(edit));
  return core::ok();
}

void Draft::write(const Target& target, Edit edit) {
  if (target.extension() != nullptr) {
    store_in_extension(target, std::move(edit));
  } else if (edit.kind == Edit::Kind::Clear) {
    drop(*target.slot);
  } else {
    put(*target.slot, std::move(edit.value));
  }
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

Outcome Draft::check_required(const ResourceType::Slot& slot) const {
  const Value* value = member(slot.name);
  const Place place{nullptr, slot.name, Place::kNoIndex};
  if (slot.required && value == nullptr) return required_fault(place);
  if (slot.extension == nullptr || value == nullptr) return core::ok();
  for (const AttributeDefinition& attribute : slot.extension->attributes()) {
    const bool lacks = attribute.required && value_of(value, attribute.name) == nullptr;
    if (lacks) {
      return core::failure(core::FaultKind::InvalidValue, to_string(place.member(attribute.name)) +
                                                              ": expected a value, which is required; found none");
    }
  }
  return core::ok();
}

Outcome Draft::check_required() const {
  for (const ResourceType::Slot& slot : type_.layout()) {
    if (!slot.required && slot.extension == nullptr) continue;
    const Outcome complete = check_required(slot);
    if (complete) continue;
    const auto change = std::find_if(changed_by_.begin(), changed_by_.end(),
                                     [&](const auto& candidate) { return candidate.first == &slot; });
    return in_operation(change != changed_by_.end() ? change->second : 0, complete.error());
  }
  return core::ok();
}

core::Result<Object> Draft::finish() {
  close();
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
