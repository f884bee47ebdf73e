#include "health_watch.hpp"

#include <utility>

#include "bridge/route/record.hpp"
#include "intent_codec.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

/// One failed refresh, or two, is weather.
constexpr int kRefreshesMissed = 3;

}  // namespace

void HealthWatch::note(const store::Row& row) {
  if (row.kind != store::Kind::User) return;
  // Whoever was deactivated in Smartsheet itself since is out all the same.
  if (row.leaving.how == store::Departure::Downgraded && route::is_active(route::read_user(row.seen))) {
    downgraded_.insert(row.id);
  } else if (!downgraded_.empty()) {
    downgraded_.erase(row.id);
  }
}

void HealthWatch::dropped(store::Kind kind, const core::ResourceId& id) {
  if (kind == store::Kind::User) downgraded_.erase(id);
}

HealthWatch::Done HealthWatch::counting(const store::Change& change, Done done) {
  if (change.intents.empty() && change.closed_intents.empty()) return done;
  std::vector<std::uint64_t> opened;
  for (const store::Intent& intent : change.intents) {
    if (!is_rest(intent.content)) opened.push_back(intent.number);
  }
  return
      [this, opened = std::move(opened), closed = change.closed_intents, done = std::move(done)](core::Outcome kept) {
        if (kept) {
          open_.insert(opened.begin(), opened.end());
          for (const std::uint64_t intent : closed) open_.erase(intent);
        }
        done(std::move(kept));
      };
}

void HealthWatch::started() { good_since_ = state_.clock.tick(); }

void HealthWatch::refreshed(const core::Outcome& outcome) {
  if (!outcome) {
    failure_ = TenantHealth::Failure{state_.now(), outcome.error().detail};
    return;
  }
  failure_.reset();
  refreshed_at_ = state_.now();
  good_since_ = state_.clock.tick();
}

TenantHealth HealthWatch::tell(bool complete) const {
  TenantHealth health;
  health.route = state_.watch.settled();
  health.route_lost = state_.watch.lost();
  health.complete = complete;
  health.refresh = state_.settings.refresh;
  health.refreshed = refreshed_at_;
  health.last_failure = failure_;
  const auto good_for = state_.clock.tick() - good_since_;
  if (refreshed_at_) health.age = std::chrono::duration_cast<std::chrono::milliseconds>(good_for);
  health.overdue = failure_ && good_for > kRefreshesMissed * state_.settings.refresh;
  for (const route::Route way : {route::Route::Rest, route::Route::Scim}) {
    const auto trouble = state_.ways.trouble(way);
    if (trouble) health.shut.push_back({way, trouble->kind == core::FaultKind::UpstreamCredential});
  }
  health.waiting = state_.lanes.users();
  health.open_changes = open_.size();
  health.held_by_guard = state_.guard.held();
  health.downgraded = downgraded_.size();
  return health;
}

}  // namespace bridge::work
