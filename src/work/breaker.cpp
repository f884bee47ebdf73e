#include "bridge/work/breaker.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bridge::work {

namespace {

using core::FaultKind;
using std::chrono::duration;
using std::chrono::duration_cast;
using std::chrono::seconds;

/// Fewer are a coincidence: eight calls are under way at a time, and one dropped connection can end several.
constexpr unsigned kRun = 5;
/// A restart of a load balancer is over by then; each waiting edit has repeated its call by then.
constexpr seconds kRunTime{10};
/// More than are under way at a time, so that some of them left after others had failed.
constexpr unsigned kLongRun = 10;

/// With a quarter more by chance: from 10 s to 5 minutes.
constexpr std::array<int, 6> kIntervals{10, 20, 40, 80, 160, 240};
/// Of a refused token: whoever mended it, at night perhaps, sees within a minute that it works.
constexpr std::size_t kLongestRefused = 2;

}  // namespace

Breaker::Turn Breaker::heard(Sign sign, const std::string& kind, bool probe, const core::Fault& fault, core::Tick now) {
  if (shut_) return heard_shut(sign, probe, fault, now);
  switch (sign) {
    case Sign::Clear: heard_clear(kind, probe); return Turn::None;
    case Sign::Down: return heard_down(kind, probe, fault, now);
    case Sign::Credential: return shut(Sign::Credential, fault, now);
    case Sign::Neither: break;
  }
  if (probe) asked_ = false;
  return Turn::None;
}

Breaker::Turn Breaker::heard_shut(Sign sign, bool probe, const core::Fault& fault, core::Tick now) {
  // Of a token that is refused only a call that left since then can tell that it no longer is.
  if (sign == Sign::Clear && (probe || shut_ == Sign::Down)) {
    shut_.reset();
    run_ = 0;
    kinds_.clear();
    asked_ = false;
    if (!probe) heard_clear({}, false);
    return Turn::Open;
  }
  if (sign == Sign::Credential && shut_ == Sign::Down) {
    proven_ = true;
    return shut(Sign::Credential, fault, now);
  }
  if (probe) plan_probe(now);
  return Turn::None;
}

void Breaker::heard_clear(const std::string& kind, bool probe) {
  if (probe) {
    // The service is there, and what fails is broken for itself. It is not held against the others any more.
    broken_.insert(kinds_.begin(), kinds_.end());
  } else {
    broken_.erase(kind);
    proven_ = true;
    probes_ = 0;
  }
  run_ = 0;
  kinds_.clear();
  asked_ = false;
}

Breaker::Turn Breaker::heard_down(const std::string& kind, bool probe, const core::Fault& fault, core::Tick now) {
  if (!probe && broken_.contains(kind)) return Turn::None;
  if (run_++ == 0) run_began_ = now;
  kinds_.insert(kind);
  const bool long_enough = run_ >= kLongRun || (run_ >= kRun && now - run_began_ >= kRunTime);
  if (!long_enough && !probe) return Turn::None;
  if (kinds_.size() > 1 || probe) return shut(Sign::Down, fault, now);
  return std::exchange(asked_, true) ? Turn::None : Turn::Probe;
}

Breaker::Turn Breaker::shut(Sign why, const core::Fault& fault, core::Tick now) {
  shut_ = why;
  fault_ = fault;
  run_ = 0;
  kinds_.clear();
  asked_ = false;
  broken_.clear();
  plan_probe(now);
  return std::exchange(proven_, false) ? Turn::Shut : Turn::ShutAgain;
}

void Breaker::plan_probe(core::Tick now) {
  const double chance = jitter_ ? jitter_() : 0.0;
  const std::size_t longest = refused() ? kLongestRefused : kIntervals.size() - 1;
  const double wait = kIntervals[std::min<std::size_t>(probes_++, longest)] * (1.0 + chance / 4.0);
  next_probe_ = now + duration_cast<core::Tick::duration>(duration<double>(wait));
}

core::Fault Breaker::fault(core::Tick now) const {
  core::Fault told = fault_;
  if (shut_ == Sign::Down) {
    told.kind = FaultKind::UpstreamUnavailable;
    told.detail = "Smartsheet does not answer; nothing is sent to it until it does, and nothing was done";
  }
  told.retry_after = std::max(seconds(1), std::chrono::ceil<seconds>(next_probe_ - now));
  return told;
}

}  // namespace bridge::work
