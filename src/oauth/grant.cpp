#include "bridge/oauth/grant.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "bridge/json/codec.hpp"

namespace bridge::oauth {

namespace {

using Kind = GrantFault::Kind;

/// RFC 3986 section 2.3; everything else is escaped.
bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::string escaped(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(kHex[byte >> 4U]);
    out.push_back(kHex[byte & 15U]);
  }
  return out;
}

/// Lower-case hex SHA-256 of "SECRET|PROOF".
std::string hash_of(const core::ClientSecret& secret, const std::string& proof) {
  const core::ClientSecret joined(secret.expose() + "|" + proof);
  const std::string text = core::TokenDigest::of(joined).to_string();
  return text.substr(text.find(':') + 1);
}

/// `proof` is the code or the refresh token, named `name`.
std::string form(const App& app, std::string_view grant_type, std::string_view name, const std::string& proof) {
  std::string text = "grant_type=" + std::string(grant_type) + "&client_id=" + escaped(app.client_id) + "&" +
                     std::string(name) + "=" + escaped(proof);
  if (app.auth == ClientAuth::Hash) return text + "&hash=" + hash_of(app.secret, proof);
  return text + "&client_secret=" + escaped(app.secret.expose());
}

struct CodeRow {
  std::int64_t code;
  const char* why;
};

constexpr CodeRow kCodes[] = {
    {1067, "Smartsheet does not know the client_id (tenant.rest.oauth.client_id)"},
    {1068, "Smartsheet does not know this kind of grant"},
    {1069, "the authorization code has expired"},
    {1070, "Smartsheet misses a parameter"},
    {1071, "Smartsheet does not accept the authorization code or the refresh token: it was used, replaced or revoked"},
    {1072, "Smartsheet does not accept the hash: is the client secret the app's own?"},
    {1073, "the redirect URL is not the one that is registered in Smartsheet"},
    {1236, "Smartsheet misses the client secret or the hash"},
    {1237, "Smartsheet wants the client secret or the hash, and not both"},
    {1238, "Smartsheet does not accept the client secret"},
};

constexpr std::int64_t kMaintenance = 4001;
constexpr std::int64_t kRateLimited = 4003;

const core::Value* member(const core::Value& body, std::string_view name) {
  const core::Object* object = body.if_object();
  return object != nullptr ? object->find(name) : nullptr;
}

std::string text_of(const core::Value& body, std::string_view name) {
  const core::Value* value = member(body, name);
  const std::string* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? *text : std::string();
}

std::int64_t number_of(const core::Value& body, std::string_view name) {
  const core::Value* value = member(body, name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return number != nullptr ? *number : 0;
}

GrantFault refusal(int status, const core::Value& body) {
  const std::int64_t code = number_of(body, "errorCode");
  const auto row = std::find_if(std::begin(kCodes), std::end(kCodes), [&](const CodeRow& r) { return r.code == code; });
  const std::string number = code != 0 ? "errorCode " + std::to_string(code) : "HTTP status " + std::to_string(status);
  const std::string why = row != std::end(kCodes) ? row->why : "Smartsheet's token endpoint refused";
  const bool is_known_form = code != 0 || !text_of(body, "error").empty();
  const bool later = status == 429 || code == kRateLimited || code == kMaintenance || status == 503;
  const bool refused = status >= 400 && status < 500 && is_known_form && !later;
  const Kind kind = refused ? Kind::Refused : later || (status >= 400 && status < 500) ? Kind::NotDone : Kind::Unknown;
  return {kind, why + " (" + number + ")", code};
}

GrantFault no_answer(const transport::TransportFault& fault) {
  switch (fault.trouble) {
    case transport::Trouble::NotSent: return {Kind::NotDone, "Smartsheet's token endpoint can't be reached", 0};
    case transport::Trouble::TlsFailed: return {Kind::NotDone, "no trusted connection to Smartsheet can be made", 0};
    case transport::Trouble::TimedOut:
    case transport::Trouble::ConnectionLost:
    case transport::Trouble::AnswerTooLarge:
    case transport::Trouble::Unreadable:
    case transport::Trouble::ShutDown: break;
  }
  return {Kind::Unknown, "no answer came from Smartsheet's token endpoint", 0};
}

/// A token goes into a header line, and a file.
bool is_token(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

core::Value parsed(const std::string& body) {
  auto value = json::parse(body);
  return value ? std::move(*value) : core::Value();
}

}  // namespace

std::string code_form(const App& app, const core::AuthorizationCode& code) {
  return form(app, "authorization_code", "code", code.expose());
}

std::string refresh_form(const App& app, const core::RefreshToken& refresh) {
  return form(app, "refresh_token", "refresh_token", refresh.expose());
}

std::string consent_url(std::string_view authorize_url, std::string_view client_id, std::string_view state) {
  return std::string(authorize_url) + "?response_type=code&client_id=" + escaped(client_id) +
         "&scope=" + escaped(kScopes) + "&state=" + escaped(state);
}

transport::Request token_request(std::string form) {
  transport::Request request;
  request.method = "POST";
  request.path = kTokenPath;
  request.content_type = kFormType;
  request.body = std::move(form);
  return request;
}

std::variant<Granted, GrantFault> read_grant(const transport::Reply& reply) {
  if (const auto* fault = std::get_if<transport::TransportFault>(&reply)) return no_answer(*fault);
  const auto& answer = std::get<transport::Answer>(reply);
  const core::Value body = parsed(answer.body);
  if (answer.status != 200) return refusal(answer.status, body);
  std::string access = text_of(body, "access_token");
  std::string refresh = text_of(body, "refresh_token");
  const std::int64_t lifetime = number_of(body, "expires_in");
  if (!is_token(access) || !is_token(refresh) || lifetime <= 0) {
    return GrantFault{Kind::Unknown, "the answer of Smartsheet's token endpoint can't be read", 0};
  }
  return Granted{core::OAuthToken(std::move(access)), core::RefreshToken(std::move(refresh)),
                 std::chrono::seconds(lifetime)};
}

bool says_token_is_dead(const transport::Reply& reply) {
  const auto* answer = std::get_if<transport::Answer>(&reply);
  if (answer == nullptr || (answer->status != 401 && answer->status != 400)) return false;
  const std::int64_t code = number_of(parsed(answer->body), "errorCode");
  return answer->status == 401 ? code == 1002 || code == 1003 : code == 1132;
}

}  // namespace bridge::oauth
