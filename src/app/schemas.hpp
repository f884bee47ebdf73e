#pragma once
// The schema documents of config/schemas, built into the program so that it needs no file beside it.

#include "bridge/config/settings.hpp"
#include "bridge/core/result.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::app {

/// What tenants' resources can have: Smartsheet's REST API tells more of them than its SCIM service.
struct Schemas {
  scim::SchemaRegistry with_rest;
  scim::SchemaRegistry without_rest;

  [[nodiscard]] const scim::SchemaRegistry& of(const config::Tenant& tenant) const {
    return tenant.rest ? with_rest : without_rest;
  }
};

[[nodiscard]] core::Result<Schemas> built_in_schemas();

}  // namespace bridge::app
