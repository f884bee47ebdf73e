#include "bridge/scim/filter.hpp"
#include "filter_actions.hpp"
#include "parse_text.hpp"

namespace bridge::scim {

core::Result<Filter> parse_filter(std::string_view text, const FilterLimits& limits) {
  if (text.size() > limits.length) {
    return length_fault(core::FaultKind::InvalidFilter, "invalid filter", text, limits.length);
  }
  FilterBuilder builder(text, limits.depth);
  const auto failed =
      parse_text<grammar::filter_text, FilterAction>(text, core::FaultKind::InvalidFilter, "invalid filter", builder);
  if (failed) return *failed;
  return builder.take();
}

}  // namespace bridge::scim
