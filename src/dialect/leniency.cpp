#include <initializer_list>

#include "bridge/dialect/dialect.hpp"

namespace bridge::dialect {
namespace {

std::bitset<kLeniencies> set_of(std::initializer_list<Leniency> leniencies) {
  std::bitset<kLeniencies> set;
  for (const Leniency leniency : leniencies) set.set(static_cast<std::size_t>(leniency));
  return set;
}

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
    case Leniency::OpCaseIgnored: return "op_case_ignored";
    case Leniency::EmptyOperationsAccepted: return "empty_operations_accepted";
    case Leniency::BooleanAsText: return "boolean_as_text";
    case Leniency::DottedKeyInPatch: return "dotted_key_in_patch";
    case Leniency::QualifiedKeyInPatch: return "qualified_key_in_patch";
    case Leniency::FilteredKeyInPatch: return "filtered_key_in_patch";
    case Leniency::ExtensionNameWithoutUrn: return "extension_name_without_urn";
    case Leniency::UnknownInPatchDropped: return "unknown_in_patch_dropped";
    case Leniency::FilteredPathCreates: return "filtered_path_creates";
    case Leniency::RemovedByValue: return "removed_by_value";
    case Leniency::FilteredRemovalSpared: return "filtered_removal_spared";
    case Leniency::ManagerForms: return "manager_forms";
    case Leniency::RoleForms: return "role_forms";
    case Leniency::EmptyValueUnassigns: return "empty_value_unassigns";
    case Leniency::ValuePathCompared: return "value_path_compared";
    case Leniency::BareValueInFilter: return "bare_value_in_filter";
    case Leniency::Count: break;
  }
  return "";
}

const Dialect& generic() noexcept {
  static const Dialect kDialect{"generic", {}, true};
  return kDialect;
}

const Dialect& okta() noexcept {
  static const Dialect kDialect{
      "okta", set_of({Leniency::UnknownAttributeDropped, Leniency::ReadOnlyKeyInPatchDropped,
                      Leniency::PatchSchemaMissing, Leniency::ResourceSchemaMissing, Leniency::EmptyRoleDropped,
                      Leniency::EmptyElementDropped, Leniency::EmptyTextUnassigned})};
  return kDialect;
}

const Dialect& entra() noexcept {
  static const Dialect kDialect{
      "entra",
      set_of({Leniency::UnknownAttributeDropped, Leniency::ReadOnlyKeyInPatchDropped, Leniency::EmptyTextUnassigned,
              Leniency::OpCaseIgnored, Leniency::EmptyOperationsAccepted, Leniency::BooleanAsText,
              Leniency::DottedKeyInPatch, Leniency::QualifiedKeyInPatch, Leniency::FilteredKeyInPatch,
              Leniency::ExtensionNameWithoutUrn, Leniency::UnknownInPatchDropped, Leniency::FilteredPathCreates,
              Leniency::RemovedByValue, Leniency::FilteredRemovalSpared, Leniency::ManagerForms, Leniency::RoleForms,
              Leniency::EmptyValueUnassigns, Leniency::ValuePathCompared, Leniency::BareValueInFilter})};
  return kDialect;
}

}  // namespace bridge::dialect
