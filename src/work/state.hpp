#pragma once
// What one tenant's runs and refreshes share. Touched on the tenant's loop alone, the index apart.

#include <chrono>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "aim.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/core/name_key.hpp"
#include "bridge/scim/schema.hpp"
#include "bridge/store/index.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/gate.hpp"
#include "bridge/work/tenant.hpp"
#include "cursor_key.hpp"
#include "deactivation_watch.hpp"
#include "guard.hpp"
#include "health_watch.hpp"
#include "lanes.hpp"
#include "lost_resources.hpp"
#include "noted_refusals.hpp"
#include "owner_watch.hpp"
#include "route_watch.hpp"
#include "settling.hpp"
#include "syncing.hpp"
#include "unfinished.hpp"
#include "ways.hpp"
#include "written.hpp"

namespace bridge::work {

/// The store's mark under which the key of names is kept.
inline constexpr const char* kNameKeyMark = "name_key";

struct State {
  State(TenantSettings given, const TenantParts& parts, GatePtr shared_gate)
      : settings(std::move(given)),
        clock(parts.clock),
        store(parts.store),
        schemas(parts.schemas),
        log(parts.log),
        gate(std::move(shared_gate)),
        ways(settings, parts),
        mirror(parts.rest != nullptr ? route::Route::Rest : route::Route::Scim) {}

  TenantSettings settings;
  const core::Clock& clock;
  store::Store& store;
  const scim::SchemaRegistry& schemas;
  Log log;
  GatePtr gate;
  store::Index index;
  Ways ways;
  /// Where the mirror is read: REST tells more, and costs fewer calls.
  route::Route mirror;
  RouteWatch watch{*this};
  DeactivationWatch deactivation{*this};
  OwnerWatch owner_watch{*this};
  /// Whoever is known to own one of the tenant's own tokens; nobody may take their access.
  std::vector<TokenOwner> owners;
  Guard guard{*this};
  /// System Admins whose demotion or deactivation is under way: they no longer count as one.
  std::unordered_set<core::ResourceId> leaving_admins;
  Settling settling{*this};
  /// Managed resources that are gone in Smartsheet.
  LostResources lost{*this};
  Syncing syncing{*this};
  HealthWatch health{*this};
  CursorKey cursor_key{*this};
  NotedRefusals noted_refusals;
  /// What forgotten names are known again by.
  core::NameKey name_key = core::NameKey::random();
  Offered offered;
  /// Whom the SCIM service does not know under their name; asked again with each full sweep.
  std::set<std::pair<store::Kind, core::ResourceId>> unmatched;
  /// People whom the mirror's service has no id for yet, and who go by another address in Smartsheet than the
  /// identity provider knows: by that address, folded. As of the last refresh that began.
  std::unordered_map<std::string, core::ResourceId> renamed;
  Lanes lanes;
  /// What is left of large changes of groups that wait for their next turns.
  Unfinished unfinished;
  std::uint64_t next_intent = 1;
  std::uint64_t next_order = 1;
  /// Counts publications; a refresh leaves alone what was written after it asked.
  std::uint64_t sequence = 0;
  Written written;
  /// Creations whose answers never reached anybody: a repeat gets 201. The store keeps the flag until
  /// an answer is known to be written, so a crash in between counts as lost.
  std::unordered_set<core::ResourceId> unanswered;
  /// How many readings of Smartsheet are on their way to the disk, and who decides after them: a row
  /// decided from the entry before would undo what they say.
  std::size_t keeping = 0;
  std::vector<Task> after_keeping;
  /// Creations that were answered and whose answer is on its way: not yet known to be written.
  std::unordered_set<core::ResourceId> undelivered;

  /// What the store keeps of a creation: a crash now would leave its caller without an answer.
  [[nodiscard]] bool answer_may_be_lost(const core::ResourceId& id) const {
    return unanswered.contains(id) || undelivered.contains(id);
  }

  /// Set for good when the tenant is being stopped.
  bool stopping = false;

  /// Refreshes now, or joins the refresh that is under way; set by the tenant.
  std::function<void(std::function<void(core::Outcome)>)> refresh;

  /// The same, with the members of every group, from now on; set by the tenant.
  std::function<void(std::function<void(core::Outcome)>)> sweep;
  /// Of the refresh that runs, or ran last.
  RefreshProgress progress;

  /// When the last complete refresh began.
  std::optional<core::Tick> confirmed_at;

  [[nodiscard]] core::Instant now() const { return clock.now(); }

  /// Goes along with every change that keeps a digest.
  void keep_name_key(store::Change& change) const { change.marks[kNameKeyMark] = name_key.to_text(); }

  /// Commits on the writer's thread, answers on the loop.
  void commit(store::Change change, std::function<void(core::Outcome)> done) {
    done = health.counting(change, std::move(done));
    store.commit(settings.name, std::move(change), [gate = gate, done = std::move(done)](core::Outcome outcome) {
      auto result = std::make_shared<core::Outcome>(std::move(outcome));
      gate->post([gate, done, result] {
        if (gate->open()) done(std::move(*result));
      });
    });
  }

  /// Runs the task on the loop after whatever waits there.
  void soon(Task task) {
    gate->post([gate = gate, task = std::move(task)] {
      if (gate->open()) task();
    });
  }

  /// Runs the task on the loop after a while.
  void later(std::chrono::milliseconds wait, Task task) {
    gate->post_at(clock.tick() + wait, [gate = gate, task = std::move(task)] {
      if (gate->open()) task();
    });
  }

  /// What Smartsheet was seen to tell: no write, so the next page may say more of the same rows.
  void publish_seen(store::Publication publication) {
    for (const auto& [kind, id] : publication.dropped) health.dropped(kind, id);
    for (const store::EntryPtr& entry : publication.entries) health.note(entry->row);
    index.publish(std::move(publication));
  }

  void publish(store::Publication publication) {
    ++sequence;
    written.note(publication, index, mirror, sequence);
    const auto entries = publication.entries;
    const auto memberships = publication.memberships;
    publish_seen(std::move(publication));
    for (const store::EntryPtr& entry : entries) settling.note(entry->row);
    for (const auto& membership : memberships) {
      for (const core::ResourceId& person : membership.added) settling.joined(person);
    }
  }

  /// What is known of the row's resource that moves by itself.
  [[nodiscard]] core::Object moving(const store::Row& row) const {
    const store::Glimpse known = index.glimpse(row.kind, row.id);
    return known ? known.moving() : core::Object();
  }

  /// Whether Smartsheet was read recently enough to trust that the mirror is right about somebody.
  [[nodiscard]] bool confirmed() const { return confirmed_at && clock.tick() - *confirmed_at <= settings.refresh; }
};

/// The lane of a resource, and of a name that a creation or a rename wants.
[[nodiscard]] std::string lane_of_id(store::Kind kind, const core::ResourceId& id);
[[nodiscard]] std::string lane_of_name(store::Kind kind, std::string_view name);

}  // namespace bridge::work
