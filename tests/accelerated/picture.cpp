#include "accelerated/picture.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/scim/urns.hpp"

namespace bridge::accelerated {

namespace {

using core::Object;
using core::Value;
using Names = std::map<std::string, std::string>;

const core::Array& list(const Value& from, std::string_view name) {
  static const core::Array none;
  const Object* object = from.if_object();
  const Value* value = object != nullptr ? object->find(name) : nullptr;
  const core::Array* array = value != nullptr ? value->if_array() : nullptr;
  return array != nullptr ? *array : none;
}

std::string number(const Value& value) {
  const std::int64_t* integer = value.if_integer();
  return integer != nullptr ? std::to_string(*integer) : std::string();
}

std::string id_of(const Object& record) {
  const Value* id = record.find("id");
  if (id == nullptr) return {};
  return id->if_string() != nullptr ? *id->if_string() : number(*id);
}

std::string text(const Object& record, std::string_view name) { return std::string(core::text_or_empty(record, name)); }

bool flag(const Object& record, std::string_view name) {
  const Value* value = record.find(name);
  return value != nullptr && value->if_bool() != nullptr && *value->if_bool();
}

Names names_in(const core::Array& records, std::string_view attribute) {
  Names names;
  for (const Value& record : records) names[id_of(*record.if_object())] = text(*record.if_object(), attribute);
  return names;
}

std::string name_in(const Names& names, const std::string& id) {
  const auto found = names.find(id);
  return found != names.end() ? found->second : "somebody unknown";
}

/// Sorted, so that order does not count.
std::string joined(std::vector<std::string> items) {
  std::sort(items.begin(), items.end());
  std::string line;
  for (const std::string& item : items) line += " " + item;
  return line;
}

std::string lines_of(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

/// Members in the order of their names.
std::string plain(const Object& object) {
  std::vector<std::string> members;
  for (const core::Member& member : object) members.push_back(member.name + "=" + json::write(member.value));
  return joined(std::move(members));
}

std::string members_of(const Object& group, std::string_view list_name, const Names& people) {
  std::vector<std::string> names;
  for (const Value& member : list(Value(group), list_name)) {
    const Object* object = member.if_object();
    names.push_back(name_in(people, object != nullptr ? text(*object, "value") : number(member)));
  }
  return joined(std::move(names));
}

/// Without ids, times and references; groups by their names.
Object settled(Object user) {
  std::vector<std::string> groups;
  for (const Value& group : list(Value(user), "groups")) groups.push_back(text(*group.if_object(), "display"));
  user = user.without("id").without("meta").without("groups").with("groups", joined(std::move(groups)));
  const Value* extension = user.find(scim::kSmartsheetUserUrn);
  if (extension == nullptr || extension->if_object() == nullptr) return user;
  Object kept = *extension->if_object();
  for (const char* moving : {"lastLogin", "sheetCount", "seatTypeLastChangedAt", "provisionalExpirationDate"}) {
    kept = kept.without(moving);
  }
  return user.with(scim::kSmartsheetUserUrn, plain(kept));
}

}  // namespace

std::string picture_of(const emulator::Emulator& smartsheet) {
  const Value state = smartsheet.state();
  const core::Array& users = list(state, "users");
  const Names people = names_in(users, "email");
  std::vector<std::string> lines;
  for (const Value& user : users) {
    const Object record =
        user.if_object()->without("id").without("scimId").without("deactivatedAt").without("lastLogin");
    lines.push_back(plain(record));
  }
  for (const Value& group : list(state, "groups")) {
    const Object& record = *group.if_object();
    lines.push_back("group " + text(record, "name") + " (" + text(record, "description") + ") of " +
                    name_in(people, number(*record.find("ownerId"))) + ":" + members_of(record, "members", people));
  }
  return lines_of(std::move(lines));
}

std::string picture_of(const Value& users, const Value& groups) {
  const core::Array& shown = list(users, "Resources");
  const Names people = names_in(shown, "userName");
  std::vector<std::string> lines;
  for (const Value& user : shown) lines.push_back(plain(settled(*user.if_object())));
  for (const Value& group : list(groups, "Resources")) {
    const Object& record = *group.if_object();
    lines.push_back("group " + text(record, "displayName") + ":" + members_of(record, "members", people));
  }
  return lines_of(std::move(lines));
}

Access access_in(const emulator::Emulator& smartsheet) {
  static constexpr std::array<const char*, 4> kRoles{"admin", "licensedSheetCreator", "groupAdmin", "resourceViewer"};
  const Value state = smartsheet.state();
  Access access;
  Names active;
  for (const Value& user : list(state, "users")) {
    const Object& record = *user.if_object();
    if (text(record, "status") != "ACTIVE") continue;
    const std::string email = text(record, "email");
    active[id_of(record)] = email;
    access.insert(email + " signs in");
    for (const char* role : kRoles) {
      if (flag(record, role)) access.insert(email + " is " + role);
    }
  }
  for (const Value& group : list(state, "groups")) {
    const Object& record = *group.if_object();
    for (const Value& member : list(group, "members")) {
      const auto who = active.find(number(member));
      if (who != active.end()) access.insert(who->second + " is in " + text(record, "name"));
    }
  }
  return access;
}

std::string doubled_in(const emulator::Emulator& smartsheet) {
  const Value state = smartsheet.state();
  std::set<std::string> seen;
  std::string doubled;
  const auto look = [&](std::string_view of, std::string_view name) {
    for (const Value& record : list(state, of)) {
      const std::string folded = std::string(of) + " " + core::fold_case(text(*record.if_object(), name));
      if (!seen.insert(folded).second) doubled += folded + "\n";
    }
  };
  look("users", "email");
  look("groups", "name");
  return doubled;
}

}  // namespace bridge::accelerated
