#pragma once
// Plans of the user subscription model: whoever has a seat has a licence, and the seat is given and taken in
// Smartsheet alone (API page "Update User": there `licensedSheetCreator` changes for System Admins only). Pure.

#include "bridge/core/value.hpp"

namespace bridge::route {

/// Whether the person's licence follows their seat; told by `seatType`, which other plans don't have.
[[nodiscard]] bool licence_follows_seat(const core::Object& user_record) noexcept;

/// The User resource with LICENSED_USER among its roles exactly where the record has the licence. Where the licence
/// does not follow the seat, and for System Admins, the resource as it is.
[[nodiscard]] core::Object with_seat_licence(const core::Object& user, const core::Object& user_record);

}  // namespace bridge::route
