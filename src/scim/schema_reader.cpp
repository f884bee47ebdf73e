#include "schema_reader.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace bridge::scim {
namespace {

using core::FaultKind;
using core::Result;
using core::Value;

template <class E>
using Keyword = std::pair<std::string_view, E>;

constexpr std::array<Keyword<AttributeType>, 8> kTypes{{{"string", AttributeType::String},
                                                        {"boolean", AttributeType::Boolean},
                                                        {"decimal", AttributeType::Decimal},
                                                        {"integer", AttributeType::Integer},
                                                        {"dateTime", AttributeType::DateTime},
                                                        {"binary", AttributeType::Binary},
                                                        {"reference", AttributeType::Reference},
                                                        {"complex", AttributeType::Complex}}};
constexpr std::array<Keyword<Mutability>, 4> kMutabilities{{{"readOnly", Mutability::ReadOnly},
                                                            {"readWrite", Mutability::ReadWrite},
                                                            {"immutable", Mutability::Immutable},
                                                            {"writeOnly", Mutability::WriteOnly}}};
constexpr std::array<Keyword<Returned>, 4> kReturned{{{"always", Returned::Always},
                                                      {"never", Returned::Never},
                                                      {"default", Returned::Default},
                                                      {"request", Returned::Request}}};
constexpr std::array<Keyword<Uniqueness>, 3> kUniqueness{
    {{"none", Uniqueness::None}, {"server", Uniqueness::Server}, {"global", Uniqueness::Global}}};

/// Reads the members of one definition and keeps the first thing that is wrong.
class MemberReader {
 public:
  MemberReader(const core::Object& object, std::string where) : object_(object), where_(std::move(where)) {}

  [[nodiscard]] std::string required_text(std::string_view name) {
    const Value* value = object_.find(name);
    const std::string* text = value != nullptr ? value->if_string() : nullptr;
    if (text != nullptr && !text->empty()) return *text;
    note(name, "a string that is not empty", value);
    return {};
  }

  [[nodiscard]] bool flag(std::string_view name) {
    const Value* value = object_.find(name);
    if (value == nullptr) return false;
    if (const bool* flag = value->if_bool()) return *flag;
    note(name, "true or false", value);
    return false;
  }

  template <class E, std::size_t N>
  [[nodiscard]] E keyword(std::string_view name, const std::array<Keyword<E>, N>& keywords, E otherwise) {
    const Value* value = object_.find(name);
    if (value == nullptr) return otherwise;
    if (const std::string* text = value->if_string()) {
      const auto hit = std::find_if(keywords.begin(), keywords.end(), [&](const auto& k) { return k.first == *text; });
      if (hit != keywords.end()) return hit->second;
    }
    std::string expected = "one of";
    for (const auto& known : keywords) expected.append(" \"").append(known.first).append("\"");
    note(name, expected, value);
    return otherwise;
  }

  [[nodiscard]] std::vector<std::string> texts(std::string_view name) {
    std::vector<std::string> result;
    const Value* value = object_.find(name);
    if (value == nullptr) return result;
    const core::Array* array = value->if_array();
    if (array == nullptr) {
      note(name, "an array of strings", value);
      return result;
    }
    for (const Value& item : *array) {
      if (const std::string* text = item.if_string()) {
        result.push_back(*text);
      } else {
        note(name, "an array of strings", &item);
      }
    }
    return result;
  }

  void note(std::string_view name, std::string_view expected, const Value* found) {
    if (problem_) return;
    const std::string* text = found != nullptr ? found->if_string() : nullptr;
    problem_ = where_ + "." + std::string(name) + ": expected " + std::string(expected) + ", found " +
               (found == nullptr  ? "nothing"
                : text != nullptr ? "\"" + *text + "\""
                                  : found->kind());
  }

  [[nodiscard]] const std::optional<std::string>& problem() const noexcept { return problem_; }

