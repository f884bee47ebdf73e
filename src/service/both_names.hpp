#pragma once
// People whose userName needs no domain are found by the bare name and by the address, whichever they show.

#include "bridge/core/bare_names.hpp"
#include "bridge/scim/filter.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::service {

/// The filter with `userName eq` meaning either spelling of the name, and `ne` neither. Other comparisons are
/// about the userName as it is shown.
[[nodiscard]] scim::Filter with_both_names(const scim::Filter& filter, const scim::ResourceType& type,
                                           const core::BareNames& names);

}  // namespace bridge::service
