#include "config/oauth_section.hpp"

#include <algorithm>
#include <utility>

#include "config/base_url.hpp"
#include "config/keys.hpp"
#include "config/secrets.hpp"
#include "config/sections.hpp"
#include "config/values.hpp"

namespace bridge::config {

namespace {

constexpr std::pair<std::string_view, ClientAuth> kClientAuths[] = {{"hash", ClientAuth::Hash},
                                                                    {"secret", ClientAuth::Secret}};

/// Where an administrator allows the app, by the host of the REST API.
constexpr std::pair<std::string_view, std::string_view> kAuthorizeUrls[] = {
    {"api.smartsheet.eu", "https://app.smartsheet.eu/b/authorize"},
    {"api.smartsheet.au", "https://app.smartsheet.au/b/authorize"},
    {"api.smartsheetgov.com", "https://app.smartsheetgov.com/b/authorize"},
};

struct Draft {
  OAuth oauth;
  SecretSource secret{};
};

void read_client_id(const Field& field, std::string& out) {
  const std::string* text = as_text(field, "the app's client id");
  if (text == nullptr) return;
  const auto is_ordinary = [](char c) { return c > ' ' && c < '\x7f'; };
  if (text->empty() || !std::all_of(text->begin(), text->end(), is_ordinary)) {
    return field.unexpected("the app's client id, without blanks", "another text");
  }
  out = *text;
}

/// The answer must reach this machine and nobody else.
void read_redirect_url(const Field& field, std::string& out) {
  constexpr const char* kExpected = "a URL such as \"http://127.0.0.1:8400/oauth/callback\"";
  const std::string* text = as_text(field, kExpected);
  if (text == nullptr) return;
  const UrlOrWrong parsed = parse_url(*text);
  if (!parsed.url) return field.problem(parsed.wrong);
  const auto port = parse_port(parsed.url->port);
  const bool fits = parsed.url->scheme == "http" && is_loopback(parsed.url->host) && port && *port != 0;
  if (!fits) return field.unexpected("http, a loopback address and a port", "another URL");
  out = *text;
}

void read_authorize_url(const Field& field, std::string& out) {
  const std::string* text = as_text(field, "a URL such as \"https://app.smartsheet.com/b/authorize\"");
  if (text == nullptr) return;
  const UrlOrWrong parsed = parse_url(*text);
  if (!parsed.url) return field.problem(parsed.wrong);
  if (parsed.url->scheme != "https" && !is_loopback(parsed.url->host)) return field.unexpected("https", "http");
  out = *text;
}

const Key<Draft> kKeys[] = {
    {"client_id", [](const Field& f, Draft& d) { read_client_id(f, d.oauth.client_id); }},
    {"client_secret_env", [](const Field& f, Draft& d) { read_placed(f, d.secret.variable); }},
    {"client_secret_file", [](const Field& f, Draft& d) { read_placed(f, d.secret.file); }},
    {"client_auth", [](const Field& f, Draft& d) { read_choice(f, kClientAuths, d.oauth.auth); }},
    {"redirect_url", [](const Field& f, Draft& d) { read_redirect_url(f, d.oauth.redirect_url); }},
    {"authorize_url", [](const Field& f, Draft& d) { read_authorize_url(f, d.oauth.authorize_url); }},
};

void take_secret(Context& context, const SecretSource& source, core::ClientSecret& secret) {
  auto text = read_secret(context, source, 1);
  if (!text) return;
  const Placed& used = source.variable ? *source.variable : *source.file;
  secret = core::ClientSecret(std::move(*text));
  context.secrets.add(core::TokenDigest::of(secret), used.place, used.key);
}

}  // namespace

void read_oauth(const Field& field, std::optional<OAuth>& out) {
  Draft draft;
  if (!read_section(field, kKeys, draft)) return;
  const Table& table = std::get<Table>(field.node.value);
  require(field, table, "client_id");
  require_one_of(field, table, {"client_secret_env", "client_secret_file"});
  if (draft.secret.variable || draft.secret.file) take_secret(field.context, draft.secret, draft.oauth.secret);
  out = std::move(draft.oauth);
}

void list_oauth(const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kKeys, names); }

std::string authorize_url_for(std::string_view rest_url) {
  const UrlOrWrong parsed = parse_url(rest_url);
  for (const auto& [host, url] : kAuthorizeUrls) {
    if (parsed.url && parsed.url->host == host) return std::string(url);
  }
  return OAuth::kDefaultAuthorizeUrl;
}

void check_one_kind_of_token(const Field& section, const Table& table) {
  if (table.find("oauth") == nullptr) return require_one_of(section, table, {"token_env", "token_file"});
  for (const std::string_view name : {"token_env", "token_file"}) {
    if (const Entry* entry = table.find(name)) {
      section.context.add(entry->place, section.key + "." + entry->name,
                          "expected a token or [tenant.rest.oauth], found both");
    }
  }
}

}  // namespace bridge::config
