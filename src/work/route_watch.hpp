#pragma once
// Which way a tenant's writes take: settled once, pinned in the store, never changed silently. When the
// service that was settled on is lost, writes are refused until it is back.

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "bridge/core/result.hpp"
#include "bridge/route/plan.hpp"
#include "bridge/work/call_queue.hpp"

namespace bridge::work {

struct State;

/// The store's mark under which the route is pinned.
inline constexpr const char* kRouteMark = "route";

class RouteWatch {
 public:
  explicit RouteWatch(State& state) : state_(state) {}
  RouteWatch(const RouteWatch&) = delete;
  RouteWatch& operator=(const RouteWatch&) = delete;

  /// Takes what the configuration names, else what is pinned, else what there is a credential for; open
  /// where there are both. InvalidValue where the route has no credential.
  [[nodiscard]] core::Outcome take(const std::map<std::string, std::string>& marks);

  /// Asks Smartsheet where the route is still open, and pins what take() or Smartsheet decided.
  void settle();

  /// Whether an administrator may change the route. InvalidValue: the configuration names it, or has no
  /// credential for this one.
  [[nodiscard]] core::Outcome check_change(route::Route to) const;
  /// Pins the route; writes that are decided from then on take it.
  void change(route::Route to, std::function<void(core::Outcome)> done);

  /// The route of writes; NotReady while it is open, UpstreamUnavailable while it is lost.
  [[nodiscard]] core::Result<route::Route> open_route() const;
  [[nodiscard]] std::optional<route::Route> settled() const noexcept { return route_; }
  /// As settled(), from any thread.
  [[nodiscard]] std::optional<route::Route> told() const noexcept;
  [[nodiscard]] bool lost() const noexcept { return lost_; }

  /// Whether a refusal could mean that the service is there no more, for anything.
  [[nodiscard]] static bool is_suspicious(const core::Fault& fault) noexcept;
  /// After such a refusal: asks whether the service still answers this tenant. UpstreamUnavailable where it is
  /// lost, or where that can't be told: the refusal then proves nothing.
  void check(std::function<void(core::Outcome there)> then);
  /// Asks again while it is lost.
  void recheck();

 private:
  void take_route(route::Route to);
  void pin(route::Route to, const std::string& why, std::function<void(core::Outcome)> done = {});
  void on_probe(const CallResult& result);
  void settle_later(bool alarm, const core::Fault& fault);
  void set_lost(bool lost, const core::Fault& fault);

  State& state_;
  std::optional<route::Route> route_;
  /// The same for readers on other threads.
  enum class Told : std::uint8_t { Open, Rest, Scim };
  std::atomic<Told> told_{Told::Open};
  /// Decided and not yet in the store.
  bool unpinned_ = false;
  bool lost_ = false;
};

}  // namespace bridge::work
