// Evaluation: whether any value at a place satisfies a test. filter_decision.cpp says what follows.

#include "filter_match.hpp"

#include <algorithm>

#include "bridge/core/overloaded.hpp"

namespace bridge::scim {

namespace {

/// What names are looked up in: a resource, or one element of an attribute.
struct Scope {
  const core::Object* object;       ///< null pointer for an element that is a simple value, and with a source
  const core::Value* element;       ///< null pointer for a resource
  const AttributeSource* source{};  ///< a resource that is not put together

  [[nodiscard]] const core::Value* find(const std::string& name) const {
    if (source != nullptr) return source->find(name);
    return object != nullptr ? object->find(name) : nullptr;
  }
};

template <class Test>
bool any_value(const core::Value& value, const Test& test) {
  const core::Array* array = value.if_array();
  return array == nullptr ? test(value) : std::any_of(array->begin(), array->end(), test);
}

/// Whether any value at the location satisfies the test.
template <class Test>
bool any_at(const Location& at, const Scope& scope, const Test& test) {
  const core::Value* value = scope.element;
  if (at.extension != nullptr) {
    value = scope.find(*at.extension);
    const core::Object* members = value != nullptr ? value->if_object() : nullptr;
    if (at.name != nullptr) value = members != nullptr ? members->find(*at.name) : nullptr;
  } else if (at.name != nullptr) {
    value = scope.find(*at.name);
  }
  if (value == nullptr) return false;
  if (at.sub == nullptr) return any_value(*value, test);
  return any_value(*value, [&](const core::Value& element) {
    const core::Object* members = element.if_object();
    const core::Value* leaf = members != nullptr ? members->find(*at.sub) : nullptr;
    return leaf != nullptr && any_value(*leaf, test);
  });
}

bool has_value(const core::Value& value) {
  if (const core::Array* array = value.if_array()) return std::any_of(array->begin(), array->end(), has_value);
  if (const core::Object* object = value.if_object()) {
    return std::any_of(object->begin(), object->end(),
                       [](const core::Member& member) { return has_value(member.value); });
  }
  const std::string* text = value.if_string();
  return text != nullptr ? !text->empty() : !value.is_null();
}

bool holds(const Matcher::Node& node, const Scope& scope) {
  const auto in_scope = [&scope](const Matcher::Node& term) { return holds(term, scope); };
  return std::visit(
      core::overloaded{
          [&](const CompareNode& compare) {
            return std::visit([&](const auto& test) { return any_at(compare.at, scope, test); }, compare.test);
          },
          [&](const PresentNode& present) { return any_at(present.at, scope, has_value); },
          [&](const AllNode& all) { return std::all_of(all.terms.begin(), all.terms.end(), in_scope); },
          [&](const AnyNode& any) { return std::any_of(any.terms.begin(), any.terms.end(), in_scope); },
          [&](const NotNode& negation) { return !in_scope(*negation.term); },
          [&](const SelectNode& selection) {
            return any_at(selection.at, scope, [&](const core::Value& element) {
              return !core::is_unassigned(element) && holds(*selection.filter, Scope{element.if_object(), &element});
            });
          },
      },
      node.form);
}

}  // namespace

bool Matcher::matches(const core::Object& resource) const { return holds(*root_, Scope{&resource, nullptr}); }

bool Matcher::matches(const AttributeSource& resource) const {
  return holds(*root_, Scope{nullptr, nullptr, &resource});
}

bool ElementMatcher::matches(const core::Value& element) const {
  return holds(*root_, Scope{element.if_object(), &element});
}

}  // namespace bridge::scim
