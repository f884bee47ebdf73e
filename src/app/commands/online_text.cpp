#include <utility>

#include "app/commands/online_check.hpp"
#include "app/json_reading.hpp"

namespace bridge::app {

namespace {

using core::Value;

std::string line(std::string label, const std::string& value) {
  label.resize(16, ' ');
  return "  " + label + printable(value) + "\n";
}

std::string flag_line(const char* label, const Value& service, const char* name) {
  if (value_at(service, name).is_null()) return {};
  return line(label, flag_at(service, name) ? "yes" : "no");
}

std::string answers_line(const Value& service) {
  if (flag_at(service, "answers")) return line("  answers", "yes");
  const std::int64_t status = number_at(service, "status");
  return line("  answers", status == 0 ? "no" : "no (" + std::to_string(status) + ")");
}

std::string rest_text(const Value& rest) {
  if (rest.is_null()) return {};
  std::string text = line("REST", text_at(rest, "url")) + answers_line(rest);
  const std::string owner = text_at(rest, "owner");
  const std::string status = text_at(rest, "owner_status");
  if (!owner.empty()) text += line("  owner", owner + (status.empty() ? "" : " (" + status + ")"));
  text += flag_line("  System Admin", rest, "system_admin");
  text += flag_line("  Group Admin", rest, "group_admin");
  const std::string account = text_at(rest, "account");
  return account.empty() ? text : text + line("  account", account);
}

std::string scim_text(const Value& scim) {
  if (scim.is_null()) return {};
  std::string text = line("SCIM", text_at(scim, "url")) + answers_line(scim);
  const std::string owner = text_at(scim, "owner");
  if (flag_at(scim, "answers")) text += line("  owner", owner.empty() ? "the service does not tell" : owner);
  for (const Value& other : list_at(scim, "others")) {
    text += line("  elsewhere", text_at(other, "url") + (flag_at(other, "there") ? ": a SCIM service" : ": none"));
  }
  return text;
}

}  // namespace

std::string online_text(const Value& judgement) {
  const std::string route = text_at(judgement, "route");
  std::string text = "tenant " + printable(text_at(judgement, "tenant")) + "\n";
  text += rest_text(value_at(judgement, "rest")) + scim_text(value_at(judgement, "scim"));
  text += line("route", (route.empty() ? "open" : route) + ": " + text_at(judgement, "reason"));
  for (const Value& problem : list_at(judgement, "problems")) {
    if (const std::string* sentence = problem.if_string()) text += "  problem: " + printable(*sentence) + "\n";
  }
  return text;
}

}  // namespace bridge::app
