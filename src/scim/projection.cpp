#include "bridge/scim/projection.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "projection_rules.hpp"

namespace bridge::scim {
namespace {

using core::Array;
using core::FaultKind;
using core::Member;
using core::Object;
using core::Value;

constexpr std::string_view kSchemas = "schemas";

/// What `schemas` has to say: the base, and the extensions that an answer shows (RFC 7643 section 3).
using Urns = std::vector<std::string_view>;

bool are(const Value& schemas, const Urns& urns) {
  const Array* array = schemas.if_array();
  return array != nullptr && std::equal(array->begin(), array->end(), urns.begin(), urns.end(),
                                        [](const Value& value, std::string_view urn) {
                                          const std::string* text = value.if_string();
                                          return text != nullptr && *text == urn;
                                        });
}

/// Finds the slots of members that come in the layout's order, or nearly so, without beginning anew for each.
class SlotFinder {
 public:
  explicit SlotFinder(const ResourceType& type) : type_(type) {}

  const ResourceType::Slot* find(std::string_view name) {
    const std::vector<ResourceType::Slot>& layout = type_.layout();
    for (std::size_t step = 0; step < layout.size(); ++step) {
      const std::size_t at = next_ + step < layout.size() ? next_ + step : next_ + step - layout.size();
      if (layout[at].name != name) continue;
      next_ = at + 1;
      return &layout[at];
    }
    return type_.slot(name);
  }

 private:
  const ResourceType& type_;
  std::size_t next_ = 0;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool same(const ResolvedAttribute& a, const ResolvedAttribute& b) {
  return a.extension == b.extension && a.attribute == b.attribute && a.sub == b.sub;
}

/// The names of a comma-separated list that the type knows, each once.
core::Result<AttributeNames> read_names(std::string_view list, const ResourceType& type) {
  AttributeNames names;
  while (true) {
    const std::size_t comma = list.find(',');
    auto path = parse_attribute_path(trimmed(list.substr(0, comma)));
    if (!path) return path.passed_on();
    const auto resolved = resolve(*path, type);
    const bool is_new = resolved && std::none_of(names.begin(), names.end(),
                                                 [&](const ResolvedAttribute& name) { return same(name, *resolved); });
    if (is_new) names.push_back(*resolved);
    if (comma == std::string_view::npos) return names;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace

core::Result<Projection> Projection::make(std::optional<std::string_view> attributes,
                                          std::optional<std::string_view> excluded_attributes,
                                          const ResourceType& type) {
  const std::string_view wanted = trimmed(attributes.value_or(""));
  const std::string_view unwanted = trimmed(excluded_attributes.value_or(""));
  if (!wanted.empty() && !unwanted.empty()) {
    return core::failure(FaultKind::InvalidValue,
                         "attributes and excludedAttributes: expected one of them at most, found both");
  }
  Projection projection;
  if (wanted.empty() && unwanted.empty()) return projection;
  auto names = read_names(wanted.empty() ? unwanted : wanted, type);
  if (!names)
    return core::failure(names.error().kind,
                         (wanted.empty() ? "excludedAttributes: " : "attributes: ") + names.error().detail);
  if (wanted.empty()) {
    projection.excluded_ = *std::move(names);
  } else {
    projection.only_ = *std::move(names);
  }
  return projection;
}

Object Projection::apply(const Object& resource, const ResourceType& type) const {
  const ProjectionRules rules(only_ ? &*only_ : nullptr, excluded_);
  SlotFinder slots(type);
  std::vector<Member> members;
  members.reserve(resource.size());
  Urns urns{type.base().urn()};
  bool changed = false;
  for (const Member& member : resource) {
    const ResourceType::Slot* slot = slots.find(member.name);
    std::optional<Value> shown;
    if (slot != nullptr) shown = rules.project(member.value, *slot);
    changed = changed || !shown || !rules.is_same_tree(*shown, member.value);
    if (!shown) continue;
    if (slot->extension != nullptr) urns.push_back(slot->name);
    members.push_back(Member{member.name, *std::move(shown)});
  }
  const auto schemas = std::find_if(members.begin(), members.end(), [](const Member& m) { return m.name == kSchemas; });
  if (schemas != members.end() && !are(schemas->value, urns)) {
    schemas->value = Array(std::vector<Value>(urns.begin(), urns.end()));
    changed = true;
  }
  return changed ? Object(std::move(members)) : resource;
}

bool Projection::shows(std::string_view name, const ResourceType& type) const {
  const ResourceType::Slot* slot = type.slot(name);
  return slot != nullptr && ProjectionRules(only_ ? &*only_ : nullptr, excluded_).shows(*slot);
}

}  // namespace bridge::scim
