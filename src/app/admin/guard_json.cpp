#include "app/admin/guard_json.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "app/admin/admin_json.hpp"
#include "app/json_reading.hpp"
#include "bridge/core/clock.hpp"

namespace bridge::app {

namespace {

using core::Object;
using core::Value;

constexpr std::int64_t kShortest = 60;
constexpr std::int64_t kLongest = 30LL * 24 * 3600;
constexpr std::int64_t kMostLosses = 1'000'000;

Object losses(const work::Losses& losses) {
  return {{"access", std::int64_t{losses.access}},
          {"roles", std::int64_t{losses.roles}},
          {"members", std::int64_t{losses.members}},
          {"groups", std::int64_t{losses.groups}}};
}

Value change(const work::HeldChange& change, bool show_names) {
  Object value{{"kind", name_of(change.kind)}, {"id", change.id.text}};
  if (show_names) value = value.with("name", change.name);
  value = value.with("verb", change.verb)
              .with("losses", losses(change.losses))
              .with("client", change.client)
              .with("request", change.request)
              .with("since", core::to_date_time(change.since))
              .with("latest", core::to_date_time(change.latest));
  return change.released_until ? value.with("released_until", core::to_date_time(*change.released_until)) : value;
}

Object held(const std::vector<work::HeldChange>& changes, bool show_names) {
  std::vector<Value> list;
  std::optional<core::Instant> since;
  work::Losses waiting_losses;
  std::int64_t waiting = 0;
  for (const work::HeldChange& held : changes) {
    list.push_back(change(held, show_names));
    if (held.released_until) continue;
    ++waiting;
    waiting_losses += held.losses;
    since = since ? std::min(*since, held.since) : held.since;
  }
  Object value{
      {"count", static_cast<std::int64_t>(changes.size())}, {"waiting", waiting}, {"losses", losses(waiting_losses)}};
  if (since) value = value.with("since", core::to_date_time(*since));
  return value.with("changes", core::Array(std::move(list)));
}

}  // namespace

Object to_value(const work::GuardStatus& status, bool show_names) {
  Object value{{"limit", std::int64_t{status.limit}},
               {"configured", status.configured},
               {"people", static_cast<std::int64_t>(status.people)},
               {"lost", losses(status.counted)},
               {"released", losses(status.released)},
               {"held", held(status.held, show_names)}};
  if (!status.allowance) return value;
  return value.with("allowance", Object{{"left", std::int64_t{status.allowance->left}},
                                        {"until", core::to_date_time(status.allowance->until)}});
}

core::Result<work::GuardRelease> guard_release_from(const Value& body) {
  const std::int64_t lasting = number_at(body, "lasting_seconds");
  const std::int64_t count = number_at(body, "count");
  if (lasting < kShortest || lasting > kLongest) {
    return core::failure(core::FaultKind::InvalidValue, "lasting_seconds: expected 60 to 2592000 (1m to 30d)");
  }
  if (count < 0 || count > kMostLosses) {
    return core::failure(core::FaultKind::InvalidValue, "count: expected 0 to 1000000");
  }
  return work::GuardRelease{std::chrono::seconds(lasting), static_cast<std::uint32_t>(count)};
}

}  // namespace bridge::app
