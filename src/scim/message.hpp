#pragma once
// What the messages of RFC 7644 have in common: PatchOp, SearchRequest, BulkRequest.

#include <string>
#include <string_view>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::scim {

/// InvalidSyntax unless `schemas` of the message holds this URN; case ignored (section 3.1).
[[nodiscard]] core::Outcome check_message_schema(const core::Object& message, std::string_view urn);

/// For details: "nothing", or the kind of what stands there.
[[nodiscard]] std::string found_kind(const core::Value* value);

}  // namespace bridge::scim
