#pragma once
// The admin listener: the actions over HTTP, on a loopback address, for whoever can read the token in the
// state directory; /healthz and /readyz for whoever asks.

#include <memory>
#include <string>

#include "app/admin/admin_actions.hpp"
#include "app/admin/health_probe.hpp"
#include "bridge/config/settings.hpp"
#include "bridge/core/result.hpp"

namespace bridge::app {

class AdminListener {
 public:
  /// Listens on server.admin_listen with a new token, then writes state_dir/admin.json. Until serve() every
  /// request is answered 503. One sentence when the port is taken or the file can't be written.
  [[nodiscard]] static core::Result<std::unique_ptr<AdminListener>> start(const config::Server& server);
  virtual ~AdminListener() = default;

  /// "http://127.0.0.1:8081"
  [[nodiscard]] virtual const std::string& url() const = 0;
  /// The actions must outlive stop().
  virtual void serve(AdminActions& actions) = 0;
  /// /readyz tells what it finds; before, that the server is still starting. It must outlive stop().
  virtual void probe_with(const HealthProbe& probe) = 0;
  /// From now on /readyz is 503, whatever the tenants say.
  virtual void say_stopping() = 0;
  /// Removes the file, stops listening. Idempotent.
  virtual void stop() = 0;
};

}  // namespace bridge::app
