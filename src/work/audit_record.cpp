#include "audit_record.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "intent_codec.hpp"
#include "state.hpp"

namespace bridge::work {

namespace {

using core::Array;
using core::Object;
using core::ResourceId;
using core::Value;
using store::Kind;

/// Whom a change of a group is about, or which groups a person comes into and leaves.
struct Concerned {
  std::set<ResourceId> added;
  std::set<ResourceId> removed;
};

void take(Concerned& all, Kind kind, const ResourceId& own, const store::MembershipChange& change) {
  if (kind == Kind::User) {
    if (!change.added.empty()) all.added.insert(change.group);
    if (!change.removed.empty()) all.removed.insert(change.group);
    return;
  }
  if (!change.group.text.empty() && change.group != own) return;
  all.added.insert(change.added.begin(), change.added.end());
  all.removed.insert(change.removed.begin(), change.removed.end());
}

Concerned concerned_in(const Progress& progress, const ResourceId& own, std::size_t steps) {
  Concerned all;
  const auto& planned = progress.decision.plan.steps;
  for (std::size_t i = 0; i < std::min(steps, planned.size()); ++i) {
    const route::Step& step = planned[i];
    if (step.members.empty()) continue;
    const bool leaves = step.purpose == route::Purpose::RemoveMembers;
    const std::vector<ResourceId> nobody;
    take(all, progress.kind, own, {step.group, leaves ? nobody : step.members, leaves ? step.members : nobody, true});
  }
  for (const auto& change : progress.decision.memberships) take(all, progress.kind, own, change);
  return all;
}

Object ids_value(const std::set<ResourceId>& ids) {
  std::vector<Value> first;
  for (const ResourceId& id : ids) {
    if (first.size() == kMostIdsInALine) break;
    first.emplace_back(id.text);
  }
  return {{"count", static_cast<std::int64_t>(ids.size())}, {"ids", Array(std::move(first))}};
}

Object with_concerned(const Object& content, Kind kind, const Concerned& all) {
  if (all.added.empty() && all.removed.empty()) return content;
  Object value;
  const bool group = kind == Kind::Group;
  if (!all.added.empty()) value = value.with(group ? "added" : "joined", ids_value(all.added));
  if (!all.removed.empty()) value = value.with(group ? "removed" : "left", ids_value(all.removed));
  return content.with(group ? "members" : "groups", value);
}

Value fault_value(const core::Fault& fault) {
  return Object{{"kind", core::to_string(fault.kind)}, {"detail", fault.detail}};
}

/// What left, then what was still to leave.
Object with_calls(const Object& content, const Progress& progress) {
  std::vector<Value> calls;
  std::size_t more = 0;
  const auto add = [&](const CallNote& note) {
    if (calls.size() < kMostCallsInALine) {
      calls.push_back(to_value(note));
    } else {
      ++more;
    }
  };
  for (const CallNote& note : progress.trail.calls()) add(note);
  const auto& steps = progress.decision.plan.steps;
  const std::size_t first = progress.next + (progress.trail.has_undone() ? 1 : 0);
  for (std::size_t i = first; i < steps.size(); ++i) add(not_sent(steps[i]));
  const Object with = content.with("calls", Array(std::move(calls)));
  return more > 0 ? with.with("more_calls", static_cast<std::int64_t>(more)) : with;
}

Object asked_value(const AskedWords& asked) {
  std::vector<Value> attributes(asked.attributes.begin(), asked.attributes.end());
  Object value{{"verb", asked.verb}, {"attributes", Array(std::move(attributes))}};
  if (asked.more_attributes > 0) {
    value = value.with("more_attributes", static_cast<std::int64_t>(asked.more_attributes));
  }
  if (!asked.values.is_null()) value = value.with("values", asked.values);
  return asked.dropped ? value.with("dropped", fault_value(*asked.dropped)) : value;
}

std::vector<store::AuditSubject> subjects_of(const State& state, Kind kind, const store::Row& row,
                                             const Concerned& all) {
  std::vector<store::AuditSubject> subjects;
  const Kind other = kind == Kind::User ? Kind::Group : Kind::User;
  if (row.id.text.empty() && !row.name.empty()) subjects.push_back({kind, state.name_key.digest(row.name)});
  std::set<ResourceId> others = all.added;
  others.insert(all.removed.begin(), all.removed.end());
  for (const ResourceId& id : others) subjects.push_back({other, id.text});
  return subjects;
}

}  // namespace

store::AuditRecord audit_record(const State& state, const Progress& progress, const store::Row& row,
                                const AuditEnd& end) {
  const Concerned all = concerned_in(progress, row.id, end.steps);
  const auto before = progress.decision.before ? progress.decision.row.version : 0;
  Object content = asked_value(progress.asked).with("outcome", end.outcome);
  if (end.fault != nullptr) content = content.with("fault", fault_value(*end.fault));
  content = with_concerned(with_calls(content, progress), progress.kind, all);
  content = content.with("version_before", static_cast<std::int64_t>(before))
                .with("version_after", static_cast<std::int64_t>(row.id.text.empty() ? 0 : row.version));
  if (end.taken_up) content = content.with("taken_up", true);
  return {state.now(),
          progress.client,
          progress.request.text,
          progress.kind,
          row.id,
          Value(content),
          subjects_of(state, progress.kind, row, all)};
}

}  // namespace bridge::work
