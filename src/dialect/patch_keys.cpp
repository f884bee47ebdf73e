// The form of an operation that has no path and an object of attributes. Plain keys are names of
// attributes and URNs of extensions; other keys say where they belong, and are put there.

#include <array>

#include "bridge/core/ascii_case.hpp"
#include "patch_operation.hpp"

namespace bridge::dialect {
namespace {

using core::Member;
using core::Object;
using core::Value;
using scim::AttributeDefinition;

/// Names from the top of the resource down to an attribute or sub-attribute.
using Names = std::vector<std::string>;

Object with_nested(const Object& object, const Names& names, std::size_t depth, Value value) {
  if (depth + 1 == names.size()) return object.with(names[depth], std::move(value));
  const Value* inner = object.find_ignoring_case(names[depth]);
  const Object* below = inner != nullptr ? inner->if_object() : nullptr;
  return object.with(names[depth],
                     with_nested(below != nullptr ? *below : Object(), names, depth + 1, std::move(value)));
}

/// An object of attributes as it grows. Plain names keep what was sent, also when it stands there twice.
class Growing {
 public:
  void put(const Names& names, Value value) {
    if (names.size() == 1) {
      members_.push_back({names[0], std::move(value)});
      return;
    }
    for (Member& member : members_) {
      if (!core::equal_ignoring_case(member.name, names[0])) continue;
      const Object* object = member.value.if_object();
      member.value = with_nested(object != nullptr ? *object : Object(), names, 1, std::move(value));
      return;
    }
    members_.push_back({names[0], with_nested(Object(), names, 1, std::move(value))});
  }
  [[nodiscard]] bool empty() const noexcept { return members_.empty(); }
  [[nodiscard]] Object take() { return Object(std::move(members_)); }

 private:
  std::vector<Member> members_;
};

class Keys {
 public:
  Keys(const Operation& operation, const scim::ResourceType& type, Uses& uses)
      : operation_(operation),
        type_(type),
        uses_(uses),
        values_(operation.op() == "add" ? Values::In::Add : Values::In::Replace, uses) {}

  [[nodiscard]] Operations sort(const Object& attributes) {
    for (const Member& member : attributes) take(member);
    Operations operations;
    if (!rest_.empty() || (cleared_.empty() && apart_.empty())) {
      operations.push_back({operation_.object.with("value", rest_.take())});
    }
    if (!cleared_.empty()) {
      operations.push_back({Object{{"op", "replace"}, {"value", cleared_.take()}}});
    }
    for (Operation& one : apart_) operations.push_back(std::move(one));
    return operations;
  }

 private:
  void take(const Member& member) {
    const scim::ResourceType::Slot* slot = type_.slot(member.name);
    if (slot == nullptr) return take_path(member);
    if (slot->extension != nullptr) return take_extension(member, *slot->extension);
    if (!drop_read_only(*slot->attribute)) put({member.name}, member.value, *slot->attribute);
  }

  [[nodiscard]] bool drop_read_only(const AttributeDefinition& attribute) {
    const bool drops =
        attribute.mutability == scim::Mutability::ReadOnly && uses_.allows(Leniency::ReadOnlyKeyInPatchDropped);
    if (drops) uses_.mark(Leniency::ReadOnlyKeyInPatchDropped);
    return drops;
  }

  [[nodiscard]] bool use(Leniency leniency) {
    if (uses_.allows(leniency)) uses_.mark(leniency);
    return uses_.allows(leniency);
  }

  /// A value that unassigns, in whole or in part, is one for a replace: an add has no word for it.
  void put(const Names& names, const Value& given, const AttributeDefinition& attribute) {
    std::optional<Value> plain = values_.value(given, attribute);
    const bool clears = values_.take_cleared() || !plain;
    const bool apart = clears && operation_.op() == "add" && !attribute.multi_valued;
    (apart ? cleared_ : rest_).put(names, plain ? *std::move(plain) : Value());
  }

