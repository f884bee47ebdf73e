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

/// Objects of the same name become one; of other values the second stays.
Object merged(Object first, const Object& second) {
  for (const Member& member : second) {
    const Value* value = first.find_ignoring_case(member.name);
    const Object* before = value != nullptr ? value->if_object() : nullptr;
    const Object* after = member.value.if_object();
    const bool both = before != nullptr && after != nullptr;
    first = first.with(member.name, both ? Value(merged(*before, *after)) : member.value);
  }
  return first;
}

/// An object of attributes as it grows.
class Growing {
 public:
  /// As it was sent, also when it stands there twice.
  void put_sent(const std::string& name, Value value) { sent_.push_back({name, std::move(value)}); }
  /// Names as in the schema, so that there are only so many of them, however often they come.
  void put_nested(const Names& names, Value value) { nested_ = with_nested(nested_, names, 0, std::move(value)); }

  [[nodiscard]] bool empty() const noexcept { return sent_.empty() && nested_.empty(); }
  [[nodiscard]] Object take() {
    Object sent(std::move(sent_));
    return nested_.empty() ? sent : merged(std::move(sent), nested_);
  }

 private:
  std::vector<Member> sent_;
  Object nested_;
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
    if (!drop_read_only(*slot->attribute)) put_sent(member, *slot->attribute);
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

  /// A value as it is to be put, and where: one that unassigns, in whole or in part, belongs into a
  /// replace, as an add has no word for it.
  struct Placed {
    bool apart = false;
    Value value;
  };
  [[nodiscard]] Placed place(const Value& given, const AttributeDefinition& attribute) {
    std::optional<Value> plain = values_.value(given, attribute);
    const bool clears = values_.take_cleared() || !plain;
    return {clears && operation_.op() == "add" && !attribute.multi_valued, plain ? *std::move(plain) : Value()};
  }

  void put_sent(const Member& member, const AttributeDefinition& attribute) {
    Placed placed = place(member.value, attribute);
    (placed.apart ? cleared_ : rest_).put_sent(member.name, std::move(placed.value));
  }

  void put_nested(const Names& names, const Value& given, const AttributeDefinition& attribute) {
    Placed placed = place(given, attribute);
    (placed.apart ? cleared_ : rest_).put_nested(names, std::move(placed.value));
  }

  void take_extension(const Member& member, const scim::Schema& extension) {
    const Object* object = member.value.if_object();
    if (object == nullptr || object->empty()) return rest_.put_sent(member.name, member.value);
    std::vector<Member> kept;
    std::vector<Member> cleared;
    for (const Member& inner : *object) {
      if (const AttributeDefinition* attribute = extension.find(inner.name)) {
        Placed placed = place(inner.value, *attribute);
        (placed.apart ? cleared : kept).push_back({inner.name, std::move(placed.value)});
      } else if (!take_dotted(inner, extension) && !use(Leniency::UnknownInPatchDropped)) {
        kept.push_back(inner);
      }
    }
    if (!kept.empty()) rest_.put_sent(member.name, Object(std::move(kept)));
    if (!cleared.empty()) cleared_.put_sent(member.name, Object(std::move(cleared)));
  }

  /// `manager.value` within an extension's object; false when it is something else.
  [[nodiscard]] bool take_dotted(const Member& inner, const scim::Schema& extension) {
    const std::size_t dot = inner.name.find('.');
    if (dot == std::string::npos || !uses_.allows(Leniency::DottedKeyInPatch)) return false;
    const AttributeDefinition* attribute = extension.find(inner.name.substr(0, dot));
    const AttributeDefinition* sub = attribute != nullptr ? attribute->sub(inner.name.substr(dot + 1)) : nullptr;
    if (sub == nullptr || attribute->multi_valued) return false;
    uses_.mark(Leniency::DottedKeyInPatch);
    put_nested({extension.urn(), attribute->name, sub->name}, inner.value, *sub);
    return true;
  }

  /// A key that is no name: a path to be taken apart, or nothing that the type knows.
  void take_path(const Member& member) {
    Uses maybe = uses_.fresh();
    const PathReading reading = read_path(member.name, type_, maybe);
    if (reading.unknown && use(Leniency::UnknownInPatchDropped)) return;
    if (!reading.known || !may_take_apart(*reading.known, member.name, maybe)) {
      rest_.put_sent(member.name, member.value);
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
    put_nested(names, value, *path.resolved.leaf());
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
