#include "bridge/route/seat.hpp"

#include <utility>
#include <vector>

#include "bridge/route/record.hpp"
#include "route/roles.hpp"

namespace bridge::route {

namespace {

using core::Array;
using core::Object;
using core::Value;

constexpr const char* kRolesAttribute = "roles";

bool is_licence(const Value& element) {
  return roles_in(Object{{kRolesAttribute, Array{element}}}).contains(kLicensed);
}

Object with_elements(const Object& user, std::vector<Value> elements) {
  return elements.empty() ? user.without(kRolesAttribute) : user.with(kRolesAttribute, Array(std::move(elements)));
}

}  // namespace

bool licence_follows_seat(const Object& user_record) noexcept {
  return form_of(user_record) == Form::Rest && !core::text_or_empty(user_record, "seatType").empty();
}

Object with_seat_licence(const Object& user, const Object& user_record) {
  if (!licence_follows_seat(user_record)) return user;
  const RoleNames roles = roles_in(user);
  const bool licensed = roles_of_record(user_record).contains(kLicensed);
  if (roles.contains(kSystemAdmin) || roles.contains(kLicensed) == licensed) return user;
  const Value* attribute = user.find(kRolesAttribute);
  const Array* before = attribute != nullptr ? attribute->if_array() : nullptr;
  std::vector<Value> elements;
  if (before != nullptr) {
    for (const Value& element : *before) {
      if (licensed || !is_licence(element)) elements.push_back(element);
    }
  }
  if (licensed) elements.emplace_back(Object{{"value", kLicensed}, {"type", kLicensed}});
  return with_elements(user, std::move(elements));
}

}  // namespace bridge::route
