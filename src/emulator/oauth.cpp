#include "emulator/oauth.hpp"

#include <algorithm>
#include <utility>

#include "bridge/core/credential.hpp"
#include "emulator/envelope.hpp"
#include "emulator/face.hpp"

namespace bridge::emulator {

namespace {

constexpr std::string_view kConsentPath = "/b/authorize";
constexpr std::string_view kTokenPath = "/token";
/// Of an authorization code; the redirect tells it in milliseconds.
constexpr std::chrono::milliseconds kCodeLife{599'135};

std::string_view name_of(int code) {
  switch (code) {
    case 1067:
    case 1072:
    case 1238: return "invalid_client";
    case 1068: return "unsupported_grant_type";
    case 1069:
    case 1071:
    case 1073: return "invalid_grant";
    default: return "invalid_request";
  }
}

Emulator::Reply refusal(const ApiError& error, const Facts& facts, const std::string& ref_id) {
  if (!facts.oauth_errors_have_names) return error_reply(error, ref_id);
  Emulator::Reply reply = reply_with(core::Object{{"errorCode", error.code},
                                                  {"error", name_of(error.code)},
                                                  {"message", error.message},
                                                  {"error_description", error.message},
                                                  {"refId", ref_id}});
  reply.status = error.status;
  return reply;
}

/// "client_id=a&…" of the body, where it is a form, before that of the target.
Query form_of(const Emulator::Exchange& exchange) {
  const bool is_form = media_type(exchange.content_type) == "application/x-www-form-urlencoded";
  return Query(is_form ? exchange.body + "&" + exchange.query : exchange.query);
}

std::string hash_of(const std::string& secret, const std::string& proof) {
  return core::TokenDigest::of(core::ClientSecret(secret + "|" + proof)).to_string().substr(7);
}

Emulator::Reply page(int status, const std::string& text) {
  Emulator::Reply reply;
  reply.status = status;
  reply.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
  reply.body = text + "\n";
  return reply;
}

Emulator::Reply redirect(const std::string& url, const std::string& query, const std::optional<std::string>& state) {
  Emulator::Reply reply = page(302, "");
  reply.headers.emplace_back("Location", url + "?" + query + (state ? "&state=" + *state : ""));
  return reply;
}

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> found;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) found.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return found;
}

}  // namespace

void OAuthDesk::add_client(OAuthClient client) {
  std::string id = client.id;
  clients_.insert_or_assign(std::move(id), std::move(client));
}

std::string OAuthDesk::new_text(std::string_view kind) {
  const std::uint64_t number = 2 * ++made_;
  return std::string(kind) + "-" + ref_id_of(number) + ref_id_of(number + 1);
}

std::optional<Emulator::Reply> OAuthDesk::answer(const Emulator::Exchange& exchange, Tokens& tokens, const Facts& facts,
                                                 core::Instant now, const std::string& ref_id) {
  if (exchange.path == kConsentPath) return consent(Query(exchange.query + "&" + exchange.body), facts, now);
  const bool is_token = exchange.path != kTokenPath && path_under_version(exchange.path) == kTokenPath;
  if (!is_token || (exchange.method != "POST" && exchange.method != "DELETE")) return std::nullopt;
  const Issued issued =
      exchange.method == "POST" ? token(form_of(exchange), tokens, facts, now) : revoke(exchange, tokens);
  const auto* error = std::get_if<ApiError>(&issued);
  return error != nullptr ? refusal(*error, facts, ref_id) : reply_with(std::get<core::Value>(issued));
}

Emulator::Reply OAuthDesk::consent(const Query& query, const Facts& facts, core::Instant now) {
  const auto client = clients_.find(query.get("client_id").value_or(""));
  if (client == clients_.end()) return page(400, "client_id: no such app");
  if (query.get("response_type") != "code") return page(400, "response_type: expected code");
  const auto scope = query.get("scope");
  if (!scope) return page(400, "scope: required");
  const auto state = query.get("state");
  const std::string& back = client->second.redirect_url;
  if (facts.oauth_denied) return redirect(back, "error=access_denied", state);
  const std::string code = new_text("code");
  codes_[code] = Code{{client->first, words(*scope)}, now + kCodeLife};
  return redirect(back, "code=" + code + "&expires_in=" + std::to_string(kCodeLife.count()), state);
}

