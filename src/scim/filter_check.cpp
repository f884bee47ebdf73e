// From a filter's names to a schema's attributes, from its values to typed tests.

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/overloaded.hpp"
#include "filter_fault.hpp"
#include "filter_match.hpp"
#include "secret.hpp"

namespace bridge::scim {

namespace {

using Node = Matcher::Node;

/// An attribute where the filter may name it.
struct Found {
  Location at;
  const AttributeDefinition* attribute = nullptr;  ///< null pointer for a whole extension
  bool known = true;                               ///< false: nothing of that name, and so no value
};

/// A name of the filter, and where it stood.
struct Named {
  const AttributePath& path;
  std::uint32_t column;

  [[nodiscard]] core::Failure fault(std::string_view expected) const {
    return filter_fault(column, expected, to_string(path));
  }
};

/// What the names of a filter mean: attributes of a resource type, or of one attribute's elements.
class Names {
 public:
  Names(const ResourceType& type, UnknownNames unknown) : type_(&type), unknown_(unknown) {}
  Names(const AttributeDefinition& element, UnknownNames unknown) : element_(&element), unknown_(unknown) {}

  [[nodiscard]] core::Result<Found> find(const Named& name) const {
    return element_ != nullptr ? find_in_element(name) : find_in_type(name);
  }
  /// The names inside the brackets behind this attribute.
  [[nodiscard]] Names inside(const AttributeDefinition& attribute) const { return {attribute, unknown_}; }

 private:
  [[nodiscard]] core::Result<Found> find_in_type(const Named& name) const;
  [[nodiscard]] core::Result<Found> find_in_element(const Named& name) const;
  [[nodiscard]] core::Result<Found> unknown(const Named& name, const std::string& expected) const {
    if (unknown_ == UnknownNames::HaveNoValue) return Found{Location{}, nullptr, false};
    return name.fault(expected);
  }

