// Smartsheet's records as the Smartsheet extension shows them (config/schemas/Smartsheet*.json).

#include <utility>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/route/record.hpp"

namespace bridge::route {

namespace {

using core::Object;
using core::Value;
using Members = std::vector<core::Member>;

void put_text(Members& members, std::string_view name, std::string_view text) {
  if (!text.empty()) members.push_back({std::string(name), Value(text)});
}

void put_told(Members& members, std::string_view name, const Object& from) {
  if (const Value* value = from.find(name)) members.push_back({std::string(name), *value});
}

void put_time(Members& members, std::string_view name, const Object& record) {
  const std::string_view time = core::text_or_empty(record, name);
  if (core::parse_date_time(time)) put_text(members, name, time);
}

/// Who was invited gets in by accepting, which no administrator has to allow again.
bool can_sign_in(std::string_view status) {
  return core::equal_ignoring_case(status, "ACTIVE") || core::equal_ignoring_case(status, "PENDING");
}

}  // namespace

Object moving_user(const Object& record) {
  Members moving;
  if (form_of(record) == Form::Scim) return {};
  put_time(moving, "lastLogin", record);
  const Value* sheets = record.find("sheetCount");
  const std::int64_t* count = sheets != nullptr ? sheets->if_integer() : nullptr;
  // -1 is Smartsheet's way to say that it does not count.
  if (count != nullptr && *count >= 0) moving.push_back({"sheetCount", *sheets});
  return Object(std::move(moving));
}

Object extension_of_user(const Object& record, const Object& moving) {
  if (form_of(record) == Form::Scim) return {};
  Members told;
  const std::string_view status = core::text_or_empty(record, "status");
  put_text(told, "status", status);
  if (!status.empty()) told.push_back({"canStillSignIn", can_sign_in(status)});
  put_told(told, "lastLogin", moving);
  put_text(told, "seatType", core::text_or_empty(record, "seatType"));
  put_time(told, "seatTypeLastChangedAt", record);
  put_time(told, "provisionalExpirationDate", record);
  put_told(told, "sheetCount", moving);
  return Object(std::move(told));
}

Object extension_of_group(const Object& record) {
  if (form_of(record) == Form::Scim) return {};
  Members told;
  put_text(told, "owner", core::text_or_empty(record, "owner"));
  put_text(told, "description", core::text_or_empty(record, "description"));
  return Object(std::move(told));
}

}  // namespace bridge::route
