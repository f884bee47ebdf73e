#include <algorithm>
#include <cstdint>
#include <string>

#include "app/commands/admin_text.hpp"
#include "app/json_reading.hpp"

namespace bridge::app {

namespace {

std::string number(const core::Value& counts, const char* name) { return std::to_string(number_at(counts, name)); }

std::string totals(const core::Value& report) {
  const core::Value& people = value_at(report, "people");
  const core::Value& groups = value_at(report, "groups");
  const core::Value& calls = value_at(report, "calls");
  return "people   " + number(people, "created") + " created, " + number(people, "changed") + " changed, " +
         number(people, "deactivated") + " deactivated, " + number(people, "reactivated") + " reactivated, " +
         number(people, "deleted") + " deleted (deactivated in Smartsheet)\n" + "groups   " +
         number(groups, "created") + " created, " + number(groups, "changed") + " changed, " +
         number(groups, "deleted") + " deleted; " + number(groups, "members_added") + " members added, " +
         number(groups, "members_removed") + " removed\n" + "calls    " + number(calls, "rest") + " rest, " +
         number(calls, "scim") + " scim\n" + "others   " + number(report, "bridge_only") +
         " kept by the bridge alone, " + number(report, "nothing") + " change nothing\n";
}

std::string refusals(const core::Value& refused) {
  std::string text = "refused  " + number(refused, "count") + "\n";
  for (const core::Value& entry : list_at(refused, "details")) {
    text += "         " + number(entry, "count") + " x " + printable(text_at(entry, "detail")) + "\n";
  }
  return text;
}

std::string held(const core::Value& report) {
  const std::int64_t count = number_at(report, "held");
  return count == 0 ? "" : "held     " + std::to_string(count) + " would wait for an administrator (accident guard)\n";
}

std::string outcome_of(const core::Value& resource) {
  const std::string outcome = text_at(resource, "outcome");
  if (outcome == "refused") return "refused: " + printable(text_at(resource, "detail"));
  if (outcome == "no calls") return "kept by the bridge alone";
  if (outcome == "nothing") return "changes nothing";
  const core::Array steps = list_at(resource, "steps");
  std::string text = counted(static_cast<std::int64_t>(steps.size()), "call", "calls");
  const char* before = ": ";
  for (const core::Value& step : steps) {
    if (const std::string* purpose = step.if_string()) text += before + *purpose;
    before = ", ";
  }
  return text;
}

std::string line_of(const core::Value& resource) {
  std::string verb = text_at(resource, "verb");
  verb.resize(std::max<std::size_t>(verb.size(), 7), ' ');
  const bool person = text_at(resource, "kind") == "user";
  return std::string(person ? "user " : "group") + "  " + verb + "  " + printable(text_at(resource, "name")) + "  " +
         outcome_of(resource) + (flag_at(resource, "held") ? "; would be held" : "") + "\n";
}

}  // namespace

std::string rehearsal_text(const core::Value& report) {
  if (number_at(report, "writes") == 0) return "No write was rehearsed.\n";
  std::string text = counted(number_at(report, "writes"), "resource", "resources") + " rehearsed\n" + totals(report) +
                     refusals(value_at(report, "refused")) + held(report) + "\n";
  for (const core::Value& resource : list_at(report, "resources")) text += line_of(resource);
  return text;
}

}  // namespace bridge::app
