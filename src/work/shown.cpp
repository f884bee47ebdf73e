#include "shown.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "bridge/route/smartsheet_rest/groups.hpp"
#include "bridge/route/smartsheet_rest/people.hpp"

namespace bridge::work {

namespace {

namespace rest = route::smartsheet_rest;
using core::Object;
using core::Value;

struct HeldPath {
  std::string_view name;
  std::string_view sub;
};

HeldPath split(std::string_view path) {
  const std::size_t dot = path.find('.');
  return {path.substr(0, dot), dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1)};
}

const Value* get(const Object& resource, const HeldPath& path) {
  const Value* value = resource.find(path.name);
  if (value == nullptr || path.sub.empty()) return value;
  const Object* parent = value->if_object();
  return parent != nullptr ? parent->find(path.sub) : nullptr;
}

bool equal(const Value* a, const Value* b) { return a == nullptr || b == nullptr ? a == b : *a == *b; }

Object put(const Object& resource, const HeldPath& path, const Value* value) {
  if (path.sub.empty()) return value != nullptr ? resource.with(path.name, *value) : resource.without(path.name);
  const Value* current = resource.find(path.name);
  const Object* parent = current != nullptr ? current->if_object() : nullptr;
  const Object before = parent != nullptr ? *parent : Object();
  Object after = value != nullptr ? before.with(path.sub, *value) : before.without(path.sub);
  return after.empty() ? resource.without(path.name) : resource.with(path.name, std::move(after));
}

Object read(store::Kind kind, const Object& record) {
  return kind == store::Kind::User ? rest::read_user(record) : rest::read_group(record);
}

const std::vector<std::string_view>& held(store::Kind kind) {
  static const std::vector<std::string_view> kGroup{"displayName"};
  return kind == store::Kind::User ? rest::held_user_attributes() : kGroup;
}

}  // namespace

Object shown(const store::Row& row) {
  const Object now = read(row.kind, row.seen);
  if (row.asked.empty()) return now;
  if (row.seen == row.seen_at_ask) return row.asked;
  const Object then = read(row.kind, row.seen_at_ask);
  Object result = row.asked;
  for (const std::string_view path : held(row.kind)) {
    const HeldPath place = split(path);
    const Value* current = get(now, place);
    if (!equal(current, get(then, place))) result = put(result, place, current);
  }
  return result;
}

store::EntryPtr entry_of(store::Row row) {
  core::Object visible = shown(row);
  return std::make_shared<const store::Entry>(store::Entry{std::move(row), std::move(visible)});
}

}  // namespace bridge::work
