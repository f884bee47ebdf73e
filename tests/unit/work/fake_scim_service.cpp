#include "unit/work/fake_scim_service.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "bridge/route/smartsheet_scim/people.hpp"
#include "bridge/scim/urns.hpp"
#include "unit/work/fakes.hpp"

namespace bridge::work::test {

namespace {

using core::Array;
using core::Object;
using core::Value;
using transport::Reply;

struct Flag {
  std::string_view role;
  std::string_view flag;
};
constexpr Flag kFlags[] = {
    {"LICENSED_USER", "licensedSheetCreator"}, {"SYSTEM_ADMIN", "admin"}, {"GROUP_ADMIN", "groupAdmin"}};

constexpr std::string_view kEnterprisePrefix = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";

Reply error(int status) {
  return answer(status, Object{{"schemas", Array{scim::kErrorUrn}}, {"status", std::to_string(status)}});
}

Object object_at(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  return value != nullptr && value->if_object() != nullptr ? *value->if_object() : Object();
}

Array array_at(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  return value != nullptr && value->if_array() != nullptr ? *value->if_array() : Array();
}

Object body_of(const route::ScimCall& call) {
  const Object* body = call.body.if_object();
  return body != nullptr ? *body : Object();
}

std::size_t number_in(std::string_view path, std::string_view name) {
  const std::size_t at = path.find(name);
  return at == std::string_view::npos ? 1 : std::stoul(std::string(path.substr(at + name.size())));
}

Object with_roles(Object record, const Value* roles) {
  for (const Flag& row : kFlags) record = record.with(row.flag, false);
  const Array* list = roles != nullptr ? roles->if_array() : nullptr;
  for (const Value& role : list != nullptr ? *list : Array()) {
    for (const Flag& row : kFlags) {
      if (core::text_or_empty(*role.if_object(), "value") == row.role) record = record.with(row.flag, true);
    }
  }
  return record;
}

}  // namespace

Reply FakeScimService::serve(const route::ScimCall& call) {
  if (off) return error(*off);
  if (writes_off && call.method != "GET") return error(*writes_off);
  const std::string path = call.path.substr(0, call.path.find('?'));
  const std::size_t slash = path.find('/', 1);
  const std::string id = slash == std::string::npos ? std::string() : path.substr(slash + 1);
  if (path.starts_with("/Users")) return serve_people(call, id);
  return groups_off ? error(*groups_off) : serve_groups(call, id);
}

std::string FakeScimService::id_of(std::int64_t id) const {
  const auto given = ids.find(id);
  return given != ids.end() ? given->second : "s-" + std::to_string(id);
}

std::optional<std::int64_t> FakeScimService::rest_id(const std::string& id) const {
  for (const auto& [known, person] : smartsheet_.people) {
    if (id_of(known) == id) return known;
  }
  for (const auto& [known, group] : smartsheet_.groups) {
    if (id_of(known) == id) return known;
  }
  return std::nullopt;
}

Object FakeScimService::person(std::int64_t id) const {
  const Object& record = smartsheet_.people.at(id);
  Object resource{{"schemas", Array{scim::kUserUrn}},
                  {"id", id_of(id)},
                  {"userName", core::text_or_empty(record, "email")},
                  {"active", core::text_or_empty(record, "status") != "DEACTIVATED"}};
  Object name;
  for (const auto& [part, member] : {std::pair("givenName", "firstName"), std::pair("familyName", "lastName")}) {
    const std::string_view text = core::text_or_empty(record, member);
    if (!text.empty()) name = name.with(part, text);
  }
  if (!name.empty()) resource = resource.with("name", name);
  std::vector<Value> roles;
  for (const Flag& row : kFlags) {
    if (core::flag_or_false(record, row.flag)) roles.emplace_back(Object{{"value", row.role}, {"type", row.role}});
  }
  if (!roles.empty()) resource = resource.with("roles", Array(std::move(roles)));
  const auto held = more.find(id);
  for (const core::Member& member : held != more.end() ? held->second : Object()) {
    resource = resource.with(member.name, member.value);
  }
  return resource;
}

Object FakeScimService::group(std::int64_t id, bool with_members) const {
  const FakeSmartsheet::Group& kept = smartsheet_.groups.at(id);
  Object resource{{"schemas", Array{scim::kGroupUrn}},
                  {"id", id_of(id)},
                  {"displayName", core::text_or_empty(kept.record, "name")},
                  {"meta", Object{{"lastModified", core::text_or_empty(kept.record, "modifiedAt")}}}};
  if (!with_members) return resource;
  std::vector<Value> members;
  for (const std::int64_t member : kept.members) members.emplace_back(Object{{"value", id_of(member)}});
  return resource.with("members", Array(std::move(members)));
}

Reply FakeScimService::page(const std::vector<Object>& records, std::string_view path) const {
  const std::size_t from = std::min(records.size(), number_in(path, "startIndex=") - 1);
  const std::size_t count = path.find("count=1000") != std::string_view::npos ? page_size : 1;
  std::vector<Value> found;
  for (std::size_t i = from; i < std::min(records.size(), from + count); ++i) found.emplace_back(records[i]);
  return answer(200, Object{{"schemas", Array{scim::kListResponseUrn}},
                            {"totalResults", static_cast<std::int64_t>(records.size())},
                            {"startIndex", static_cast<std::int64_t>(from + 1)},
                            {"Resources", Array(std::move(found))}});
}

Reply FakeScimService::serve_people(const route::ScimCall& call, const std::string& id) {
  if (call.method == "POST") return create_person(body_of(call));
  if (id.empty()) {
    std::vector<Object> found;
    const bool listing = call.path.find("filter=") == std::string::npos;
    for (const auto& [known, record] : smartsheet_.people) {
      const Value* internal = record.find("isInternal");
      if (internal != nullptr && *internal == Value(false)) continue;
      const auto look_up = route::smartsheet_scim::find_user(core::text_or_empty(record, "email"));
      const bool wanted = listing ? !smartsheet_.unlisted.contains(known) : look_up.path == call.path;
      if (wanted) found.push_back(person(known));
    }
    return page(found, listing ? call.path : "count=1000");
  }
  const auto known = rest_id(id);
  if (!known || !smartsheet_.people.contains(*known)) return error(404);
  if (call.method == "GET") return answer(200, person(*known));
  if (call.method != "PATCH") return error(405);
  for (const Value& operation : array_at(body_of(call), "Operations")) {
    const Object& one = *operation.if_object();
    apply_to_person(*known, core::text_or_empty(one, "path"), one.find("value"));
  }
  return silent ? answer(204, std::string()) : answer(200, person(*known));
}

Reply FakeScimService::create_person(const Object& body) {
  const std::string_view name = core::text_or_empty(body, "userName");
  if (refused_domains.contains(std::string(name.substr(name.find('@') + 1)))) return error(refusal_status);
  for (const auto& [known, record] : smartsheet_.people) {
    if (core::text_or_empty(record, "email") == name) return answer(200, person(known));
  }
  const std::int64_t id = smartsheet_.add_person(name);
  take_person(id, body);
  return answer(201, person(id));
}

void FakeScimService::take_person(std::int64_t id, const Object& body) {
  for (const core::Member& member : object_at(body, "name")) apply_to_person(id, "name." + member.name, &member.value);
  for (const core::Member& member : object_at(body, scim::kEnterpriseUserUrn)) {
    apply_to_person(id, std::string(kEnterprisePrefix) + member.name, &member.value);
  }
  for (const char* name : {"active", "title", "roles"}) {
    if (const Value* value = body.find(name)) apply_to_person(id, name, value);
  }
}

void FakeScimService::apply_to_person(std::int64_t id, std::string_view path, const Value* value) {
  Object& record = smartsheet_.people.at(id);
  const auto put = [&](Object& object, std::string_view name) {
    object = value != nullptr ? object.with(name, *value) : object.without(name);
  };
  if (path == "active") {
    record = record.with("status", *value == Value(true) ? "ACTIVE" : "DEACTIVATED");
  } else if (path == "name.givenName") {
    put(record, "firstName");
  } else if (path == "name.familyName") {
    put(record, "lastName");
  } else if (path == "roles") {
    record = with_roles(record, value);
  } else if (path.starts_with(kEnterprisePrefix)) {
    Object enterprise = object_at(more[id], scim::kEnterpriseUserUrn);
    put(enterprise, path.substr(kEnterprisePrefix.size()));
    more[id] = more[id].with(scim::kEnterpriseUserUrn, enterprise);
  } else {
    put(more[id], path);
  }
}

Reply FakeScimService::serve_groups(const route::ScimCall& call, const std::string& id) {
  if (call.method == "POST") return create_group(body_of(call));
  if (id.empty()) {
    std::vector<Object> listed;
    for (const auto& [known, kept] : smartsheet_.groups) {
      if (!smartsheet_.unlisted.contains(known)) listed.push_back(group(known, lists_members));
    }
    return page(listed, call.path);
  }
  const auto known = rest_id(id);
  if (!known || !smartsheet_.groups.contains(*known)) return error(404);
  if (call.method == "GET") return answer(200, group(*known, true));
  if (call.method == "DELETE") {
    smartsheet_.groups.erase(*known);
    return answer(204, std::string());
  }
  for (const Value& operation : array_at(body_of(call), "Operations")) apply_to_group(*known, *operation.if_object());
  return silent ? answer(204, std::string()) : answer(200, group(*known, true));
}

Reply FakeScimService::create_group(const Object& body) {
  const std::string_view name = core::text_or_empty(body, "displayName");
  for (const auto& [known, kept] : smartsheet_.groups) {
    if (core::text_or_empty(kept.record, "name") == name) return error(409);
  }
  const std::int64_t id = smartsheet_.add_group(name);
  apply_to_group(id, Object{{"op", "add"}, {"path", "members"}, {"value", array_at(body, "members")}});
  return answer(201, group(id, true));
}

void FakeScimService::apply_to_group(std::int64_t id, const Object& operation) {
  FakeSmartsheet::Group& kept = smartsheet_.groups.at(id);
  std::set<std::int64_t> members = kept.members;
  const std::string_view path = core::text_or_empty(operation, "path");
  if (path == "displayName") {
    kept.record = kept.record.with("name", core::text_or_empty(operation, "value"));
  } else if (core::text_or_empty(operation, "op") == "remove") {
    const std::size_t quote = path.find('"') + 1;
    if (const auto gone = rest_id(std::string(path.substr(quote, path.rfind('"') - quote)))) members.erase(*gone);
  } else {
    for (const Value& member : array_at(operation, "value")) {
      if (const auto joins = rest_id(std::string(core::text_or_empty(*member.if_object(), "value")))) {
        members.insert(*joins);
      }
    }
  }
  smartsheet_.change_members(id, std::move(members));
}

}  // namespace bridge::work::test
