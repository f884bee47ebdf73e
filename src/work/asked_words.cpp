#include "asked_words.hpp"

#include <algorithm>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/overloaded.hpp"
#include "edit_words.hpp"

namespace bridge::work {

namespace {

using core::Array;
using core::Object;
using core::Value;

/// As many attributes as a User has, with room.
constexpr std::size_t kMostAttributes = 64;

constexpr std::size_t kLongestName = 128;

/// Also of keys that are paths: "urn:…:User:password", "members[value eq \"…\"]".
bool is_left_out(std::string_view name) {
  name = name.substr(0, name.find('['));
  if (const std::size_t colon = name.rfind(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  while (!name.empty()) {
    const std::string_view part = name.substr(0, name.find('.'));
    if (core::equal_ignoring_case(part, "password") || core::equal_ignoring_case(part, "members")) return true;
    name.remove_prefix(std::min(part.size() + 1, name.size()));
  }
  return false;
}

/// Some clients write paths where names belong: what a filter looks for is a value.
std::string without_filter(std::string name) {
  if (const std::size_t begin = name.find('['); begin != std::string::npos) {
    const std::size_t end = name.rfind(']');
    name.replace(begin, end == std::string::npos || end < begin ? std::string::npos : end + 1 - begin, "[…]");
  }
  if (name.size() <= kLongestName) return name;
  std::size_t end = kLongestName;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return name.substr(0, end) + "…";
}

void add(AskedWords& asked, std::string name) {
  name = without_filter(std::move(name));
  if (std::find(asked.attributes.begin(), asked.attributes.end(), name) != asked.attributes.end()) return;
  if (asked.attributes.size() >= kMostAttributes) {
    ++asked.more_attributes;
    return;
  }
  asked.attributes.push_back(std::move(name));
}

/// A complex attribute by its sub-attributes, one with several values by its own name.
void add_all(AskedWords& asked, const Object& resource, const std::string& prefix = {}) {
  for (const core::Member& member : resource) {
    if (prefix.empty() && core::equal_ignoring_case(member.name, "schemas")) continue;
    const Object* inner = prefix.empty() ? member.value.if_object() : nullptr;
    if (inner == nullptr || inner->empty()) {
      add(asked, prefix + member.name);
      continue;
    }
    const bool extension = member.name.find(':') != std::string::npos;
    add_all(asked, *inner, member.name + (extension ? ":" : "."));
  }
}

/// What the path's filter looks for is a value.
std::string name_of(const scim::PatchPath& path) {
  scim::AttributePath attribute = path.attribute;
  if (attribute.sub.empty()) attribute.sub = path.sub;
  return scim::to_string(attribute);
}

void add_patch(AskedWords& asked, const scim::PatchRequest& patch) {
  for (const scim::PatchOperation& operation : patch.operations) {
    const Object* value = operation.value ? operation.value->if_object() : nullptr;
    if (!operation.path) {
      if (value != nullptr) add_all(asked, *value);
      continue;
    }
    const std::string name = name_of(*operation.path);
    const scim::AttributePath& attribute = operation.path->attribute;
    const bool whole = attribute.urn.empty() && attribute.sub.empty() && !operation.path->filter;
    if (whole && value != nullptr && !value->empty()) {
      add_all(asked, Object{{name, *value}});
    } else {
      add(asked, name);
    }
  }
}

Value kept_values(const Value& value) {
  if (const Array* list = value.if_array()) {
    std::vector<Value> kept;
    for (const Value& item : *list) kept.push_back(kept_values(item));
    return Array(std::move(kept));
  }
  const Object* object = value.if_object();
  if (object == nullptr) return value;
  std::vector<core::Member> kept;
  for (const core::Member& member : *object) {
    if (!is_left_out(member.name)) kept.push_back({member.name, kept_values(member.value)});
  }
  return Object(std::move(kept));
}

const char* name_of(scim::PatchOp op) {
  switch (op) {
    case scim::PatchOp::Add: return "add";
    case scim::PatchOp::Remove: return "remove";
    case scim::PatchOp::Replace: break;
  }
  return "replace";
}

Value patch_values(const scim::PatchRequest& patch) {
  std::vector<Value> operations;
  for (const scim::PatchOperation& operation : patch.operations) {
    Object kept{{"op", name_of(operation.op)}};
    const bool left_out = operation.path && is_left_out(name_of(*operation.path));
    if (operation.path)
      kept = kept.with("path", left_out ? name_of(*operation.path) : scim::to_string(*operation.path));
    // Without a path anything but attributes is refused, and nobody knows what is in it.
    const bool readable = operation.value && (operation.path || operation.value->if_object() != nullptr);
    if (readable && !left_out) kept = kept.with("value", kept_values(*operation.value));
    operations.emplace_back(std::move(kept));
  }
  return Array(std::move(operations));
}

Value fault_value(const core::Fault& fault) {
  return Object{{"kind", static_cast<int>(fault.kind)}, {"detail", fault.detail}};
}

std::optional<core::Fault> fault_from(const Value* value) {
  const Object* object = value != nullptr ? value->if_object() : nullptr;
  const Value* number = object != nullptr ? object->find("kind") : nullptr;
  const std::int64_t* kind = number != nullptr ? number->if_integer() : nullptr;
  if (kind == nullptr || *kind < 0 || *kind > static_cast<std::int64_t>(core::FaultKind::Bug)) return std::nullopt;
  return core::Fault{static_cast<core::FaultKind>(*kind), std::string(core::text_or_empty(*object, "detail")), {}, {}};
}

}  // namespace

AskedWords asked_words(const Edit& edit, bool with_values) {
  AskedWords asked;
  asked.verb = verb_of(edit);
  std::visit(core::overloaded{
                 [&](const Create& create) {
                   add_all(asked, create.wanted);
                   if (with_values) asked.values = kept_values(create.wanted);
                 },
                 [&](const Replace& replace) {
                   add_all(asked, replace.wanted);
                   if (replace.clears_members) add(asked, "members");
                   if (with_values) asked.values = kept_values(replace.wanted);
                 },
                 [&](const Modify& modify) {
                   add_patch(asked, modify.patch);
                   if (with_values) asked.values = patch_values(modify.patch);
                 },
                 [](const auto&) {},
             },
             edit.what);
  return asked;
}

Value to_value(const AskedWords& asked) {
  std::vector<Value> attributes(asked.attributes.begin(), asked.attributes.end());
  Object value{{"verb", asked.verb},
               {"attributes", Array(std::move(attributes))},
               {"more_attributes", static_cast<std::int64_t>(asked.more_attributes)}};
  if (!asked.values.is_null()) value = value.with("values", asked.values);
  return asked.dropped ? value.with("dropped", fault_value(*asked.dropped)) : value;
}

AskedWords asked_words_from_value(const Value& value) {
  AskedWords asked;
  const Object* object = value.if_object();
  if (object == nullptr) return asked;
  asked.verb = std::string(core::text_or_empty(*object, "verb"));
  const Value* attributes = object->find("attributes");
  if (const Array* list = attributes != nullptr ? attributes->if_array() : nullptr) {
    for (const Value& name : *list) {
      if (const std::string* text = name.if_string()) asked.attributes.push_back(*text);
    }
  }
  const Value* more = object->find("more_attributes");
  if (const std::int64_t* count = more != nullptr ? more->if_integer() : nullptr) {
    asked.more_attributes = static_cast<std::size_t>(*count);
  }
  if (const Value* values = object->find("values")) asked.values = *values;
  asked.dropped = fault_from(object->find("dropped"));
  return asked;
}

}  // namespace bridge::work
