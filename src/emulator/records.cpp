#include "emulator/records.hpp"

#include <algorithm>
#include <array>

namespace bridge::emulator {

namespace {

struct StatusName {
  Status status;
  const char* name;
};
constexpr std::array kStatusNames{StatusName{Status::Active, "ACTIVE"}, StatusName{Status::Pending, "PENDING"},
                                  StatusName{Status::Declined, "DECLINED"},
                                  StatusName{Status::Deactivated, "DEACTIVATED"}};

constexpr std::array<std::string_view, 8> kProfileAttributes{"title",     "department", "company", "mobilePhone",
                                                             "workPhone", "role",       "locale",  "timeZone"};

}  // namespace

const char* to_string(Status status) {
  for (const StatusName& row : kStatusNames) {
    if (row.status == status) return row.name;
  }
  return "";
}

std::optional<Status> status_from(std::string_view text) {
  for (const StatusName& row : kStatusNames) {
    if (row.name == text) return row.status;
  }
  return std::nullopt;
}

bool ScimOnly::has_role(std::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::string User::name() const {
  if (first_name.empty()) return last_name;
  return last_name.empty() ? first_name : first_name + " " + last_name;
}

bool User::takes_licence() const { return licensed && (status == Status::Active || status == Status::Pending); }

bool MemberList::add(std::int64_t user) {
  if (!index_.insert(user).second) return false;
  ids_.push_back(user);
  return true;
}

bool MemberList::remove(std::int64_t user) {
  if (index_.erase(user) == 0) return false;
  ids_.erase(std::find(ids_.begin(), ids_.end(), user));
  return true;
}

bool is_profile_attribute(std::string_view name) {
  return std::find(kProfileAttributes.begin(), kProfileAttributes.end(), name) != kProfileAttributes.end();
}

}  // namespace bridge::emulator
