#include "integration/answer_check.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "integration/discovery_check.hpp"

namespace bridge::integration {

namespace {

using core::Array;
using core::Object;
using core::Value;

constexpr std::string_view kList = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
constexpr std::string_view kBulk = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
constexpr std::string_view kSchema = "urn:ietf:params:scim:schemas:core:2.0:Schema";
constexpr std::string_view kResourceType = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
constexpr std::string_view kConfig = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

std::string_view text_of(const Object& object, std::string_view name) { return core::text_or_empty(object, name); }

const Object* object_under(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  return value != nullptr ? value->if_object() : nullptr;
}

Array array_under(const Object& object, std::string_view name) {
  const Value* value = object.find(name);
  return value != nullptr && value->if_array() != nullptr ? *value->if_array() : Array();
}

/// The texts of `schemas`.
std::vector<std::string> urns_of(const Object& resource) {
  std::vector<std::string> urns;
  for (const Value& urn : array_under(resource, "schemas")) {
    if (urn.if_string() != nullptr) urns.push_back(*urn.if_string());
  }
  return urns;
}

bool has_parameter(std::string_view target, std::string_view name) {
  std::size_t at = target.find('?');
  while (at != std::string_view::npos) {
    const std::string_view pair = target.substr(at + 1, target.find('&', at + 1) - at - 1);
    const std::size_t equals = pair.find('=');
    if (core::equal_ignoring_case(pair.substr(0, equals), name) && equals + 1 < pair.size()) return true;
    at = target.find('&', at + 1);
  }
  return false;
}

Asked asked_by(const HttpRequest& request) {
  const bool search = request.target.find("/.search") != std::string::npos;
  const auto body = search ? json::parse(request.body) : core::Result<Value>(Value());
  const auto has = [&](std::string_view name) {
    if (!search) return has_parameter(request.target, name);
    const Object* message = body ? body->if_object() : nullptr;
    const Value* value = message != nullptr ? message->find_ignoring_case(name) : nullptr;
    return value != nullptr && !core::is_unassigned(*value);
  };
  if (has("attributes")) return Asked::Named;
  return has("excludedAttributes") ? Asked::Excluding : Asked::Default;
}

std::optional<std::string> header_of(const HttpAnswer& answer, std::string_view name) {
  for (const auto& [known, value] : answer.headers) {
    if (core::equal_ignoring_case(known, name)) return value;
  }
  return std::nullopt;
}

/// RFC 7643 section 3.1 and RFC 7644 section 3.14: the headers say what meta says.
void check_headers(const HttpAnswer& answer, const Object& resource, Report& report) {
  const Object* meta = object_under(resource, "meta");
  if (answer.status == 201 && !header_of(answer, "Location")) report.add("201 without Location");
  if (meta == nullptr) return;
  const auto agree = [&](const char* header, std::string_view member) {
    const auto sent = header_of(answer, header);
    const std::string_view said = text_of(*meta, member);
    if (sent && !said.empty() && *sent != said) report.add(std::string(header) + " is not meta." + std::string(member));
  };
  agree("ETag", "version");
  agree("Location", "location");
}

bool is_entity_tag(std::string_view text) {
  if (text.starts_with("W/")) text.remove_prefix(2);
  return text.size() >= 2 && text.find('"') == 0 && text.find('"', 1) == text.size() - 1;
}

bool is_integer_from(const Object& object, std::string_view name, std::int64_t least) {
  const Value* value = object.find(name);
  const std::int64_t* number = value != nullptr ? value->if_integer() : nullptr;
  return number != nullptr && *number >= least;
}

/// A page by cursor is told by `itemsPerPage` alone: it has no startIndex, and the last one no nextCursor
/// (RFC 9865 section 2).
bool goes_by_cursor(const HttpRequest& request) {
  return request.target.find("cursor") != std::string::npos || request.body.find("\"cursor\"") != std::string::npos;
}

/// What a part of a list has to say of itself (RFC 7644 section 3.4.2).
void check_part(const HttpRequest& request, const Object& list, Report& report) {
  const Value* total = list.find("totalResults");
  const Array resources = array_under(list, "Resources");
  if (total != nullptr && *total == Value(static_cast<std::int64_t>(resources.size()))) return;
  const bool placed = goes_by_cursor(request) || list.find("startIndex") != nullptr;
  if (!placed || list.find("itemsPerPage") == nullptr) report.add("a part of a list does not say which");
}

}  // namespace

AnswerCheck::AnswerCheck(const Value& schemas, const Value& resource_types) {
  for (const Value& schema : array_under(*schemas.if_object(), "Resources")) {
    schemas_[std::string(text_of(*schema.if_object(), "id"))] = *schema.if_object();
  }
  for (const Value& type : array_under(*resource_types.if_object(), "Resources")) {
    const Object& document = *type.if_object();
    Type known{std::string(text_of(document, "name")),
               std::string(text_of(document, "endpoint")),
               std::string(text_of(document, "schema")),
               {}};
    for (const Value& extension : array_under(document, "schemaExtensions")) {
      known.extensions[std::string(text_of(*extension.if_object(), "schema"))] =
          core::flag_or_false(*extension.if_object(), "required");
    }
    types_.push_back(std::move(known));
  }
}

std::vector<std::string> AnswerCheck::violations(const HttpRequest& request, const HttpAnswer& answer) const {
  if (answer.status < 200 || answer.status >= 300 || answer.body.empty()) return {};
  Report report;
  const Report::At at(report, request.method + " " + request.target);
  const auto body = json::parse(answer.body);
  const Object* object = body ? body->if_object() : nullptr;
  if (object == nullptr) {
    report.add("the body is no JSON object");
  } else {
    check_any(*object, asked_by(request), report);
    if (urns_of(*object) == std::vector<std::string>{std::string(kList)}) check_part(request, *object, report);
    check_headers(answer, *object, report);
  }
  return report.problems();
}

void AnswerCheck::check_any(const Object& object, Asked asked, Report& report) const {
  const std::vector<std::string> urns = urns_of(object);
  const auto is = [&](std::string_view urn) { return urns.size() == 1 && urns.front() == urn; };
  if (is(kList)) return check_list(object, asked, report);
  if (is(kBulk)) return check_bulk(object, report);
  if (is(kSchema)) return check_schema_document(object, report);
  if (is(kResourceType)) return check_resource_type_document(object, report);
  if (is(kConfig)) return check_service_provider_config(object, report);
  const Type* type = type_of(object);
  if (type == nullptr) return report.add("schemas begins with no declared type's schema");
  check_resource(object, *type, asked, report);
}

void AnswerCheck::check_list(const Object& list, Asked asked, Report& report) const {
  for (const core::Member& member : list) {
    static const std::set<std::string> kKnown{"schemas",   "totalResults", "startIndex",    "itemsPerPage",
                                              "Resources", "nextCursor",   "previousCursor"};
    if (!kKnown.contains(member.name)) report.add("ListResponse has no " + member.name);
  }
  const Array resources = array_under(list, "Resources");
  const auto shown = static_cast<std::int64_t>(resources.size());
  if (!is_integer_from(list, "totalResults", shown)) report.add("totalResults is less than what is shown");
  const Value* listed = list.find("itemsPerPage");
  if (listed != nullptr && !(*listed == Value(shown))) report.add("itemsPerPage is not the number of Resources");
  if (list.find("startIndex") != nullptr && !is_integer_from(list, "startIndex", 1)) report.add("startIndex below 1");
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const Report::At at(report, "Resources[" + std::to_string(i) + "]");
    const Object* resource = resources[i].if_object();
    resource != nullptr ? check_any(*resource, asked, report) : report.add("is no object");
  }
}

