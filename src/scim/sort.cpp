#include "bridge/scim/sort.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/core/first_characters.hpp"
#include "element_list.hpp"
#include "secret.hpp"

namespace bridge::scim {
namespace {

using core::FaultKind;
using core::Value;

core::Failure misfit(FaultKind kind, const std::string& expected, const std::string& found) {
  return core::failure(kind, "sortBy: expected " + expected + ", found " + found);
}

/// The element that stands for all of them: the primary one, else the first.
const Value* chosen(const Value& value) {
  const core::Array* elements = value.if_array();
  if (elements == nullptr) return &value;
  if (elements->empty()) return nullptr;
  const Value* primary = std::find_if(elements->begin(), elements->end(), is_primary);
  return primary != elements->end() ? primary : elements->begin();
}

const Value* member(const Value* holder, const std::string& name) {
  const core::Object* members = holder != nullptr ? holder->if_object() : nullptr;
  return members != nullptr ? members->find(name) : nullptr;
}

/// As much of a text as counts.
SortKey cut(std::string_view text) { return SortKey(core::first_characters(text, kLongestSortKey)); }

SortKey text_key(const std::string& text, const AttributeDefinition& attribute) {
  switch (attribute.type) {
    case AttributeType::DateTime: {
      const auto instant = core::parse_date_time(text);
      return instant ? SortKey(static_cast<std::int64_t>(instant->time_since_epoch().count())) : SortKey();
    }
    case AttributeType::String: return cut(attribute.case_exact ? text : core::fold_case(text));
    case AttributeType::Reference:
    case AttributeType::Binary: return cut(text);
    case AttributeType::Boolean:
    case AttributeType::Decimal:
    case AttributeType::Integer:
    case AttributeType::Complex: break;
  }
  return {};
}

bool is_number(const SortKey& key) { return key.if_integer() != nullptr || key.if_double() != nullptr; }

long double widened(const SortKey& key) {
  const std::int64_t* whole = key.if_integer();
  return whole != nullptr ? static_cast<long double>(*whole) : static_cast<long double>(*key.if_double());
}

/// Both are there.
std::weak_ordering compare_values(const SortKey& a, const SortKey& b) {
  if (is_number(a) && is_number(b)) {
    const long double left = widened(a);
    const long double right = widened(b);
    return left < right   ? std::weak_ordering::less
           : left > right ? std::weak_ordering::greater
                          : std::weak_ordering::equivalent;
  }
  const std::string* text_a = a.if_string();
  const std::string* text_b = b.if_string();
  // Bytes of UTF-8 stand in the order of the code points.
  if (text_a != nullptr && text_b != nullptr) return text_a->compare(*text_b) <=> 0;
  const bool* flag_a = a.if_bool();
  const bool* flag_b = b.if_bool();
  if (flag_a != nullptr && flag_b != nullptr) return *flag_a <=> *flag_b;
  return a.storage().index() <=> b.storage().index();
}

}  // namespace

core::Result<SortOrder> read_sort_order(std::optional<std::string_view> text) {
  if (!text || text->empty() || core::equal_ignoring_case(*text, "ascending")) return SortOrder::Ascending;
  if (core::equal_ignoring_case(*text, "descending")) return SortOrder::Descending;
  return core::failure(FaultKind::InvalidValue,
                       "sortOrder: expected \"ascending\" or \"descending\", found another text");
}

std::weak_ordering compare_sort_keys(const SortKey& a, const SortKey& b, SortOrder order) {
  std::weak_ordering ascending = std::weak_ordering::equivalent;
  if (a.is_null() || b.is_null()) {
    ascending = a.is_null() <=> b.is_null();
  } else {
    ascending = compare_values(a, b);
  }
  return order == SortOrder::Ascending ? ascending : 0 <=> ascending;
}

core::Result<SortAttribute> SortAttribute::make(std::string_view sort_by, const ResourceType& type) {
  const auto path = parse_attribute_path(sort_by);
  if (!path) return core::failure(path.error().kind, "sortBy: " + path.error().detail);
  const std::string name = to_string(*path);
  auto at = resolve(*path, type);
  if (!at) return misfit(FaultKind::InvalidPath, "an attribute of " + type.name(), name);
  if (at->attribute == nullptr) return misfit(FaultKind::InvalidPath, "one attribute", "the extension " + name);
  if (at->leaf()->type == AttributeType::Complex) at->sub = at->attribute->sub("value");
  if (is_secret(at->attribute) || is_secret(at->sub)) {
    return misfit(FaultKind::Sensitive, "an attribute that is returned", name);
  }
  if (at->leaf()->type == AttributeType::Complex) {
    return misfit(FaultKind::InvalidPath, "a sub-attribute of " + name + ", which is complex", "none");
  }
  return SortAttribute(*at);
}

SortKey SortAttribute::key(const AttributeSource& resource) const {
  const Value* value = at_.extension != nullptr ? member(resource.find(at_.extension->urn()), at_.attribute->name)
                                                : resource.find(at_.attribute->name);
  if (value != nullptr) value = chosen(*value);
  if (value != nullptr && at_.sub != nullptr) {
    value = member(value, at_.sub->name);
    if (value != nullptr) value = chosen(*value);
  }
  if (value == nullptr) return {};
  if (const std::string* text = value->if_string()) return text_key(*text, *at_.leaf());
  return value->if_array() != nullptr || value->if_object() != nullptr ? SortKey() : *value;
}

}  // namespace bridge::scim
