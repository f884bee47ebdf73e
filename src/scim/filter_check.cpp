// From a filter's names to a schema's attributes, from its values to typed tests.

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/overloaded.hpp"
#include "filter_fault.hpp"
#include "filter_match.hpp"

namespace bridge::scim {

namespace {

using Node = Matcher::Node;

/// An attribute where the filter may name it.
struct Found {
  Location at;
  const AttributeDefinition* attribute = nullptr;  ///< null pointer for a whole extension
};

/// What the names of a filter mean: attributes of a resource type, or of one attribute's elements.
class Names {
 public:
  explicit Names(const ResourceType& type) : type_(&type) {}
  explicit Names(const AttributeDefinition& element) : element_(&element) {}

  [[nodiscard]] core::Result<Found> find(const AttributePath& path) const;

 private:
  [[nodiscard]] core::Result<Found> find_in_type(const AttributePath& path) const;
  [[nodiscard]] core::Result<Found> find_in_element(const AttributePath& path) const;

  const ResourceType* type_ = nullptr;
  const AttributeDefinition* element_ = nullptr;
};

bool is_secret(const AttributeDefinition& attribute) {
  return attribute.returned == Returned::Never || attribute.mutability == Mutability::WriteOnly;
}

core::Result<Found> found(const ResolvedAttribute& resolved, const AttributePath& path) {
  const AttributeDefinition* attribute = resolved.attribute;
  if ((attribute != nullptr && is_secret(*attribute)) || (resolved.sub != nullptr && is_secret(*resolved.sub))) {
    return core::failure(core::FaultKind::Sensitive,
                         "invalid filter: " + to_string(path) + " is never returned, so it can't be filtered by");
  }
  Found result;
  if (resolved.extension != nullptr) result.at.extension = &resolved.extension->urn();
  if (attribute != nullptr) result.at.name = &attribute->name;
  if (resolved.sub != nullptr) result.at.sub = &resolved.sub->name;
  result.attribute = resolved.leaf();
  return result;
}

core::Result<Found> Names::find(const AttributePath& path) const {
  return element_ != nullptr ? find_in_element(path) : find_in_type(path);
}

/// Filters may leave out the URN of an extension where one extension alone has the name; Microsoft
/// Entra ID asks for `manager` so. Paths of PATCH may not, so resolve() does not know of it.
core::Result<Found> Names::find_in_type(const AttributePath& path) const {
  if (const auto resolved = resolve(path, *type_)) return found(*resolved, path);
  std::optional<ResolvedAttribute> only;
  if (path.urn.empty() && type_->core_attribute(path.name) == nullptr) {
    for (const ResourceType::Extension& extension : type_->extensions()) {
      const auto resolved = resolve({extension.schema->urn(), path.name, path.sub}, *type_);
      if (resolved && only) {
        return filter_fault(to_string(path) + " is an attribute of several extensions: expected it with its URN");
      }
      if (resolved) only = resolved;
    }
  }
  if (only) return found(*only, path);
  return filter_fault(type_->name() + " has no attribute " + to_string(path));
}

core::Result<Found> Names::find_in_element(const AttributePath& path) const {
  const bool plain = path.urn.empty() && path.sub.empty();
  if (const AttributeDefinition* sub = plain ? element_->sub(path.name) : nullptr) {
    return found(ResolvedAttribute{nullptr, sub, nullptr}, path);
  }
  if (plain && element_->type != AttributeType::Complex && core::equal_ignoring_case(path.name, "value")) {
    return Found{Location{}, element_};
  }
  return filter_fault(element_->name + " has no sub-attribute " + to_string(path));
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
  return filter_fault(comparison.name + " is complex: expected one of its sub-attributes, or pr");
}

Node opposite(Node node) { return Node{NotNode{core::Box<Node>(std::move(node))}}; }

core::Result<Node> check(const Filter& filter, const Names& names);

core::Result<Node> check_null(const Compare& compare, const Location& at) {
  if (compare.op == CompareOp::Ne) return Node{PresentNode{at}};
  if (compare.op == CompareOp::Eq) return opposite(Node{PresentNode{at}});
  return filter_fault(to_string(compare.path) + " is compared with null: expected eq or ne, found " +
                      operator_name(compare.op));
}

core::Result<Node> check_compare(const Compare& compare, const Names& names) {
  auto target = names.find(compare.path);
  if (!target) return target.passed_on();
  if (std::holds_alternative<std::nullptr_t>(compare.value)) return check_null(compare, target->at);
  const std::string name = to_string(compare.path);
  if (target->attribute == nullptr) {
    return filter_fault(name + " is an extension: expected one of its attributes, or pr");
  }
  if (const AttributeDefinition* value = target->attribute->sub("value")) {
    target->at.sub = &value->name;  // `emails co "x"` in the RFC's own examples
    target->attribute = value;
  }
  const bool negated = compare.op == CompareOp::Ne;
  const auto test = make_test({*target->attribute, name, negated ? CompareOp::Eq : compare.op, compare.value});
  if (!test) return test.passed_on();
  const Node node{CompareNode{target->at, *test}};
  return negated ? opposite(node) : node;
}

core::Result<Node> check_value_path(const ValuePath& selection, const Names& names) {
  const auto target = names.find(selection.path);
  if (!target) return target.passed_on();
  const AttributeDefinition* attribute = target->attribute;
  if (attribute == nullptr || (attribute->type != AttributeType::Complex && !attribute->multi_valued)) {
    return filter_fault(to_string(selection.path) + " is neither complex nor multi-valued: expected no brackets");
  }
  auto inner = check(*selection.filter, Names(*attribute));
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

core::Result<Node> check_present(const AttributePath& path, const Names& names) {
  const auto target = names.find(path);
  if (!target) return target.passed_on();
  return Node{PresentNode{target->at}};
}

core::Result<Node> check(const Filter& filter, const Names& names) {
  return std::visit(core::overloaded{
                        [&](const Compare& compare) { return check_compare(compare, names); },
                        [&](const Present& present) { return check_present(present.path, names); },
                        [&](const And& all) { return check_terms<AllNode>(all.terms, names); },
                        [&](const Or& any) { return check_terms<AnyNode>(any.terms, names); },
                        [&](const Not& negation) { return check_not(*negation.term, names); },
                        [&](const ValuePath& selection) { return check_value_path(selection, names); },
                    },
                    filter.node);
}

}  // namespace

core::Result<Matcher> Matcher::make(const Filter& filter, const ResourceType& type) {
  auto node = check(filter, Names(type));
  if (!node) return node.passed_on();
  return Matcher(std::make_shared<const Node>(std::move(*node)));
}

core::Result<ElementMatcher> ElementMatcher::make(const Filter& filter, const AttributeDefinition& attribute) {
  auto node = check(filter, Names(attribute));
  if (!node) return node.passed_on();
  return ElementMatcher(std::make_shared<const Matcher::Node>(std::move(*node)));
}

}  // namespace bridge::scim
