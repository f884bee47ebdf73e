#include "app/oauth/consent_listener.hpp"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

#include "bridge/web/server.hpp"
#include "http/percent.hpp"

namespace bridge::app {

namespace {

constexpr std::chrono::milliseconds kDrain{2'000};

/// RFC 6749 section 4.1.2.1.
constexpr std::pair<std::string_view, std::string_view> kRefusals[] = {
    {"access_denied", "Smartsheet was told no: the app was not allowed"},
    {"invalid_scope", "Smartsheet does not know the scopes, or the app may not ask for them"},
    {"unauthorized_client", "Smartsheet does not let this app ask for a code"},
    {"unsupported_response_type", "Smartsheet does not give this app a code"},
    {"invalid_request", "Smartsheet could not read the request for consent"},
    {"server_error", "Smartsheet had a fault of its own; try again"},
    {"temporarily_unavailable", "Smartsheet can't answer now; try again"},
};

std::optional<std::string> parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::string_view one = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), one.size() + 1));
    const std::size_t equals = one.find('=');
    if (one.substr(0, equals) != name || equals == std::string_view::npos) continue;
    return http::percent_decoded(one.substr(equals + 1));
  }
  return std::nullopt;
}

struct Address {
  std::string host;
  std::uint16_t port = 0;
  std::string path;
};

/// Of a URL that the configuration has checked.
Address address_of(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  const std::string_view authority = url.substr(0, url.find('/'));
  const std::size_t colon = authority.rfind(':');
  Address address;
  address.host = authority.substr(0, colon);
  if (address.host == "localhost") address.host = "127.0.0.1";
  if (address.host.front() == '[') address.host = address.host.substr(1, address.host.size() - 2);
  const std::string_view port = authority.substr(colon + 1);
  std::from_chars(port.data(), port.data() + port.size(), address.port);
  address.path = url.size() > authority.size() ? std::string(url.substr(authority.size())) : "/";
  return address;
}

class Listener final : public ConsentListener, private web::Handler {
 public:
  explicit Listener(std::string state) : state_(std::move(state)) {}
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() override {
    {
      const std::lock_guard guard(mutex_);
      browser_.reset();
    }
    if (server_) server_->stop(kDrain);
  }

  core::Outcome listen(const Address& address) {
    path_ = address.path;
    web::ServerSettings settings;
    settings.address = address.host;
    settings.port = address.port;
    settings.threads = 1;
    auto started = web::Server::start(settings, *this);
    if (!started) {
      return core::failure(started.error().kind, "tenant.rest.oauth.redirect_url: " + started.error().detail);
    }
    server_ = std::move(*started);
    return core::ok();
  }

  std::optional<Consent> wait(std::chrono::seconds patience) override {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, patience, [this] { return consent_.has_value(); });
    closed_ = true;
    return std::exchange(consent_, std::nullopt);
  }

  void tell(bool done, const std::string& text) override {
    std::optional<web::Responder> browser;
    {
      const std::lock_guard guard(mutex_);
      browser = std::exchange(browser_, std::nullopt);
    }
    if (browser) std::move(*browser).send(consent_page(done ? 200 : 400, done ? "Done" : "Not done", text));
  }

 private:
  std::optional<web::Response> on_head(const web::RequestHead& head) override {
    if (head.path != path_) return consent_page(404, "Nothing here", "Only the answer of Smartsheet is expected here.");
    if (head.method != "GET") return consent_page(405, "Not this way", "Expected the redirect of a browser.");
    return std::nullopt;
  }

  /// A stranger's page must not end the login, so whatever has another state is turned away and waiting goes on.
  void on_request(web::Request request, web::Responder responder) override {
    auto consent = read_consent(request.head.query, state_);
    if (!consent) {
      return std::move(responder).send(consent_page(
          400, "Not done", "This is no answer to the login that is under way. Open the address that it printed."));
    }
    const std::lock_guard guard(mutex_);
    if (std::exchange(closed_, true)) {
      return std::move(responder).send(consent_page(400, "Not done", "This login has had its answer already."));
    }
    browser_ = std::move(responder);
    consent_ = std::move(consent);
    arrived_.notify_all();
  }

  web::Response on_fault(const core::Fault&, const web::RequestHead&) override {
    return consent_page(400, "Not done", "The request could not be read.");
  }

  std::string state_;
  std::string path_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::optional<Consent> consent_;
  std::optional<web::Responder> browser_;
  bool closed_ = false;
  std::unique_ptr<web::Server> server_;
};

}  // namespace

std::optional<Consent> read_consent(std::string_view query, std::string_view state) {
  if (parameter(query, "state") != std::optional<std::string>(state)) return std::nullopt;
  if (const auto error = parameter(query, "error")) {
    const auto known = std::find_if(std::begin(kRefusals), std::end(kRefusals),
                                    [&](const auto& refusal) { return refusal.first == *error; });
    const bool is_known = known != std::end(kRefusals);
    return Consent{std::nullopt,
                   is_known ? std::string(known->second) + " (" + *error + ")" : "Smartsheet refused the consent"};
  }
  auto code = parameter(query, "code");
  if (!code || code->empty()) return Consent{std::nullopt, "Smartsheet sent the browser back without a code"};
  return Consent{core::AuthorizationCode(std::move(*code)), {}};
}

web::Response consent_page(int status, std::string_view headline, std::string_view text) {
  std::string shown;
  for (const char c : text) {
    shown += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
  }
  web::Response response;
  response.status = status;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                      {"Cache-Control", "no-store"},
                      {"Referrer-Policy", "no-referrer"},
                      {"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"}};
  response.body =
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>scimbridge</title>"
      "<body style=\"font-family: sans-serif; max-width: 40em; margin: 4em auto\"><h1>" +
      std::string(headline) + "</h1><p>" + shown + "</p><p>You can close this page.</p></body></html>\n";
  response.close = true;
  return response;
}

core::Result<std::unique_ptr<ConsentListener>> ConsentListener::start(const std::string& redirect_url,
                                                                      std::string state) {
  auto listener = std::make_unique<Listener>(std::move(state));
  if (auto listening = listener->listen(address_of(redirect_url)); !listening) return listening.passed_on();
  return std::unique_ptr<ConsentListener>(std::move(listener));
}

}  // namespace bridge::app
