#include "bridge/core/ascii_case.hpp"
#include "bridge/scim/attribute_path.hpp"

namespace bridge::scim {

namespace {

/// The sub-attribute of the path; nothing when the attribute has none of this name.
std::optional<ResolvedAttribute> with_sub(const Schema* extension, const AttributeDefinition* attribute,
                                          std::string_view sub) {
  if (attribute == nullptr) return std::nullopt;
  if (sub.empty()) return ResolvedAttribute{extension, attribute, nullptr};
  const AttributeDefinition* found = attribute->sub(sub);
  if (found == nullptr) return std::nullopt;
  return ResolvedAttribute{extension, attribute, found};
}

}  // namespace

std::optional<ResolvedAttribute> resolve(const AttributePath& path, const ResourceType& type) {
  if (path.urn.empty()) return with_sub(nullptr, type.core_attribute(path.name), path.sub);
  // A URN by itself is read with its last segment as the name, so the longer reading comes first.
  if (const Schema* whole = type.extension(to_string(path))) return ResolvedAttribute{whole, nullptr, nullptr};
  if (core::equal_ignoring_case(path.urn, type.base().urn())) {
    return with_sub(nullptr, type.core_attribute(path.name), path.sub);
  }
  const Schema* extension = type.extension(path.urn);
  if (extension == nullptr) return std::nullopt;
  return with_sub(extension, extension->find(path.name), path.sub);
}

}  // namespace bridge::scim
