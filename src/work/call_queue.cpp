#include "bridge/work/call_queue.hpp"

#include <algorithm>
#include <utility>

#include "bridge/core/overloaded.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/route/smartsheet_rest/answer.hpp"
#include "bridge/route/smartsheet_scim/answer.hpp"

namespace bridge::work {

namespace {

using core::FaultKind;
using route::Reading;
using route::RestCall;
using route::ScimCall;
using route::Verdict;
using std::chrono::duration;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

/// Housekeeping may use this part of the budget at most.
constexpr double kHousekeepingShare = 0.2;

std::size_t place(Priority priority) { return static_cast<std::size_t>(priority); }

std::optional<core::Value> parsed(const transport::Answer& answer) {
  auto value = json::parse(answer.body);
  return value ? std::optional<core::Value>(std::move(*value)) : std::nullopt;
}

Reading read(const RestCall&, const transport::Answer& answer) {
  return route::smartsheet_rest::read_answer(answer.status, answer.header("retry-after").value_or(""), parsed(answer));
}

Reading read(const ScimCall& call, const transport::Answer& answer) {
  return route::smartsheet_scim::read_answer(call.method, answer.status, answer.header("retry-after").value_or(""),
                                             parsed(answer), answer.body.empty());
}

CallResult no_answer(const transport::TransportFault& fault) {
  CallResult result;
  result.fault.context = fault.why;
  switch (fault.trouble) {
    case transport::Trouble::NotSent:
      result.ending = Ending::NotDone;
      result.fault.kind = FaultKind::UpstreamUnavailable;
      result.fault.detail = "Smartsheet can't be reached";
      return result;
    case transport::Trouble::TlsFailed:
      result.ending = Ending::NotDone;
      result.fault.kind = FaultKind::UpstreamUnavailable;
      result.fault.detail = "no trusted connection to Smartsheet can be made";
      return result;
    case transport::Trouble::TimedOut:
      result.fault.kind = FaultKind::UpstreamTimeout;
      result.fault.detail = "Smartsheet did not answer in time, the outcome is being looked up";
      return result;
    case transport::Trouble::ConnectionLost:
    case transport::Trouble::AnswerTooLarge:
    case transport::Trouble::Unreadable:
    case transport::Trouble::ShutDown:
      result.fault.kind = FaultKind::OutcomeUnknown;
      result.fault.detail = "Smartsheet gave no clear answer, the outcome is being looked up";
      return result;
  }
  return result;
}

}  // namespace

template <class RouteCall>
CallQueue<RouteCall>::CallQueue(Loop& loop, const core::Clock& clock, RouteClient<RouteCall>& client,
                                QueueSettings settings)
    : clock_(clock),
      client_(client),
      settings_(settings),
      budget_(std::max(1.0, settings.requests_per_minute / 2.0)),
      housekeeping_budget_(std::max(1.0, settings.requests_per_minute * kHousekeepingShare / 2.0)),
      refilled_(clock.tick()),
      gate_(std::make_shared<Gate>(loop)) {}

template <class RouteCall>
CallQueue<RouteCall>::~CallQueue() {
  gate_->close();
}

template <class RouteCall>
void CallQueue<RouteCall>::submit(Priority priority, RouteCall call, bool harmless, CallDone done) {
  queues_[place(priority)].push_back({std::move(call), harmless, std::move(done)});
  pump();
}

template <class RouteCall>
milliseconds CallQueue<RouteCall>::predicted_wait(Priority priority) const {
  const double refilled = duration<double>(clock_.tick() - refilled_).count() * settings_.requests_per_minute / 60.0;
  double ahead = 1.0 - std::min<double>(settings_.requests_per_minute, budget_ + refilled);
  for (std::size_t i = 0; i <= place(priority); ++i) ahead += static_cast<double>(queues_[i].size());
  const double a_second = settings_.requests_per_minute / 60.0;
  milliseconds wait(ahead > 0 ? static_cast<std::int64_t>(1000.0 * ahead / a_second) : 0);
  const core::Tick now = clock_.tick();
  if (paused_until_ > now) wait += duration_cast<milliseconds>(paused_until_ - now);
  return wait;
}

template <class RouteCall>
std::size_t CallQueue<RouteCall>::waiting() const {
  std::size_t count = in_flight_;
  for (const auto& queue : queues_) count += queue.size();
  return count;
}

template <class RouteCall>
void CallQueue<RouteCall>::close() {
  gate_->close();
  for (auto& queue : queues_) queue.clear();
}

template <class RouteCall>
void CallQueue<RouteCall>::refill() {
  const core::Tick now = clock_.tick();
  const double seconds = duration<double>(now - refilled_).count();
  const double a_minute = settings_.requests_per_minute;
  refilled_ = now;
  budget_ = std::min(a_minute, budget_ + seconds * a_minute / 60.0);
  housekeeping_budget_ = std::min(std::max(1.0, a_minute * kHousekeepingShare),
                                  housekeeping_budget_ + seconds * a_minute * kHousekeepingShare / 60.0);
}

template <class RouteCall>
typename CallQueue<RouteCall>::Waiting* CallQueue<RouteCall>::next(Priority& priority) {
  for (std::size_t i = 0; i < kPriorities; ++i) {
    if (queues_[i].empty()) continue;
    priority = static_cast<Priority>(i);
    if (priority == Priority::Housekeeping && housekeeping_budget_ < 1.0) return nullptr;
    return &queues_[i].front();
  }
  return nullptr;
}

template <class RouteCall>
void CallQueue<RouteCall>::pump() {
  if (!gate_->open()) return;
  refill();
  const core::Tick now = clock_.tick();
  if (paused_until_ > now) return wake_at(paused_until_);
  Priority priority{};
  while (in_flight_ < settings_.in_flight && budget_ >= 1.0) {
    Waiting* waiting = next(priority);
    if (waiting == nullptr) break;
    Waiting leaving = std::move(*waiting);
    queues_[place(priority)].pop_front();
    budget_ -= 1.0;
    if (priority == Priority::Housekeeping) housekeeping_budget_ -= 1.0;
    send(std::move(leaving), priority);
  }
  const bool any = std::any_of(queues_.begin(), queues_.end(), [](const auto& queue) { return !queue.empty(); });
  if (!any || in_flight_ >= settings_.in_flight) return;
  const double per_call = 60.0 / settings_.requests_per_minute;
  const bool only_housekeeping = next(priority) == nullptr;
  const double missing = only_housekeeping ? (1.0 - housekeeping_budget_) / kHousekeepingShare : 1.0 - budget_;
  wake_at(now + duration_cast<core::Tick::duration>(duration<double>(std::max(0.001, missing * per_call))));
}

template <class RouteCall>
void CallQueue<RouteCall>::send(Waiting waiting, Priority priority) {
  ++in_flight_;
  const RouteCall call = waiting.call;
  const bool harmless = waiting.harmless;
  auto shared = std::make_shared<Waiting>(std::move(waiting));
  client_.send(call, harmless, [this, gate = gate_, shared, priority](transport::Reply reply) {
    auto arrived = std::make_shared<transport::Reply>(std::move(reply));
    gate->post([this, gate, shared, priority, arrived] {
      if (gate->open()) receive(std::move(*shared), priority, std::move(*arrived));
    });
  });
}

template <class RouteCall>
void CallQueue<RouteCall>::receive(Waiting waiting, Priority priority, transport::Reply reply) {
  --in_flight_;
  CallResult result;
  if (const auto* fault = std::get_if<transport::TransportFault>(&reply)) {
    result = no_answer(*fault);
  } else {
    Reading reading = read(waiting.call, std::get<transport::Answer>(reply));
    if (reading.verdict == Verdict::RateLimited) {
      pause(reading.wait.value_or(settings_.rate_limit_wait));
      queues_[place(priority)].push_front(std::move(waiting));
      return pump();
    }
    result.ending = reading.verdict == Verdict::Done          ? Ending::Done
                    : reading.verdict == Verdict::Refused     ? Ending::Refused
                    : reading.verdict == Verdict::Unavailable ? Ending::NotDone
                                                              : Ending::Unknown;
    result.body = std::move(reading.body);
    result.fault = std::move(reading.fault);
    result.error_code = reading.error_code;
  }
  waiting.done(std::move(result));
  pump();
}

template <class RouteCall>
void CallQueue<RouteCall>::pause(std::chrono::seconds wait) {
  budget_ = 0.0;
  paused_until_ = std::max(paused_until_, clock_.tick() + wait);
}

template <class RouteCall>
void CallQueue<RouteCall>::wake_at(core::Tick when) {
  const core::Tick now = clock_.tick();
  if (wake_pending_ > now && wake_pending_ <= when) return;
  wake_pending_ = when;
  gate_->post_at(when, [this, gate = gate_, when] {
    if (!gate->open()) return;
    if (wake_pending_ == when) wake_pending_ = {};
    pump();
  });
}

template class CallQueue<RestCall>;
template class CallQueue<ScimCall>;

}  // namespace bridge::work
