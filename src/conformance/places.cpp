#include "conformance/places.hpp"

#include <algorithm>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "conformance/placeholders.hpp"

namespace bridge::conformance {
namespace {

using core::Object;
using core::Value;

bool is_success(int status) { return status >= 200 && status < 300; }

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string_view path_of_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  const std::size_t slash = url.find('/', scheme + 3);
  return slash == std::string_view::npos ? std::string_view() : url.substr(slash);
}

std::string text_in(const Object& object, std::string_view name) {
  const Value* value = object.find_ignoring_case(name);
  return value != nullptr && value->if_string() != nullptr ? *value->if_string() : std::string();
}

/// A path of one resource: with something behind the last slash, and without parts that lead elsewhere.
bool names_a_resource(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const bool two_parts = slash != std::string_view::npos && slash > 0 && slash + 1 < path.size();
  return two_parts && path.find("/.") == std::string_view::npos && path.find_first_of("?# ") == std::string_view::npos;
}

/// The status of an operation's answer: a text (RFC 7644 section 3.7.3), a number, or {"code": …}.
bool succeeded(const Object& operation) {
  const Value* status = operation.find_ignoring_case("status");
  if (status != nullptr && status->if_object() != nullptr) status = status->if_object()->find_ignoring_case("code");
  return status != nullptr && as_text(*status).substr(0, 1) == "2";
}

std::vector<std::string> made_by_bulk(const Object& answer, std::string_view base_url) {
  std::vector<std::string> made;
  const Value* operations = answer.find_ignoring_case("Operations");
  if (operations == nullptr || operations->if_array() == nullptr) return made;
  for (const Value& value : *operations->if_array()) {
    const Object* operation = value.if_object();
    if (operation == nullptr || !core::equal_ignoring_case(text_in(*operation, "method"), "POST")) continue;
    const auto path = below(base_url, text_in(*operation, "location"));
    if (path && succeeded(*operation) && names_a_resource(*path)) made.push_back(*path);
  }
  return made;
}

}  // namespace

std::optional<std::string> below(std::string_view base_url, std::string_view address) {
  for (const std::string_view base : {base_url, path_of_url(base_url)}) {
    if (base.empty() && (address.empty() || address.front() != '/')) continue;
    if (!core::starts_with_ignoring_case(address, base)) continue;
    const std::string_view rest = address.substr(base.size());
    if (!rest.empty() && rest.front() == '/') return std::string(rest);
  }
  return std::nullopt;
}

std::optional<std::string> id_of(const Object& resource) {
  const Value* id = resource.find_ignoring_case("id");
  if (id == nullptr || (id->if_string() == nullptr && id->if_integer() == nullptr)) return std::nullopt;
  const std::string text = as_text(*id);
  if (text.empty() || text.find_first_not_of('.') == std::string::npos) return std::nullopt;
  return percent_encoded(text);
}

std::optional<std::string> location_of(const Object& resource, const Incoming& came) {
  const Value* meta = resource.find_ignoring_case("meta");
  const Object* object = meta != nullptr ? meta->if_object() : nullptr;
  const std::string text = object != nullptr ? text_in(*object, "location") : std::string();
  if (!text.empty()) return text;
  const auto header = came.header("location");
  return header ? std::optional<std::string>(*header) : std::nullopt;
}

std::vector<std::string> made_by(const Outgoing& sent, const Incoming& came, std::string_view base_url) {
  const std::string path = sent.target.substr(0, sent.target.find('?'));
  if (sent.method != "POST" || !is_success(came.status) || ends_with(path, "/.search")) return {};
  const auto body = json::parse(came.body);
  const Object* object = body ? body->if_object() : nullptr;
  const Object resource = object != nullptr ? *object : Object{};
  if (ends_with(path, "/Bulk")) return made_by_bulk(resource, base_url);
  const bool is_me = ends_with(path, "/Me");
  // Anything but 201 may be about the account that the runner itself uses.
  if (is_me && came.status != 201) return {};
  const auto id = id_of(resource);
  if (id && !is_me) return {path + "/" + *id};
  const auto location = location_of(resource, came);
  const auto place = location ? below(base_url, *location) : std::nullopt;
  if (place && names_a_resource(*place)) return {*place};
  if (id) return {"/Users/" + *id};
  return {};
}

}  // namespace bridge::conformance
