#pragma once
// When calls stop leaving because they would come to nothing: Smartsheet does not answer (a circuit breaker), or it
// refuses the token. Then one probe at growing intervals is all that leaves.

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "bridge/core/clock.hpp"
#include "bridge/core/fault.hpp"
#include "bridge/work/jitter.hpp"

namespace bridge::work {

/// What one reply says about the service as a whole.
enum class Sign : std::uint8_t {
  /// Smartsheet answered, whatever it said: a refusal and a 429 are answers.
  Clear,
  /// No answer, or a 5xx.
  Down,
  /// The token is refused: it will be for every call.
  Credential,
  /// An answer that says neither (a page of a proxy, a body that breaks off).
  Neither,
};

class Breaker {
 public:
  /// What the owner has to do after a reply.
  enum class Turn : std::uint8_t {
    None,
    /// Ask: one kind of call fails, and nothing tells whether others would.
    Probe,
    Shut,
    /// Shut again though nothing but a probe passed since the last time: nothing new to tell of.
    ShutAgain,
    Open,
  };

  explicit Breaker(Jitter jitter) : jitter_(std::move(jitter)) {}

  /// A reply to a call of this kind ("POST /users"). `fault`: what the call came to, unless it was done.
  [[nodiscard]] Turn heard(Sign sign, const std::string& kind, bool probe, const core::Fault& fault, core::Tick now);

  [[nodiscard]] bool shut() const noexcept { return shut_.has_value(); }
  [[nodiscard]] bool refused() const noexcept { return shut_ == Sign::Credential; }
  /// When the next probe is due, while it is shut.
  [[nodiscard]] core::Tick next_probe() const noexcept { return next_probe_; }
  /// What whoever asks for a call is told meanwhile, with the time until the next probe.
  [[nodiscard]] core::Fault fault(core::Tick now) const;

 private:
  Turn heard_shut(Sign sign, bool probe, const core::Fault& fault, core::Tick now);
  Turn heard_down(const std::string& kind, bool probe, const core::Fault& fault, core::Tick now);
  void heard_clear(const std::string& kind, bool probe);
  Turn shut(Sign why, const core::Fault& fault, core::Tick now);
  void plan_probe(core::Tick now);

  Jitter jitter_;
  std::optional<Sign> shut_;
  core::Fault fault_;
  core::Tick next_probe_{};
  unsigned probes_ = 0;
  /// Whether something other than a probe passed since it was last shut.
  bool proven_ = true;

  // The run of calls without an answer.
  unsigned run_ = 0;
  core::Tick run_began_{};
  std::set<std::string> kinds_;
  bool asked_ = false;
  /// Kinds of calls that fail while a probe passes: not Smartsheet is down, only these.
  std::set<std::string> broken_;
};

}  // namespace bridge::work
