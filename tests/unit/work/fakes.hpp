#pragma once
// What a tenant is made of, by hand: a clock that is turned, a loop that is run, a store in memory, a
// client whose answers wait until the test gives them. No threads.

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/loop.hpp"
#include "bridge/work/route_client.hpp"

namespace bridge::work::test {

/// What happened, in order, across the fakes that share it.
using Events = std::vector<std::string>;

/// The time of day and the tick move together.
class ManualClock final : public core::Clock {
 public:
  [[nodiscard]] core::Instant now() const override { return core::Instant(std::chrono::hours(480'000)) + passed_; }
  [[nodiscard]] core::Tick tick() const override { return core::Tick(std::chrono::hours(1)) + passed_; }
  void advance(std::chrono::milliseconds by) { passed_ += by; }

 private:
  std::chrono::milliseconds passed_{};
};

class ManualLoop final : public Loop {
 public:
  explicit ManualLoop(ManualClock& clock) : clock_(clock) {}

  void post(Task task) override;
  void post_at(core::Tick when, Task task) override { timers_.emplace(when, std::move(task)); }

  /// Runs everything that is due now, and what comes of it.
  void run();
  /// Turns the clock; timers run when their time comes.
  void advance(std::chrono::milliseconds by);
  /// Drops what waits and runs what is posted from now on at once, as an owner that waits for its last
  /// task needs.
  void wind_down();

 private:
  bool run_one();

  ManualClock& clock_;
  std::deque<Task> tasks_;
  std::multimap<core::Tick, Task> timers_;
  bool at_once_ = false;
};

[[nodiscard]] transport::Reply answer(int status, std::string body);
[[nodiscard]] transport::Reply answer(int status, const core::Value& body);
/// Smartsheet's error envelope.
[[nodiscard]] transport::Reply refusal(int status, int error_code);
[[nodiscard]] transport::Reply rate_limited(std::optional<int> retry_after);
[[nodiscard]] transport::Reply trouble(transport::Trouble kind);

/// "POST /users?sendEmail=false"
template <class RouteCall>
[[nodiscard]] std::string line_of(const RouteCall& call) {
  return call.method + " " + call.path;
}

/// The client of one route. For route::RestCall and route::ScimCall.
template <class RouteCall>
class FakeClient final : public RouteClient<RouteCall> {
 public:
  /// Nothing: the call is held back.
  using Script = std::function<std::optional<transport::Reply>(const RouteCall& call)>;
  struct Sent {
    RouteCall call;
    bool harmless = false;
  };

  void send(const RouteCall& call, bool harmless, std::function<void(transport::Reply)> done) override;

  /// Answers the first call held back whose line begins so; false where there is none.
  bool reply(std::string_view line_begins, transport::Reply reply);
  [[nodiscard]] std::size_t held() const { return held_.size(); }
  /// How many calls were sent whose line begins so.
  [[nodiscard]] std::size_t count(std::string_view line_begins) const;
  [[nodiscard]] std::vector<std::string> lines() const;

  Script script;
  std::vector<Sent> sent;
  /// Gets "call POST /users" for REST, "scim POST /Users" for SCIM.
  Events* events = nullptr;

 private:
  struct Held {
    std::string line;
    std::function<void(transport::Reply)> done;
  };
  std::deque<Held> held_;
};

extern template class FakeClient<route::RestCall>;
extern template class FakeClient<route::ScimCall>;
using FakeRestClient = FakeClient<route::RestCall>;
using FakeScimClient = FakeClient<route::ScimCall>;

class FakeStore final : public store::Store {
 public:
  [[nodiscard]] core::Result<store::Contents> load(const core::TenantName& tenant) override;
  [[nodiscard]] core::Result<std::vector<store::Rehearsal>> rehearsals(const core::TenantName& tenant) override;
  [[nodiscard]] core::Result<std::vector<store::AuditLine>> audit(const core::TenantName& tenant,
                                                                  const store::AuditQuery& query) override;
  void commit(core::TenantName tenant, store::Change change, Done done) override;
  void flush() override { release(); }
  [[nodiscard]] store::StoreHealth health() const override { return {}; }
  [[nodiscard]] core::Result<std::uint64_t> backup(const std::string&) override { return std::uint64_t{0}; }
  [[nodiscard]] core::Result<store::CheckReport> check() override { return store::CheckReport(); }

  /// Puts everything held back on disk and says so.
  void release();
  /// As a crash would: what is held back is on disk or isn't, and nobody hears of it.
  void crash(bool on_disk);
  [[nodiscard]] std::size_t held() const { return held_.size(); }

  [[nodiscard]] const store::Row* row(store::Kind kind, std::string_view id) const;

  store::Contents contents;
  /// Every change that came, whether it could be committed or not.
  std::vector<store::Change> changes;
  bool hold = false;
  /// Which changes fail.
  std::function<bool(const store::Change&)> fails;
  bool load_fails = false;
  Events* events = nullptr;

 private:
  struct Held {
    store::Change change;
    Done done;
  };
  void apply(const store::Change& change);
  void apply_membership(const store::MembershipChange& change);
  void apply_rehearsals(const store::Change& change);
  void finish(Held held);

  std::deque<Held> held_;
  std::vector<store::Rehearsal> rehearsals_;
};

}  // namespace bridge::work::test
