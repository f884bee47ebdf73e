#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "app/awaited.hpp"
#include "app/commands/online_check.hpp"
#include "app/tenant_parts.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/oauth/pair_file.hpp"
#include "bridge/route/routes.hpp"
#include "bridge/route/smartsheet_rest/answer.hpp"
#include "bridge/route/smartsheet_scim/answer.hpp"

namespace bridge::app {

namespace {

using route::Route;

/// Where Smartsheet documents its SCIM service.
constexpr std::array<std::string_view, 3> kScimUrls{"https://api.smartsheet.com/2.0/scim/v2",
                                                    "https://scim.smartsheet.com/v2", "https://scim.smartsheet.eu/v2"};

template <class Client>
transport::Reply ask(const Client& client, const std::string& path) {
  transport::Request request;
  request.method = "GET";
  request.path = path;
  auto reply = awaited<transport::Reply>(
      [&](std::function<void(transport::Reply)> done) { client.send(std::move(request), std::move(done)); });
  return reply ? std::move(*reply) : transport::TransportFault{transport::Trouble::ShutDown, {}};
}

OnlineAnswer without_answer(const transport::TransportFault& fault) {
  const bool reached = fault.trouble != transport::Trouble::NotSent && fault.trouble != transport::Trouble::TlsFailed;
  return {Heard::NoAnswer,
          0,
          (reached ? "no usable answer came" : "the service can't be reached") +
              (fault.why.text.empty() ? std::string() : " (" + fault.why.text + ")"),
          {}};
}

route::Reading read(Route route, const transport::Answer& answer, const std::optional<core::Value>& parsed) {
  const std::string_view wait = answer.header("retry-after").value_or("");
  return route == Route::Rest
             ? route::smartsheet_rest::read_answer(answer.status, wait, parsed)
             : route::smartsheet_scim::read_answer("GET", answer.status, wait, parsed, answer.body.empty());
}

OnlineAnswer heard(Route route, const transport::Reply& reply) {
  if (const auto* fault = std::get_if<transport::TransportFault>(&reply)) return without_answer(*fault);
  const auto& answer = std::get<transport::Answer>(reply);
  auto json = json::parse(answer.body);
  const std::optional<core::Value> parsed = json ? std::optional(std::move(*json)) : std::nullopt;
  route::Reading reading = read(route, answer, parsed);
  if (reading.verdict == route::Verdict::Done) return {Heard::Done, answer.status, {}, std::move(reading.body)};
  if (reading.verdict == route::Verdict::Unknown) {
    return {Heard::Refused, answer.status, "no clear answer (HTTP status " + std::to_string(answer.status) + ")", {}};
  }
  return {Heard::Refused, answer.status, reading.fault.detail, {}};
}

/// Empty where there is no pair, of which check-config tells before.
core::OAuthToken take_rest_token(config::Tenant& tenant, const std::string& state_dir) {
  if (!tenant.rest->oauth) return std::move(tenant.rest->token);
  auto pair = oauth::PairFile(state_dir, tenant.name).read();
  return pair && *pair ? std::move((*pair)->access) : core::OAuthToken(std::string());
}

std::string probe_path(Route route) {
  const route::Call call = route::probe(route);
  return route::view(call).path;
}

std::string host_of(std::string_view url) {
  const std::size_t start = url.find("://");
  if (start == std::string_view::npos) return {};
  url.remove_prefix(start + 3);
  return std::string(url.substr(0, url.find_first_of("/:")));
}

/// One of the hosts that Smartsheet documents its SCIM service at.
bool is_documented(const std::string& url) {
  return std::any_of(kScimUrls.begin(), kScimUrls.end(),
                     [&](std::string_view known) { return host_of(known) == host_of(url); });
}

std::vector<OtherUrl> ask_elsewhere(transport::Engine& engine, transport::ClientSettings settings) {
  std::vector<OtherUrl> others;
  const std::string configured = settings.base_url;
  if (!is_documented(configured)) return others;
  for (const std::string_view url : kScimUrls) {
    if (url == configured) continue;
    settings.base_url = url;
    const auto reply = ask(transport::AnonymousClient(engine, settings), probe_path(Route::Scim));
    const auto* answer = std::get_if<transport::Answer>(&reply);
    others.push_back({std::string(url), answer != nullptr ? answer->status : 0});
  }
  return others;
}

}  // namespace

TenantAnswers ask_online(transport::Engine& engine, config::Tenant& tenant, const std::string& state_dir) {
  TenantAnswers answers{tenant.name, tenant.route};
  if (tenant.rest) {
    answers.rest_url = tenant.rest->url;
    answers.oauth = tenant.rest->oauth.has_value();
    const transport::Client<core::OAuthToken> client(engine, client_settings(*tenant.rest),
                                                     take_rest_token(tenant, state_dir));
    answers.rest_owner = heard(Route::Rest, ask(client, probe_path(Route::Rest)));
  }
  if (tenant.scim) {
    answers.scim_url = tenant.scim->url;
    const transport::Client<core::ScimToken> client(engine, client_settings(*tenant.scim),
                                                    std::move(tenant.scim->token));
    answers.scim_probe = heard(Route::Scim, ask(client, probe_path(Route::Scim)));
    if (answers.scim_probe.heard == Heard::Done) {
      answers.scim_owner = heard(Route::Scim, ask(client, "/Me"));
    } else {
      answers.others = ask_elsewhere(engine, client_settings(*tenant.scim));
    }
  }
  return answers;
}

}  // namespace bridge::app
