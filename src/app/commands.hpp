#pragma once
// The commands of the program. Each returns the exit code: 0 done, 1 findings or failure.

#include <cstdint>
#include <optional>
#include <string>

#include "bridge/emulator/emulator.hpp"

namespace bridge::app {

[[nodiscard]] int serve(const std::string& config_file);

/// Bridge, emulator and example data in one process; state goes with it.
[[nodiscard]] int demo(std::uint16_t port);

[[nodiscard]] int check_config(const std::string& config_file);

/// The token on standard output, its digest line on standard error.
[[nodiscard]] int new_token();

struct EmulateOptions {
  std::uint16_t port = 0;
  emulator::Options emulator;
  /// An API token to know from the start; made up and printed where there is none.
  std::optional<std::string> token;
};
[[nodiscard]] int emulate(const EmulateOptions& options);

/// Waits for SIGINT or SIGTERM, which the calling thread must have blocked with block_stop_signals().
void block_stop_signals();
void wait_for_stop_signal();

}  // namespace bridge::app
