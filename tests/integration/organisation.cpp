#include "integration/organisation.hpp"

#include <charconv>
#include <functional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace bridge::integration {
namespace {

using core::Array;
using core::Object;
using core::Value;

const Array& list_in(const Object& object, std::string_view name) {
  static const Array kNone;
  const Value* value = object.find(name);
  const Array* array = value != nullptr ? value->if_array() : nullptr;
  return array != nullptr ? *array : kNone;
}

/// An id in the organisation as the identity provider sees it.
using Published = std::function<std::string(std::int64_t)>;

Published published_users(const emulator::Emulator& emulator, PublicIds ids) {
  return [&emulator, ids](std::int64_t id) {
    return ids == PublicIds::Scim ? emulator.scim_id_of_user(id) : std::to_string(id);
  };
}

Published published_groups(const emulator::Emulator& emulator, PublicIds ids) {
  return [&emulator, ids](std::int64_t id) {
    return ids == PublicIds::Scim ? emulator.scim_id_of_group(id) : std::to_string(id);
  };
}

/// A number stays one, as patterns have it.
Value number_or_text(const std::string& id) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  return error == std::errc() && end == id.data() + id.size() ? Value(number) : Value(id);
}

Value published_id(const Value& id, const Published& published) {
  const std::int64_t* number = id.if_integer();
  return number != nullptr ? number_or_text(published(*number)) : id;
}

/// The records of a list with `id` and `members` as the identity provider sees them.
Array published_records(const Array& records, const Published& own, const Published& members) {
  std::vector<Value> shown;
  for (const Value& value : records) {
    const Object* object = value.if_object();
    Object record = object != nullptr ? *object : Object();
    if (const Value* id = record.find("id")) record = record.with("id", published_id(*id, own));
    if (const Value* list = record.find("members"); list != nullptr && list->if_array() != nullptr) {
      std::vector<Value> ids;
      for (const Value& member : *list->if_array()) ids.push_back(published_id(member, members));
      record = record.with("members", Array(std::move(ids)));
    }
    shown.emplace_back(std::move(record));
  }
  return Array(std::move(shown));
}

/// The people whom a seeded group names.
std::vector<std::int64_t> ids_of(const Array& members, const std::map<std::string, std::int64_t>& people) {
  std::vector<std::int64_t> ids;
  for (const Value& member : members) {
    const std::string* name = member.if_string();
    const auto found = name != nullptr ? people.find(*name) : people.end();
    if (found != people.end()) ids.push_back(found->second);
  }
  return ids;
}

}  // namespace

Value public_state(const emulator::Emulator& emulator, PublicIds ids) {
  const Value state = emulator.state();
  if (state.if_object() == nullptr) return state;
  const Published users = published_users(emulator, ids);
  const Published groups = published_groups(emulator, ids);
  return Object{{"users", published_records(list_in(*state.if_object(), "users"), users, users)},
                {"groups", published_records(list_in(*state.if_object(), "groups"), groups, users)}};
}

Captures seed(const Transcript& transcript, emulator::Emulator& emulator, PublicIds ids) {
  Captures captures;
  std::map<std::string, std::int64_t> people;
  const auto keep = [&captures](const Object& record, std::int64_t id, const Published& published) {
    const std::string name(core::text_or_empty(record, "as"));
    if (id != 0 && !name.empty()) captures[name] = published(id);
  };
  for (const Value& user : list_in(transcript.seed, "users")) {
    const Object* record = user.if_object();
    if (record == nullptr) continue;
    const std::int64_t id = emulator.add_user(record->without("as"));
    people["${" + std::string(core::text_or_empty(*record, "as")) + "}"] = id;
    keep(*record, id, published_users(emulator, ids));
  }
  for (const Value& group : list_in(transcript.seed, "groups")) {
    const Object* record = group.if_object();
    if (record == nullptr) continue;
    const std::string name(core::text_or_empty(*record, "name"));
    const std::int64_t id = emulator.add_group(name, ids_of(list_in(*record, "members"), people));
    keep(*record, id, published_groups(emulator, ids));
  }
  return captures;
}

}  // namespace bridge::integration
