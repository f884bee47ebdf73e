#pragma once
// One tenant at work: lanes, intents, the queue of its token, refresh. Everything that changes lives on
// its loop; reads go to the index from any thread.

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bridge/core/bare_names.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/core/policy.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/sealing_key.hpp"
#include "bridge/route/change.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/scim/schema.hpp"
#include "bridge/store/index.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/edit.hpp"
#include "bridge/work/guard_status.hpp"
#include "bridge/work/jitter.hpp"
#include "bridge/work/log.hpp"
#include "bridge/work/loop.hpp"
#include "bridge/work/reconciler.hpp"
#include "bridge/work/route_client.hpp"
#include "bridge/work/tenant_health.hpp"

namespace bridge::work {

struct TenantSettings {
  core::TenantName name;
  route::PersonPolicy policy;
  core::AccessPolicy access;
  core::AuditPolicy audit{};
  /// The route that the configuration names; without it the one that is pinned in the store, or, once,
  /// what Smartsheet offers.
  std::optional<route::Route> fixed_route;
  /// Writes are planned and recorded, and nothing is sent.
  bool rehearse = false;
  /// A changed userName is ignored instead of refused.
  bool username_change_ignored = false;
  /// Which userNames need no domain.
  core::BareNames bare_names{};
  /// Of the REST token, and of the SCIM token.
  std::uint32_t requests_per_minute = 300;
  std::uint32_t scim_requests_per_minute = 300;
  std::chrono::milliseconds call_timeout{30'000};
  std::chrono::milliseconds refresh{60'000};
  std::chrono::milliseconds full_sweep{std::chrono::hours(24)};
  /// Smartsheet is asked about people whom a mirror older than `refresh` does not know.
  bool verify_misses = false;
  /// How long whoever asks for one may be kept waiting for it.
  std::chrono::milliseconds max_wait{25'000};
  /// Edits that may wait or run at a time; more are Overloaded.
  std::size_t max_edits = 10'000;
  /// How long after a creation's time-out look-ups must find nobody before it is sent again.
  std::chrono::milliseconds creation_margin{30'000};
  /// Spreads what comes back after a pause.
  Jitter jitter;
};

/// What a tenant is made of; all of it must outlive the tenant. One client or both; a null pointer is no
/// credential for that service.
struct TenantParts {
  Loop& loop;
  const core::Clock& clock;
  store::Store& store;
  RestClient* rest;
  ScimClient* scim;
  const scim::SchemaRegistry& schemas;
  Log log;
};

/// What a write would come to, decided as if it stood at the head of its lane now.
struct Planned {
  route::Plan plan;
  /// The resource is as the write wants it: it would be answered without a change.
  bool nothing = false;
  bool created = false;
};

/// Where a tenant's route stands.
struct RouteStatus {
  /// Nothing while it is not settled.
  std::optional<route::Route> settled;
  /// Named by the configuration, so that nothing else can change it.
  bool fixed = false;
  /// The service that it is settled on no longer answers this tenant.
  bool lost = false;
  /// Where the mirror is read.
  route::Route mirror = route::Route::Rest;
  bool has_rest = false;
  bool has_scim = false;
};

/// One resource that one of Smartsheet's services tells otherwise than the other.
struct Difference {
  store::Kind kind = store::Kind::User;
  /// userName or displayName.
  std::string name;
  /// Of a User "active" or "roles"; of a Group "members".
  std::string what;
};

/// Both of Smartsheet's services, read at one time and set side by side.
struct RouteComparison {
  struct Side {
    std::size_t people = 0;
    std::size_t groups = 0;
    /// Names that the other side does not have.
    std::vector<std::string> people_only_here;
    std::vector<std::string> groups_only_here;
    /// Names that stand more than once: such resources can't be matched.
    std::vector<std::string> ambiguous;
  };
  Side rest;
  Side scim;
  /// Of what both have: those whose ids differ are counted, other differences are listed.
  std::size_t ids_that_differ = 0;
  std::vector<Difference> differences;
};

/// What a person's being forgotten came to.
struct Forgotten {
  /// Empty where nobody of this name is known.
  core::ResourceId id;
  /// They had been deleted through SCIM: of their row ids stay, and a digest of the name.
  bool deleted = false;
  /// They are still there, with all that the identity provider asked for.
  bool in_directory = false;
};

class Tenant {
 public:
  /// With what the store holds of it; open intents are taken up, nothing leaves before start().
  /// InvalidValue: the route that it is settled on has no credential.
  [[nodiscard]] static core::Result<std::unique_ptr<Tenant>> make(TenantSettings settings, TenantParts parts);
  virtual ~Tenant() = default;

  /// Begins the refreshes and takes up the intents that were open. Waits for no upstream call.
  virtual void start() = 0;

  /// Ends all work: edits that wait are answered 503, open intents stay in the store. Returns when
  /// nothing of the tenant runs on the loop any more. Idempotent.
  virtual void stop() = 0;

  [[nodiscard]] virtual const store::Index& index() const = 0;
  /// Whether a refresh has been complete once: only then does absence mean anything.
  [[nodiscard]] virtual bool complete() const = 0;

  /// What the tenant's cursors are sealed with; null pointer until the store has it, from when on it is the
  /// same for ever.
  [[nodiscard]] virtual const core::SealingKey* cursor_key() const = 0;

  /// Answers once, on the loop. Refused at once (UpstreamRateLimited, Overloaded) when the deadline
  /// can't be met.
  virtual void submit(Edit edit, EditAnswer answer) = 0;

  /// Whether somebody unknown is to be looked up before it is said that they don't exist: where the settings
  /// want it, and the last complete refresh is longer ago than `refresh`. From any thread.
  [[nodiscard]] virtual bool verifies_misses() const = 0;
  /// For the time before the first complete refresh, and while misses are verified: asks Smartsheet for one
  /// person by userName or by id and puts them into the index. Answers ok also when there is nobody; NotReady
  /// where a miss can't be verified.
  virtual void look_up_name(std::string user_name, std::function<void(core::Outcome)> done) = 0;
  virtual void look_up_id(core::ResourceId id, std::function<void(core::Outcome)> done) = 0;

  /// A creation's answer reached its caller, or it can no longer: a repeat is then not a conflict.
  virtual void delivered(store::Kind kind, const core::ResourceId& id, bool written) = 0;

  /// What submit() would do with the edit, without doing any of it. Answers once, on the loop.
  virtual void plan(Edit edit, std::function<void(core::Result<Planned>)> done) = 0;

  /// The route that writes take; nothing while it is open. From any thread.
  [[nodiscard]] virtual std::optional<route::Route> settled_route() const = 0;

  /// Answers on the loop.
  virtual void route_status(std::function<void(RouteStatus)> done) = 0;
  /// Reads both services, changing nothing. InvalidValue where only one is configured.
  virtual void compare_routes(std::function<void(core::Result<RouteComparison>)> done) = 0;
  /// Matches what the new route calls everybody, then pins it in the store; writes take it from then on.
  /// InvalidValue: the configuration names the route itself, or has no credential for the new one.
  virtual void set_route(route::Route to, std::function<void(core::Outcome)> done) = 0;

  /// What the accident guard counts and holds; on the loop.
  virtual void guard_status(std::function<void(GuardStatus)> done) = 0;
  /// Lets what it holds pass when it comes again; answers how many changes that are, on the loop.
  virtual void release_guard(GuardRelease release, std::function<void(core::Result<GuardReleased>)> done) = 0;

  /// The digest under which the audit finds lines about a name that has no id. From any thread.
  [[nodiscard]] virtual std::string name_digest(store::Kind kind, std::string_view name) const = 0;
  /// What the audit, the rehearsals and, of somebody deleted through SCIM, the row hold of a person beside ids is
  /// removed. `who` is a userName or an id, known or not. Answers on the loop. Overloaded: a change of them is under
  /// way; Forbidden: their access is still to be taken.
  virtual void forget(std::string who, std::function<void(core::Result<Forgotten>)> done) = 0;

  /// Refreshes now; answers when it is complete or has failed.
  virtual void refresh(std::function<void(core::Outcome)> done) = 0;

  /// How Smartsheet differs from what was asked for, and its repair. Lives as long as the tenant.
  [[nodiscard]] virtual Reconciler& reconciler() = 0;

  /// How it does; on the loop, whatever the size at the same cost. Not called once the tenant is stopped.
  virtual void health(std::function<void(TenantHealth)> done) = 0;
};

}  // namespace bridge::work
