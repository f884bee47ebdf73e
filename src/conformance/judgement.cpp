#include "conformance/judgement.hpp"

#include <algorithm>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/first_characters.hpp"
#include "bridge/json/codec.hpp"
#include "conformance/comparison.hpp"

namespace bridge::conformance {
namespace {

using core::Object;
using core::Value;
using Differences = std::vector<std::string>;

constexpr std::string_view kErrorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";
constexpr std::size_t kLongestDetail = 200;
constexpr std::size_t kLongestBeginning = 80;

void append(Differences& all, Differences more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// The body as far as it is JSON.
struct Body {
  std::optional<Value> value;
  /// Why there is none though there are bytes.
  std::string fault;
};

Body read_body(const Incoming& came) {
  if (came.body.empty()) return {};
  auto value = json::parse(came.body);
  if (value) return {*value, {}};
  const std::string beginning = quoted(Value(core::first_characters(came.body, kLongestBeginning)));
  return {std::nullopt, "the body: expected JSON that can be read, found " + beginning +
                            (came.body.size() > kLongestBeginning ? "…" : "") + " (" + value.error().detail + ")"};
}

Differences body_differences(const Value& pattern, const Body& body) {
  if (!body.fault.empty()) return {body.fault};
  Differences found = differences_at(body.value ? &*body.value : nullptr, pattern, "");
  constexpr std::string_view kWhole = "the value:";
  for (std::string& each : found) {
    if (each.compare(0, kWhole.size(), kWhole) == 0) each.replace(0, kWhole.size(), "the body:");
  }
  return found;
}

Differences header_differences(const Object& patterns, const Incoming& came) {
  Differences all;
  for (const core::Member& member : patterns) {
    const auto text = came.header(core::fold_case(member.name));
    const std::optional<Value> value = text ? std::optional<Value>(Value(*text)) : std::nullopt;
    append(all, differences_at(value ? &*value : nullptr, member.value, "header " + member.name));
  }
  return all;
}

/// RFC 7644 section 3.12.
Differences error_differences(const std::string& scim_type, const Incoming& came, const Body& body) {
  Object error{{"schemas", Object{{"$includes", core::Array{Object{{"$ignore_case", kErrorSchema}}}}}},
               {"status", std::to_string(came.status)}};
  if (!scim_type.empty()) error = error.with("scimType", scim_type);
  return body_differences(error, body);
}

Differences differences_of(const Expectation& expectation, const Incoming& came, const Body& body) {
  Differences all = header_differences(expectation.headers, came);
  if (expectation.body) append(all, body_differences(*expectation.body, body));
  if (expectation.error) append(all, error_differences(*expectation.error, came, body));
  return all;
}

bool status_fits(const Expectation& expectation, int status) {
  const auto& statuses = expectation.statuses;
  return statuses.empty() || std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

std::string status_difference(const std::vector<Expectation>& any_of, const Incoming& came) {
  std::vector<std::int64_t> statuses;
  for (const Expectation& each : any_of) {
    for (const std::int64_t status : each.statuses) {
      if (std::find(statuses.begin(), statuses.end(), status) == statuses.end()) statuses.push_back(status);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    if (i > 0) text += i + 1 == statuses.size() ? " or " : ", ";
    text += std::to_string(statuses[i]);
  }
  const std::string detail = detail_of(came);
  return "status: expected " + text + ", found " + std::to_string(came.status) +
         (detail.empty() ? "" : ", which says " + quoted(Value(detail)));
}

}  // namespace

std::string detail_of(const Incoming& came) {
  const auto body = json::parse(came.body);
  const Object* error = body ? body->if_object() : nullptr;
  const Value* detail = error != nullptr ? error->find_ignoring_case("detail") : nullptr;
  if (detail == nullptr || detail->if_string() == nullptr) return {};
  return std::string(core::first_characters(*detail->if_string(), kLongestDetail));
}

Differences judge(const std::vector<Expectation>& any_of, const Incoming& came) {
  if (any_of.empty()) return {};
  const Body body = read_body(came);
  std::optional<Differences> nearest;
  for (const Expectation& expectation : any_of) {
    if (!status_fits(expectation, came.status)) continue;
    Differences found = differences_of(expectation, came, body);
    if (!nearest || found.size() < nearest->size()) nearest = std::move(found);
  }
  return nearest ? *nearest : Differences{status_difference(any_of, came)};
}

}  // namespace bridge::conformance
