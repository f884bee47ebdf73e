#include "message.hpp"

#include <algorithm>

#include "bridge/core/ascii_case.hpp"

namespace bridge::scim {

core::Outcome check_message_schema(const core::Object& message, std::string_view urn) {
  const core::Value* schemas = message.find_ignoring_case("schemas");
  const core::Array* urns = schemas != nullptr ? schemas->if_array() : nullptr;
  const auto is_it = [urn](const core::Value& value) {
    return value.if_string() != nullptr && core::equal_ignoring_case(*value.if_string(), urn);
  };
  if (urns != nullptr && std::any_of(urns->begin(), urns->end(), is_it)) return core::ok();
  return core::failure(core::FaultKind::InvalidSyntax, "schemas: expected an array that holds \"" + std::string(urn) +
                                                           "\", found " +
                                                           (urns != nullptr ? "others" : found_kind(schemas)));
}

std::string found_kind(const core::Value* value) { return value != nullptr ? value->kind() : "nothing"; }

}  // namespace bridge::scim
