#include "both_names.hpp"

#include <string>
#include <utility>
#include <vector>

#include "bridge/core/ascii_case.hpp"

namespace bridge::service {

namespace {

using scim::Compare;
using scim::CompareOp;
using scim::Filter;

bool names_a_person(const Compare& compare, const scim::ResourceType& type) {
  const scim::AttributePath& path = compare.path;
  const bool core_attribute = path.urn.empty() || core::equal_ignoring_case(path.urn, type.base().urn());
  const bool is_exact = compare.op == CompareOp::Eq || compare.op == CompareOp::Ne;
  return is_exact && core_attribute && path.sub.empty() && core::equal_ignoring_case(path.name, "userName");
}

Filter compared(const Compare& compare, const scim::ResourceType& type, const core::BareNames& names) {
  const auto* name = std::get_if<std::string>(&compare.value);
  if (name == nullptr || !names_a_person(compare, type)) return {compare};
  Compare full = compare;
  const std::string address = names.address_of(*name);
  Compare bare = compare;
  bare.value = std::string(names.name_of(address));
  if (bare.value == scim::CompareValue(address)) return {compare};
  full.value = address;
  std::vector<Filter> both{{std::move(bare)}, {std::move(full)}};
  if (compare.op == CompareOp::Eq) return {scim::Or{std::move(both)}};
  return {scim::And{std::move(both)}};
}

/// Terms that became lists of the same kind are taken apart: And and Or never hold their own kind.
template <class List>
Filter all_of(const List& list, const scim::ResourceType& type, const core::BareNames& names) {
  List result;
  for (const Filter& term : list.terms) {
    Filter changed = with_both_names(term, type, names);
    if (auto* same = std::get_if<List>(&changed.node)) {
      for (Filter& inner : same->terms) result.terms.push_back(std::move(inner));
    } else {
      result.terms.push_back(std::move(changed));
    }
  }
  return {std::move(result)};
}

}  // namespace

Filter with_both_names(const Filter& filter, const scim::ResourceType& type, const core::BareNames& names) {
  if (const auto* compare = std::get_if<Compare>(&filter.node)) return compared(*compare, type, names);
  if (const auto* all = std::get_if<scim::And>(&filter.node)) return all_of(*all, type, names);
  if (const auto* any = std::get_if<scim::Or>(&filter.node)) return all_of(*any, type, names);
  if (const auto* negation = std::get_if<scim::Not>(&filter.node)) {
    return {scim::Not{core::Box<Filter>(with_both_names(*negation->term, type, names))}};
  }
  return filter;
}

}  // namespace bridge::service
