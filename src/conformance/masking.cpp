#include "conformance/masking.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/first_characters.hpp"
#include "bridge/json/codec.hpp"
#include "conformance/placeholders.hpp"
#include "conformance/report_escape.hpp"

namespace bridge::conformance {
namespace {

using core::Value;

constexpr std::string_view kMask = "********";
/// Shorter texts would blot out half a report.
constexpr std::size_t kShortestSecret = 6;
constexpr std::size_t kLargestShown = std::size_t{64} << 10U;

bool is_password(std::string_view path) {
  const std::size_t last = path.find_last_of(":.");
  return core::equal_ignoring_case(last == std::string_view::npos ? path : path.substr(last + 1), "password");
}

/// "Bearer ********".
std::string masked_credential(const std::string& text) {
  const std::size_t blank = text.find(' ');
  return blank == std::string::npos ? std::string(kMask) : text.substr(0, blank + 1) + std::string(kMask);
}

std::string as_json_text(const std::string& text) {
  const std::string quoted = json::write(Value(text));
  return quoted.substr(1, quoted.size() - 2);
}

std::string with_escaped_slashes(const std::string& text) {
  std::string result;
  for (const char c : text) result.append(c == '/' ? "\\/" : std::string(1, c));
  return result;
}

std::string base64(std::string_view text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  unsigned buffer = 0;
  unsigned bits = 0;
  for (const char c : text) {
    buffer = (buffer << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) result += kLetters[(buffer >> (bits - 6)) & 0x3FU];
  }
  if (bits > 0) result += kLetters[(buffer << (6 - bits)) & 0x3FU];
  return result;
}

std::string with_every_letter(const std::string& text, const char* format) {
  std::string result;
  std::array<char, 16> letter{};
  for (const char c : text) {
    std::snprintf(letter.data(), letter.size(), format, static_cast<unsigned>(static_cast<unsigned char>(c)));
    result += letter.data();
  }
  return result;
}

/// In base64 of a longer text, behind `ahead` of its bytes: the letters that hold nothing but the secret.
std::string base64_within(const std::string& text, std::size_t ahead) {
  std::string whole = base64(std::string(ahead, 'x') + text);
  const std::size_t bits = (ahead + text.size()) * 8;
  return whole.substr((ahead * 8 + 5) / 6, bits / 6 - (ahead * 8 + 5) / 6);
}

/// Upper and lower case are the same: servers fold what they log.
void mask_all(std::string& text, std::string& folded, const std::string& what) {
  for (std::size_t at = folded.find(what); at != std::string::npos; at = folded.find(what, at + kMask.size())) {
    text.replace(at, what.size(), kMask);
    folded.replace(at, what.size(), kMask);
  }
}

/// Where the text behind a member's name begins and ends; nothing where no text stands there.
std::optional<std::pair<std::size_t, std::size_t>> text_behind(const std::string& text, std::size_t name_end) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t colon = text.find_first_not_of(kBlanks, name_end);
  if (colon == std::string::npos || text[colon] != ':') return std::nullopt;
  const std::size_t open = text.find_first_not_of(kBlanks, colon + 1);
  if (open == std::string::npos || text[open] != '"') return std::nullopt;
  std::size_t close = open + 1;
  while (close < text.size() && text[close] != '"') close += text[close] == '\\' ? 2 : 1;
  return std::make_pair(open + 1, std::min(close, text.size()));
}

/// The text behind every member that is named password, also in what is no JSON otherwise.
std::string without_passwords(const std::string& text) {
  constexpr std::string_view kName = "\"password\"";
  const std::string folded = core::fold_case(text);
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = folded.find(kName); at != std::string::npos; at = folded.find(kName, at + 1)) {
    const auto found = at >= done ? text_behind(text, at + kName.size()) : std::nullopt;
    if (!found) continue;
    result.append(text, done, found->first - done).append(kMask);
    done = found->second;
  }
  return result.append(text, done);
}

std::string shortened(std::string body, std::size_t most) {
  if (body.size() <= most) return body;
  return std::string(core::first_characters(body, most)) + "…";
}

}  // namespace

Masker::Masker(const std::vector<std::string>& secrets) {
  for (const std::string& secret : secrets) add(secret);
}

void Masker::add(const std::string& secret) {
  if (secret.size() < kShortestSecret) return;
  const std::string in_json = as_json_text(secret);
  for (const std::string& written :
       {secret, in_json, with_escaped_slashes(in_json), percent_encoded(secret), escaped(secret), base64(secret),
        base64_within(secret, 0), base64_within(secret, 1), base64_within(secret, 2), with_every_letter(secret, "%02x"),
        with_every_letter(secret, "\\u%04x")}) {
    const std::string form = core::fold_case(written);
    if (std::find(secrets_.begin(), secrets_.end(), form) == secrets_.end()) secrets_.push_back(form);
  }
  std::stable_sort(secrets_.begin(), secrets_.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

void Masker::learn(const Outgoing& sent) {
  for (const auto& [name, text] : sent.headers) {
    if (!core::equal_ignoring_case(name, "Authorization")) continue;
    const std::size_t blank = text.find(' ');
    add(blank == std::string::npos ? text : text.substr(blank + 1));
  }
  if (sent.body) learn_passwords(*sent.body);
}

void Masker::learn(const Incoming& came) { learn_passwords(came.body); }

void Masker::learn_passwords(const std::string& body) {
  if (core::fold_case(body).find("password") == std::string::npos) return;
  if (const auto value = json::parse(body)) learn_from(*value);
}

void Masker::learn_from(const Value& value) {
  if (const core::Array* array = value.if_array()) {
    for (const Value& item : *array) learn_from(item);
  }
  const core::Object* object = value.if_object();
  if (object == nullptr) return;
  const bool changes_password = is_password(core::text_or_empty(*object, "path"));
  for (const core::Member& member : *object) {
    const bool secret = is_password(member.name) || (changes_password && member.name == "value");
    if (secret && member.value.if_string() != nullptr) add(*member.value.if_string());
    learn_from(member.value);
  }
}

std::string Masker::masked(std::string_view text) const {
  std::string result(text);
  std::string folded = core::fold_case(result);
  for (const std::string& secret : secrets_) mask_all(result, folded, secret);
  return result;
}

/// A body that hides a secret behind escapes of JSON is written anew.
std::string Masker::without_escapes(std::string body) const {
  if (body.find("\\u") == std::string::npos) return body;
  const auto value = json::parse(body);
  if (!value) return body;
  const std::string plain = json::write(*value);
  std::string hidden = masked(plain);
  return hidden == plain ? body : hidden;
}

/// Cut twice, so that a secret at the first cut is behind the second.
std::string Masker::masked_body(const std::string& body) const {
  return shortened(without_passwords(without_escapes(masked(shortened(body, 2 * kLargestShown)))), kLargestShown);
}

Exchange Masker::masked(Exchange exchange) const {
  exchange.sent.target = masked(exchange.sent.target);
  for (auto& [name, text] : exchange.sent.headers) {
    text = core::equal_ignoring_case(name, "Authorization") ? masked_credential(text) : masked(text);
  }
  if (exchange.sent.body) exchange.sent.body = masked_body(*exchange.sent.body);
  for (auto& [name, text] : exchange.came.headers) {
    name = masked(name);
    text = masked(text);
  }
  exchange.came.why = masked(exchange.came.why);
  exchange.came.body = masked_body(exchange.came.body);
  return exchange;
}

}  // namespace bridge::conformance
