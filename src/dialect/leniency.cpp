#include "bridge/dialect/dialect.hpp"

namespace bridge::dialect {
namespace {

std::bitset<kLeniencies> all() noexcept { return std::bitset<kLeniencies>().set(); }

}  // namespace

std::string_view to_string(Leniency leniency) noexcept {
  switch (leniency) {
    case Leniency::UnknownAttributeDropped: return "unknown_attribute_dropped";
    case Leniency::ReadOnlyKeyInPatchDropped: return "read_only_key_in_patch_dropped";
    case Leniency::PatchSchemaMissing: return "patch_schema_missing";
    case Leniency::ResourceSchemaMissing: return "resource_schema_missing";
    case Leniency::EmptyRoleDropped: return "empty_role_dropped";
    case Leniency::EmptyElementDropped: return "empty_element_dropped";
    case Leniency::EmptyTextUnassigned: return "empty_text_unassigned";
    case Leniency::Count: break;
  }
  return "";
}

const Dialect& generic() noexcept {
  static const Dialect kDialect{"generic", {}};
  return kDialect;
}

// Every switch there is was found in Okta's traffic.
const Dialect& okta() noexcept {
  static const Dialect kDialect{"okta", all()};
  return kDialect;
}

}  // namespace bridge::dialect