  const ResourceType* type_ = nullptr;
  const AttributeDefinition* element_ = nullptr;
  UnknownNames unknown_;
};

core::Failure secret_fault(const Named& name) {
  return filter_fault(name.column, "an attribute that is returned", to_string(name.path) + ", which never is",
                      core::FaultKind::Sensitive);
}

core::Result<Found> found(const ResolvedAttribute& resolved, const Named& name) {
  if (is_secret(resolved.attribute) || is_secret(resolved.sub)) return secret_fault(name);
  Found result;
  if (resolved.extension != nullptr) result.at.extension = &resolved.extension->urn();
  if (resolved.attribute != nullptr) result.at.name = &resolved.attribute->name;
  if (resolved.sub != nullptr) result.at.sub = &resolved.sub->name;
  result.attribute = resolved.leaf();
  return result;
}

/// Filters may leave out the URN of an extension where one extension alone has the name; Microsoft
/// Entra ID asks for `manager` so. Paths of PATCH may not, so resolve() does not know of it.
core::Result<Found> Names::find_in_type(const Named& name) const {
  const AttributePath& path = name.path;
  if (const auto resolved = resolve(path, *type_)) return found(*resolved, name);
  std::optional<ResolvedAttribute> only;
  if (path.urn.empty() && type_->core_attribute(path.name) == nullptr) {
    for (const ResourceType::Extension& extension : type_->extensions()) {
      const AttributeDefinition* attribute = extension.schema->find(path.name);
      const AttributeDefinition* sub = attribute != nullptr ? attribute->sub(path.sub) : nullptr;
      if (attribute == nullptr || (sub == nullptr && !path.sub.empty())) continue;
      if (only) return name.fault("the URN of its extension before a name that several extensions have");
      only = ResolvedAttribute{extension.schema.get(), attribute, sub};
    }
  }
  if (only) return found(*only, name);
  return unknown(name, "an attribute of " + type_->name());
}

core::Result<Found> Names::find_in_element(const Named& name) const {
  const bool plain = name.path.urn.empty() && name.path.sub.empty();
  if (const AttributeDefinition* sub = plain ? element_->sub(name.path.name) : nullptr) {
    return found(ResolvedAttribute{nullptr, sub, nullptr}, name);
  }
  if (plain && element_->type != AttributeType::Complex && core::equal_ignoring_case(name.path.name, "value")) {
    return Found{Location{}, element_};
  }
  return unknown(name, "a sub-attribute of " + element_->name);
}

core::Result<ValueTest> make_test(const Comparison& comparison) {
  switch (comparison.attribute.type) {
    case AttributeType::String:
    case AttributeType::Reference: return make_text_test(comparison);
    case AttributeType::Boolean: return make_boolean_test(comparison);
    case AttributeType::Decimal:
    case AttributeType::Integer: return make_number_test(comparison);
    case AttributeType::DateTime: return make_date_time_test(comparison);
    case AttributeType::Binary: return make_binary_test(comparison);
    case AttributeType::Complex: break;
  }
  return operator_misfit(comparison.compare, {"a complex attribute", comparison.name},
                         "pr or the name of a sub-attribute");
}

core::Result<Node> check(const Filter& filter, const Names& names);

/// Never holds, as a comparison on an attribute without a value.
Node never() { return Node{AnyNode{}}; }

core::Result<Node> check_null(const Compare& compare, const Found& target) {
  if (compare.op != CompareOp::Eq && compare.op != CompareOp::Ne) {
    return filter_fault(compare.columns.op, "eq or ne before null", operator_name(compare.op));
  }
  return decision(compare.op, true, target.known ? Node{PresentNode{target.at}} : never());
}

core::Result<Node> check_compare(const Compare& compare, const Names& names) {
  const Named named{compare.path, compare.columns.path};
  auto target = names.find(named);
  if (!target) return target.passed_on();
  if (std::holds_alternative<std::nullptr_t>(compare.value)) return check_null(compare, *target);
  if (!target->known) return decision(compare.op, false, never());
  const std::string name = to_string(compare.path);
  if (target->attribute == nullptr) {
    return operator_misfit(compare, {"an extension", name}, "pr or the name of an attribute");
  }
  if (const AttributeDefinition* value = target->attribute->sub("value")) {
    if (is_secret(value)) return secret_fault(named);
    target->at.sub = &value->name;  // `emails co "x"` in the RFC's own examples
    target->attribute = value;
  }
  const CompareOp op = compare.op == CompareOp::Ne ? CompareOp::Eq : compare.op;
  auto test = make_test({*target->attribute, name, op, compare});
  if (!test) return test.passed_on();
  return decision(compare.op, false, Node{CompareNode{target->at, std::move(*test)}});
}

core::Result<Node> check_value_path(const ValuePath& selection, const Names& names) {
  const auto target = names.find({selection.path, selection.columns.path});
  if (!target) return target.passed_on();
  if (!target->known) return never();
  const AttributeDefinition* attribute = target->attribute;
  if (attribute == nullptr || (attribute->type != AttributeType::Complex && !attribute->multi_valued)) {
    return filter_fault(selection.columns.op,
                        "an operator for " + to_string(selection.path) + ", which is neither complex nor multi-valued",
                        "'['");
  }
  auto inner = check(*selection.filter, names.inside(*attribute));
  if (!inner) return inner.passed_on();
  return Node{SelectNode{target->at, core::Box<Node>(std::move(*inner))}};
}

template <class Joined>
core::Result<Node> check_terms(const std::vector<Filter>& terms, const Names& names) {
  Joined joined;
  joined.terms.reserve(terms.size());
  for (const Filter& term : terms) {
    auto node = check(term, names);
    if (!node) return node.passed_on();
    joined.terms.push_back(std::move(*node));
  }
  return Node{std::move(joined)};
}

core::Result<Node> check_not(const Filter& term, const Names& names) {
  auto node = check(term, names);
  if (!node) return node.passed_on();
  return opposite(std::move(*node));
}

core::Result<Node> check_present(const Present& present, const Names& names) {
  const auto target = names.find({present.path, present.columns.path});
  if (!target) return target.passed_on();
  if (!target->known) return never();
  return Node{PresentNode{target->at}};
}

core::Result<Node> check(const Filter& filter, const Names& names) {
  return std::visit(core::overloaded{
                        [&](const Compare& compare) { return check_compare(compare, names); },
                        [&](const Present& present) { return check_present(present, names); },
                        [&](const And& all) { return check_terms<AllNode>(all.terms, names); },
                        [&](const Or& any) { return check_terms<AnyNode>(any.terms, names); },
                        [&](const Not& negation) { return check_not(*negation.term, names); },
                        [&](const ValuePath& selection) { return check_value_path(selection, names); },
                    },
                    filter.node);
}

}  // namespace

core::Result<Matcher> Matcher::make(const Filter& filter, const ResourceType& type, UnknownNames unknown) {
  auto node = check(filter, Names(type, unknown));
  if (!node) return node.passed_on();
  return Matcher(std::make_shared<const Node>(std::move(*node)));
}

core::Result<ElementMatcher> ElementMatcher::make(const Filter& filter, const AttributeDefinition& attribute) {
  auto node = check(filter, Names(attribute, UnknownNames::AreFaults));
  if (!node) return node.passed_on();
  return ElementMatcher(std::make_shared<const Matcher::Node>(std::move(*node)));
}

}  // namespace bridge::scim
