#include "app/admin/sync_json.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "app/admin/admin_json.hpp"
#include "bridge/core/clock.hpp"

namespace bridge::app {

namespace {

using core::Array;
using core::Object;
using core::Value;

Value count_of(std::size_t count) { return static_cast<std::int64_t>(count); }

Array listed(const std::vector<work::Drift>& drifts) {
  std::vector<Value> list;
  list.reserve(drifts.size());
  for (const work::Drift& drift : drifts) list.emplace_back(to_value(drift));
  return Array(std::move(list));
}

Object item_value(const work::RepairItem& item) {
  std::vector<Value> calls;
  for (const std::string& call : item.calls) calls.emplace_back(call);
  Object value{{"kind", name_of(item.kind)},
               {"id", item.id.text},
               {"name", item.name},
               {"drift", listed(item.drifts)},
               {"calls", Array(std::move(calls))},
               {"losses", std::int64_t{item.losses.total()}}};
  return item.impossible ? value.with("impossible", item.impossible->detail) : value;
}

}  // namespace

Object to_value(const work::SyncStatus& status) {
  Object value{{"course", work::to_string(status.course)},
               {"people", count_of(status.progress.people)},
               {"groups", count_of(status.progress.groups)},
               {"members_of", count_of(status.progress.members_of)},
               {"members_of_all", count_of(status.progress.members_of_all)}};
  return status.problem ? value.with("problem", status.problem->detail) : value;
}

Object to_value(const work::Drift& drift) {
  Object value{{"kind", name_of(drift.kind)},
               {"what", work::to_string(drift.what)},
               {"id", drift.id.text},
               {"name", drift.name}};
  if (!drift.attribute.empty()) {
    value = value.with("attribute", drift.attribute).with("asked", drift.asked).with("seen", drift.seen);
  }
  if (!drift.member.text.empty()) value = value.with("member", drift.member.text);
  return value.with("since", core::to_date_time(drift.since)).with("repair", work::remedy_of(drift.what));
}

Object to_value(const std::vector<work::Drift>& drifts) { return {{"drift", listed(drifts)}}; }

Object to_value(const work::RepairPlan& plan) {
  std::size_t calls = 0;
  std::int64_t losses = 0;
  std::vector<Value> items;
  for (const work::RepairItem& item : plan.items) {
    calls += item.calls.size();
    losses += item.losses.total();
    items.emplace_back(item_value(item));
  }
  return {{"plan", static_cast<std::int64_t>(plan.number)},
          {"calls", count_of(calls)},
          {"losses", losses},
          {"guard_limit", std::int64_t{plan.guard_limit}},
          {"guard_counted", std::int64_t{plan.guard_counted}},
          {"items", Array(std::move(items))}};
}

Object to_value(const work::RepairStatus& status) {
  std::int64_t held = 0;
  std::int64_t failed = 0;
  std::vector<Value> problems;
  for (const work::RepairOutcome& outcome : status.outcomes) {
    if (!outcome.problem) continue;
    const bool is_held = outcome.problem->kind == core::FaultKind::Held;
    ++(is_held ? held : failed);
    problems.emplace_back(Object{{"kind", name_of(outcome.kind)},
                                 {"id", outcome.id.text},
                                 {"name", outcome.name},
                                 {"held", is_held},
                                 {"problem", outcome.problem->detail}});
  }
  const auto done = static_cast<std::int64_t>(status.outcomes.size());
  return {{"course", work::to_string(status.course)},
          {"of", count_of(status.of)},
          {"done", done},
          {"repaired", done - held - failed},
          {"held", held},
          {"failed", failed},
          {"problems", Array(std::move(problems))}};
}

}  // namespace bridge::app
