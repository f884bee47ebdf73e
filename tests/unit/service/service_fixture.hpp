#pragma once
// A tenant that records what it is asked, an index filled by hand, and the service over them.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "bridge/service/make_service.hpp"
#include "bridge/store/index.hpp"
#include "unit/fake_reconciler.hpp"

namespace bridge::service::test {

[[nodiscard]] core::Value parse(std::string_view text);
[[nodiscard]] core::Object object(std::string_view text);
/// Of a tenant with REST, and of one without.
[[nodiscard]] const scim::SchemaRegistry& registry();
[[nodiscard]] const scim::SchemaRegistry& registry_without_extension();

/// Puts one resource into an index, `shown` in JSON.
void put(store::Index& index, store::Row row, std::string_view shown);
[[nodiscard]] store::Row user(std::string id, std::string name, store::Life life = store::Life::Visible);
[[nodiscard]] store::Row group(std::string id, std::string name, store::Life life = store::Life::Visible);
void join(store::Index& index, std::string group, const std::vector<std::string>& users);

/// Answers at once with what it was told to.
class FakeTenant final : public work::Tenant {
 public:
  store::Index rows;
  bool read = true;     ///< complete()
  bool unsure = false;  ///< verifies_misses()
  std::optional<core::SealingKey> key = core::SealingKey::random();
  std::optional<route::Route> settled;
  /// "look_up_name ada@x", "look_up_id 7", "delivered 7", "lost 7", in order.
  std::vector<std::string> calls;
  std::vector<work::Edit> edits;
  core::Result<work::EditDone> answer{work::EditDone{}};
  /// Where it is set, it answers instead.
  std::function<core::Result<work::EditDone>(const work::Edit&)> answers;
  /// Keeps who waits for an answer instead of answering.
  bool late = false;
  std::vector<work::EditAnswer> waiting;
  /// What a look-up comes to, and what it finds.
  core::Outcome outcome = core::ok();
  std::function<void()> find = [] {};

  void start() override {}
  void stop() override {}
  [[nodiscard]] const store::Index& index() const override { return rows; }
  [[nodiscard]] bool complete() const override { return read; }
  [[nodiscard]] const core::SealingKey* cursor_key() const override { return key ? &*key : nullptr; }
  void submit(work::Edit edit, work::EditAnswer done) override {
    edits.push_back(std::move(edit));
    if (late) return waiting.push_back(std::move(done));
    done(answers ? answers(edits.back()) : answer);
  }
  [[nodiscard]] bool verifies_misses() const override { return unsure; }
  void look_up_name(std::string name, std::function<void(core::Outcome)> done) override {
    looked_up("look_up_name " + name, done);
  }
  void look_up_id(core::ResourceId id, std::function<void(core::Outcome)> done) override {
    looked_up("look_up_id " + id.text, done);
  }
  void delivered(store::Kind, const core::ResourceId& id, bool written) override {
    calls.push_back((written ? "delivered " : "lost ") + id.text);
  }
  void plan(work::Edit edit, std::function<void(core::Result<work::Planned>)> done) override {
    edits.push_back(std::move(edit));
    done(planned);
  }
  [[nodiscard]] std::optional<route::Route> settled_route() const override { return settled; }
  void route_status(std::function<void(work::RouteStatus)> done) override { done({}); }
  void compare_routes(std::function<void(core::Result<work::RouteComparison>)> done) override {
    done(work::RouteComparison{});
  }
  void set_route(route::Route, std::function<void(core::Outcome)> done) override { done(core::ok()); }
  void guard_status(std::function<void(work::GuardStatus)> done) override { done({}); }
  void release_guard(work::GuardRelease, std::function<void(core::Result<work::GuardReleased>)> done) override {
    done(work::GuardReleased{});
  }
  [[nodiscard]] std::string name_digest(store::Kind, std::string_view name) const override { return std::string(name); }
  void forget(std::string, std::function<void(core::Result<work::Forgotten>)> done) override {
    done(work::Forgotten{});
  }
  void refresh(std::function<void(core::Outcome)> done) override { done(core::ok()); }
  work::Reconciler& reconciler() override { return drifting; }
  work::test::FakeReconciler drifting;
  void health(std::function<void(work::TenantHealth)> done) override { done({}); }

  /// What plan() comes to.
  core::Result<work::Planned> planned{work::Planned{}};

 private:
  void looked_up(std::string call, const std::function<void(core::Outcome)>& done) {
    calls.push_back(std::move(call));
    find();
    done(outcome);
  }
};

/// Stands still until it is turned.
class FakeClock final : public core::Clock {
 public:
  core::Instant time{std::chrono::seconds(1000)};
  core::Tick ticks{std::chrono::seconds(500)};
  [[nodiscard]] core::Instant now() const override { return time; }
  [[nodiscard]] core::Tick tick() const override { return ticks; }
};

/// Runs a task where it is posted, and counts.
class InlineLoop final : public work::Loop {
 public:
  std::size_t posted = 0;
  void post(work::Task task) override {
    ++posted;
    task();
  }
  void post_at(core::Tick, work::Task task) override { post(std::move(task)); }
};

// IdP tokens: of the tenant "default" (at "scim") and of the tenant "acme".
inline constexpr const char* kOkta = "okta-token-0123456789abcdef0123456789";
inline constexpr const char* kEntra = "entra-token-0123456789abcdef012345678";
inline constexpr const char* kReader = "reader-token-0123456789abcdef01234567";
inline constexpr const char* kAcme = "acme-token-0123456789abcdef0123456789";
/// Acts for ada@x.
inline constexpr const char* kMe = "me-token-0123456789abcdef0123456789abcd";
/// Expires at 2000 seconds.
inline constexpr const char* kExpiring = "expiring-token-0123456789abcdef012345";

struct Bench {
  Bench();
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  [[nodiscard]] Principal who(const char* token = kOkta, std::string_view segment = "scim") const;
  [[nodiscard]] core::Result<Shown> get(Kind kind, const std::string& id, const View& view = {},
                                        const char* token = kOkta);
  [[nodiscard]] core::Result<std::string> list(std::optional<Kind> kind, const ListQuery& query = {},
                                               const char* token = kOkta);
  /// The ids in a list's answer; the fault's name when it failed.
  [[nodiscard]] std::vector<std::string> ids(Kind kind, const std::string& filter, const char* token = kOkta);

  FakeTenant tenant;
  FakeTenant acme;
  FakeClock clock;
  InlineLoop scans;
  std::unique_ptr<Service> service;
};

using Verb = void (Service::*)(const Principal&, Write, WriteDone);
/// Calls and expects one answer.
[[nodiscard]] core::Result<Written> write(Bench& bench, Verb verb, Write asked, const char* token = kOkta);

/// A query with this filter alone.
[[nodiscard]] ListQuery filtered(std::string filter);

/// The ids of a ListResponse, in order.
[[nodiscard]] std::vector<std::string> ids_in(std::string_view list_response);

/// Whether the fault is of this kind and its detail contains the text.
template <class T>
testing::AssertionResult fails_with(const core::Result<T>& result, core::FaultKind kind, std::string_view contains) {
  if (result) return testing::AssertionFailure() << "it succeeded";
  if (result.error().kind != kind) {
    return testing::AssertionFailure() << core::to_string(result.error().kind) << ": " << result.error().detail;
  }
  if (result.error().detail.find(contains) == std::string::npos) {
    return testing::AssertionFailure() << "the detail is: " << result.error().detail;
  }
  return testing::AssertionSuccess();
}

}  // namespace bridge::service::test
