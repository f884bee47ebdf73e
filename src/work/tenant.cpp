#include "bridge/work/tenant.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <utility>

#include "edit_run.hpp"
#include "mirror.hpp"
#include "refresh.hpp"
#include "shown.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

namespace rest = route::smartsheet_rest;
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
      : loop_(parts.loop), gate_(std::make_shared<Gate>(parts.loop)), state_(std::move(settings), parts, gate_) {}
  TenantOnLoop(const TenantOnLoop&) = delete;
  TenantOnLoop& operator=(const TenantOnLoop&) = delete;
  ~TenantOnLoop() override { stop(); }

  core::Outcome load();
  void start() override;
  void stop() override;
  [[nodiscard]] const store::Index& index() const override { return state_.index; }
  [[nodiscard]] bool complete() const override { return complete_; }
  void submit(Edit edit, EditAnswer answer) override;
  void look_up_name(std::string user_name, std::function<void(core::Outcome)> done) override;
  void look_up_id(core::ResourceId id, std::function<void(core::Outcome)> done) override;
  void delivered(store::Kind kind, const core::ResourceId& id, bool written) override;
  void refresh(std::function<void(core::Outcome)> done) override;

 private:
  void on_loop(Task task) {
    gate_->post([gate = gate_, task = std::move(task)] {
      if (gate->open()) task();
    });
  }
  void take_up(const store::Contents& contents);
  void refresh_now();
  void refreshed(bool swept, const core::Outcome& outcome);
  void refresh_in(std::chrono::milliseconds wait);
  void look_up(route::RestCall call, std::function<void(core::Outcome)> done);
  void looked_up(const CallResult& result, std::uint64_t asked_at, const std::function<void(core::Outcome)>& done);

  Loop& loop_;
  GatePtr gate_;
  State state_;
  std::vector<store::Intent> open_intents_;
  std::atomic<bool> complete_{false};
  bool refreshing_ = false;
  /// Counts the refreshes that were put off; only the last one comes.
  std::uint64_t refresh_turn_ = 0;
  std::vector<std::function<void(core::Outcome)>> waiting_for_refresh_;
  core::Instant swept_{};
  std::once_flag stopped_;
};

core::Outcome TenantOnLoop::load() {
  auto contents = state_.store.load(state_.settings.name);
  if (!contents) return contents.passed_on();
  store::Publication publication;
  for (store::Row& row : contents->rows) {
    state_.next_order = std::max(state_.next_order, row.order + 1);
    if (row.unanswered) state_.unanswered.insert(row.id);
    publication.entries.push_back(entry_of(std::move(row)));
  }
  for (const store::StoredMember& member : contents->members) {
    publication.memberships.push_back({member.group, {member.user}, {}, member.asked});
  }
  state_.index.publish(std::move(publication));
  for (const store::Intent& intent : contents->intents)
    state_.next_intent = std::max(state_.next_intent, intent.number + 1);
  open_intents_ = std::move(contents->intents);
  complete_ = contents->marks.contains(kComplete);
  const auto swept = contents->marks.find(kSwept);
  if (swept != contents->marks.end()) swept_ = core::parse_date_time(swept->second).value_or(core::Instant());
  return core::ok();
}

void TenantOnLoop::start() {
  on_loop([this] {
    for (const store::Intent& intent : open_intents_) {
      auto progress = progress_from_value(intent.content);
      if (!progress) {
        state_.log(LogLevel::Alarm, "an open change can't be read: " + progress.error().context.text);
        continue;
      }
      progress->decision.before = state_.index.find(progress->kind, progress->decision.row.id);
      std::make_shared<EditRun>(state_, intent.number, std::move(*progress))->arrive();
    }
    open_intents_.clear();
    refresh_now();
  });
}

void TenantOnLoop::stop() {
  std::call_once(stopped_, [this] {
    std::promise<void> ended;
    loop_.post([this, &ended] {
      for (const LaneUserPtr& user : state_.lanes.all()) static_cast<EditRun&>(*user).abandon(stopping());
      for (auto& done : std::exchange(waiting_for_refresh_, {})) done(core::Failure{stopping()});
      state_.queue.close();
      gate_->close();
      ended.set_value();
    });
    ended.get_future().wait();
  });
}

