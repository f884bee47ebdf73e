#include "bridge/work/tenant.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <utility>

#include "audit_pruner.hpp"
#include "bridge/route/record.hpp"
#include "bridge/route/routes.hpp"
#include "comparing.hpp"
#include "edit_run.hpp"
#include "forgetting.hpp"
#include "loading.hpp"
#include "look_ups.hpp"
#include "matching.hpp"
#include "mirror.hpp"
#include "miss_check.hpp"
#include "refresh.hpp"
#include "shown.hpp"
#include "state.hpp"
#include "taking_up.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;

/// Marks in the store.
constexpr const char* kComplete = "complete";
constexpr const char* kSwept = "swept";
/// After a refresh that failed.
constexpr std::chrono::seconds kRetryRefresh{5};

core::Fault stopping() { return {FaultKind::Overloaded, "the bridge is being stopped", {}, std::chrono::seconds(10)}; }

class TenantOnLoop final : public Tenant {
 public:
  TenantOnLoop(TenantSettings settings, TenantParts parts)
      : loop_(parts.loop), gate_(std::make_shared<Gate>(parts.loop)), state_(std::move(settings), parts, gate_) {
    state_.ways.observe_rest([this](const CallResult& result) { state_.owner_watch.heard(result); });
    state_.refresh = [this](std::function<void(core::Outcome)> done) {
      waiting_for_refresh_.push_back(std::move(done));
      refresh_now();
    };
    state_.sweep = [this](std::function<void(core::Outcome)> done) { sweep(std::move(done)); };
  }
  TenantOnLoop(const TenantOnLoop&) = delete;
  TenantOnLoop& operator=(const TenantOnLoop&) = delete;
  ~TenantOnLoop() override { stop(); }

  core::Outcome load();
  void start() override;
  void stop() override;
  [[nodiscard]] const store::Index& index() const override { return state_.index; }
  [[nodiscard]] std::optional<route::Route> settled_route() const override { return state_.watch.told(); }
  [[nodiscard]] bool complete() const override { return complete_; }
  [[nodiscard]] bool verifies_misses() const override {
    return state_.settings.verify_misses && complete_ && state_.clock.tick() > confirmed_until_.load();
  }
  [[nodiscard]] const core::SealingKey* cursor_key() const override { return state_.cursor_key.get(); }
  void submit(Edit edit, EditAnswer answer) override;
  void look_up_name(std::string user_name, std::function<void(core::Outcome)> done) override;
  void look_up_id(core::ResourceId id, std::function<void(core::Outcome)> done) override;
  void delivered(store::Kind kind, const core::ResourceId& id, bool written) override;
  void plan(Edit edit, std::function<void(core::Result<Planned>)> done) override;
  void route_status(std::function<void(RouteStatus)> done) override;
  void compare_routes(std::function<void(core::Result<RouteComparison>)> done) override;
  void set_route(route::Route to, std::function<void(core::Outcome)> done) override;
  void guard_status(std::function<void(GuardStatus)> done) override;
  void release_guard(GuardRelease release, std::function<void(core::Result<GuardReleased>)> done) override;
  [[nodiscard]] std::string name_digest(store::Kind kind, std::string_view name) const override;
  void forget(std::string who, std::function<void(core::Result<Forgotten>)> done) override;
  void refresh(std::function<void(core::Outcome)> done) override;
  [[nodiscard]] Reconciler& reconciler() override { return state_.syncing; }
  void health(std::function<void(TenantHealth)> done) override {
    on_loop([this, done = std::move(done)] { done(state_.health.tell(complete_)); });
  }

 private:
  void on_loop(Task task) {
    gate_->post([gate = gate_, task = std::move(task)] {
      if (gate->open()) task();
    });
  }
  [[nodiscard]] core::Fault too_many(std::size_t waiting) const;
  void refresh_now();
  void sweep(std::function<void(core::Outcome)> done);
  void refreshed(bool swept, const core::Outcome& outcome);
  void refresh_in(std::chrono::milliseconds wait);

  Loop& loop_;
  GatePtr gate_;
  State state_;
  std::vector<store::Intent> open_intents_;
  std::atomic<bool> complete_{false};
  /// Until then the mirror counts as true about who does not exist.
  std::atomic<core::Tick> confirmed_until_{core::Tick::min()};
  LookUps look_ups_{state_};
  MissCheck miss_check_{state_};
  bool refreshing_ = false;
  bool sweep_next_ = false;
  /// Counts the refreshes that were put off; only the last one comes.
  std::uint64_t refresh_turn_ = 0;
  std::vector<std::function<void(core::Outcome)>> waiting_for_refresh_;
  core::Instant swept_{};
  std::once_flag stopped_;
};

