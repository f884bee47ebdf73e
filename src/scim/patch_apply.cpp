// What RFC 7644 section 3.5.2 leaves open, decided once. Every row is held by rows of tests/data/patch.
//
//   remove with a value beside it
//     of several values (a list without a filter, an extension)  InvalidValue: it would remove them all
//     of anything else                                           the value is ignored
//   remove, the path's filter picks nothing
//     references (a group's members)                             no change
//     any other list                                             NoTarget
//   remove of an element's sub-attribute
//     only type, display and primary are left                    the element goes
//   add and replace, the path's filter picks nothing             NoTarget (see creates_missing)
//   add of an element with the type and value of another         that one gets what it lacks
//   add of null                                                  no change
//   replace by null; of a list, also by []                       unassigned; Mutability where required
//   {} and [] for a text, a number, a boolean; [] for an object  InvalidValue
//   {} for a complex value                                       no change: it names no sub-attribute
//   an element {}, null or with nulls alone in a list            InvalidValue, it would empty the list
//   replace of elements by a filter, with an object              the named sub-attributes, the rest stays
//   replace of elements by a filter, with null                   the elements go
//   primary
//     set on one element                                         the others get false
//     set on two by one operation                                InvalidValue
//     set by two operations                                      the last one counts
//   readOnly, as path or as key, also with the value it has      Mutability
//   readOnly below a complex value                               ignored: clients send back what they got
//   immutable                                                    no change by the value it has (as caseExact
//                                                                says), else Mutability
//   unknown name in a path; key that is written like a path      InvalidPath
//   unknown name as a key                                        InvalidSyntax
//   two spellings of one key                                     InvalidValue
//   a required attribute of an extension that lacks in the end   InvalidValue
#include <string>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/patch.hpp"
#include "patch_draft.hpp"
#include "patch_target.hpp"
#include "reference_filter.hpp"
#include "value_checker.hpp"

namespace bridge::scim {
namespace {

using core::FaultKind;
using core::Member;
using core::Object;
using core::Outcome;
using core::Value;

Outcome apply_value(Draft& draft, PatchOp op, const Target& target, const Value& value) {
  const Value* current = op == PatchOp::Add && appends(target) ? nullptr : draft.current(target);
  auto edit = op == PatchOp::Add ? add_to(current, target, value) : replace_in(current, target, value);
  if (!edit) return edit.passed_on();
  return draft.store(target, *std::move(edit));
}

/// The fault for a key that names no attribute. Some clients write paths where names belong: what a filter looks for
/// may be personal, and is not quoted.
core::Failure unknown_key(const std::string& key, const std::string& holder) {
  const bool is_path = key.find_first_of(".:[") != std::string::npos;
  const std::size_t filter = key.find('[');
  const std::string found = filter == std::string::npos ? key : key.substr(0, filter) + "[...]";
  return core::failure(is_path ? FaultKind::InvalidPath : FaultKind::InvalidSyntax,
                       "value: expected names of attributes of " + holder + ", found \"" + found + "\"");
}

/// Which names an object had, in any spelling: which of two values counts would be a guess.
class Names {
 public:
  explicit Names(std::size_t count) : seen_(count) {}
  [[nodiscard]] Outcome take(std::size_t index, const Target& target) {
    if (seen_[index]) {
      return core::failure(FaultKind::InvalidValue, to_string(TargetPlace(target).leaf()) +
                                                        ": expected one value, found two spellings of the name");
    }
    seen_[index] = true;
    return core::ok();
  }

 private:
  std::vector<bool> seen_;
};

/// The attributes of an extension, under its URN as a key or as the path.
Outcome apply_extension(Draft& draft, PatchOp op, const Target& whole, const Value& value) {
  if (value.is_null()) return op == PatchOp::Replace ? draft.drop_extension(whole) : core::ok();
  const Object* object = value.if_object();
  const std::string& urn = whole.extension()->urn();
  if (object == nullptr) {
    return core::failure(FaultKind::InvalidValue,
                         urn + ": expected an object of its attributes, found " + value.kind());
  }
  const auto& attributes = whole.extension()->attributes();
  Names names(attributes.size());
  for (const Member& member : *object) {
    const AttributeDefinition* attribute = whole.extension()->find(member.name);
    // Libraries that write an extension as an object of its own give it "schemas" (RFC 7643 section 3), which says
    // nothing that the path does not.
    if (attribute == nullptr && core::equal_ignoring_case(member.name, "schemas")) continue;
    if (attribute == nullptr) return unknown_key(member.name, urn);
    const Target target{whole.slot, attribute, nullptr, std::nullopt};
    const auto index = static_cast<std::size_t>(attribute - attributes.data());
    if (const Outcome once = names.take(index, target); !once) return once;
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
  Names names(type.layout().size());
  for (const Member& member : *object) {
    const ResourceType::Slot* slot = type.slot(member.name);
    if (slot == nullptr) return unknown_key(member.name, type.name());
    const Target target{slot, slot->attribute, nullptr, std::nullopt};
    if (const Outcome once = names.take(static_cast<std::size_t>(slot - type.layout().data()), target); !once) {
      return once;
    }
    if (slot->attribute != nullptr && slot->attribute->mutability == Mutability::ReadOnly) {
      return read_only_fault(TargetPlace(target).leaf());
    }
    const Outcome applied = slot->attribute != nullptr ? apply_value(draft, op, target, member.value)
                                                       : apply_extension(draft, op, target, member.value);
    if (!applied) return applied;
  }
  return core::ok();
}

/// Which of several values a removal means is said by a filter. Some clients put them beside the path, and
/// meant to remove those alone.
core::Failure named_values_fault(const Target& target) {
  const TargetPlace place(target);
  const std::string name = to_string(place.leaf());
  const bool lists = target.attribute != nullptr && target.sub == nullptr;
  return core::failure(FaultKind::InvalidValue, name + ": expected a removal without a value" +
                                                    (lists ? ", with what to remove in the path, such as " + name +
                                                                 "[value eq \"...\"]; found one"
                                                           : "; found one"));
}

Outcome remove(Draft& draft, const PatchOperation& operation, const Target& target) {
  const bool several = target.attribute == nullptr || (target.attribute->multi_valued && !target.picks);
  if (several && names_values(operation)) return named_values_fault(target);
  if (target.attribute == nullptr) return draft.drop_extension(target);
  const bool references = target.picks && target.sub == nullptr && is_reference_set(*target.attribute);
  if (references && target.attribute->sub("value")->case_exact) {
    if (const auto ids = referenced_ids(*operation.path->filter)) return draft.remove_references(target, *ids);
  }
  auto edit = remove_from(draft.current(target), target, operation.spares_missing);
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
  if (operation.op == PatchOp::Remove) return remove(draft, operation, *target);
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
    draft.begin_operation(i);
    const Outcome applied = apply_operation(draft, request.operations[i], type);
    if (!applied) return in_operation(i, applied.error());
  }
  return draft.finish();
}

}  // namespace bridge::scim
