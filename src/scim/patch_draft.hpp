#pragma once
// A resource under change: its members are copied once, at the first change.

#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "patch_target.hpp"

namespace bridge::scim {

class Draft {
 public:
  /// Both must outlive the draft.
  Draft(const core::Object& resource, const ResourceType& type) : before_(resource), type_(type) {}

  /// The value of the target's attribute, or null pointer; the whole extension's for one.
  [[nodiscard]] const core::Value* current(const Target& target) const;

  /// Carries out the edit. Clearing what is required, and changing what is immutable and set, is
  /// Mutability.
  [[nodiscard]] core::Outcome store(const Target& target, Edit edit);

  /// Drops a whole extension.
  [[nodiscard]] core::Outcome drop_extension(const Target& target);

  /// The resource as it is now: the one it was made from when nothing changed. What is required and
  /// lacks is a fault.
  [[nodiscard]] core::Result<core::Object> finish();

 private:
  [[nodiscard]] const core::Value* member(std::string_view name) const;
  void put(const ResourceType::Slot& slot, core::Value value);
  void drop(const ResourceType::Slot& slot);
  void store_in_extension(const Target& target, Edit edit);
  void begin_change();
  [[nodiscard]] core::Outcome check_required() const;

  const core::Object& before_;
  const ResourceType& type_;
  bool changed_ = false;
  std::vector<core::Member> members_;
};

}  // namespace bridge::scim
