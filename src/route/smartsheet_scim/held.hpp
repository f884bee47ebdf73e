#pragma once
// The attributes of a User that the service can hold besides userName and `active`, in the order in
// which a PATCH names them (Microsoft's mapping for Smartsheet; Smartsheet help: directory integration).
// displayName is none of them: Smartsheet makes it up from the names.

#include <cstdint>
#include <string_view>

#include "bridge/core/value.hpp"

namespace bridge::route::smartsheet_scim {

/// Where in a resource the attribute stands.
enum class Place : std::uint8_t { Name, Top, Phone, Roles, Enterprise, Manager };

/// How a reactivation treats it. What Smartsheet may have from the person themselves, or may make up from
/// their names, is not worth a refusal that would cost the reactivation.
enum class AtReactivation : std::uint8_t {
  /// Brought to what is shown, taken away too.
  Compared,
  /// Never taken away.
  Kept,
};

struct Held {
  /// What a PATCH calls it.
  std::string_view path;
  Place place;
  /// The attribute or sub-attribute; of phoneNumbers the element's type.
  std::string_view name;
  AtReactivation at_reactivation = AtReactivation::Compared;
};

inline constexpr Held kHeld[] = {
    {"name.givenName", Place::Name, "givenName", AtReactivation::Kept},
    {"name.familyName", Place::Name, "familyName", AtReactivation::Kept},
    {"title", Place::Top, "title"},
    {"phoneNumbers[type eq \"work\"].value", Place::Phone, "work"},
    {"phoneNumbers[type eq \"mobile\"].value", Place::Phone, "mobile"},
    {"phoneNumbers[type eq \"fax\"].value", Place::Phone, "fax"},
    {"roles", Place::Roles, "roles"},
    {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", Place::Enterprise, "department"},
    {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division", Place::Enterprise, "division"},
    {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter", Place::Enterprise, "costCenter"},
    {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", Place::Manager, "manager"},
};

/// The attribute's text; of the manager their id. Empty where there is none, and for `roles`.
[[nodiscard]] std::string_view text_at(const core::Object& resource, const Held& held);

/// The resource with this text in the attribute's place; an empty one takes it away. `roles` stay.
[[nodiscard]] core::Object with_text(const core::Object& resource, const Held& held, std::string_view text);

}  // namespace bridge::route::smartsheet_scim
