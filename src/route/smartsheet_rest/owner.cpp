#include "bridge/route/smartsheet_rest/owner.hpp"

#include "bridge/route/record.hpp"

namespace bridge::route::smartsheet_rest {

namespace {

bool is_set(const core::Object& profile, std::string_view name) {
  const core::Value* value = profile.find(name);
  const bool* flag = value != nullptr ? value->if_bool() : nullptr;
  return flag != nullptr && *flag;
}

bool is_active(const Owner& owner) { return owner.status.empty() || owner.status == "ACTIVE"; }

}  // namespace

Owner read_owner(const core::Object& profile) {
  return {core::UpstreamId(id_of(profile)), std::string(core::text_or_empty(profile, "email")),
          std::string(core::text_or_empty(profile, "status")), is_set(profile, "admin"), is_set(profile, "groupAdmin")};
}

bool can_work(const Owner& owner) { return is_active(owner) && owner.system_admin; }

std::vector<std::string> missing_rights(const Owner& owner, bool creates_groups) {
  std::vector<std::string> missing;
  if (!is_active(owner)) {
    missing.push_back("the token's owner is " + owner.status + "; use a token of somebody who is active");
  }
  if (!owner.system_admin) {
    missing.emplace_back(
        "the token's owner is not a System Admin, people can't be managed; make the owner one, or use a token of a "
        "System Admin");
  }
  if (creates_groups && !owner.group_admin) {
    missing.emplace_back(
        "the token's owner is not a Group Admin, groups can't be created; make the owner one in Smartsheet");
  }
  return missing;
}

}  // namespace bridge::route::smartsheet_rest