void AnswerCheck::check_bulk(const Object& response, Report& report) const {
  const Array operations = array_under(response, "Operations");
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const Report::At at(report, "Operations[" + std::to_string(i) + "]");
    const Object* operation = operations[i].if_object();
    if (operation == nullptr || text_of(*operation, "method").empty() || text_of(*operation, "status").empty()) {
      report.add("lacks method or status");
      continue;
    }
    const Object* inside = object_under(*operation, "response");
    if (inside != nullptr && text_of(*operation, "status").starts_with('2')) check_any(*inside, Asked::Default, report);
  }
}

void AnswerCheck::check_resource(const Object& resource, const Type& type, Asked asked, Report& report) const {
  check_schemas(resource, type, asked, report);
  std::vector<std::string_view> also{"schemas", "id", "externalId", "meta"};
  for (const auto& [urn, required] : type.extensions) also.emplace_back(urn);
  check_attributes(resource, array_under(schemas_.at(type.schema), "attributes"), also, asked, report);
  for (const auto& [urn, required] : type.extensions) {
    const Value* extension = resource.find(urn);
    if (extension == nullptr) continue;
    const Report::At at(report, urn);
    const Object* object = extension->if_object();
    if (object == nullptr || object->empty()) {
      report.add("is no object with attributes");
      continue;
    }
    check_attributes(*object, array_under(schemas_.at(urn), "attributes"), {}, asked, report);
  }
  const std::string_view id = text_of(resource, "id");
  if (id.empty() || id == "bulkId") report.add("id is missing or reserved");
  const Value* external = resource.find("externalId");
  if (external != nullptr && (external->if_string() == nullptr || external->if_string()->empty())) {
    report.add("externalId is no text");
  }
  check_meta(resource, type, asked, report);
}

