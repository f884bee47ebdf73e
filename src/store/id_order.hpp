#pragma once
// The order of ids, which are decimal numbers kept as text.

#include <string_view>

#include "bridge/core/ids.hpp"

namespace bridge::store {

/// Shorter numbers are smaller; equally long ones compare as text.
struct IdOrder {
  [[nodiscard]] bool operator()(std::string_view a, std::string_view b) const noexcept {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }
  [[nodiscard]] bool operator()(const core::ResourceId& a, const core::ResourceId& b) const noexcept {
    return (*this)(std::string_view(a.text), std::string_view(b.text));
  }
};

}  // namespace bridge::store
