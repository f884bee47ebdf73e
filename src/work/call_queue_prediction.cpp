// How long it takes until a call that is submitted now is answered.

#include <algorithm>
#include <cmath>

#include "bridge/work/call_queue.hpp"

namespace bridge::work {

namespace {

using std::chrono::duration;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

/// Answers that take longer are trouble, and not to be counted on for ever.
constexpr double kSlowest = 5.0;

std::size_t place(Priority priority) { return static_cast<std::size_t>(priority); }

}  // namespace

/// Those of higher classes, whose plans go on before this one; of the same class plans take turns.
template <class RouteCall>
double CallQueue<RouteCall>::weight_before(Priority priority, std::size_t calls) const {
  const auto after = [&](const Manner& manner) {
    if (manner.priority > priority) return 0.0;
    const std::size_t turns = calls > 0 ? calls - 1 : 0;
    return static_cast<double>(manner.priority < priority ? manner.followers : std::min(manner.followers, turns));
  };
  double before = 0.0;
  for (const auto& [number, manner] : under_way_) before += after(manner);
  for (std::size_t i = 0; i <= place(priority); ++i) {
    for (const Waiting& waiting : queues_[i]) before += waiting.weight + after(waiting.manner);
  }
  return before;
}

/// Those of lower classes who will have waited long by then.
template <class RouteCall>
double CallQueue<RouteCall>::weight_behind(Priority priority, core::Tick by) const {
  double behind = 0.0;
  for (std::size_t i = place(priority) + 1; i < kPriorities; ++i) {
    for (const Waiting& waiting : queues_[i]) behind += waiting.since + kLongWait <= by ? waiting.weight : 0U;
  }
  return behind;
}

template <class RouteCall>
Prediction CallQueue<RouteCall>::predict(Priority priority, std::size_t calls, double weight) {
  const core::Tick now = clock_.tick();
  budget_.pass(now);
  double before = weight_before(priority, calls);
  auto wait = budget_.wait_for(before + weight);
  if (priority != Priority::Deactivation) {
    before += std::min(weight_behind(priority, now + wait), (before + weight) / kCallsInOrder);
    wait = budget_.wait_for(before + weight);
  }
  wait = std::max(wait, pause_.until() - now);
  if (breaker_.shut()) wait = std::max(wait, breaker_.next_probe() - now);
  const double one = std::min(latency_, kSlowest);
  const double rounds = (static_cast<double>(under_way_.size()) + before) / static_cast<double>(most_in_flight());
  const duration<double> answers(one * (std::floor(rounds) + static_cast<double>(calls)));
  const duration<double> leaving = wait + duration<double>(one);
  return {duration_cast<milliseconds>(std::max(answers, leaving)), leaving >= answers};
}

template <class RouteCall>
milliseconds CallQueue<RouteCall>::alone(std::size_t calls) const {
  const double each = std::max(1.0 / budget_.a_second(), std::min(latency_, kSlowest));
  return duration_cast<milliseconds>(duration<double>(each * static_cast<double>(calls)));
}

template double CallQueue<route::RestCall>::weight_before(Priority, std::size_t) const;
template double CallQueue<route::ScimCall>::weight_before(Priority, std::size_t) const;
template double CallQueue<route::RestCall>::weight_behind(Priority, core::Tick) const;
template double CallQueue<route::ScimCall>::weight_behind(Priority, core::Tick) const;
template Prediction CallQueue<route::RestCall>::predict(Priority, std::size_t, double);
template Prediction CallQueue<route::ScimCall>::predict(Priority, std::size_t, double);
template milliseconds CallQueue<route::RestCall>::alone(std::size_t) const;
template milliseconds CallQueue<route::ScimCall>::alone(std::size_t) const;

}  // namespace bridge::work