void AnswerCheck::check_schemas(const Object& resource, const Type& type, Asked asked, Report& report) const {
  const std::vector<std::string> urns = urns_of(resource);
  if (urns.size() != array_under(resource, "schemas").size()) report.add("schemas has something that is no text");
  if (std::set<std::string>(urns.begin(), urns.end()).size() != urns.size()) report.add("schemas has a URN twice");
  for (const std::string& urn : urns) {
    if (urn != type.schema && !type.extensions.contains(urn)) report.add("schemas has the undeclared " + urn);
  }
  for (const auto& [urn, required] : type.extensions) {
    const bool named = std::find(urns.begin(), urns.end(), urn) != urns.end();
    const bool there = resource.find(urn) != nullptr;
    if (there && !named) report.add("schemas lacks " + urn);
    if (named && !there && asked == Asked::Default) report.add("schemas has " + urn + ", which is not there");
    if (required && !named) report.add("schemas lacks the required " + urn);
  }
}

void AnswerCheck::check_meta(const Object& resource, const Type& type, Asked asked, Report& report) const {
  const Object* meta = object_under(resource, "meta");
  const Report::At at(report, "meta");
  if (meta == nullptr) return asked == Asked::Default ? report.add("is missing") : void();
  const auto told = [&](std::string_view name) { return meta->find(name) != nullptr; };
  for (const core::Member& member : *meta) {
    static const std::set<std::string> kKnown{"resourceType", "created", "lastModified", "location", "version"};
    if (!kKnown.contains(member.name)) report.add("has the unknown member " + member.name);
  }
  const bool kept = type.name == "User" || type.name == "Group";
  for (const std::string_view time : {"created", "lastModified"}) {
    if (told(time) ? !is_date_time(text_of(*meta, time)) : kept && asked == Asked::Default) {
      report.add(std::string(time) + " is no time");
    }
  }
  if (told("resourceType") ? text_of(*meta, "resourceType") != type.name : asked == Asked::Default) {
    report.add("resourceType is not " + type.name);
  }
  const std::string path = type.endpoint + "/" + std::string(text_of(resource, "id"));
  if (told("location") ? !text_of(*meta, "location").ends_with(path) : asked == Asked::Default) {
    report.add("location does not end with " + path);
  }
  if (told("version") ? !is_entity_tag(text_of(*meta, "version")) : kept && asked == Asked::Default) {
    report.add("version is no entity tag");
  }
}

const AnswerCheck::Type* AnswerCheck::type_of(const Object& resource) const {
  const std::vector<std::string> urns = urns_of(resource);
  const auto found = std::find_if(types_.begin(), types_.end(),
                                  [&](const Type& type) { return !urns.empty() && type.schema == urns.front(); });
  return found != types_.end() ? &*found : nullptr;
}

}  // namespace bridge::integration
