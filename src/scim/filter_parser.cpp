#include "bridge/scim/filter.hpp"
#include "filter_actions.hpp"
#include "parse_text.hpp"

namespace bridge::scim {

core::Result<Filter> parse_filter(std::string_view text, const FilterLimits& limits) {
  if (text.size() > limits.length) {
    return core::failure(core::FaultKind::InvalidFilter, "invalid filter: expected at most " +
                                                             std::to_string(limits.length) + " bytes, found " +
                                                             std::to_string(text.size()));
  }
  FilterBuilder builder(text, limits.depth);
  const auto failed =
      parse_text<grammar::filter_text, FilterAction>(text, core::FaultKind::InvalidFilter, "invalid filter", builder);
  if (failed) return *failed;
  return builder.take();
}

}  // namespace bridge::scim
