#include "writes.hpp"

#include <optional>
#include <utility>

#include "access_removal.hpp"
#include "bridge/scim/resource.hpp"
#include "view.hpp"

namespace bridge::service {

namespace {

core::Result<core::Object> wanted(const Write& write, const scim::ResourceType& type, const dialect::Dialect& dialect,
                                  dialect::Counters& counters) {
  auto plain = dialect::plain_resource(write.body, type, dialect, counters);
  if (!plain) return plain.passed_on();
  auto checked = scim::check_resource(*plain, type);
  if (!checked) return checked.passed_on();
  if (auto accepted = dialect::accept_unknown(checked->unknown, dialect, counters); !accepted)
    return accepted.passed_on();
  return std::move(checked->resource);
}

/// A Group whose `members` are an array without elements. Null says no more than no `members` at all: many clients
/// send it for whatever they don't know.
bool empties_members(const Write& write) {
  const core::Object* body = write.kind == Kind::Group ? write.body.if_object() : nullptr;
  const core::Value* members = body != nullptr ? body->find_ignoring_case("members") : nullptr;
  const core::Array* list = members != nullptr ? members->if_array() : nullptr;
  return list != nullptr && list->empty();
}

core::Outcome prepare_body(Verb verb, const Write& write, const scim::ResourceType& type,
                           const dialect::Dialect& dialect, dialect::Counters& counters, Prepared& prepared) {
  const core::ResourceId id = write.id.value_or(core::ResourceId());
  if (verb == Verb::Modify) {
    auto request = dialect::read_patch(write.body, type, dialect, counters);
    if (!request) return request.passed_on();
    prepared.what = work::Modify{id, std::move(*request)};
    return core::ok();
  }
  auto resource = wanted(write, type, dialect, counters);
  if (!resource) return resource.passed_on();
  const char* key = write.kind == Kind::User ? "userName" : "displayName";
  prepared.name = std::string(core::text_or_empty(*resource, key));
  if (verb == Verb::Create) {
    prepared.what = work::Create{std::move(*resource)};
  } else {
    prepared.what = work::Replace{id, std::move(*resource), empties_members(write)};
  }
  return core::ok();
}

bool takes_access(Verb verb, const Write& write, const scim::ResourceType& type, const dialect::Dialect& dialect) {
  if (write.kind != Kind::User) return false;
  if (verb == Verb::Replace) return replaces_without_access(write.body, type, dialect);
  return verb == Verb::Modify && patches_access_away(write.body, type, dialect);
}

}  // namespace

core::Result<Prepared> prepare(Verb verb, const Write& write, const scim::ResourceType& type,
                               const dialect::Dialect& dialect, dialect::Counters& counters) {
  auto projection = projection_of(write.view, type);
  if (!projection) return projection.passed_on();
  Prepared prepared;
  prepared.projection = std::move(*projection);
  const core::ResourceId id = write.id.value_or(core::ResourceId());
  if (verb == Verb::Remove) {
    prepared.what = work::Remove{id};
    return prepared;
  }
  prepared.takes_access = takes_access(verb, write, type, dialect);
  const auto read = prepare_body(verb, write, type, dialect, counters, prepared);
  if (read) return prepared;
  if (!prepared.takes_access) return read.passed_on();
  prepared.what = work::Modify{id, {}};
  prepared.rest_refused = read.error();
  return prepared;
}

}  // namespace bridge::service
