// What a case makes before its steps, and its requests.

#include <algorithm>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "conformance/judgement.hpp"
#include "conformance/made_up.hpp"
#include "conformance/ownership.hpp"
#include "conformance/places.hpp"
#include "conformance/playing.hpp"

namespace bridge::conformance {
namespace {

using core::Object;
using core::Value;

constexpr std::string_view kScimJson = "application/scim+json";

std::string text_in(const Object& object, std::string_view outer, std::string_view inner) {
  const Value* part = object.find_ignoring_case(outer);
  const Object* parts = part != nullptr ? part->if_object() : nullptr;
  const Value* value = parts != nullptr ? parts->find_ignoring_case(inner) : nullptr;
  return value != nullptr && value->if_string() != nullptr ? *value->if_string() : std::string();
}

}  // namespace

std::vector<std::pair<std::string, std::string>> headers_of(const Object& suite, const Object& step, bool with_body) {
  Object all{{"Accept", kScimJson}};
  if (with_body) all = all.with("Content-Type", kScimJson);
  for (const Object* more : {&suite, &step}) {
    for (const core::Member& member : *more) all = all.with(member.name, member.value);
  }
  std::vector<std::pair<std::string, std::string>> headers;
  for (const core::Member& member : all) {
    headers.emplace_back(member.name, member.value.is_null() ? std::string() : as_text(member.value));
  }
  return headers;
}

Outgoing as_it_left(Outgoing out) {
  const auto is_authorization = [](const auto& header) {
    return core::equal_ignoring_case(header.first, "Authorization");
  };
  if (std::none_of(out.headers.begin(), out.headers.end(), is_authorization)) {
    out.headers.insert(out.headers.begin(), {"Authorization", "Bearer ********"});
  }
  out.headers.erase(
      std::remove_if(out.headers.begin(), out.headers.end(), [](const auto& header) { return header.second.empty(); }),
      out.headers.end());
  return out;
}

std::string remove(const Stage& stage, const Suite& suite, const std::string& target,
                   std::vector<Exchange>* exchanges) {
  Outgoing out{"DELETE", target, headers_of(suite.headers, {}, false), std::nullopt};
  Reached reached = stage.caller.call(out);
  std::string why = reached.no_use;
  const int status = reached.came.status;
  const bool gone = (status >= 200 && status < 300) || status == 404 || status == 410;
  if (why.empty() && !gone) {
    const std::string detail = detail_of(reached.came);
    why = "DELETE was answered " + std::to_string(status) + (detail.empty() ? "" : ": " + detail);
  }
  if (exchanges != nullptr) {
    exchanges->push_back({"clean up", as_it_left(std::move(out)), std::move(reached.came), reached.put_off});
  }
  return why;
}

void Playing::make_given() {
  for (const Given& given : case_.given) {
    for (std::size_t n = 1; n <= given.count; ++n) {
      if (stopped()) return block("the run was stopped");
      placeholders_.put("n", Value(static_cast<std::int64_t>(n)));
      make(given, given.count > 1 ? given.as + std::to_string(n) : given.as);
      if (result_.verdict != Verdict::Passed) return;
    }
    placeholders_.drop("n");
  }
}

void Playing::make(const Given& given, const std::string& as) {
  std::set<std::string> missing;
  const Object body =
      made_up(given, {as, unique_, stage_.options.user_domain}, stage_.declared, placeholders_, missing);
  if (!missing.empty()) return block("given " + as + ": nothing before it gives ${" + *missing.begin() + "}");
  const Outgoing out{"POST", stage_.declared.endpoint(given.type), headers_of(suite_.headers, {}, true),
                     json::write(body)};
  if (!exchange("given " + as, {out}, [](int) { return false; })) return;
  const Incoming& came = result_.exchanges.back().came;
  const auto answer = json::parse(came.body);
  const Object* got = answer ? answer->if_object() : nullptr;
  const auto id = got != nullptr ? id_of(*got) : std::nullopt;
  if (came.status >= 200 && came.status < 300 && id) {
    // What the steps sent with its names could change whoever bears them.
    if (named(*got, run_name_) == Named::Otherwise) {
      return block("given " + as + ": POST " + out.target +
                   " was answered with a resource of other names than were sent");
    }
    return remember(as, body, *got, came, out.target + "/" + *id);
  }
  const std::string detail = detail_of(came);
  block("given " + as + ": POST " + out.target + " was answered " + std::to_string(came.status) +
        (detail.empty() ? " without a resource that has an id" : ": " + detail));
}

void Playing::remember(const std::string& as, const Object& sent, const Object& got, const Incoming& came,
                       const std::string& target) {
  placeholders_.put(as, got);
  for (const core::Member& member : sent) {
    if (got.find_ignoring_case(member.name) == nullptr) placeholders_.put(as + "." + member.name, member.value);
  }
  placeholders_.put(as + ".location", location_of(got, came).value_or(stage_.options.base_url + target));
  std::string version = text_in(got, "meta", "version");
  if (version.empty()) version = came.header("etag").value_or("");
  if (!version.empty()) placeholders_.put(as + ".version", version);
}

Question Playing::filled(const Question& question, std::set<std::string>& missing) const {
  Question result;
  for (const Expectation& each : question.any_of) {
    Expectation expectation;
    expectation.statuses = each.statuses;
    const Value headers = placeholders_.filled(each.headers, missing);
    expectation.headers = *headers.if_object();
    if (each.body) expectation.body = placeholders_.filled(*each.body, missing);
    if (each.error) expectation.error = placeholders_.filled_text(*each.error, missing);
    result.any_of.push_back(std::move(expectation));
  }
  return result;
}

Outgoing Playing::outgoing(const Sending& sending, std::set<std::string>& missing) const {
  Outgoing out;
  out.method = sending.method;
  out.target = placeholders_.filled_path(sending.path, missing);
  if (out.target.empty() || out.target.front() != '/' || only_placeholder(sending.path)) {
    out.target = below(stage_.options.base_url, out.target).value_or(out.target.substr(0, 1) == "/" ? out.target : "");
  }
  for (const core::Member& member : sending.query) {
    if (out.target.empty()) break;
    out.target += out.target.find('?') == std::string::npos ? '?' : '&';
    out.target += percent_encoded(member.name) + "=";
    out.target += percent_encoded(as_text(placeholders_.filled(member.value, missing)));
  }
  if (sending.body) out.body = json::write(placeholders_.filled(*sending.body, missing));
  if (sending.text) out.body = placeholders_.filled_text(*sending.text, missing);
  const Value suite = placeholders_.filled(suite_.headers, missing);
  const Value step = placeholders_.filled(sending.headers, missing);
  out.headers = headers_of(*suite.if_object(), *step.if_object(), out.body.has_value());
  return out;
}

}  // namespace bridge::conformance
