#include "look_ups.hpp"

#include <utility>

#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "mirror.hpp"

namespace bridge::work {

using core::FaultKind;

void LookUps::name(const std::string& user_name, Done done) {
  ask(route::find_user(state_.mirror, user_name), false, std::move(done));
}

void LookUps::id(const core::ResourceId& id, Done done) {
  const store::EntryPtr entry = state_.index.find(store::Kind::User, id);
  if (!entry && state_.ways.has(route::Route::Scim)) {
    // It may be an id of the other service, or one of our own: a 404 for it would say nothing.
    return done(core::Failure{{FaultKind::NotReady,
                               "the bridge is still reading the directory from Smartsheet",
                               {},
                               std::chrono::seconds(5)}});
  }
  const auto known = entry ? link_of(entry->row, state_.mirror) : std::nullopt;
  ask(route::get_user(state_.mirror, known.value_or(core::UpstreamId(id.text))), true, std::move(done));
}

void LookUps::ask(const route::Call& call, bool by_id, Done done) {
  state_.ways.submit(Priority::Person, call, true,
                     [this, by_id, asked_at = state_.sequence, done = std::move(done)](const CallResult& result) {
                       learn(result, by_id, asked_at, done);
                     });
}

void LookUps::learn(const CallResult& result, bool by_id, std::uint64_t asked_at, const Done& done) {
  const bool not_there = result.ending == Ending::Refused && result.fault.kind == FaultKind::NotFound;
  if (not_there && by_id) return done(core::ok());
  // A list without anybody is empty: it is the service that is not there.
  if (not_there) {
    return done(core::Failure{{FaultKind::NotReady,
                               "Smartsheet can't be asked at the moment whether there is somebody of this name",
                               result.fault.context, std::chrono::seconds(5)}});
  }
  if (result.ending != Ending::Done) return done(core::Failure{result.fault});
  Learned learned;
  if (auto read = learn_found(state_, result.body, asked_at, learned); !read) return done(std::move(read));
  keep(state_, std::move(learned), done);
}

core::Outcome learn_found(State& state, const core::Value& answer, std::uint64_t asked_at, Learned& learned) {
  const core::Object* told = answer.if_object();
  if (told == nullptr) {
    return core::Failure{{FaultKind::UpstreamRejected, "Smartsheet's answer can't be read", {"no object"}, {}}};
  }
  if (!route::id_of(*told).empty()) {
    learn_user(state, *told, asked_at, learned);
    return core::ok();
  }
  const auto page = route::read_page(state.mirror, answer, 1);
  if (!page) return page.passed_on();
  for (const core::Object& record : page->records) learn_user(state, record, asked_at, learned);
  return core::ok();
}

}  // namespace bridge::work
