#include "people_change.hpp"

#include "edit_words.hpp"

namespace bridge::work {

route::PersonCreation creation_of(const State& state, route::Route way, const core::Object& after) {
  return {after.with("userName", name_wanted(state, store::Kind::User, after)), manager_on(state, way, after)};
}

route::PersonChange change_of(const State& state, const Aim& aim, const store::Entry& before, const core::Object& after,
                              bool roles_meant) {
  route::PersonChange change;
  change.upstream = aim.upstream;
  change.seen = before.row.seen;
  change.before = before.shown;
  change.after = after;
  change.roles_meant = roles_meant;
  change.confirmed = state.confirmed();
  change.manager = manager_on(state, aim.way, after);
  return change;
}

}  // namespace bridge::work
