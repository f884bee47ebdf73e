#include "app/admin/rehearsal_report.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "app/admin/admin_json.hpp"
#include "app/json_reading.hpp"
#include "bridge/core/clock.hpp"

namespace bridge::app {

namespace {

using core::Array;
using core::Object;
using core::Value;

struct Counts {
  std::int64_t created = 0;
  std::int64_t changed = 0;
  std::int64_t deactivated = 0;
  std::int64_t reactivated = 0;
  std::int64_t deleted = 0;
};

struct Tally {
  Counts people;
  Counts groups;
  std::int64_t members_added = 0;
  std::int64_t members_removed = 0;
  std::map<std::string, std::int64_t> calls{{"rest", 0}, {"scim", 0}};
  std::map<std::string, std::int64_t> outcomes;
  std::map<std::string, std::int64_t> details;
  std::int64_t held = 0;
};

std::vector<std::string> purposes_of(const Value& content) {
  std::vector<std::string> purposes;
  for (const Value& step : list_at(content, "plan")) purposes.push_back(text_at(step, "purpose"));
  return purposes;
}

void count_person(const Value& content, const std::set<std::string>& purposes, Counts& counts) {
  if (text_at(content, "verb") == "remove") {
    ++counts.deleted;
  } else if (purposes.count("create_person") > 0) {
    ++counts.created;
  } else {
    counts.changed += purposes.count("change_person") > 0;
    counts.deactivated += purposes.count("deactivate") > 0;
    counts.reactivated += purposes.count("reactivate") > 0;
  }
}

void count_group(const std::set<std::string>& purposes, Counts& counts) {
  if (purposes.count("create_group") > 0) {
    ++counts.created;
  } else if (purposes.count("delete_group") > 0) {
    ++counts.deleted;
  } else {
    ++counts.changed;
  }
}

void count_steps(const Value& content, Tally& tally) {
  for (const Value& step : list_at(content, "plan")) {
    ++tally.calls[text_at(step, "route")];
    const std::string purpose = text_at(step, "purpose");
    const auto members = static_cast<std::int64_t>(list_at(step, "members").size());
    if (purpose == "create_group" || purpose == "add_members") tally.members_added += members;
    if (purpose == "remove_member") tally.members_removed += members;
  }
}

void count(const store::Rehearsal& rehearsal, Tally& tally) {
  const std::string outcome = text_at(rehearsal.content, "outcome");
  ++tally.outcomes[outcome];
  tally.held += flag_at(rehearsal.content, "held") ? 1 : 0;
  if (outcome == "refused") ++tally.details[text_at(rehearsal.content, "detail")];
  if (outcome != "calls") return;
  const std::vector<std::string> purposes = purposes_of(rehearsal.content);
  const std::set<std::string> known(purposes.begin(), purposes.end());
  if (rehearsal.kind == store::Kind::User) {
    count_person(rehearsal.content, known, tally.people);
  } else {
    count_group(known, tally.groups);
  }
  count_steps(rehearsal.content, tally);
}

Array refusals(const std::map<std::string, std::int64_t>& details) {
  std::vector<std::pair<std::string, std::int64_t>> sorted(details.begin(), details.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<Value> items;
  for (const auto& [detail, number] : sorted) items.emplace_back(Object{{"detail", detail}, {"count", number}});
  return Array(std::move(items));
}

Value line_of(const store::Rehearsal& rehearsal) {
  const Value& content = rehearsal.content;
  std::vector<Value> steps;
  for (const std::string& purpose : purposes_of(content)) steps.emplace_back(purpose);
  Object line{{"kind", name_of(rehearsal.kind)},
              {"name", rehearsal.name},
              {"id", text_at(content, "id")},
              {"verb", text_at(content, "verb")},
              {"outcome", text_at(content, "outcome")}};
  if (!value_at(content, "detail").is_null()) line = line.with("detail", text_at(content, "detail"));
  if (flag_at(content, "held")) line = line.with("held", true);
  return line.with("steps", Array(std::move(steps)))
      .with("at", core::to_date_time(rehearsal.at))
      .with("client", rehearsal.client)
      .with("request", rehearsal.request);
}

Object counts_of_people(const Counts& people) {
  return {{"created", people.created},
          {"changed", people.changed},
          {"deactivated", people.deactivated},
          {"reactivated", people.reactivated},
          {"deleted", people.deleted}};
}

Object counts_of_groups(const Tally& tally) {
  return {{"created", tally.groups.created},
          {"changed", tally.groups.changed},
          {"deleted", tally.groups.deleted},
          {"members_added", tally.members_added},
          {"members_removed", tally.members_removed}};
}

}  // namespace

Object rehearsal_report(const std::vector<store::Rehearsal>& rehearsals) {
  Tally tally;
  std::vector<Value> resources;
  for (const store::Rehearsal& rehearsal : rehearsals) {
    count(rehearsal, tally);
    resources.push_back(line_of(rehearsal));
  }
  return {{"writes", static_cast<std::int64_t>(rehearsals.size())},
          {"people", counts_of_people(tally.people)},
          {"groups", counts_of_groups(tally)},
          {"calls", Object{{"rest", tally.calls["rest"]}, {"scim", tally.calls["scim"]}}},
          {"bridge_only", tally.outcomes["no calls"]},
          {"nothing", tally.outcomes["nothing"]},
          {"refused", Object{{"count", tally.outcomes["refused"]}, {"details", refusals(tally.details)}}},
          {"held", tally.held},
          {"resources", Array(std::move(resources))}};
}

}  // namespace bridge::app
