#include "patch_path.hpp"

#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "conditions.hpp"

namespace bridge::dialect {
namespace {

/// `urn:…:User.department`: the URN ends where one is known to end, which its own dots don't tell.
std::string with_colon(std::string_view text, const scim::ResourceType& type, Uses& uses) {
  std::string plain(text);
  const auto separates = [&](const std::string& urn) {
    return text.size() > urn.size() && text[urn.size()] == '.' && core::starts_with_ignoring_case(text, urn);
  };
  const auto repair = [&](const std::string& urn) {
    if (!separates(urn)) return;
    uses.mark(Leniency::QualifiedKeyInPatch);
    plain[urn.size()] = ':';
  };
  if (!uses.allows(Leniency::QualifiedKeyInPatch)) return plain;
  repair(type.base().urn());
  for (const auto& extension : type.extensions()) repair(extension.schema->urn());
  return plain;
}

std::string with_plain_filter(std::string text, const scim::ResourceType& type, Uses& uses) {
  if (text.find('[') == std::string::npos || text.size() > scim::FilterLimits().length) return text;
  Uses maybe = uses.fresh();
  std::string plain = plain_conditions(text, type, maybe);
  if (maybe.none() || !scim::parse_patch_path(plain)) return text;
  uses.add(maybe);
  return plain;
}

/// Puts the URN of the one extension that has the attribute in front.
bool qualify(std::string& text, scim::PatchPath& path, const scim::ResourceType& type, Uses& uses) {
  if (!path.attribute.urn.empty() || !uses.allows(Leniency::ExtensionNameWithoutUrn)) return false;
  const scim::Schema* extension = only_extension_with(path.attribute.name, type);
  if (extension == nullptr) return false;
  uses.mark(Leniency::ExtensionNameWithoutUrn);
  text.insert(0, extension->urn() + ":");
  path.attribute.urn = extension->urn();
  return true;
}

}  // namespace

PathReading read_path(std::string_view text, const scim::ResourceType& type, Uses& uses) {
  std::string plain = with_plain_filter(with_colon(text, type, uses), type, uses);
  auto path = scim::parse_patch_path(plain);
  if (!path) return {};
  auto resolved = scim::resolve(path->attribute, type);
  if (!resolved && qualify(plain, *path, type, uses)) resolved = scim::resolve(path->attribute, type);
  if (!resolved) return {std::nullopt, true};
  if (!path->sub.empty()) {
    if (resolved->attribute == nullptr || resolved->sub != nullptr) return {};
    resolved->sub = resolved->attribute->sub(path->sub);
    if (resolved->sub == nullptr) return {std::nullopt, true};
  }
  return {KnownPath{std::move(plain), *resolved, path->filter.has_value()}, false};
}

}  // namespace bridge::dialect
