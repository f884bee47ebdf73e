#pragma once
// One tenant at work: lanes, intents, the queue of its token, refresh. Everything that changes lives on
// its loop; reads go to the index from any thread.

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "bridge/core/clock.hpp"
#include "bridge/core/result.hpp"
#include "bridge/route/smartsheet_rest/people.hpp"
#include "bridge/scim/schema.hpp"
#include "bridge/store/index.hpp"
#include "bridge/store/store.hpp"
#include "bridge/work/edit.hpp"
#include "bridge/work/loop.hpp"
#include "bridge/work/rest_client.hpp"

namespace bridge::work {

enum class LogLevel : std::uint8_t { Info, Warning, Alarm };
/// Where the work module tells what no caller is told. Called on the loop; must not block.
using Log = std::function<void(LogLevel, std::string)>;

struct TenantSettings {
  core::TenantName name;
  route::smartsheet_rest::PersonPolicy policy;
  /// A changed userName is ignored instead of refused.
  bool username_change_ignored = false;
  std::uint32_t requests_per_minute = 300;
  std::chrono::milliseconds call_timeout{30'000};
  std::chrono::milliseconds refresh{60'000};
  std::chrono::milliseconds full_sweep{std::chrono::hours(24)};
  /// Edits that may wait or run at a time; more are Overloaded.
  std::size_t max_edits = 10'000;
  /// How long after a creation's time-out look-ups must find nobody before it is sent again.
  std::chrono::milliseconds creation_margin{30'000};
};

/// What a tenant is made of; all of it must outlive the tenant.
struct TenantParts {
  Loop& loop;
  const core::Clock& clock;
  store::Store& store;
  RestClient& client;
  const scim::SchemaRegistry& schemas;
  Log log;
};

class Tenant {
 public:
  /// With what the store holds of it; open intents are taken up, nothing leaves before start().
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

  /// Answers once, on the loop. Refused at once (UpstreamRateLimited, Overloaded) when the deadline
  /// can't be met.
  virtual void submit(Edit edit, EditAnswer answer) = 0;

  /// For the time before the first complete refresh: asks Smartsheet for one person by userName or by
  /// id and puts them into the index. Answers ok also when there is nobody.
  virtual void look_up_name(std::string user_name, std::function<void(core::Outcome)> done) = 0;
  virtual void look_up_id(core::ResourceId id, std::function<void(core::Outcome)> done) = 0;

  /// A creation's answer reached its caller, or it can no longer: a repeat is then not a conflict.
  virtual void delivered(store::Kind kind, const core::ResourceId& id, bool written) = 0;

  /// Refreshes now; answers when it is complete or has failed.
  virtual void refresh(std::function<void(core::Outcome)> done) = 0;
};

}  // namespace bridge::work
