#include "config/base_url.hpp"
#include "config/keys.hpp"
#include "config/secrets.hpp"
#include "config/sections.hpp"
#include "config/values.hpp"

namespace bridge::config {

namespace {

constexpr Milliseconds kLeastTimeout(1);
constexpr std::chrono::hours kMostTimeout(1);

struct RestDraft {
  Rest& rest;
  std::optional<Placed> url{};
  SecretSource token{};
  std::vector<std::string> allowed_hosts{};
};

void read_allowed_host(const Field& field, RestDraft& draft) {
  const std::string* text = as_text(field, "the name of one host");
  if (text == nullptr) return;
  if (!is_host_name(*text)) return field.unexpected("the name of one host, without scheme and port", "another text");
  draft.allowed_hosts.push_back(*text);
}

void read_proxy(const Field& field, RestDraft& draft) {
  const std::string* text = as_text(field, "a URL such as \"http://proxy.example.com:3128\"");
  if (text == nullptr) return;
  const UrlOrWrong parsed = parse_url(*text);
  if (!parsed.url) return field.problem(parsed.wrong);
  if (!parsed.url->path.empty()) return field.unexpected("a proxy's URL without path", "one with a path");
  draft.rest.proxy = *text;
}

const Key<RestDraft> kRestKeys[] = {
    {"url", [](const Field& f, RestDraft& d) { read_placed(f, d.url); }},
    {"allow_host", read_allowed_host},
    {"token_env", [](const Field& f, RestDraft& d) { read_placed(f, d.token.variable); }},
    {"token_file", [](const Field& f, RestDraft& d) { read_placed(f, d.token.file); }},
    {"requests_per_minute",
     [](const Field& f, RestDraft& d) {
       const auto number = as_integer(f, 1, 100'000);
       if (number) d.rest.requests_per_minute = static_cast<std::uint32_t>(*number);
     }},
    {"connect_timeout",
     [](const Field& f, RestDraft& d) { read_duration(f, kLeastTimeout, kMostTimeout, d.rest.connect_timeout); }},
    {"timeout", [](const Field& f, RestDraft& d) { read_duration(f, kLeastTimeout, kMostTimeout, d.rest.timeout); }},
    {"proxy", read_proxy},
    {"send_invitation", [](const Field& f, RestDraft& d) { read_boolean(f, d.rest.send_invitation); }},
};

void take_url(Context& context, const Placed& url, RestDraft& draft) {
  if (const auto wrong = check_base_url(url.text, draft.allowed_hosts)) {
    context.add(url.place, url.key, *wrong);
    return;
  }
  draft.rest.url = url.text;
}

void take_token(Context& context, const SecretSource& source, Rest& rest) {
  auto text = read_secret(context, source, 1);
  if (!text) return;
  const Placed& used = source.variable ? *source.variable : *source.file;
  rest.token = core::OAuthToken(std::move(*text));
  context.secrets.add(core::TokenDigest::of(rest.token), used.place, used.key);
}

}  // namespace

void read_rest(const Field& field, Tenant& tenant) {
  RestDraft draft{tenant.rest};
  if (!read_section(field, kRestKeys, draft)) return;
  require_one_of(field, std::get<Table>(field.node.value), {"token_env", "token_file"});
  if (draft.url) take_url(field.context, *draft.url, draft);
  if (draft.token.variable || draft.token.file) take_token(field.context, draft.token, draft.rest);
}

void list_rest(const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kRestKeys, names); }

}  // namespace bridge::config
