#pragma once
// The bridge as one thing that can be started and stopped: the only place that names concrete things
// together.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "bridge/config/settings.hpp"
#include "bridge/core/result.hpp"

namespace bridge::app {

class Bridge {
 public:
  /// Opens the store, starts tenants and listens. A store that can't be opened, a port in use and the
  /// like come back as one sentence.
  [[nodiscard]] static core::Result<std::unique_ptr<Bridge>> start(config::Settings settings);
  virtual ~Bridge() = default;

  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// "http://127.0.0.1:8080", or the configured base_url.
  [[nodiscard]] virtual const std::string& base_url() const = 0;

  /// Stops listening, waits for requests being worked on as long as [server.limits] drain says, ends
  /// the tenants' work; what is committed is taken up at the next start. Idempotent.
  virtual void stop() = 0;
};

}  // namespace bridge::app
