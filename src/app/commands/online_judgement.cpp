#include <algorithm>
#include <utility>

#include "app/commands/online_check.hpp"
#include "app/json_reading.hpp"
#include "bridge/route/smartsheet_rest/owner.hpp"

namespace bridge::app {

namespace {

using core::Array;
using core::Object;
using core::Value;

using Problems = std::vector<std::string>;

/// The plan does not have the service, says Smartsheet.
bool is_not_there(const OnlineAnswer& answer) {
  return answer.heard == Heard::Refused && (answer.status == 403 || answer.status == 404 || answer.status == 501);
}

bool is_unknown_token(const OnlineAnswer& answer) { return answer.heard == Heard::Refused && answer.status == 401; }

/// The value, or null where nothing is told.
Value told(const Value& body, const char* name) { return value_at(body, name); }

struct Route {
  Value route;
  std::string reason;
};

Route route_of(const TenantAnswers& answers) {
  if (answers.route == config::RouteChoice::Scim) return {"scim", "the configuration names it"};
  if (answers.route == config::RouteChoice::Rest) return {"rest", "the configuration names it"};
  if (answers.scim_url.empty()) return {"rest", "there is no [tenant.scim]"};
  if (answers.rest_url.empty()) return {"scim", "there is no [tenant.rest]"};
  if (answers.scim_probe.heard == Heard::Done) return {"scim", "Smartsheet's SCIM service answers this tenant"};
  if (is_not_there(answers.scim_probe)) {
    return {"rest", "Smartsheet's SCIM service is not there for this tenant (" +
                        std::to_string(answers.scim_probe.status) + ")"};
  }
  return {{}, "Smartsheet's SCIM service gives no clear answer"};
}

/// What to do about a token that does not work.
std::string remedy(const OnlineAnswer& answer, const std::string& section) {
  if (is_unknown_token(answer)) return "put a valid token where [" + section + "] says";
  if (answer.heard == Heard::NoAnswer) return "check " + section + ".url, the network and the proxy";
  if (answer.status == 403) return "use a token of a System Admin, of a plan that has this service";
  if (answer.status == 404) return "check " + section + ".url";
  return "try again later";
}

void judge_refusal(const OnlineAnswer& answer, const std::string& name, const std::string& section,
                   Problems& problems) {
  problems.push_back(name + ": " + answer.detail + "; " + remedy(answer, section));
}

void judge_owner(const Value& owner, bool groups_by_rest, Problems& problems) {
  const core::Object* profile = owner.if_object();
  const auto missing = route::smartsheet_rest::missing_rights(
      route::smartsheet_rest::read_owner(profile != nullptr ? *profile : core::Object()), groups_by_rest);
  for (const std::string& sentence : missing) problems.push_back("REST: " + sentence);
}

Value judge_rest(const TenantAnswers& answers, bool groups_by_rest, Problems& problems) {
  if (answers.rest_url.empty()) return {};
  const OnlineAnswer& owner = answers.rest_owner;
  const bool done = owner.heard == Heard::Done;
  if (done) {
    judge_owner(owner.body, groups_by_rest, problems);
  } else {
    if (answers.oauth && is_unknown_token(owner)) {
      problems.push_back("REST: " + owner.detail +
                         "; a server that runs renews the pair of tokens, \"scimbridge login\" gets a new one");
    } else {
      judge_refusal(owner, "REST", "tenant.rest", problems);
    }
  }
  return Object{{"url", answers.rest_url},
                {"answers", done},
                {"status", owner.status},
                {"owner", told(owner.body, "email")},
                {"owner_status", told(owner.body, "status")},
                {"system_admin", done ? Value(flag_at(owner.body, "admin")) : Value()},
                {"group_admin", done ? Value(flag_at(owner.body, "groupAdmin")) : Value()},
                {"account", told(value_at(owner.body, "account"), "name")}};
}

void judge_scim_refusal(const TenantAnswers& answers, bool needed, Problems& problems) {
  if (needed || !is_not_there(answers.scim_probe)) {
    judge_refusal(answers.scim_probe, "SCIM", "tenant.scim", problems);
  }
  for (const OtherUrl& other : answers.others) {
    if (other.status != 401) continue;
    problems.push_back("SCIM: " + answers.scim_url + " gives no service, a SCIM service answers at " + other.url +
                       "; if it is yours, set tenant.scim.url");
  }
}

Value judge_scim(const TenantAnswers& answers, bool needed, Problems& problems) {
  if (answers.scim_url.empty()) return {};
  const bool done = answers.scim_probe.heard == Heard::Done;
  if (!done) judge_scim_refusal(answers, needed, problems);
  std::vector<Value> others;
  for (const OtherUrl& other : answers.others) {
    others.emplace_back(Object{{"url", other.url}, {"there", other.status == 401}});
  }
  return Object{{"url", answers.scim_url},
                {"answers", done},
                {"status", answers.scim_probe.status},
                {"owner", told(answers.scim_owner.body, "userName")},
                {"others", Array(std::move(others))}};
}

}  // namespace

Object judge_online(const TenantAnswers& answers) {
  Problems problems;
  const Route route = route_of(answers);
  const std::string* settled = route.route.if_string();
  const bool by_scim = settled != nullptr && *settled == "scim";
  Value rest = judge_rest(answers, !by_scim, problems);
  Value scim = judge_scim(answers, by_scim, problems);
  if (is_unknown_token(answers.rest_owner) && is_unknown_token(answers.scim_probe)) {
    problems.emplace_back("both services refuse their tokens as unknown: perhaps the two tokens are swapped");
  }
  std::vector<Value> lines(problems.begin(), problems.end());
  return {{"tenant", answers.tenant}, {"rest", std::move(rest)}, {"scim", std::move(scim)},
          {"route", route.route},     {"reason", route.reason},  {"problems", Array(std::move(lines))}};
}

}  // namespace bridge::app
