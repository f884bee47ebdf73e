#include <algorithm>
#include <array>
#include <type_traits>

#include "config/base_url.hpp"
#include "config/keys.hpp"
#include "config/oauth_section.hpp"
#include "config/secrets.hpp"
#include "config/sections.hpp"
#include "config/values.hpp"

namespace bridge::config {

namespace {

constexpr Milliseconds kLeastTimeout(1);
constexpr std::chrono::hours kMostTimeout(1);

/// Scim or Rest while its section is being read.
template <class Section>
struct Draft {
  Section section;
  std::optional<Placed> url{};
  SecretSource token{};
  std::vector<std::string> allowed_hosts{};
};

void read_allowed_host(const Field& field, std::vector<std::string>& hosts) {
  const std::string* text = as_text(field, "the name of one host");
  if (text == nullptr) return;
  if (!is_host_name(*text)) return field.unexpected("the name of one host, without scheme and port", "another text");
  hosts.push_back(*text);
}

void read_proxy(const Field& field, std::string& proxy) {
  const std::string* text = as_text(field, "a URL such as \"http://proxy.example.com:3128\"");
  if (text == nullptr) return;
  const UrlOrWrong parsed = parse_url(*text);
  if (!parsed.url) return field.problem(parsed.wrong);
  if (!parsed.url->path.empty()) return field.unexpected("a proxy's URL without path", "one with a path");
  proxy = *text;
}

void read_requests_per_minute(const Field& field, std::uint32_t& out) {
  if (const auto number = as_integer(field, 1, 100'000)) out = static_cast<std::uint32_t>(*number);
}

/// What both sections have.
template <class D>
constexpr std::array<Key<D>, 8> kSharedKeys{{
    {"url", [](const Field& f, D& d) { read_placed(f, d.url); }},
    {"allow_host", [](const Field& f, D& d) { read_allowed_host(f, d.allowed_hosts); }},
    {"token_env", [](const Field& f, D& d) { read_placed(f, d.token.variable); }},
    {"token_file", [](const Field& f, D& d) { read_placed(f, d.token.file); }},
    {"requests_per_minute", [](const Field& f, D& d) { read_requests_per_minute(f, d.section.requests_per_minute); }},
    {"connect_timeout",
     [](const Field& f, D& d) { read_duration(f, kLeastTimeout, kMostTimeout, d.section.connect_timeout); }},
    {"timeout", [](const Field& f, D& d) { read_duration(f, kLeastTimeout, kMostTimeout, d.section.timeout); }},
    {"proxy", [](const Field& f, D& d) { read_proxy(f, d.section.proxy); }},
}};

template <class D, std::size_t N>
constexpr auto shared_keys_and(const Key<D> (&own)[N]) {
  std::array<Key<D>, kSharedKeys<D>.size() + N> keys{};
  std::copy(std::begin(own), std::end(own), std::copy(kSharedKeys<D>.begin(), kSharedKeys<D>.end(), keys.begin()));
  return keys;
}

constexpr const auto& kScimKeys = kSharedKeys<Draft<Scim>>;

constexpr Key<Draft<Rest>> kOwnRestKeys[] = {
    {"send_invitation", [](const Field& f, Draft<Rest>& d) { read_boolean(f, d.section.send_invitation); }},
    {"write_profile", [](const Field& f, Draft<Rest>& d) { read_boolean(f, d.section.write_profile); }},
    {"oauth", [](const Field& f, Draft<Rest>& d) { read_oauth(f, d.section.oauth); }, list_oauth},
};
constexpr auto kRestKeys = shared_keys_and(kOwnRestKeys);

template <class Section>
void take_url(Context& context, Draft<Section>& draft) {
  if (const auto wrong = check_base_url(draft.url->text, draft.allowed_hosts)) {
    context.add(draft.url->place, draft.url->key, *wrong);
    return;
  }
  draft.section.url = draft.url->text;
}

template <class Token>
void take_token(Context& context, const SecretSource& source, Token& token) {
  auto text = read_secret(context, source, 1);
  if (!text) return;
  const Placed& used = source.variable ? *source.variable : *source.file;
  token = Token(std::move(*text));
  context.secrets.add(core::TokenDigest::of(token), used.place, used.key);
}

template <class Section, class Keys>
void read_upstream(const Field& field, const Keys& keys, std::optional<Section>& out) {
  using Token = decltype(Section::token);
  Draft<Section> draft{Section{{Section::kDefaultUrl, Token(std::string())}}};
  if (!read_section(field, keys, draft)) return;
  const Table& table = std::get<Table>(field.node.value);
  if constexpr (std::is_same_v<Section, Rest>) {
    check_one_kind_of_token(field, table);
  } else {
    require_one_of(field, table, {"token_env", "token_file"});
  }
  if (draft.url) take_url(field.context, draft);
  if (draft.token.variable || draft.token.file) take_token(field.context, draft.token, draft.section.token);
  out = std::move(draft.section);
}

}  // namespace

void read_scim(const Field& field, Tenant& tenant) { read_upstream(field, kScimKeys, tenant.scim); }

void list_scim(const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kScimKeys, names); }

void read_rest(const Field& field, Tenant& tenant) {
  read_upstream(field, kRestKeys, tenant.rest);
  if (!tenant.rest || !tenant.rest->oauth || !tenant.rest->oauth->authorize_url.empty()) return;
  tenant.rest->oauth->authorize_url = authorize_url_for(tenant.rest->url);
}

void list_rest(const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kRestKeys, names); }

}  // namespace bridge::config
