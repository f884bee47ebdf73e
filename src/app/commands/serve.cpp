#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/commands/problems.hpp"
#include "app/log.hpp"
#include "bridge/app/bridge.hpp"

namespace bridge::app {

int serve(const std::string& config_file) {
  auto settings = load_or_report(config_file);
  if (!settings) return 1;
  block_stop_signals();
  auto bridge = Bridge::start(std::move(*settings));
  if (!bridge) {
    stop_log();
    std::fprintf(stderr, "scimbridge: %s\n", bridge.error().detail.c_str());
    return 1;
  }
  log_line(Severity::Info, "listening",
           {{"base_url", (*bridge)->base_url()}, {"port", std::to_string((*bridge)->port())}});
  log_line(Severity::Info, "admin_listening", {{"url", (*bridge)->admin_url()}});
  wait_for_stop_signal();
  log_line(Severity::Info, "stopping", {});
  (*bridge)->stop();
  log_line(Severity::Info, "stopped", {});
  return 0;
}

}  // namespace bridge::app
