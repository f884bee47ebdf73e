#include "indexed_term.hpp"

#include <algorithm>
#include <array>

#include "bridge/core/ascii_case.hpp"

namespace bridge::service {

namespace {

using store::Glimpse;
using store::Index;
using store::Kind;
using Entries = std::vector<Glimpse>;

Entries by_id(const Index& index, Kind kind, const std::string&, const std::string& text) {
  return {index.glimpse(kind, core::ResourceId(text))};
}

Entries by_name(const Index& index, Kind kind, const std::string&, const std::string& text) {
  return {index.glimpse_by_name(kind, text)};
}

Entries by_external_id(const Index& index, Kind kind, const std::string& client, const std::string& text) {
  return {index.glimpse_by_external_id(kind, client, text)};
}

Entries all_of(const Index& index, Kind kind, const std::vector<core::ResourceId>& ids) {
  Entries found;
  found.reserve(ids.size());
  for (const core::ResourceId& id : ids) found.push_back(index.glimpse(kind, id));
  return found;
}

Entries by_member(const Index& index, Kind, const std::string&, const std::string& text) {
  return all_of(index, Kind::Group, index.groups_of(core::ResourceId(text)));
}

Entries by_group(const Index& index, Kind, const std::string&, const std::string& text) {
  return all_of(index, Kind::User, index.members(core::ResourceId(text)));
}

constexpr std::array kIndexed{
    IndexedAttribute{"id", std::nullopt, true, by_id},
    IndexedAttribute{"userName", Kind::User, true, by_name},
    IndexedAttribute{"displayName", Kind::Group, true, by_name},
    IndexedAttribute{"externalId", std::nullopt, true, by_external_id},
    IndexedAttribute{"members", Kind::Group, false, by_member},
    IndexedAttribute{"groups", Kind::User, false, by_group},
};

/// What a term is looked up in.
struct Place {
  const scim::ResourceType& type;
  Kind kind;
};

const IndexedAttribute* indexed(const scim::AttributePath& path, const Place& in) {
  if (!path.urn.empty() && !core::equal_ignoring_case(path.urn, in.type.base().urn())) return nullptr;
  const auto found = std::find_if(kIndexed.begin(), kIndexed.end(), [&](const IndexedAttribute& attribute) {
    return attribute.kind.value_or(in.kind) == in.kind && core::equal_ignoring_case(attribute.name, path.name);
  });
  if (found == kIndexed.end()) return nullptr;
  const bool by_value = !found->unique && core::equal_ignoring_case(path.sub, "value");
  return path.sub.empty() || by_value ? &*found : nullptr;
}

const std::string* equal_text(const scim::Compare& compare) {
  return compare.op == scim::CompareOp::Eq ? std::get_if<std::string>(&compare.value) : nullptr;
}

std::optional<IndexedTerm> compared(const scim::Compare& compare, const Place& in) {
  const std::string* text = equal_text(compare);
  const IndexedAttribute* attribute = text != nullptr ? indexed(compare.path, in) : nullptr;
  if (attribute == nullptr) return std::nullopt;
  return IndexedTerm{attribute, *text, true};
}

/// members[value eq "7"] asks no more than members.value eq "7".
std::optional<IndexedTerm> selected(const scim::ValuePath& selection, const Place& in) {
  const auto* compare = std::get_if<scim::Compare>(&selection.filter->node);
  const std::string* text = compare != nullptr ? equal_text(*compare) : nullptr;
  const IndexedAttribute* attribute =
      text != nullptr && selection.path.sub.empty() ? indexed(selection.path, in) : nullptr;
  if (attribute == nullptr || attribute->unique || !core::equal_ignoring_case(compare->path.name, "value")) {
    return std::nullopt;
  }
  return IndexedTerm{attribute, *text, true};
}

std::optional<IndexedTerm> best_of(const std::vector<scim::Filter>& terms, const Place& in) {
  std::optional<IndexedTerm> best;
  for (const scim::Filter& term : terms) {
    auto found = indexed_term(term, in.type, in.kind);
    if (!found) continue;
    found->whole = false;
    if (found->attribute->unique) return found;
    if (!best) best = std::move(found);
  }
  return best;
}

}  // namespace

std::optional<IndexedTerm> indexed_term(const scim::Filter& filter, const scim::ResourceType& type, Kind kind) {
  const Place in{type, kind};
  if (const auto* compare = std::get_if<scim::Compare>(&filter.node)) return compared(*compare, in);
  if (const auto* selection = std::get_if<scim::ValuePath>(&filter.node)) return selected(*selection, in);
  if (const auto* all = std::get_if<scim::And>(&filter.node)) return best_of(all->terms, in);
  return std::nullopt;
}

std::vector<Glimpse> candidates(const IndexedTerm& term, const Index& index, Kind kind, const std::string& client) {
  Entries found = term.attribute->find(index, kind, client, term.text);
  std::erase_if(found, [](const Glimpse& entry) { return !entry || !entry.visible(); });
  std::sort(found.begin(), found.end(), [](const Glimpse& a, const Glimpse& b) { return store::stands_before(a, b); });
  return found;
}

}  // namespace bridge::service