core::Outcome TenantOnLoop::load() {
  auto contents = load_everybody(state_);
  if (!contents) return contents.passed_on();
  for (const store::Intent& intent : contents->intents) {
    state_.next_intent = std::max(state_.next_intent, intent.number + 1);
    if (!is_rest(intent.content)) state_.health.note_open(intent.number);
  }
  open_intents_ = std::move(contents->intents);
  state_.lost.take(std::move(contents->lost));
  if (auto route = state_.watch.take(contents->marks); !route) return route;
  state_.deactivation.take(contents->marks);
  state_.cursor_key.take(contents->marks);
  if (const auto mark = contents->marks.find(kNameKeyMark); mark != contents->marks.end()) {
    if (auto key = core::NameKey::parse(mark->second)) state_.name_key = std::move(*key);
  }
  state_.index.know_bare(state_.settings.bare_names);
  state_.index.know_forgotten_by([this](std::string_view name) { return state_.name_key.digest(name); });
  state_.guard.take(contents->marks);
  state_.owner_watch.take(contents->marks);
  complete_ = contents->marks.contains(kComplete);
  const auto swept = contents->marks.find(kSwept);
  if (swept != contents->marks.end()) swept_ = core::parse_date_time(swept->second).value_or(core::Instant());
  return core::ok();
}

void TenantOnLoop::start() {
  on_loop([this] {
    if (!state_.settings.rehearse) take_up(state_, std::exchange(open_intents_, {}));
    state_.health.started();
    state_.watch.settle();
    state_.cursor_key.settle();
    prune_audit(state_);
    state_.settling.wake_for_the_next();
    refresh_now();
  });
}

void TenantOnLoop::stop() {
  std::call_once(stopped_, [this] {
    std::promise<void> ended;
    loop_.post([this, &ended] {
      state_.stopping = true;
      for (auto& done : std::exchange(waiting_for_refresh_, {})) done(core::Failure{stopping()});
      for (const LaneUserPtr& user : state_.lanes.all()) static_cast<EditRun&>(*user).abandon(stopping());
      state_.ways.close();
      state_.guard.stop();
      miss_check_.stop();
      gate_->close();
      ended.set_value();
    });
    ended.get_future().wait();
  });
}

void TenantOnLoop::submit(Edit edit, EditAnswer answer) {
  if (!gate_->open()) return answer(core::Failure{stopping()});
  on_loop([this, edit = std::move(edit), answer = std::move(answer)]() mutable {
    if (const std::size_t waiting = state_.lanes.users(); waiting >= state_.settings.max_edits) {
      return answer(core::Failure{too_many(waiting)});
    }
    std::make_shared<EditRun>(state_, std::move(edit), std::move(answer))->arrive();
  });
}

/// By then a tenth of them is done, and who comes back finds room.
core::Fault TenantOnLoop::too_many(std::size_t waiting) const {
  const auto wait = state_.ways.time_for(waiting / 10 + 1);
  return {FaultKind::Overloaded, "too many changes are waiting", {}, std::chrono::ceil<std::chrono::seconds>(wait)};
}

void TenantOnLoop::look_up_name(std::string user_name, std::function<void(core::Outcome)> done) {
  if (!gate_->open()) return done(core::Failure{stopping()});
  user_name = state_.settings.bare_names.address_of(user_name);
  on_loop([this, user_name = std::move(user_name), done = std::move(done)] {
    (state_.settings.verify_misses && complete_) ? miss_check_.name(user_name, done) : look_ups_.name(user_name, done);
  });
}

void TenantOnLoop::look_up_id(core::ResourceId id, std::function<void(core::Outcome)> done) {
  if (!gate_->open()) return done(core::Failure{stopping()});
  on_loop([this, id = std::move(id), done = std::move(done)] {
    (state_.settings.verify_misses && complete_) ? miss_check_.id(id, done) : look_ups_.id(id, done);
  });
}

void TenantOnLoop::delivered(store::Kind kind, const core::ResourceId& id, bool written) {
  on_loop([this, kind, id, written] {
    state_.undelivered.erase(id);
    if (!written) {
      state_.unanswered.insert(id);
      return;
    }
    store::Change change;
    change.answered.emplace_back(kind, id);
    state_.commit(std::move(change), [](const core::Outcome&) {});
  });
}

void TenantOnLoop::plan(Edit edit, std::function<void(core::Result<Planned>)> done) {
  if (!gate_->open()) return done(core::Failure{stopping()});
  on_loop([this, edit = std::move(edit), done = std::move(done)] {
    auto decision = decide(state_, edit);
    if (!decision) return done(decision.passed_on());
    done(Planned{std::move(decision->plan), decision->nothing, decision->created});
  });
}

void TenantOnLoop::route_status(std::function<void(RouteStatus)> done) {
  on_loop([this, done = std::move(done)] {
    done({state_.watch.settled(), state_.settings.fixed_route.has_value(), state_.watch.lost(), state_.mirror,
          state_.ways.has(route::Route::Rest), state_.ways.has(route::Route::Scim)});
  });
}

