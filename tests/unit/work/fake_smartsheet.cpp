#include "unit/work/fake_smartsheet.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "bridge/route/smartsheet_rest/people.hpp"
#include "unit/work/fakes.hpp"

namespace bridge::work::test {

namespace {

using core::Array;
using core::Object;
using core::Value;
using transport::Reply;

std::vector<std::string> parts_of(const std::string& path) {
  std::istringstream stream(path.substr(0, path.find('?')));
  std::vector<std::string> parts;
  for (std::string part; std::getline(stream, part, '/');) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

Reply done(Value result) {
  return answer(200, Object{{"message", "SUCCESS"}, {"resultCode", 0}, {"result", std::move(result)}});
}

/// Whether the look-up, of one address or of several, is for this one.
bool is_named(const std::string& path, std::string_view email) {
  const std::string one = route::smartsheet_rest::find_user(email).path;
  const std::size_t begin = one.find('=') + 1;
  if (!path.starts_with(one.substr(0, begin))) return false;
  return ("," + path.substr(begin) + ",").find("," + one.substr(begin) + ",") != std::string::npos;
}

Object body_of(const route::RestCall& call) {
  const Object* body = call.body.if_object();
  return body != nullptr ? *body : Object();
}

}  // namespace

Reply FakeSmartsheet::serve(const route::RestCall& call) {
  const auto parts = parts_of(call.path);
  return parts.front() == "users" ? serve_people(call, parts) : serve_groups(call, parts);
}

std::int64_t FakeSmartsheet::add_person(std::string_view email, std::string_view status, bool internal) {
  const std::int64_t id = next_id_++;
  people[id] = Object{{"id", id}, {"email", email}, {"status", status}, {"isInternal", internal}};
  return id;
}

std::int64_t FakeSmartsheet::add_group(std::string_view name, std::set<std::int64_t> members) {
  const std::int64_t id = next_id_++;
  groups[id] = {Object{{"id", id}, {"name", name}}, std::move(members)};
  touch(groups[id]);
  return id;
}

void FakeSmartsheet::change_person(std::int64_t id, std::string_view attribute, Value value) {
  people[id] = people[id].with(attribute, std::move(value));
}

void FakeSmartsheet::change_members(std::int64_t id, std::set<std::int64_t> members) {
  groups[id].members = std::move(members);
  touch(groups[id]);
}

std::size_t FakeSmartsheet::people_called(std::string_view email) const {
  return static_cast<std::size_t>(std::count_if(people.begin(), people.end(), [&](const auto& person) {
    return core::text_or_empty(person.second, "email") == email;
  }));
}

void FakeSmartsheet::touch(Group& group) {
  group.record = group.record.with("modifiedAt", "2026-01-01T00:00:00Z/" + std::to_string(++modified_));
}

void FakeSmartsheet::join(Group& group, const Value* addresses) const {
  if (addresses == nullptr || addresses->if_array() == nullptr) return;
  for (const Value& address : *addresses->if_array()) {
    for (const auto& [id, person] : people) {
      if (core::text_or_empty(person, "email") == core::text_or_empty(*address.if_object(), "email"))
        group.members.insert(id);
    }
  }
}

Reply FakeSmartsheet::page(const std::vector<Object>& records, std::string_view path) const {
  const auto number = static_cast<std::size_t>(std::stoul(std::string(path.substr(path.find("page=") + 5))));
  const std::size_t pages = std::max<std::size_t>(1, (records.size() + page_size - 1) / page_size);
  std::vector<Value> data;
  const std::size_t from = std::min(records.size(), (number - 1) * page_size);
  for (std::size_t i = from; i < std::min(records.size(), from + page_size); ++i) data.emplace_back(records[i]);
  return answer(200, Object{{"totalPages", static_cast<std::int64_t>(pages)}, {"data", Array(std::move(data))}});
}

std::optional<std::int64_t> FakeSmartsheet::invitable(std::string_view email) const {
  for (const auto& [id, person] : people) {
    const std::string_view status = core::text_or_empty(person, "status");
    const bool may =
        (status == "DECLINED" && declined_may_be_invited) || (status == "DEACTIVATED" && deactivated_may_be_invited);
    if (may && core::text_or_empty(person, "email") == email) return id;
  }
  return std::nullopt;
}

Reply FakeSmartsheet::create_person(const Object& body) {
  const std::string_view email = core::text_or_empty(body, "email");
  const auto again = invitable(email);
  if (!again && people_called(email) > 0) return refusal(400, 1016);
  const std::int64_t id = again ? *again : add_person(email, "PENDING");
  change_person(id, "status", "PENDING");
  for (const core::Member& member : body) people[id] = people[id].with(member.name, member.value);
  return done(people[id]);
}

Reply FakeSmartsheet::serve_people(const route::RestCall& call, const std::vector<std::string>& parts) {
  if (parts.size() == 1 && call.method == "POST") return create_person(body_of(call));
  if (parts.size() == 1) {
    std::vector<Object> found;
    const bool listing = call.path.find("page=") != std::string::npos;
    for (const auto& [id, person] : people) {
      const bool named = is_named(call.path, core::text_or_empty(person, "email"));
      if (listing ? !unlisted.contains(id) : named) found.push_back(person);
    }
    return page(found, listing ? call.path : "page=1");
  }
  if (parts[1] == "me") return answer(200, owner);
  const std::int64_t id = std::stoll(parts[1]);
  if (!people.contains(id)) return refusal(404, 1006);
  Object& person = people[id];
  if (auto departure = serve_departure(call, parts, id)) return *departure;
  if (parts.size() == 3) {
    person = person.with("status", parts[2] == "deactivate" ? "DEACTIVATED" : "ACTIVE");
    return done(person);
  }
  if (call.method == "GET") return answer(200, person);
  for (const core::Member& member : body_of(call)) person = person.with(member.name, member.value);
  return done(person);
}

Reply FakeSmartsheet::create_group(const Object& body) {
  for (const auto& [id, group] : groups) {
    if (core::text_or_empty(group.record, "name") == core::text_or_empty(body, "name")) return refusal(400, 1103);
  }
  const std::int64_t id = add_group(core::text_or_empty(body, "name"));
  join(groups[id], body.find("members"));
  return done(groups[id].record);
}

Reply FakeSmartsheet::change_members(const route::RestCall& call, const std::vector<std::string>& parts) {
  Group& group = groups[std::stoll(parts[1])];
  if (call.method == "POST") join(group, &call.body);
  if (call.method == "DELETE" && group.members.erase(std::stoll(parts[3])) == 0) return refusal(404, 1020);
  touch(group);
  return done(Array());
}

Reply FakeSmartsheet::serve_groups(const route::RestCall& call, const std::vector<std::string>& parts) {
  if (parts.size() == 1 && call.method == "POST") return create_group(body_of(call));
  if (parts.size() == 1) {
    std::vector<Object> listed;
    for (const auto& [id, group] : groups) {
      if (!unlisted.contains(id)) listed.push_back(group.record);
    }
    return page(listed, call.path);
  }
  const auto place = groups.find(std::stoll(parts[1]));
  if (place == groups.end()) return refusal(404, 1106);
  if (parts.size() > 2) return change_members(call, parts);
  Group& group = place->second;
  if (call.method == "GET") {
    std::vector<Value> members;
    for (const std::int64_t id : group.members) {
      members.emplace_back(Object{{"id", id}, {"email", core::text_or_empty(people[id], "email")}});
    }
    return answer(200, group.record.with("members", Array(std::move(members))));
  }
  if (call.method == "DELETE") {
    groups.erase(place);
    return done(Value());
  }
  for (const core::Member& member : body_of(call)) group.record = group.record.with(member.name, member.value);
  touch(group);
  return done(group.record);
}

}  // namespace bridge::work::test
