#include "matching.hpp"

#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"

namespace bridge::work {

namespace {

using core::Object;
using route::Route;
using store::EntryPtr;
using store::Glimpse;
using store::Kind;
using store::Life;

bool is_unmatched(const Glimpse& resource) {
  return resource.life() != Life::Guest && !resource.link(link_name(Route::Scim));
}

}  // namespace

Matching::Matching(State& state, bool again, std::function<void(core::Outcome)> done)
    : state_(state), again_(again), done_(std::move(done)) {}

void Matching::start() {
  const bool needed = state_.watch.settled() == Route::Scim && state_.mirror == Route::Rest;
  if (!needed) return done_(core::ok());
  if (again_) state_.offered = {};
  begin(Kind::User);
}

void Matching::before_change(State& state, std::function<void(core::Outcome)> done) {
  if (state.mirror != Route::Rest) return done(core::ok());
  state.offered = {};
  std::make_shared<Matching>(state, true, std::move(done))->begin(Kind::User);
}

bool Matching::is_wanted(Kind kind) {
  bool wanted = false;
  state_.index.scan(kind, [&](const Glimpse& resource) {
    wanted = is_unmatched(resource) && (again_ || !state_.unmatched.contains({kind, resource.resource_id()}));
    return !wanted;
  });
  return wanted;
}

void Matching::begin(Kind kind) {
  if (!is_wanted(kind)) return after(kind);
  found_.clear();
  page(kind, 1);
}

void Matching::page(Kind kind, std::int64_t from) {
  // What is written between two pages may bear a name of the first one by now.
  if (from == 1) asked_at_ = state_.sequence;
  const route::Call call =
      kind == Kind::User ? route::list_users(Route::Scim, from) : route::list_groups(Route::Scim, from);
  const Priority priority = state_.confirmed_at ? Priority::Housekeeping : Priority::Group;
  state_.ways.submit(priority, call, true, [self = shared_from_this(), kind, from](const CallResult& result) {
    self->on_page(kind, from, result);
  });
}

void Matching::on_page(Kind kind, std::int64_t from, const CallResult& result) {
  if (kind == Kind::Group && says_no_groups(result)) {
    state_.offered.groups = false;
    return after(kind);
  }
  if (result.ending != Ending::Done) return done_(core::Failure{result.fault});
  const auto read = route::read_page(Route::Scim, result.body, from);
  if (!read) return done_(read.passed_on());
  for (const Object& record : read->records) {
    const std::string_view name = kind == Kind::User ? route::address_of(record) : route::name_of(record);
    found_[core::fold_case(name)].emplace_back(route::id_of(record));
  }
  read->next ? page(kind, *read->next) : keep_found(kind);
}

void Matching::keep_found(Kind kind) {
  std::unordered_map<std::string, std::size_t> bearers;
  state_.index.scan(kind, [&](const Glimpse& resource) {
    if (resource.life() != Life::Guest) ++bearers[core::fold_case(name_upstream(resource))];
    return true;
  });
  Learned learned;
  state_.index.scan(kind, [&](const Glimpse& resource) {
    if (!is_unmatched(resource)) return true;
    const EntryPtr entry = resource.entry();
    if (is_held(state_, kind, entry->row.id, entry->row.name, asked_at_)) return true;
    const std::string name = core::fold_case(name_upstream(*entry));
    const auto found = found_.find(name);
    const bool clear = found != found_.end() && found->second.size() == 1 && bearers[name] == 1;
    if (!clear || state_.index.find_by_link(kind, link_name(Route::Scim), found->second.front())) {
      state_.unmatched.insert({kind, entry->row.id});
      return true;
    }
    store::Row row = entry->row;
    row.links[link_name(Route::Scim)] = found->second.front();
    row.unanswered = state_.answer_may_be_lost(row.id);
    learned.put(state_, std::move(row), entry->moving);
    return true;
  });
  keep(state_, std::move(learned), [self = shared_from_this(), kind](core::Outcome outcome) {
    outcome ? self->after(kind) : self->done_(std::move(outcome));
  });
}

void Matching::after(Kind kind) { kind == Kind::User ? begin(Kind::Group) : done_(core::ok()); }

}  // namespace bridge::work
