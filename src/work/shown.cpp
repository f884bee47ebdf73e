#include "shown.hpp"

#include <utility>
#include <vector>

#include "bridge/route/record.hpp"
#include "bridge/route/seat.hpp"

namespace bridge::work {

namespace {

using core::Object;
using core::Value;
using route::HeldAttribute;

const Value* get(const Object& resource, const HeldAttribute& path) {
  const Value* value = resource.find(path.name);
  if (value == nullptr || path.sub.empty()) return value;
  const Object* parent = value->if_object();
  return parent != nullptr ? parent->find(path.sub) : nullptr;
}

bool equal(const Value* a, const Value* b) { return a == nullptr || b == nullptr ? a == b : *a == *b; }

Object put(const Object& resource, const HeldAttribute& path, const Value* value) {
  if (path.sub.empty()) return value != nullptr ? resource.with(path.name, *value) : resource.without(path.name);
  const Value* current = resource.find(path.name);
  const Object* parent = current != nullptr ? current->if_object() : nullptr;
  const Object before = parent != nullptr ? *parent : Object();
  Object after = value != nullptr ? before.with(path.sub, *value) : before.without(path.sub);
  return after.empty() ? resource.without(path.name) : resource.with(path.name, std::move(after));
}

Object read(store::Kind kind, const Object& record) {
  return kind == store::Kind::User ? route::read_user(record) : route::read_group(record);
}

const std::vector<HeldAttribute>& held(store::Kind kind, const Object& one, const Object& other) {
  static const std::vector<HeldAttribute> kGroup{{"displayName", ""}};
  return kind == store::Kind::User ? route::held_user_attributes(route::form_of(one), route::form_of(other)) : kGroup;
}

/// Two records of different forms are compared as the form tells them that can say less.
std::pair<Object, Object> comparable(const store::Row& row) {
  const bool same = row.kind == store::Kind::Group || route::form_of(row.seen) == route::form_of(row.seen_at_ask);
  if (same) return {read(row.kind, row.seen), read(row.kind, row.seen_at_ask)};
  return {route::read_user(route::as_rest_user(row.seen)), route::read_user(route::as_rest_user(row.seen_at_ask))};
}

/// What was asked, with what moved in Smartsheet since.
Object asked_and_moved(const store::Row& row) {
  if (row.seen == row.seen_at_ask) return row.asked;
  const auto [now, then] = comparable(row);
  Object result = row.asked;
  for (const HeldAttribute& path : held(row.kind, row.seen, row.seen_at_ask)) {
    const Value* current = get(now, path);
    if (!equal(current, get(then, path))) result = put(result, path, current);
  }
  return result;
}

/// Attribute by attribute, whoever is meant by the userName.
Object as_asked(const store::Row& row) {
  if (row.asked.empty()) return read(row.kind, row.seen);
  // Nobody can ask for a licence that a seat decides.
  return row.kind == store::Kind::User ? route::with_seat_licence(asked_and_moved(row), row.seen)
                                       : asked_and_moved(row);
}

/// The userName: as it was asked for, while the configuration still makes the row's address of it.
Object named(const store::Row& row, Object user, const core::BareNames& names) {
  const std::string_view name = core::text_or_empty(user, "userName");
  if (row.asked.empty()) {
    const std::string_view bare = names.name_of(name);
    return bare.size() == name.size() ? user : user.with("userName", bare);
  }
  const bool means_another =
      name.find('@') == std::string_view::npos && !row.name.empty() && !names.same(name, row.name);
  return means_another ? user.with("userName", row.name) : user;
}

}  // namespace

Object shown(const store::Row& row, const core::BareNames& names) {
  Object resource = as_asked(row);
  return row.kind == store::Kind::User ? named(row, std::move(resource), names) : resource;
}

std::vector<Moved> moved_in_smartsheet(const store::Row& row) {
  std::vector<Moved> moved;
  if (row.asked.empty() || row.seen == row.seen_at_ask) return moved;
  const Object now = as_asked(row);
  const Object asked = row.kind == store::Kind::User ? route::with_seat_licence(row.asked, row.seen) : row.asked;
  for (const HeldAttribute& path : held(row.kind, row.seen, row.seen_at_ask)) {
    const Value* is = get(now, path);
    const Value* was = get(asked, path);
    if (!equal(is, was)) {
      moved.push_back({path, was != nullptr ? *was : Value(), is != nullptr ? *is : Value()});
    }
  }
  return moved;
}

store::EntryPtr entry_of(store::Row row, const core::BareNames& names, core::Object moving) {
  core::Object visible = shown(row, names);
  // Access that changed is shown from then on, even where it returns to what it was.
  if (row.removed_active && *row.removed_active != route::is_active(visible)) row.removed_active.reset();
  return std::make_shared<const store::Entry>(store::Entry{std::move(row), std::move(visible), std::move(moving)});
}

}  // namespace bridge::work
