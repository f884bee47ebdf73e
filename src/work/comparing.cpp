#include "comparing.hpp"

#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using core::Object;
using core::Value;
using route::Route;
using store::Kind;

/// Of the roles, those that both services know.
Value shared_roles(const Object& record) {
  const Object user = route::read_user(route::as_rest_user(record));
  const Value* roles = user.find("roles");
  return roles != nullptr ? *roles : Value();
}

template <class Records>
std::vector<std::string> only_in(const Records& here, const Records& there) {
  std::vector<std::string> names;
  for (const auto& [folded, record] : here) {
    if (!there.contains(folded)) names.push_back(record.name);
  }
  return names;
}

}  // namespace

Comparing::Comparing(State& state, std::function<void(core::Result<RouteComparison>)> done)
    : state_(state), done_(std::move(done)) {}

void Comparing::start() {
  if (!state_.ways.has(Route::Rest) || !state_.ways.has(Route::Scim)) {
    return done_(core::failure(FaultKind::InvalidValue,
                               "expected [tenant.rest] and [tenant.scim] for a comparison, found one of them"));
  }
  read_side(Route::Rest, [self = shared_from_this()] { self->read_side(Route::Scim, [self] { self->compare(); }); });
}

void Comparing::call(const route::Call& call, std::function<void(const Value&)> read) {
  state_.ways.submit(Priority::Group, call, true,
                     [self = shared_from_this(), read = std::move(read)](const CallResult& result) {
                       if (result.ending != Ending::Done) return self->done_(core::Failure{result.fault});
                       read(result.body);
                     });
}

void Comparing::read_side(Route way, const Then& then) {
  people(way, 1, [self = shared_from_this(), way, then] {
    self->groups(way, 1, [self, way, then] { self->members(way, then); });
  });
}

void Comparing::people(Route way, std::int64_t from, const Then& then) {
  call(route::list_users(way, from), [self = shared_from_this(), way, from, then](const Value& answer) {
    const auto page = route::read_page(way, answer, from);
    if (!page) return self->done_(page.passed_on());
    for (const Object& record : page->records) self->take_person(self->side(way), record);
    page->next ? self->people(way, *page->next, then) : then();
  });
}

void Comparing::take_person(Side& side, const Object& record) {
  if (!route::is_internal(record)) return;
  const std::string name(route::address_of(record));
  const std::string folded = core::fold_case(name);
  const std::string id = route::id_of(record);
  side.name_of_id[id] = folded;
  Person person{name, id, route::is_active(route::read_user(record)), shared_roles(record)};
  if (!side.people.try_emplace(folded, std::move(person)).second) side.ambiguous.insert(name);
}

void Comparing::groups(Route way, std::int64_t from, const Then& then) {
  state_.ways.submit(Priority::Group, route::list_groups(way, from), true,
                     [self = shared_from_this(), way, from, then](const CallResult& result) {
                       if (way == Route::Scim && says_no_groups(result)) return then();
                       if (result.ending != Ending::Done) return self->done_(core::Failure{result.fault});
                       const auto page = route::read_page(way, result.body, from);
                       if (!page) return self->done_(page.passed_on());
                       for (const Object& record : page->records) self->take_group(self->side(way), record);
                       page->next ? self->groups(way, *page->next, then) : then();
                     });
}

void Comparing::take_group(Side& side, const Object& record) {
  const std::string name(route::name_of(record));
  const std::string folded = core::fold_case(name);
  if (!side.groups.try_emplace(folded, Group{name, core::UpstreamId(route::id_of(record)), {}}).second) {
    side.ambiguous.insert(name);
    return;
  }
  left_.push_back(folded);
}

void Comparing::members(Route way, const Then& then) {
  if (left_.empty()) return then();
  const std::string folded = std::move(left_.front());
  left_.pop_front();
  Group& group = side(way).groups.at(folded);
  call(route::get_group(way, group.id), [self = shared_from_this(), &group, way, then](const Value& answer) {
    const Object* record = answer.if_object();
    const auto recorded = record != nullptr ? route::recorded_members(*record) : std::nullopt;
    const auto& known = self->side(way).name_of_id;
    for (const route::RecordedMember& member : recorded.value_or(std::vector<route::RecordedMember>())) {
      const auto name = known.find(member.upstream.text);
      if (name != known.end()) group.members.insert(name->second);
    }
    self->members(way, then);
  });
}

void Comparing::compare() {
  RouteComparison found;
  const auto tell = [](const Side& here, const Side& there, RouteComparison::Side& told) {
    told = {here.people.size(),
            here.groups.size(),
            only_in(here.people, there.people),
            only_in(here.groups, there.groups),
            {here.ambiguous.begin(), here.ambiguous.end()}};
  };
  tell(rest_, scim_, found.rest);
  tell(scim_, rest_, found.scim);
  for (const auto& [folded, person] : rest_.people) {
    const auto other = scim_.people.find(folded);
    if (other == scim_.people.end()) continue;
    if (person.id != other->second.id) ++found.ids_that_differ;
    if (person.active != other->second.active) found.differences.push_back({Kind::User, person.name, "active"});
    if (!(person.roles == other->second.roles)) found.differences.push_back({Kind::User, person.name, "roles"});
  }
  for (const auto& [folded, group] : rest_.groups) {
    const auto other = scim_.groups.find(folded);
    if (other == scim_.groups.end()) continue;
    if (group.id != other->second.id) ++found.ids_that_differ;
    if (group.members != other->second.members) found.differences.push_back({Kind::Group, group.name, "members"});
  }
  done_(std::move(found));
}

}  // namespace bridge::work
