#pragma once
// The documents of discovery against RFC 7643 sections 5 to 7.

#include <string>
#include <vector>

#include "bridge/core/value.hpp"
#include "integration/attribute_check.hpp"

namespace bridge::integration {

void check_schema_document(const core::Object& document, Report& report);
void check_resource_type_document(const core::Object& document, Report& report);
void check_service_provider_config(const core::Object& document, Report& report);

}  // namespace bridge::integration