void TenantOnLoop::compare_routes(std::function<void(core::Result<RouteComparison>)> done) {
  if (!gate_->open()) return done(core::Failure{stopping()});
  on_loop([this, done = std::move(done)] { std::make_shared<Comparing>(state_, done)->start(); });
}

void TenantOnLoop::set_route(route::Route to, std::function<void(core::Outcome)> done) {
  if (!gate_->open()) return done(core::Failure{stopping()});
  on_loop([this, to, done = std::move(done)] {
    if (auto possible = state_.watch.check_change(to); !possible) return done(possible.passed_on());
    const auto pin = [this, to, done](core::Outcome matched) {
      if (!matched) return done(std::move(matched));
      state_.watch.change(to, done);
    };
    to == route::Route::Scim ? Matching::before_change(state_, pin) : pin(core::ok());
  });
}

void TenantOnLoop::guard_status(std::function<void(GuardStatus)> done) {
  on_loop([this, done = std::move(done)] { done(state_.guard.status()); });
}

void TenantOnLoop::release_guard(GuardRelease release, std::function<void(core::Result<GuardReleased>)> done) {
  if (!gate_->open()) return done(core::Failure{stopping()});
  on_loop([this, release, done = std::move(done)] { state_.guard.release(release, done); });
}

std::string TenantOnLoop::name_digest(store::Kind kind, std::string_view name) const {
  const bool person = kind == store::Kind::User;
  return state_.name_key.digest(person ? state_.settings.bare_names.address_of(name) : std::string(name));
}

void TenantOnLoop::forget(std::string who, std::function<void(core::Result<Forgotten>)> done) {
  if (!gate_->open()) return done(core::Failure{stopping()});
  on_loop([this, who = std::move(who), done = std::move(done)] { forget_person(state_, who, done); });
}

void TenantOnLoop::refresh(std::function<void(core::Outcome)> done) {
  if (!gate_->open()) return done(core::Failure{stopping()});
  on_loop([this, done = std::move(done)] {
    waiting_for_refresh_.push_back(done);
    refresh_now();
  });
}

void TenantOnLoop::refresh_now() {
  if (refreshing_) return;
  refreshing_ = true;
  const bool sweep = std::exchange(sweep_next_, false) || state_.now() - swept_ >= state_.settings.full_sweep;
  if (sweep || !state_.confirmed_at) state_.owner_watch.ask(!complete_);
  const auto done = [this, sweep](const core::Outcome& outcome) { refreshed(sweep, outcome); };
  std::make_shared<Refresh>(state_, !complete_, sweep, done)->start();
}

/// What a refresh that is under way has read by now may have changed since.
void TenantOnLoop::sweep(std::function<void(core::Outcome)> done) {
  if (state_.stopping) return done(core::Failure{stopping()});
  if (refreshing_) {
    waiting_for_refresh_.emplace_back([this, done = std::move(done)](const core::Outcome&) {
      if (state_.stopping) return done(core::Failure{stopping()});
      on_loop([this, done] { sweep(done); });
    });
    return;
  }
  sweep_next_ = true;
  waiting_for_refresh_.push_back(std::move(done));
  refresh_now();
}

void TenantOnLoop::refresh_in(std::chrono::milliseconds wait) {
  state_.later(wait, [this, turn = ++refresh_turn_] {
    if (turn == refresh_turn_) refresh_now();
  });
}

void TenantOnLoop::refreshed(bool swept, const core::Outcome& outcome) {
  refreshing_ = false;
  for (auto& done : std::exchange(waiting_for_refresh_, {})) done(outcome);
  state_.health.refreshed(outcome);
  state_.watch.recheck();
  if (!outcome) {
    const core::Fault& fault = outcome.error();
    state_.log(LogLevel::Warning, "refresh failed: " + fault.detail + " (" + fault.context.text + ")");
    return refresh_in(std::max(kRetryRefresh, fault.retry_after.value_or(kRetryRefresh)));
  }
  if (state_.confirmed_at) confirmed_until_ = *state_.confirmed_at + state_.settings.refresh;
  const bool first = !complete_.exchange(true);
  if (first) state_.log(LogLevel::Info, "the first refresh is complete");
  store::Change change;
  if (first) change.marks[kComplete] = core::to_date_time(state_.now());
  if (swept) {
    swept_ = state_.now();
    change.marks[kSwept] = core::to_date_time(swept_);
  }
  if (!change.marks.empty()) state_.commit(std::move(change), [](const core::Outcome&) {});
  state_.settling.refreshed();
  refresh_in(state_.settings.refresh);
}

}  // namespace

core::Result<std::unique_ptr<Tenant>> Tenant::make(TenantSettings settings, TenantParts parts) {
  auto tenant = std::make_unique<TenantOnLoop>(std::move(settings), std::move(parts));
  if (auto loaded = tenant->load(); !loaded) return loaded.passed_on();
  return std::unique_ptr<Tenant>(std::move(tenant));
}

}  // namespace bridge::work