OAuthDesk::Issued OAuthDesk::token(const Query& form, Tokens& tokens, const Facts& facts, core::Instant now) {
  const auto type = form.get("grant_type");
  if (!type) return refuse(1070, "grant_type");
  if (*type == "authorization_code") return by_code(form, tokens, facts, now);
  if (*type == "refresh_token") return by_refresh(form, tokens, facts, now);
  return refuse(1068);
}

/// The client, and how it proves itself; `proof` is what it shows.
std::optional<ApiError> OAuthDesk::wrong_with(const Query& form, const std::string& proof) const {
  const auto id = form.get("client_id");
  if (!id) return refuse(1070, "client_id");
  const auto client = clients_.find(*id);
  if (client == clients_.end()) return refuse(1067);
  const auto secret = form.get("client_secret");
  const auto hash = form.get("hash");
  if (!secret && !hash) return refuse(1236);
  if (secret && hash) return refuse(1237);
  if (secret && *secret != client->second.secret) return refuse(1238);
  if (hash && *hash != hash_of(client->second.secret, proof)) return refuse(1072);
  for (const char* name : {"redirect_uri", "redirect_url"}) {
    const auto redirect_url = form.get(name);
    if (redirect_url && *redirect_url != client->second.redirect_url) return refuse(1073);
  }
  return std::nullopt;
}

OAuthDesk::Issued OAuthDesk::by_code(const Query& form, Tokens& tokens, const Facts& facts, core::Instant now) {
  const auto text = form.get("code");
  if (!text) return refuse(1070, "code");
  if (auto wrong = wrong_with(form, *text)) return *std::move(wrong);
  const auto found = codes_.find(*text);
  if (found == codes_.end() || found->second.grant.client != form.get("client_id")) return refuse(1071);
  const Code code = std::move(found->second);
  codes_.erase(found);
  if (code.expires < now) return refuse(1069);
  return issue(code.grant, tokens, facts, now);
}

OAuthDesk::Issued OAuthDesk::by_refresh(const Query& form, Tokens& tokens, const Facts& facts, core::Instant now) {
  const auto text = form.get("refresh_token");
  if (!text) return refuse(1070, "refresh_token");
  if (auto wrong = wrong_with(form, *text)) return *std::move(wrong);
  const auto found = grants_.find(*text);
  if (found == grants_.end() || found->second.client != form.get("client_id")) return refuse(1071);
  Grant grant = std::move(found->second);
  grants_.erase(found);
  tokens.revoke(grant.access);
  return issue(std::move(grant), tokens, facts, now);
}

core::Value OAuthDesk::issue(Grant grant, Tokens& tokens, const Facts& facts, core::Instant now) {
  const std::string refresh = new_text("refresh");
  grant.access = new_text("access");
  TokenGrant made{grant.access, clients_[grant.client].owner_email, false, false, grant.scopes, TokenUse::Rest};
  made.expires = now + std::chrono::seconds(facts.oauth_seconds);
  tokens.add(std::move(made));
  const core::Object body{{"access_token", grant.access},
                          {"token_type", "bearer"},
                          {"refresh_token", refresh},
                          {"expires_in", static_cast<std::int64_t>(facts.oauth_seconds)}};
  grants_[refresh] = std::move(grant);
  return body;
}

/// With deleteAllForApiClient=true all of the app's, else the one that is shown and its refresh token.
OAuthDesk::Issued OAuthDesk::revoke(const Emulator::Exchange& exchange, Tokens& tokens) {
  const std::string bearer = bearer_of(exchange.authorization);
  if (bearer.empty()) return refuse(1001);
  const auto shown =
      std::find_if(grants_.begin(), grants_.end(), [&](const auto& grant) { return grant.second.access == bearer; });
  if (shown == grants_.end()) return refuse(1002);
  const std::string client = shown->second.client;
  const bool all = Query(exchange.query).is_true("deleteAllForApiClient");
  std::erase_if(grants_, [&](const auto& grant) {
    if (grant.second.access != bearer && !(all && grant.second.client == client)) return false;
    tokens.revoke(grant.second.access);
    return true;
  });
  return core::Value(success());
}

void OAuthDesk::revoke_all(Tokens& tokens) {
  for (const auto& [refresh, grant] : grants_) tokens.revoke(grant.access);
  grants_.clear();
}

}  // namespace bridge::emulator
