#pragma once
// The elements of one multi-valued attribute while they change, each of them once.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// What makes two elements the same (RFC 7643 section 2.4 wants each type and value once):
///
///   elements                          are the same when equal in
///   references (a group's members)    value
///   complex, with a value             type and value
///   complex, without a value          every sub-attribute that a client can give; `primary: false` is absent
///   simple                            themselves
///
/// Texts are compared as their caseExact says. Any number of additions and removals costs time in
/// proportion to the list and to them together.
class ElementList {
 public:
  /// `current` is the attribute's value, or null pointer; the attribute must outlive the list.
  explicit ElementList(const AttributeDefinition& attribute, const core::Value* current = nullptr);

  /// Adds a checked element at the end. To one that is the same as another it gives what that one lacks
  /// or has otherwise; a reference stays as it was. A new primary one takes that from the others. False
  /// when nothing changed.
  bool add(const core::Value& element);

  /// Removes the element with this `value` from references; false when it is not there.
  bool remove_reference(std::string_view reference);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool changed() const noexcept { return changed_; }
  /// The elements; the list is not to be used afterwards.
  [[nodiscard]] core::Array take();

 private:
  [[nodiscard]] std::span<const core::Value> elements() const noexcept;
  [[nodiscard]] std::optional<std::size_t> find(const core::Value& element);
  [[nodiscard]] bool is_same(const core::Value& a, const core::Value& b) const;
  [[nodiscard]] bool is_same_sub(const core::Object& a, const core::Object& b, const AttributeDefinition& sub) const;
  [[nodiscard]] std::size_t hash(const core::Value& element) const;
  [[nodiscard]] bool identifies(const AttributeDefinition& sub, const core::Object& element) const;
  [[nodiscard]] std::optional<core::Value> merged(const core::Value& before, const core::Value& given) const;
  void begin_change();
  void build_index();
  void settle_primary(std::size_t index);

  const AttributeDefinition& attribute_;
  bool references_;
  core::Array before_;
  /// Once changed, in place of `before_`; null where an element was removed.
  std::vector<core::Value> elements_;
  bool changed_ = false;
  std::size_t size_;
  /// From hashes to places; built when a long list has been walked a few times.
  std::unordered_multimap<std::size_t, std::size_t> index_;
  bool indexed_ = false;
  std::size_t walks_ = 0;
  /// The place of the primary element once it was looked for.
  std::optional<std::size_t> primary_;
  bool primary_known_ = false;
};

/// Whether the element says that it is the primary one.
[[nodiscard]] bool is_primary(const core::Value& element);

}  // namespace bridge::scim