  void take_extension(const Member& member, const scim::Schema& extension) {
    const Object* object = member.value.if_object();
    if (object == nullptr || object->empty()) return rest_.put({member.name}, member.value);
    for (const Member& inner : *object) {
      if (const AttributeDefinition* attribute = extension.find(inner.name)) {
        put({member.name, inner.name}, inner.value, *attribute);
      } else {
        take_dotted(member.name, inner, extension);
      }
    }
  }

  /// `manager.value` within an extension's object.
  void take_dotted(const std::string& urn, const Member& inner, const scim::Schema& extension) {
    const std::size_t dot = inner.name.find('.');
    const AttributeDefinition* attribute = extension.find(inner.name.substr(0, dot));
    const AttributeDefinition* sub =
        attribute != nullptr && dot != std::string::npos ? attribute->sub(inner.name.substr(dot + 1)) : nullptr;
    if (sub != nullptr && !attribute->multi_valued && use(Leniency::DottedKeyInPatch)) {
      put({urn, attribute->name, sub->name}, inner.value, *sub);
    } else if (sub != nullptr || !use(Leniency::UnknownInPatchDropped)) {
      rest_.put({urn, inner.name}, inner.value);
    }
  }

  /// A key that is no name: a path to be taken apart, or nothing that the type knows.
  void take_path(const Member& member) {
    Uses maybe = uses_.fresh();
    const PathReading reading = read_path(member.name, type_, maybe);
    if (reading.unknown && use(Leniency::UnknownInPatchDropped)) return;
    if (!reading.known || !may_take_apart(*reading.known, member.name, maybe)) {
      rest_.put({member.name}, member.value);
      return;
    }
    uses_.add(maybe);
    const KnownPath& path = *reading.known;
    if (path.attribute() == nullptr) {
      take_extension({path.resolved.extension->urn(), member.value}, *path.resolved.extension);
    } else if (!drop_read_only(*path.attribute())) {
      put_known(path, member.value);
    }
  }

  void put_known(const KnownPath& path, const Value& value) {
    const AttributeDefinition& attribute = *path.attribute();
    if (path.filtered || (path.sub() != nullptr && attribute.multi_valued)) {
      apart_.push_back({Object{{"op", operation_.op()}, {"path", path.text}, {"value", value}}});
      return;
    }
    Names names;
    if (path.resolved.extension != nullptr) names.push_back(path.resolved.extension->urn());
    names.push_back(attribute.name);
    if (path.sub() != nullptr) names.push_back(path.sub()->name);
    put(names, value, *path.resolved.leaf());
  }

  /// Notes what the key's form needs; false when some of it is not allowed.
  [[nodiscard]] bool may_take_apart(const KnownPath& path, const std::string& key, Uses& maybe) const {
    bool allowed = true;
    const auto need = [&](Leniency leniency) {
      allowed = allowed && maybe.allows(leniency);
      if (allowed) maybe.mark(leniency);
    };
    if (path.filtered) {
      need(Leniency::FilteredKeyInPatch);
    } else if (path.sub() != nullptr) {
      need(Leniency::DottedKeyInPatch);
    }
    if (core::starts_with_ignoring_case(key, "urn:")) need(Leniency::QualifiedKeyInPatch);
    return allowed;
  }

  const Operation& operation_;
  const scim::ResourceType& type_;
  Uses& uses_;
  Values values_;
  Growing rest_;
  Growing cleared_;
  Operations apart_;
};

}  // namespace

core::Result<Operations> plain_keys(Operation operation, const scim::ResourceType& type, Uses& uses) {
  const Value* value = operation.value();
  const Object* attributes = value != nullptr && operation.path() == nullptr ? value->if_object() : nullptr;
  if (attributes == nullptr) return Operations{std::move(operation)};
  return Keys(operation, type, uses).sort(*attributes);
}

}  // namespace bridge::dialect
