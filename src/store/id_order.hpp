#pragma once
// The order of ids, which are decimal numbers kept as text.

#include "bridge/core/ids.hpp"

namespace bridge::store {

/// Shorter numbers are smaller; equally long ones compare as text.
struct IdOrder {
  [[nodiscard]] bool operator()(const core::ResourceId& a, const core::ResourceId& b) const noexcept {
    if (a.text.size() != b.text.size()) return a.text.size() < b.text.size();
    return a.text < b.text;
  }
};

}  // namespace bridge::store
