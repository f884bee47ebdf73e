#pragma once
// An entry as what filters and sorting look into: nothing of the resource is made or unpacked that nobody asks for.

#include <array>
#include <cstddef>
#include <forward_list>
#include <optional>
#include <string_view>
#include <utility>

#include "bridge/scim/attribute_source.hpp"
#include "presenter.hpp"

namespace bridge::service {

/// Finds what Presenter::resource() would hold. The presenter, the entry and the names that are asked for must
/// outlive it; for one thread.
class EntrySource final : public scim::AttributeSource {
 public:
  EntrySource(const Presenter& presenter, const store::Glimpse& entry)
      : presenter_(presenter), entry_(entry), kind_(entry.kind()) {}

  [[nodiscard]] const core::Value* find(std::string_view name) const override {
    for (std::size_t i = 0; i < count_; ++i) {
      if (first_[i].name == name) return first_[i].given();
    }
    for (const Made& made : more_) {
      if (made.name == name) return made.given();
    }
    Made& made = count_ < first_.size() ? first_[count_++] : more_.emplace_front();
    made.name = name;
    made.value = make(name);
    return made.given();
  }

 private:
  struct Made {
    std::string_view name;
    std::optional<core::Value> value;
    [[nodiscard]] const core::Value* given() const noexcept { return value ? &*value : nullptr; }
  };

  [[nodiscard]] std::optional<core::Value> make(std::string_view name) const {
    const Presenter::DerivedMember* member = Presenter::derived_member(kind_, name);
    if (member != nullptr) return (presenter_.*(member->make))(entry_);
    return Presenter::is_removed(entry_, name) ? std::nullopt : entry_.shown(name);
  }

  const Presenter& presenter_;
  const store::Glimpse& entry_;
  const store::Kind kind_;
  /// Most filters ask for few: those need no memory of their own.
  mutable std::array<Made, 4> first_;
  mutable std::size_t count_ = 0;
  mutable std::forward_list<Made> more_;
};

}  // namespace bridge::service
