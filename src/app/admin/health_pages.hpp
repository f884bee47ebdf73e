#pragma once
// /healthz and /readyz on the admin listener: for probes, which have no token.

#include <atomic>
#include <optional>
#include <string_view>

#include "app/admin/health_probe.hpp"
#include "bridge/core/clock.hpp"
#include "bridge/web/server.hpp"

namespace bridge::app {

/// Callable from any thread.
class HealthPages {
 public:
  /// Whether the path is one of the two.
  [[nodiscard]] static bool has(std::string_view path) noexcept;

  /// The probe must outlive the last request.
  void probe_with(const HealthProbe& probe) { probe_ = &probe; }
  void say_stopping() { stopping_ = true; }

  /// All but /readyz of a server that serves is answered here.
  [[nodiscard]] std::optional<web::Response> on_head(const web::RequestHead& head);
  void on_request(web::Responder responder);

 private:
  [[nodiscard]] web::Response answer(const Readiness& readiness);

  core::Instant started_ = core::SystemClock().now();
  std::atomic<const HealthProbe*> probe_{nullptr};
  std::atomic<bool> stopping_{false};
  /// Of the last answer.
  std::atomic<bool> was_ready_{false};
};

}  // namespace bridge::app
