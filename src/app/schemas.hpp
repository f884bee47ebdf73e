#pragma once
// The schema documents of config/schemas, built into the program so that it needs no file beside it.

#include "bridge/core/result.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::app {

[[nodiscard]] core::Result<scim::SchemaRegistry> built_in_schemas();

}  // namespace bridge::app
