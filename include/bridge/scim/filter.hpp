#pragma once
// Filters as values (RFC 7644 section 3.4.2.2): parse, check against a resource type, evaluate.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bridge/core/box.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/attribute_path.hpp"
#include "bridge/scim/attribute_source.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

enum class CompareOp : std::uint8_t { Eq, Ne, Co, Sw, Ew, Gt, Ge, Lt, Le };

/// null, true/false, integer, decimal or text: a compValue of the grammar.
using CompareValue = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string>;

/// Where the parts of a condition stood in the text, in columns that count characters from 1; 0 for a
/// part that was not read from a text. No matter for equality: it is for those who have to be told.
struct Columns {
  std::uint32_t path = 0;
  std::uint32_t op = 0;  ///< the opening bracket, for a ValuePath
  std::uint32_t value = 0;
  bool operator==(const Columns&) const noexcept { return true; }
};

struct Filter;

struct Compare {
  AttributePath path;
  CompareOp op = CompareOp::Eq;
  CompareValue value;
  Columns columns{};
  bool operator==(const Compare&) const = default;
};
struct Present {
  AttributePath path;
  Columns columns{};
  bool operator==(const Present&) const = default;
};
struct And {
  std::vector<Filter> terms;
  bool operator==(const And&) const;
};
struct Or {
  std::vector<Filter> terms;
  bool operator==(const Or&) const;
};
struct Not {
  core::Box<Filter> term;
  bool operator==(const Not&) const;
};
/// attr[ … ]: all of it about one and the same element.
struct ValuePath {
  AttributePath path;
  core::Box<Filter> filter;
  Columns columns{};
  bool operator==(const ValuePath&) const;
};

/// The tree of a filter. Immutable in use; And and Or hold two or more terms, never one of their own kind.
struct Filter {
  std::variant<Compare, Present, And, Or, Not, ValuePath> node;
  bool operator==(const Filter&) const = default;
};

/// How long and how deep a filter may be; more is InvalidFilter.
struct FilterLimits {
  std::size_t length = 8192;
  std::size_t depth = 50;
};

/// Reads a filter by the RFC's grammar with its precedence (not, and, or). `attr[…].sub op value`,
/// which the grammar lacks and Entra sends, is read as attr[… and sub op value]. A fault is
/// InvalidFilter and says at which column what was expected.
[[nodiscard]] core::Result<Filter> parse_filter(std::string_view text, const FilterLimits& limits = {});

/// Whether the filter speaks of this attribute, or of one below it, anywhere; case ignored.
[[nodiscard]] bool mentions(const Filter& filter, std::string_view attribute);

/// The text that parse_filter() reads back into an equal filter.
[[nodiscard]] std::string to_string(const Filter& filter);

/// What a name is that the resource type does not have: a mistake in a query of one endpoint, an
/// attribute without a value in a query of all types at the root (RFC 7644 section 3.4.2.1).
enum class UnknownNames : std::uint8_t { AreFaults, HaveNoValue };

/// A filter whose names were looked up in one resource type and whose operators fit the types, made
/// ready for evaluation. Cheap to copy, safe to share between threads; the type must outlive it.
class Matcher {
 public:
  /// Unknown attributes, operators that don't fit the type (RFC 7644: gt on boolean), comparison
  /// values of the wrong kind: InvalidFilter that says at which column what was expected and what was
  /// found. Attributes that are never returned: Sensitive (RFC 7644 section 7.5.2).
  [[nodiscard]] static core::Result<Matcher> make(const Filter& filter, const ResourceType& type,
                                                  UnknownNames unknown = UnknownNames::AreFaults);

  /// Whether the resource (canonical names, as made by scim::check_resource) matches.
  [[nodiscard]] bool matches(const core::Object& resource) const;
  /// The same of a resource that is not put together.
  [[nodiscard]] bool matches(const AttributeSource& resource) const;

  struct Node;

 private:
  explicit Matcher(std::shared_ptr<const Node> root) : root_(std::move(root)) {}
  std::shared_ptr<const Node> root_;
};

/// A matcher over the elements of one multi-valued complex attribute, for PATCH paths.
class ElementMatcher {
 public:
  [[nodiscard]] static core::Result<ElementMatcher> make(const Filter& filter, const AttributeDefinition& attribute);
  /// Whether the element (a complex value's object; or a simple value, which counts as `value`) matches.
  [[nodiscard]] bool matches(const core::Value& element) const;

 private:
  explicit ElementMatcher(std::shared_ptr<const Matcher::Node> root) : root_(std::move(root)) {}
  std::shared_ptr<const Matcher::Node> root_;
};

}  // namespace bridge::scim
