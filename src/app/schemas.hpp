#pragma once
// The schema documents of config/schemas, built into the program so that it needs no file beside it.

#include "bridge/config/settings.hpp"
#include "bridge/core/result.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::app {

/// What tenants' resources can have: Smartsheet's REST API tells more of them than its SCIM service, in an extension
/// that a tenant may do without.
struct Schemas {
  scim::SchemaRegistry extended;
  scim::SchemaRegistry plain;

  [[nodiscard]] const scim::SchemaRegistry& of(const config::Tenant& tenant) const {
    return tenant.rest && tenant.smartsheet_extension ? extended : plain;
  }
};

[[nodiscard]] core::Result<Schemas> built_in_schemas();

}  // namespace bridge::app
