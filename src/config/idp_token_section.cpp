#include <algorithm>

#include "config/keys.hpp"
#include "config/secrets.hpp"
#include "config/sections.hpp"
#include "config/values.hpp"

namespace bridge::config {

namespace {

constexpr std::size_t kLeastToken = 32;
constexpr std::size_t kLongestName = 64;
constexpr std::pair<std::string_view, Rights> kRights[] = {{"read-write", Rights::ReadWrite},
                                                           {"read-only", Rights::ReadOnly}};

struct IdpTokenDraft {
  std::optional<Placed> name{};
  std::optional<Placed> digest{};
  SecretSource token{};
  std::optional<core::Instant> expires{};
  Rights rights = Rights::ReadWrite;
  std::optional<Idp> idp{};
  std::string me{};
};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

void read_name(const Field& field, IdpTokenDraft& draft) {
  std::optional<Placed> name;
  read_placed(field, name);
  if (!name) return;
  const std::string& text = name->text;
  if (text.empty() || text.size() > kLongestName || !std::all_of(text.begin(), text.end(), is_name_character)) {
    return field.unexpected("a name of 1 to 64 letters, digits, dots, hyphens and underscores", "another text");
  }
  draft.name = std::move(name);
}

void read_expires(const Field& field, IdpTokenDraft& draft) {
  const auto* time = std::get_if<DateTime>(&field.node.value);
  if (time == nullptr || !time->instant) {
    return field.unexpected("a date-time with offset such as 2027-01-01T00:00:00Z, without quotation marks",
                            time == nullptr ? field.node.kind() : "a date or time without offset");
  }
  draft.expires = time->instant;
}

const Key<IdpTokenDraft> kIdpTokenKeys[] = {
    {"name", read_name},
    {"digest", [](const Field& f, IdpTokenDraft& d) { read_placed(f, d.digest); }},
    {"token_env", [](const Field& f, IdpTokenDraft& d) { read_placed(f, d.token.variable); }},
    {"token_file", [](const Field& f, IdpTokenDraft& d) { read_placed(f, d.token.file); }},
    {"expires", read_expires},
    {"rights", [](const Field& f, IdpTokenDraft& d) { read_choice(f, kRights, d.rights); }},
    {"idp", [](const Field& f, IdpTokenDraft& d) { d.idp = as_choice(f, kIdps); }},
    {"me", [](const Field& f, IdpTokenDraft& d) { read_address(f, d.me); }},
};

std::optional<core::TokenDigest> take_digest(Context& context, const IdpTokenDraft& draft) {
  if (draft.digest) {
    const auto digest = core::TokenDigest::parse(draft.digest->text);
    if (!digest) {
      context.add(draft.digest->place, draft.digest->key,
                  "expected \"sha256:\" and 64 lower-case hex digits, found another text; \"scimbridge token new\" "
                  "prints such a line");
    }
    return digest;
  }
  if (!draft.token.variable && !draft.token.file) return std::nullopt;
  auto text = read_secret(context, draft.token, kLeastToken);
  if (!text) return std::nullopt;
  const core::IdpToken token(std::move(*text));
  return core::TokenDigest::of(token);
}

const Placed& source_of(const IdpTokenDraft& draft) {
  if (draft.digest) return *draft.digest;
  return draft.token.variable ? *draft.token.variable : *draft.token.file;
}

void read_idp_token(const Field& field, const Table& table, Tenant& tenant) {
  IdpTokenDraft draft;
  read_table(field.context, table, field.key, kIdpTokenKeys, draft);
  require(field, table, "name");
  require_one_of(field, table, {"digest", "token_env", "token_file"});
  const auto digest = take_digest(field.context, draft);
  if (digest) {
    const Placed& source = source_of(draft);
    field.context.secrets.add(*digest, source.place, source.key);
  }
  if (!draft.name) return;
  const auto has_name = [&](const IdpTokenEntry& entry) { return entry.name == draft.name->text; };
  if (std::any_of(tenant.idp_tokens.begin(), tenant.idp_tokens.end(), has_name)) {
    field.context.add(draft.name->place, draft.name->key, "expected a name of its own, found that of another token");
  }
  // A stand-in keeps the name known to the entries after this one; with a problem reported it goes no further.
  const core::TokenDigest kept = digest.value_or(core::TokenDigest(core::TokenDigest::Bytes{}));
  tenant.idp_tokens.push_back(IdpTokenEntry{draft.name->text, kept, draft.expires, draft.rights, draft.idp, draft.me});
}

}  // namespace

void read_idp_tokens(const Field& field, Tenant& tenant) {
  read_each_table(field, [&](const Field& item, const Table& table) { read_idp_token(item, table, tenant); });
}

void list_idp_tokens(const std::string& prefix, std::vector<std::string>& names) {
  list_keys(prefix, kIdpTokenKeys, names);
}

}  // namespace bridge::config
