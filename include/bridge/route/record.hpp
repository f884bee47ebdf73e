#pragma once
// Smartsheet's records come in two forms: REST's own, and SCIM resources. Which one is known of a person
// depends on the service that was asked last; what is needed of it is the same. Pure.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"

namespace bridge::route {

enum class Form : std::uint8_t { Rest, Scim };

/// SCIM resources, and they alone, have `schemas` (RFC 7643 section 3).
[[nodiscard]] Form form_of(const core::Object& record) noexcept;

/// The record in the form that is wanted, as far as the other one can tell it; one of that form is given
/// back as it is.
[[nodiscard]] core::Object as_rest_user(const core::Object& record);
[[nodiscard]] core::Object as_scim_user(const core::Object& record);
[[nodiscard]] core::Object as_rest_group(const core::Object& record);
[[nodiscard]] core::Object as_scim_group(const core::Object& record);

/// read: the record as a SCIM resource (canonical; without id, meta, groups and members).
[[nodiscard]] core::Object read_user(const core::Object& record);
[[nodiscard]] core::Object read_group(const core::Object& record);

/// Whether a User resource has access: `active` is true where nobody says otherwise.
[[nodiscard]] bool is_active(const core::Object& user) noexcept;

/// An attribute, or a sub-attribute of a complex one, of a SCIM resource.
struct HeldAttribute {
  std::string_view name;
  std::string_view sub;
};

/// Of what is shown of a User, the attributes that both records can tell and that change in Smartsheet.
[[nodiscard]] const std::vector<HeldAttribute>& held_user_attributes(Form one, Form other);

/// The primary e-mail address, and a group's name; empty where the record has none.
[[nodiscard]] std::string_view address_of(const core::Object& user_record);
[[nodiscard]] std::string_view name_of(const core::Object& group_record);

/// The record's id as its service spells it; empty when there is none.
[[nodiscard]] std::string id_of(const core::Object& record);

/// Whether the record is one of the organisation's own people rather than a guest (`isInternal`, of both
/// forms; SCIM lists no guests, but its groups may name them).
[[nodiscard]] bool is_internal(const core::Object& user_record);

/// Smartsheet's names of the roles that both services know: those that a User resource names, and those that a
/// record tells. Lives for ever.
[[nodiscard]] std::set<std::string_view> roles_named(const core::Object& resource);
[[nodiscard]] std::set<std::string_view> roles_recorded(const core::Object& user_record);
/// Whether the record says which roles the person has: SCIM's may be silent.
[[nodiscard]] bool tells_roles(const core::Object& user_record);

/// Whether the User resource names those of the record's roles, and no others, that both services know.
[[nodiscard]] bool has_roles_of(const core::Object& resource, const core::Object& user_record);

/// The attributes that are worth keeping: those that don't change by themselves. Of a group without its
/// members.
[[nodiscard]] core::Object stable_user(const core::Object& record);
[[nodiscard]] core::Object stable_group(const core::Object& record);

/// Of a stable user record, what says nothing of who it is: ids, access, licence and roles.
[[nodiscard]] core::Object without_person(const core::Object& stable_user_record);

/// Of a user record, what moves by itself and can be shown all the same: `lastLogin` and `sheetCount`, where
/// Smartsheet tells them.
[[nodiscard]] core::Object moving_user(const core::Object& record);

/// What a record tells beyond SCIM, as the attributes of the Smartsheet extension; empty where it is no
/// record of REST, which alone tells such things. `moving` is what moving_user() gave.
[[nodiscard]] core::Object extension_of_user(const core::Object& record, const core::Object& moving);
[[nodiscard]] core::Object extension_of_group(const core::Object& record);

/// A stable group record without the time of its last change: one that then differs from what is kept
/// will be read again.
[[nodiscard]] core::Object without_change_time(const core::Object& stable_group_record);

}  // namespace bridge::route
