#pragma once
// Plays the chosen cases against a server, one after the other.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "bridge/conformance/library.hpp"
#include "bridge/conformance/report.hpp"
#include "bridge/conformance/wire.hpp"
#include "bridge/core/clock.hpp"

namespace bridge::conformance {

struct RunOptions {
  std::string base_url;
  /// Behind the '@' of every userName and address that the runner makes up.
  std::string user_domain = "example.com";
  /// In every name that the runner makes up, so that two runs do not meet: a few letters and digits.
  std::string run;
  /// Texts that must not show in a report: the token.
  std::vector<std::string> secrets;
  /// How long the runner waits at the most when a server asks it to come again later, all times together.
  std::chrono::seconds patience{120};
  std::string version;
  /// Ends behind the first case of which something of level MUST or SHOULD failed.
  bool fail_fast = false;
};

/// Told after each case.
struct Progress {
  std::size_t done = 0;
  std::size_t of = 0;
  const CaseResult* last = nullptr;
};

/// What a run needs of the world.
struct Surroundings {
  Wire& wire;
  const core::Clock& clock;
  /// Blocks; ends early when the run is to stop.
  std::function<void(std::chrono::milliseconds)> sleep;
  std::function<void(const Progress&)> progress;
  /// Ends the run after the exchange that is under way; what was made is removed all the same.
  const std::atomic<bool>& stop;
};

/// Reads what the server declares, plays the cases, removes after each what it made, and tries once more at the end
/// what could not be removed. Does not throw but for memory.
[[nodiscard]] Report run(const Surroundings& surroundings, const std::vector<Chosen>& cases, const RunOptions& options);

}  // namespace bridge::conformance
