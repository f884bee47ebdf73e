#include "bridge/work/call_queue.hpp"

#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>

#include "bridge/route/routes.hpp"
#include "reply_reading.hpp"

namespace bridge::work {

namespace {

using std::chrono::duration;
using std::chrono::seconds;

/// After the start and after a 429 fewer calls are under way, so that a limit that is met unexpectedly refuses few.
constexpr seconds kCaution{60};

/// How long a look-up holds for the call that relies on it.
constexpr seconds kPrompt{10};

core::Fault too_late() {
  return {core::FaultKind::UpstreamRateLimited,
          "Smartsheet takes no more requests at the moment; what was to be changed is looked at again first",
          {"too long after the look-up"},
          seconds(60)};
}

std::size_t place(Priority priority) { return static_cast<std::size_t>(priority); }

/// "POST /users/{}/deactivate": calls of one kind fail and work together. Segments with digits are ids.
std::string kind_of(const route::CallView& call) {
  std::string kind = call.method + " ";
  std::string segment;
  const auto take = [&] {
    const bool id = std::any_of(segment.begin(), segment.end(), [](char c) { return c >= '0' && c <= '9'; });
    kind += id ? "{}" : segment;
    segment.clear();
  };
  for (const char c : call.path.substr(0, call.path.find('?'))) {
    if (c == '/') {
      take();
      kind += c;
    } else {
      segment += c;
    }
  }
  take();
  return kind;
}

template <class RouteCall>
RouteCall probe() {
  constexpr bool kRest = std::is_same_v<RouteCall, route::RestCall>;
  return std::get<RouteCall>(route::probe(kRest ? route::Route::Rest : route::Route::Scim));
}

}  // namespace

template <class RouteCall>
CallQueue<RouteCall>::CallQueue(Loop& loop, const core::Clock& clock, RouteClient<RouteCall>& client,
                                QueueSettings settings)
    : clock_(clock),
      client_(client),
      settings_(std::move(settings)),
      budget_(settings_.requests_per_minute, clock.tick()),
      pause_(settings_.jitter),
      breaker_(settings_.jitter),
      cautious_until_(clock.tick() + kCaution),
      gate_(std::make_shared<Gate>(loop)) {}

template <class RouteCall>
CallQueue<RouteCall>::~CallQueue() {
  gate_->close();
}

template <class RouteCall>
void CallQueue<RouteCall>::submit(const Manner& manner, RouteCall call, CallDone done) {
  const unsigned weight = settings_.weight_of(route::view(call));
  Queue& queue = queues_[place(manner.priority)];
  queue.insert(manner.prompt ? queue.begin() : queue.end(),
               {std::move(call), manner, std::move(done), weight, clock_.tick()});
  if (breaker_.shut() && !manner.patient) return fail_impatient();
  pump();
}

template <class RouteCall>
std::optional<core::Fault> CallQueue<RouteCall>::trouble() const {
  if (!breaker_.shut()) return std::nullopt;
  return breaker_.fault(clock_.tick());
}

template <class RouteCall>
void CallQueue<RouteCall>::fail_impatient() {
  const core::Fault fault = breaker_.fault(clock_.tick());
  for (Queue& queue : queues_) {
    Queue kept;
    for (Waiting& waiting : queue) {
      if (waiting.manner.patient) {
        kept.push_back(std::move(waiting));
        continue;
      }
      gate_->post([gate = gate_, done = std::move(waiting.done), fault] {
        if (gate->open()) done({Ending::NotDone, {}, fault, 0});
      });
    }
    queue = std::move(kept);
  }
}

template <class RouteCall>
std::size_t CallQueue<RouteCall>::waiting() const {
  std::size_t count = under_way_.size();
  for (const Queue& queue : queues_) count += queue.size();
  return count;
}

template <class RouteCall>
void CallQueue<RouteCall>::close() {
  gate_->close();
  for (Queue& queue : queues_) queue.clear();
}

template <class RouteCall>
std::size_t CallQueue<RouteCall>::most_in_flight() const {
  if (pause_.unsure()) return 1;
  return clock_.tick() < cautious_until_ ? std::max<std::size_t>(1, settings_.in_flight / 2) : settings_.in_flight;
}

/// Of the lower classes one that has waited long, where it is its turn; they take turns among themselves.
template <class RouteCall>
typename CallQueue<RouteCall>::Queue* CallQueue<RouteCall>::aged() {
  if (since_aged_ < kCallsInOrder) return nullptr;
  Queue* found = nullptr;
  for (std::size_t i = place(Priority::Group); i < kPriorities; ++i) {
    Queue& queue = queues_[i];
    if (queue.empty() || clock_.tick() - queue.front().since < kLongWait) continue;
    const bool housekeeping = i == place(Priority::Housekeeping);
    if (housekeeping && !budget_.allows(queue.front().weight, true)) continue;
    if (found == nullptr || found == last_aged_) found = &queue;
  }
  return found;
}

template <class RouteCall>
typename CallQueue<RouteCall>::Queue* CallQueue<RouteCall>::next() {
  Queue& first = queues_[place(Priority::Deactivation)];
  if (!first.empty()) return &first;
  if (Queue* const waited = aged()) return waited;
  const auto any = std::find_if(queues_.begin(), queues_.end(), [](const Queue& queue) { return !queue.empty(); });
  return any != queues_.end() ? &*any : nullptr;
}

template <class RouteCall>
bool CallQueue<RouteCall>::probe_is_due(core::Tick now) const {
  return !probing_ && (wants_probe_ || (breaker_.shut() && breaker_.next_probe() <= now));
}

template <class RouteCall>
void CallQueue<RouteCall>::send_probe() {
  wants_probe_ = false;
  probing_ = true;
  Waiting waiting{probe<RouteCall>(), {Priority::Deactivation, true, true, 0}, {}, 1, clock_.tick()};
  waiting.probe = true;
  send(std::move(waiting));
}

template <class RouteCall>
bool CallQueue<RouteCall>::is_late(const Waiting& waiting) const {
  return waiting.manner.prompt && clock_.tick() - waiting.since > kPrompt;
}

template <class RouteCall>
void CallQueue<RouteCall>::end_late(Waiting waiting) {
  gate_->post([gate = gate_, done = std::move(waiting.done)] {
    if (gate->open()) done({Ending::NotDone, {}, too_late(), 0});
  });
}

template <class RouteCall>
void CallQueue<RouteCall>::pump() {
  if (!gate_->open()) return;
  const core::Tick now = clock_.tick();
  budget_.pass(now);
  if (pause_.until() > now) return wake_at(pause_.until());
  if (probe_is_due(now)) {
    if (!budget_.allows(1.0, false)) return wake_at(budget_.earliest(1.0, false));
    send_probe();
  }
  if (breaker_.shut()) return probing_ ? void() : wake_at(breaker_.next_probe());
  while (under_way_.size() < most_in_flight()) {
    Queue* const queue = next();
    if (queue == nullptr) return;
    if (is_late(queue->front())) {
      end_late(std::move(queue->front()));
      queue->pop_front();
      continue;
    }
    const Waiting& head = queue->front();
    const bool housekeeping = head.manner.priority == Priority::Housekeeping;
    if (!budget_.allows(head.weight, housekeeping)) return wake_at(budget_.earliest(head.weight, housekeeping));
    const bool waited = queue == aged();
    since_aged_ = waited ? 0 : since_aged_ + 1;
    if (waited) last_aged_ = queue;
    Waiting leaving = std::move(queue->front());
    queue->pop_front();
    send(std::move(leaving));
  }
}

template <class RouteCall>
void CallQueue<RouteCall>::send(Waiting waiting) {
  const std::uint64_t number = next_number_++;
  budget_.leave(waiting.weight, waiting.manner.priority == Priority::Housekeeping);
  under_way_.emplace(number, waiting.manner);
  waiting.left = clock_.tick();
  waiting.era = pause_.era();
  const RouteCall call = waiting.call;
  const bool harmless = waiting.manner.harmless;
  auto shared = std::make_shared<Waiting>(std::move(waiting));
  client_.send(call, harmless, [this, gate = gate_, shared, number](transport::Reply reply) {
    auto arrived = std::make_shared<transport::Reply>(std::move(reply));
    gate->post([this, gate, shared, number, arrived] {
      if (!gate->open()) return;
      under_way_.erase(number);
      receive(std::move(*shared), *arrived);
      pump();
    });
  });
}

template <class RouteCall>
void CallQueue<RouteCall>::receive(Waiting waiting, const transport::Reply& reply) {
  const core::Tick now = clock_.tick();
  Heard heard = hear(waiting.call, reply);
  latency_ += (duration<double>(now - waiting.left).count() - latency_) / 8.0;
  budget_.pass(now);
  heard.limited ? budget_.refused(waiting.weight) : budget_.ended(waiting.weight);
  if (!heard.limited && std::holds_alternative<transport::Answer>(reply)) pause_.passed(waiting.era);
  if (waiting.probe) probing_ = false;
  const auto turn =
      breaker_.heard(heard.sign, kind_of(route::view(waiting.call)), waiting.probe, heard.result.fault, now);
  heed(turn);
  if (heard.limited) return limited(std::move(waiting), heard.wait);
  if (waiting.done) waiting.done(std::move(heard.result));
}

template <class RouteCall>
void CallQueue<RouteCall>::limited(Waiting waiting, std::optional<seconds> told) {
  if (pause_.limited(told, waiting.era, clock_.tick())) {
    budget_.surprised(pause_.until());
    cautious_until_ = pause_.until() + kCaution;
  }
  if (waiting.manner.prompt) return end_late(std::move(waiting));
  if (!waiting.probe) queues_[place(waiting.manner.priority)].push_front(std::move(waiting));
}

template <class RouteCall>
void CallQueue<RouteCall>::heed(Breaker::Turn turn) {
  const auto tell = [this](LogLevel level, const std::string& text) {
    if (settings_.log) settings_.log(level, text);
  };
  switch (turn) {
    case Breaker::Turn::None: return;
    case Breaker::Turn::Probe: wants_probe_ = true; return;
    case Breaker::Turn::Shut: {
      const core::Fault fault = breaker_.fault(clock_.tick());
      told_ = true;
      tell(LogLevel::Alarm,
           "nothing but a question now and then is sent any more: " + fault.detail + " (" + fault.context.text + ")");
      return fail_impatient();
    }
    case Breaker::Turn::ShutAgain: return fail_impatient();
    case Breaker::Turn::Open:
      if (std::exchange(told_, false)) tell(LogLevel::Info, "Smartsheet answers again, what waited is sent");
  }
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

template class CallQueue<route::RestCall>;
template class CallQueue<route::ScimCall>;

}  // namespace bridge::work
