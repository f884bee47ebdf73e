#pragma once
// One operation of a bulk request, by itself.

#include <string>
#include <string_view>

#include "bridge/scim/bulk.hpp"

namespace bridge::scim {

/// Reads the operation, its references apart; what is wrong with it is its fault.
[[nodiscard]] BulkOperation read_bulk_operation(const core::Object& object, const SchemaRegistry& registry);

/// In quotation marks, cut after 64 bytes: for messages.
[[nodiscard]] std::string quoted_bulk_id(std::string_view bulk_id);

}  // namespace bridge::scim
