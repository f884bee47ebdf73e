#pragma once
// What stands behind the admin actions, without work: each answers at once with what it was told to.

#include <string>
#include <utility>
#include <vector>

#include "bridge/service/service.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/tenant.hpp"
#include "unit/fake_reconciler.hpp"

namespace bridge::app::test {

class FakeTenant : public work::Tenant {
 public:
  work::RouteStatus status;
  std::optional<route::Route> settled;
  core::Result<work::RouteComparison> comparison{work::RouteComparison{}};
  core::Outcome set = core::ok();

  void start() override {}
  void stop() override {}
  [[nodiscard]] const store::Index& index() const override { return rows_; }
  void publish(store::Publication publication) { rows_.publish(std::move(publication)); }
  [[nodiscard]] bool complete() const override { return true; }
  [[nodiscard]] const core::SealingKey* cursor_key() const override { return nullptr; }
  void submit(work::Edit, work::EditAnswer) override {}
  [[nodiscard]] bool verifies_misses() const override { return false; }
  void look_up_name(std::string, std::function<void(core::Outcome)>) override {}
  void look_up_id(core::ResourceId, std::function<void(core::Outcome)>) override {}
  void delivered(store::Kind, const core::ResourceId&, bool) override {}
  void plan(work::Edit, std::function<void(core::Result<work::Planned>)>) override {}
  [[nodiscard]] std::optional<route::Route> settled_route() const override { return settled; }
  void route_status(std::function<void(work::RouteStatus)> done) override { done(status); }
  void compare_routes(std::function<void(core::Result<work::RouteComparison>)> done) override { done(comparison); }
  void set_route(route::Route to, std::function<void(core::Outcome)> done) override {
    if (set) status.settled = to;
    done(set);
  }
  work::GuardStatus guard;
  work::GuardRelease released_guard;
  void guard_status(std::function<void(work::GuardStatus)> done) override { done(guard); }
  void release_guard(work::GuardRelease release, std::function<void(core::Result<work::GuardReleased>)> done) override {
    released_guard = release;
    done(work::GuardReleased{guard.held.size(), core::Instant(release.lasting)});
  }
  /// Who was to be forgotten, and what that comes to.
  std::vector<std::string> to_forget;
  core::Result<work::Forgotten> forgotten{work::Forgotten{}};
  [[nodiscard]] std::string name_digest(store::Kind, std::string_view name) const override {
    return "digest of " + std::string(name);
  }
  void forget(std::string who, std::function<void(core::Result<work::Forgotten>)> done) override {
    to_forget.push_back(std::move(who));
    done(forgotten);
  }
  void refresh(std::function<void(core::Outcome)>) override {}
  work::Reconciler& reconciler() override { return drifting; }
  work::test::FakeReconciler drifting;
  work::TenantHealth healthy;
  void health(std::function<void(work::TenantHealth)> done) override { done(healthy); }

 private:
  store::Index rows_;
};

class FakeService final : public service::Service {
 public:
  service::PlanQuery query;
  core::Result<core::Value> planned{core::Value()};

  [[nodiscard]] core::Result<service::Principal> authenticate(std::string_view, const core::IdpToken&) const override {
    return service::Principal{};
  }
  void get(const service::Principal&, service::Kind, const core::ResourceId&, const service::View&,
           service::ReadDone) override {}
  void list(const service::Principal&, std::optional<service::Kind>, const service::ListQuery&,
            service::ListDone) override {}
  void me(const service::Principal&, service::MeDone) override {}
  void bulk(const service::Principal&, const core::RequestId&, const core::Value&, service::BulkDone) override {}
  void create(const service::Principal&, service::Write, service::WriteDone) override {}
  void replace(const service::Principal&, service::Write, service::WriteDone) override {}
  void modify(const service::Principal&, service::Write, service::WriteDone) override {}
  void remove(const service::Principal&, service::Write, service::WriteDone) override {}
  void plan(const service::PlanQuery& asked, service::PlanDone done) override {
    query = asked;
    done(planned);
  }
  [[nodiscard]] core::Result<std::string> service_provider_config(const service::Principal&) const override {
    return std::string();
  }
  [[nodiscard]] core::Result<std::string> public_configuration(std::string_view) const override {
    return std::string();
  }
  [[nodiscard]] core::Result<std::string> schemas(const service::Principal&, std::string_view) const override {
    return std::string();
  }
  [[nodiscard]] core::Result<std::string> resource_types(const service::Principal&, std::string_view) const override {
    return std::string();
  }
  [[nodiscard]] core::Result<std::string> roles(const service::Principal&, std::string_view) const override {
    return std::string();
  }
  [[nodiscard]] core::Result<std::string> entitlements(const service::Principal&, std::string_view) const override {
    return std::string();
  }
};

class FakeStore final : public store::Store {
 public:
  core::Result<std::vector<store::Rehearsal>> kept{std::vector<store::Rehearsal>{}};

  [[nodiscard]] core::Result<store::Contents> load(const core::TenantName&) override { return store::Contents{}; }
  [[nodiscard]] core::Result<std::vector<store::Rehearsal>> rehearsals(const core::TenantName&) override {
    return kept;
  }
  core::Result<std::vector<store::AuditLine>> lines{std::vector<store::AuditLine>{}};
  /// What was asked for.
  std::vector<store::AuditQuery> queries;
  [[nodiscard]] core::Result<std::vector<store::AuditLine>> audit(const core::TenantName&,
                                                                  const store::AuditQuery& query) override {
    queries.push_back(query);
    return lines;
  }
  void commit(core::TenantName, store::Change change, Done done) override {
    if (change.forget_rehearsals) kept = std::vector<store::Rehearsal>{};
    done(core::ok());
  }
  void flush() override {}
  store::StoreHealth healthy;
  [[nodiscard]] store::StoreHealth health() const override { return healthy; }
  std::string backed_up_to;
  [[nodiscard]] core::Result<std::uint64_t> backup(const std::string& target) override {
    backed_up_to = target;
    return std::uint64_t{4096};
  }
  [[nodiscard]] core::Result<store::CheckReport> check() override { return store::CheckReport(); }
};

}  // namespace bridge::app::test
