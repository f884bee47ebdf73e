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

class AdminActions;

class Bridge {
 public:
  /// Opens the store, starts tenants and listens, for identity providers and for commands. A store that
  /// can't be opened, a port in use and the like come back as one sentence.
  [[nodiscard]] static core::Result<std::unique_ptr<Bridge>> start(config::Settings settings);
  /// For a command, while no server holds the store: opens the store and makes the tenants ready, without
  /// listening and without taking up their work. Only what admin() is asked to do reaches Smartsheet.
  [[nodiscard]] static core::Result<std::unique_ptr<Bridge>> open(config::Settings settings);
  virtual ~Bridge() = default;

  /// 0 where nothing listens.
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// "http://127.0.0.1:8080", or the configured base_url.
  [[nodiscard]] virtual const std::string& base_url() const = 0;
  /// Where commands are answered, "http://127.0.0.1:8081"; empty where nothing listens.
  [[nodiscard]] virtual const std::string& admin_url() const = 0;
  /// What an administrator can look at and steer. Not to be used after stop().
  [[nodiscard]] virtual AdminActions& admin() = 0;

  /// Stops listening, waits for requests being worked on as long as [server.limits] drain says, ends
  /// the tenants' work; what is committed is taken up at the next start. Idempotent.
  virtual void stop() = 0;
};

}  // namespace bridge::app