void TenantOnLoop::submit(Edit edit, EditAnswer answer) {
  if (!gate_->open()) return answer(core::Failure{stopping()});
  on_loop([this, edit = std::move(edit), answer = std::move(answer)]() mutable {
    if (state_.lanes.users() >= state_.settings.max_edits) {
      return answer(
          core::Failure{{FaultKind::Overloaded, "too many changes are waiting", {}, std::chrono::seconds(10)}});
    }
    std::make_shared<EditRun>(state_, std::move(edit), std::move(answer))->arrive();
  });
}

void TenantOnLoop::look_up_name(std::string user_name, std::function<void(core::Outcome)> done) {
  look_up(rest::find_user(user_name), std::move(done));
}

void TenantOnLoop::look_up_id(core::ResourceId id, std::function<void(core::Outcome)> done) {
  look_up(rest::get_user(core::UpstreamId(std::move(id.text))), std::move(done));
}

void TenantOnLoop::look_up(route::RestCall call, std::function<void(core::Outcome)> done) {
  if (!gate_->open()) return done(core::Failure{stopping()});
  on_loop([this, call = std::move(call), done = std::move(done)]() mutable {
    state_.queue.submit(Priority::Person, std::move(call), true,
                        [this, asked_at = state_.sequence, done = std::move(done)](const CallResult& result) {
                          looked_up(result, asked_at, done);
                        });
  });
}

void TenantOnLoop::looked_up(const CallResult& result, std::uint64_t asked_at,
                             const std::function<void(core::Outcome)>& done) {
  if (result.ending == Ending::Refused && result.fault.kind == FaultKind::NotFound) return done(core::ok());
  if (result.ending != Ending::Done) return done(core::Failure{result.fault});
  Learned learned;
  const core::Object* answer = result.body.if_object();
  if (answer->find("data") == nullptr) {
    learn_user(state_, *answer, asked_at, learned);
  } else {
    const auto page = rest::read_page(result.body, 1, 1);
    if (!page) return done(page.passed_on());
    for (const core::Object& record : page->records) learn_user(state_, record, asked_at, learned);
  }
  keep(state_, std::move(learned), done);
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
  const bool sweep = state_.now() - swept_ >= state_.settings.full_sweep;
  const auto done = [this, sweep](const core::Outcome& outcome) { refreshed(sweep, outcome); };
  std::make_shared<Refresh>(state_, !complete_, sweep, done)->start();
}

void TenantOnLoop::refresh_in(std::chrono::milliseconds wait) {
  state_.later(wait, [this, turn = ++refresh_turn_] {
    if (turn == refresh_turn_) refresh_now();
  });
}

void TenantOnLoop::refreshed(bool swept, const core::Outcome& outcome) {
  refreshing_ = false;
  for (auto& done : std::exchange(waiting_for_refresh_, {})) done(outcome);
  if (!outcome) {
    const core::Fault& fault = outcome.error();
    state_.log(LogLevel::Warning, "refresh failed: " + fault.detail + " (" + fault.context.text + ")");
    return refresh_in(kRetryRefresh);
  }
  const bool first = !complete_.exchange(true);
  if (first) state_.log(LogLevel::Info, "the first refresh is complete");
  store::Change change;
  if (first) change.marks[kComplete] = core::to_date_time(state_.now());
  if (swept) {
    swept_ = state_.now();
    change.marks[kSwept] = core::to_date_time(swept_);
  }
  if (!change.marks.empty()) state_.commit(std::move(change), [](const core::Outcome&) {});
  refresh_in(state_.settings.refresh);
}

}  // namespace

core::Result<std::unique_ptr<Tenant>> Tenant::make(TenantSettings settings, TenantParts parts) {
  auto tenant = std::make_unique<TenantOnLoop>(std::move(settings), std::move(parts));
  if (auto loaded = tenant->load(); !loaded) return loaded.passed_on();
  return std::unique_ptr<Tenant>(std::move(tenant));
}

}  // namespace bridge::work
