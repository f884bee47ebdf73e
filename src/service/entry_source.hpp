#pragma once
// An entry as what filters and sorting look into: nothing of the resource is made that nobody asks for.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "bridge/scim/attribute_source.hpp"
#include "presenter.hpp"

namespace bridge::service {

/// Finds what Presenter::resource() would hold. The presenter and the entry must outlive it; for one thread.
class EntrySource final : public scim::AttributeSource {
 public:
  EntrySource(const Presenter& presenter, const store::Entry& entry) : presenter_(presenter), entry_(entry) {}

  [[nodiscard]] const core::Value* find(std::string_view name) const override {
    const Presenter::DerivedMember* member = Presenter::derived_member(entry_.row.kind, name);
    if (member == nullptr) return entry_.shown.find(name);
    Made& made = made_[static_cast<std::size_t>(member - Presenter::derived_members().data())];
    if (!made.known) {
      made.value = (presenter_.*(member->make))(entry_);
      made.known = true;
    }
    return made.value ? &*made.value : nullptr;
  }

 private:
  struct Made {
    bool known = false;
    std::optional<core::Value> value;
  };
  const Presenter& presenter_;
  const store::Entry& entry_;
  mutable std::array<Made, Presenter::kDerivedMembers> made_;
};

}  // namespace bridge::service
