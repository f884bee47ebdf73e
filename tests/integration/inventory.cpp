#include "integration/inventory.hpp"

namespace bridge::integration {

using core::Object;
using core::Value;

Inventory inventory(const emulator::Emulator& smartsheet) {
  Inventory found;
  std::map<std::string, std::string> address_of;
  const Value whole = smartsheet.state();
  for (const Value& item : *whole.if_object()->find("users")->if_array()) {
    const Object& user = *item.if_object();
    ++found.people;
    std::string roles;
    for (const char* flag : {"admin", "groupAdmin", "licensedSheetCreator", "resourceViewer"}) {
      roles += core::flag_or_false(user, flag) ? '1' : '0';
    }
    const std::string email(core::text_or_empty(user, "email"));
    found.roles[email] = roles;
    address_of[std::to_string(*user.find("id")->if_integer())] = email;
  }
  for (const Value& item : *whole.if_object()->find("groups")->if_array()) {
    const Object& group = *item.if_object();
    auto& members = found.members[std::string(core::text_or_empty(group, "name"))];
    for (const Value& id : *group.find("members")->if_array()) {
      members.insert(address_of[std::to_string(*id.if_integer())]);
    }
  }
  return found;
}

}  // namespace bridge::integration
