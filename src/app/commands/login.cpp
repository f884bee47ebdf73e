#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>
#include <variant>

#include <sys/stat.h>

#include "app/awaited.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/problems.hpp"
#include "app/commands/tenant_command.hpp"
#include "app/json_reading.hpp"
#include "app/oauth/consent_listener.hpp"
#include "app/oauth/oauth_way.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/route/smartsheet_rest/owner.hpp"

namespace bridge::app {

namespace {

using route::smartsheet_rest::Owner;
using transport::Reply;

template <class Client>
Reply sent(const Client& client, transport::Request request) {
  auto reply =
      awaited<Reply>([&](std::function<void(Reply)> done) { client.send(std::move(request), std::move(done)); });
  return reply ? std::move(*reply) : transport::TransportFault{transport::Trouble::ShutDown, {}};
}

/// What to do, on standard output; the address stands alone on its line.
void ask_for_consent(const std::string& tenant, const config::OAuth& oauth, const std::string& url) {
  std::printf(
      "Tenant %s needs its first pair of OAuth tokens, or a new one. Open this address in a browser, signed in to\n"
      "Smartsheet as the account that the bridge is to work as (a System Admin), and allow the app:\n\n%s\n\n"
      "It asks for READ_USERS, to read people and groups, and ADMIN_USERS, to create, change and deactivate people "
      "and\n"
      "to manage groups. The browser then comes back to %s on this machine.\n"
      "Waiting for it ...\n",
      tenant.c_str(), url.c_str(), oauth.redirect_url.c_str());
  std::fflush(stdout);
}

/// The state directory is made as the store makes it.
core::Outcome make_state_directory(const std::string& path) {
  if (::mkdir(path.c_str(), S_IRWXU) == 0 || errno == EEXIST) return core::ok();
  return core::failure(core::FaultKind::StoreFailed,
                       path + " can't be made: " + std::generic_category().message(errno));
}

/// Nothing where Smartsheet did not tell.
std::optional<Owner> ask_owner(transport::Engine& engine, const config::Rest& rest, const core::OAuthToken& access) {
  const transport::Client<core::OAuthToken> client(engine, client_settings(rest),
                                                   core::OAuthToken(std::string(access.expose())));
  transport::Request request;
  request.method = "GET";
  request.path = "/users/me";
  const Reply reply = sent(client, std::move(request));
  const auto* answer = std::get_if<transport::Answer>(&reply);
  if (answer == nullptr || answer->status != 200) return std::nullopt;
  const auto profile = json::parse(answer->body);
  if (!profile || profile->if_object() == nullptr) return std::nullopt;
  return route::smartsheet_rest::read_owner(*profile->if_object());
}

class Login {
 public:
  Login(const config::Settings& settings, config::Tenant& tenant)
      : tenant_(tenant),
        rest_(*tenant.rest),
        app_(take_app(*tenant.rest->oauth)),
        file_(settings.server.state_dir, tenant.name),
        engine_(transport::Engine::start()) {}

  /// A sentence of what was done; one of what stood in the way as the fault's detail.
  core::Result<std::string> finish(const core::AuthorizationCode& code) {
    const transport::AnonymousClient endpoint(*engine_, token_endpoint_settings(rest_));
    auto read = oauth::read_grant(sent(endpoint, oauth::token_request(oauth::code_form(app_, code))));
    if (const auto* fault = std::get_if<oauth::GrantFault>(&read)) {
      return core::failure(core::FaultKind::UpstreamRejected, "no pair of tokens: " + fault->why);
    }
    auto& granted = std::get<oauth::Granted>(read);
    const core::Instant now = core::SystemClock().now();
    const oauth::Pair pair{std::move(granted.access), std::move(granted.refresh), now, now + granted.lifetime};
    const auto owner = ask_owner(*engine_, rest_, pair.access);
    if (owner && !can_work(*owner)) return core::failure(core::FaultKind::Forbidden, "not kept: " + missing(*owner));
    if (auto written = file_.write(pair); !written) return written.passed_on();
    return kept(owner);
  }

 private:
  [[nodiscard]] std::string missing(const Owner& owner) const {
    std::string text;
    const bool creates_groups = !tenant_.scim || tenant_.route == config::RouteChoice::Rest;
    for (const std::string& sentence : missing_rights(owner, creates_groups)) {
      text += (text.empty() ? "" : "; ") + sentence;
    }
    return text;
  }

  [[nodiscard]] std::string kept(const std::optional<Owner>& owner) const {
    const std::string where = "The pair of tokens is in " + file_.path().string();
    const std::string taken = "; a server that runs takes it within seconds.";
    if (!owner) return where + taken + " Smartsheet did not tell whose it is: try check-config --online.";
    const std::string lacks = missing(*owner);
    return where + ", of " + printable(owner->address) + taken + (lacks.empty() ? "" : "\nBut: " + lacks);
  }

  const config::Tenant& tenant_;
  const config::Rest& rest_;
  oauth::App app_;
  oauth::PairFile file_;
  std::unique_ptr<transport::Engine> engine_;
};

int refused(const std::string& sentence) {
  std::fprintf(stderr, "scimbridge: %s\n", sentence.c_str());
  return 1;
}

int run_login(const config::Settings& settings, config::Tenant& tenant, std::chrono::seconds patience) {
  if (auto made = make_state_directory(settings.server.state_dir); !made) return refused(made.error().detail);
  const config::OAuth& oauth = *tenant.rest->oauth;
  const std::string state = core::new_request_id().text + core::new_request_id().text;
  auto listener = ConsentListener::start(oauth.redirect_url, state);
  if (!listener) return refused(listener.error().detail);
  ask_for_consent(tenant.name, oauth, oauth::consent_url(oauth.authorize_url, oauth.client_id, state));
  const auto consent = (*listener)->wait(patience);
  if (!consent) return refused("no browser came back in time; nothing was changed");
  if (!consent->code) {
    (*listener)->tell(false, consent->refusal + ". Nothing was changed.");
    return refused(consent->refusal + "; nothing was changed");
  }
  const auto done = Login(settings, tenant).finish(*consent->code);
  (*listener)->tell(done.has_value(), done ? "The bridge has its pair of tokens." : done.error().detail);
  if (!done) return refused(done.error().detail);
  std::printf("%s\n", done->c_str());
  return 0;
}

}  // namespace

int login(const LoginOptions& options) {
  auto settings = load_or_report(options.config);
  if (!settings) return 1;
  const auto name = chosen_tenant(settings->tenants, options.tenant);
  if (!name) {
    std::fprintf(stderr, "scimbridge: %s\n", name.error().detail.c_str());
    return kWrongUsage;
  }
  const auto tenant = std::find_if(settings->tenants.begin(), settings->tenants.end(),
                                   [&](const config::Tenant& one) { return one.name == *name; });
  if (!tenant->rest || !tenant->rest->oauth) {
    return refused("tenant \"" + *name + "\" has no [tenant.rest.oauth]: there is nothing to log in for");
  }
  return run_login(*settings, *tenant, options.wait);
}

}  // namespace bridge::app