 private:
  const core::Object& object_;
  std::string where_;
  std::optional<std::string> problem_;
};

constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// ATTRNAME of RFC 7643 section 2.1, and the RFC's own exception to it.
bool is_attribute_name(std::string_view name) noexcept {
  if (name == "$ref") return true;
  if (name.empty() || !is_letter(name.front())) return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

/// What RFC 7643 sections 2.3.8 and 7 say about members together; empty when all is well.
std::string contradiction(const AttributeDefinition& attribute, bool top) {
  if (!is_attribute_name(attribute.name)) return "name: expected a letter, then letters, digits, - and _";
  const bool complex = attribute.type == AttributeType::Complex;
  if (complex && !top) return "type: expected a simple type below a complex attribute, found \"complex\"";
  if (complex && attribute.sub_attributes.empty()) return "subAttributes: expected at least one, found none";
  if (!complex && !attribute.sub_attributes.empty()) return "subAttributes: expected none on a simple attribute";
  if (attribute.type != AttributeType::Reference && !attribute.reference_types.empty()) {
    return "referenceTypes: expected on references only";
  }
  if (attribute.required && attribute.mutability == Mutability::ReadOnly && top) {
    return "required: expected false on a readOnly attribute, which no client can give";
  }
  return {};
}

Result<AttributeDefinition> read_attribute(const Value& value, const std::string& where, bool top) {
  const core::Object* object = value.if_object();
  if (object == nullptr) {
    return core::failure(FaultKind::InvalidValue, where + ": expected an object, found " + value.kind());
  }
  MemberReader reader(*object, where);
  AttributeDefinition attribute;
  attribute.name = reader.required_text("name");
  attribute.type = reader.keyword("type", kTypes, AttributeType::String);
  attribute.multi_valued = reader.flag("multiValued");
  attribute.required = reader.flag("required");
  attribute.case_exact = reader.flag("caseExact");
  attribute.mutability = reader.keyword("mutability", kMutabilities, Mutability::ReadWrite);
  attribute.returned = reader.keyword("returned", kReturned, Returned::Default);
  attribute.uniqueness = reader.keyword("uniqueness", kUniqueness, Uniqueness::None);
  attribute.canonical_values = reader.texts("canonicalValues");
  attribute.reference_types = reader.texts("referenceTypes");
  if (reader.problem()) return core::failure(FaultKind::InvalidValue, *reader.problem());
  if (object->find("subAttributes") != nullptr) {
    auto subs = read_attributes(*object, "subAttributes", where, false);
    if (!subs) return subs.passed_on();
    attribute.sub_attributes = *std::move(subs);
  }
  if (const std::string problem = contradiction(attribute, top); !problem.empty()) {
    return core::failure(FaultKind::InvalidValue, where + "." + problem);
  }
  return attribute;
}

}  // namespace

Result<std::vector<AttributeDefinition>> read_attributes(const core::Object& holder, std::string_view member,
                                                         const std::string& where, bool top) {
  const std::string list = where.empty() ? std::string(member) : where + "." + std::string(member);
  const Value* value = holder.find(member);
  const core::Array* items = value != nullptr ? value->if_array() : nullptr;
  if (items == nullptr) {
    return core::failure(FaultKind::InvalidValue,
                         list + ": expected an array, found " + (value != nullptr ? value->kind() : "nothing"));
  }
  std::vector<AttributeDefinition> result;
  result.reserve(items->size());
  for (std::size_t i = 0; i < items->size(); ++i) {
    const std::string here = list + "[" + std::to_string(i) + "]";
    auto attribute = read_attribute((*items)[i], here, top);
    if (!attribute) return attribute.passed_on();
    const bool twice = std::any_of(result.begin(), result.end(), [&](const AttributeDefinition& earlier) {
      return core::equal_ignoring_case(earlier.name, attribute->name);
    });
    if (twice) {
      return core::failure(FaultKind::InvalidValue, here + ".name: \"" + attribute->name + "\" is defined twice");
    }
    result.push_back(*std::move(attribute));
  }
  return result;
}

}  // namespace bridge::scim
