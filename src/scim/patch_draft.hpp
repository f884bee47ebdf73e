#pragma once
// A resource under change: its members are copied once, at the first change, and a list once for all
// additions to it that follow each other.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "element_list.hpp"
#include "patch_target.hpp"

namespace bridge::scim {

/// The fault with the number of the operation that it is about in front.
[[nodiscard]] core::Failure in_operation(std::size_t index, const core::Fault& fault);

class Draft {
 public:
  /// Both must outlive the draft.
  Draft(const core::Object& resource, const ResourceType& type) : before_(resource), type_(type) {}

  /// The number of the operation whose changes come next.
  void begin_operation(std::size_t index) noexcept { operation_ = index; }

  /// The value of the target's attribute, or null pointer; the whole extension's for one. The pointer
  /// holds until the next call.
  [[nodiscard]] const core::Value* current(const Target& target);

  /// Carries out the edit. Clearing what is required, and changing what is immutable and set, is
  /// Mutability.
  [[nodiscard]] core::Outcome store(const Target& target, Edit edit);

  /// Removes those of the references that are there.
  [[nodiscard]] core::Outcome remove_references(const Target& target, const std::vector<std::string>& ids);

  /// Drops a whole extension.
  [[nodiscard]] core::Outcome drop_extension(const Target& target);

  /// The resource as it is now: the one it was made from when nothing changed. What is required and
  /// lacks is a fault, in the operation that changed its member last.
  [[nodiscard]] core::Result<core::Object> finish();

 private:
  /// A list that has been changed and not been put back yet.
  struct Open {
    const ResourceType::Slot* slot;
    const AttributeDefinition* attribute;
    ElementList list;
  };
  [[nodiscard]] ElementList& open(const Target& target);
  void close();
  [[nodiscard]] core::Outcome append(const Target& target, const core::Array& elements);
  void write(const Target& target, Edit edit);
  [[nodiscard]] const core::Value* member(std::string_view name) const;
  void put(const ResourceType::Slot& slot, core::Value value);
  void drop(const ResourceType::Slot& slot);
  void store_in_extension(const Target& target, Edit edit);
  void begin_change();
  void note_change(const ResourceType::Slot& slot);
  [[nodiscard]] core::Outcome check_required() const;
  [[nodiscard]] core::Outcome check_required(const ResourceType::Slot& slot) const;

  const core::Object& before_;
  const ResourceType& type_;
  bool changed_ = false;
  std::vector<core::Member> members_;
  std::optional<Open> open_;
  /// Which operation changed a member last.
  std::vector<std::pair<const ResourceType::Slot*, std::size_t>> changed_by_;
  std::size_t operation_ = 0;
};

}  // namespace bridge::scim
