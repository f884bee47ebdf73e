#pragma once
// A filter made ready for evaluation: names looked up, comparison values converted and folded once.

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bridge/core/box.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/filter.hpp"

namespace bridge::scim {

// One comparison with one value, by type. `ne` is not among them: it is "no value is eq" (see the
// table in filter_decision.cpp). A value of another JSON kind than the schema says never matches.

struct TextTest {
  CompareOp op;
  bool exact;  ///< caseExact; otherwise ASCII case is ignored and `wanted` is folded
  std::string wanted;
  [[nodiscard]] bool operator()(const core::Value& value) const;
};
struct BooleanTest {
  bool wanted;
  [[nodiscard]] bool operator()(const core::Value& value) const;
};
struct NumberTest {
  CompareOp op;
  std::variant<std::int64_t, double> wanted;
  [[nodiscard]] bool operator()(const core::Value& value) const;
};
/// A point in time to the last digit that was written: a fraction of a second may have any number of
/// them (RFC 7643 section 2.3.5 takes over xsd:dateTime).
struct ExactInstant {
  core::Instant whole;  ///< to the millisecond
  std::string rest;     ///< the digits behind, without zeros at the end

  [[nodiscard]] static std::optional<ExactInstant> read(std::string_view text);
  auto operator<=>(const ExactInstant&) const = default;
};
struct DateTimeTest {
  CompareOp op;
  ExactInstant wanted;
  [[nodiscard]] bool operator()(const core::Value& value) const;
};
struct BinaryTest {
  std::string wanted;
  [[nodiscard]] bool operator()(const core::Value& value) const;
};
using ValueTest = std::variant<TextTest, BooleanTest, NumberTest, DateTimeTest, BinaryTest>;

/// A comparison in the middle of being checked: `attribute` is the leaf, `name` is how the client
/// wrote it, `op` is Eq where the client wrote ne, and the value is never null.
struct Comparison {
  const AttributeDefinition& attribute;
  std::string name;
  CompareOp op;
  const Compare& compare;
};

// InvalidFilter when the operator or the value does not fit the type.
[[nodiscard]] core::Result<ValueTest> make_text_test(const Comparison& comparison);
[[nodiscard]] core::Result<ValueTest> make_boolean_test(const Comparison& comparison);
[[nodiscard]] core::Result<ValueTest> make_number_test(const Comparison& comparison);
[[nodiscard]] core::Result<ValueTest> make_date_time_test(const Comparison& comparison);
[[nodiscard]] core::Result<ValueTest> make_binary_test(const Comparison& comparison);

/// Whether the order of (stored, wanted) satisfies eq, gt, ge, lt or le.
[[nodiscard]] constexpr bool satisfies(CompareOp op, std::partial_ordering order) noexcept {
  switch (op) {
    case CompareOp::Eq: return order == 0;
    case CompareOp::Gt: return order > 0;
    case CompareOp::Ge: return order >= 0;
    case CompareOp::Lt: return order < 0;
    case CompareOp::Le: return order <= 0;
    case CompareOp::Ne:
    case CompareOp::Co:
    case CompareOp::Sw:
    case CompareOp::Ew: break;
  }
  return false;
}

/// Whether the operator compares parts of texts: co, sw, ew.
[[nodiscard]] constexpr bool is_partial(CompareOp op) noexcept {
  return op == CompareOp::Co || op == CompareOp::Sw || op == CompareOp::Ew;
}

/// Where a value is, as spelled in canonical resources. All null pointers: the element itself.
struct Location {
  const std::string* extension = nullptr;
  const std::string* name = nullptr;
  const std::string* sub = nullptr;
};

struct CompareNode {
  Location at;
  ValueTest test;
};
struct PresentNode {
  Location at;
};
struct AllNode {
  std::vector<Matcher::Node> terms;
};
struct AnyNode {
  std::vector<Matcher::Node> terms;
};
struct NotNode {
  core::Box<Matcher::Node> term;
};
struct SelectNode {
  Location at;
  core::Box<Matcher::Node> filter;
};

struct Matcher::Node {
  std::variant<CompareNode, PresentNode, AllNode, AnyNode, NotNode, SelectNode> form;
};

/// Whatever the node says, denied.
[[nodiscard]] Matcher::Node opposite(Matcher::Node node);

/// What a comparison means once it is known whether any value satisfies it (with eq in place of ne), or
/// for null whether there is any value. The table is in filter_decision.cpp.
[[nodiscard]] Matcher::Node decision(CompareOp op, bool against_null, Matcher::Node any_value);

}  // namespace bridge::scim
