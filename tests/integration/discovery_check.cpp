#include "integration/discovery_check.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <regex>
#include <string_view>

namespace bridge::integration {

namespace {

using core::Array;
using core::Object;
using core::Value;
using Words = std::initializer_list<std::string_view>;

std::string_view text_of(const Object& object, std::string_view name) { return core::text_or_empty(object, name); }

bool is_one_of(std::string_view word, Words words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void expect_text(const Object& object, std::string_view name, Report& report) {
  if (text_of(object, name).empty()) report.add("lacks the text " + std::string(name));
}

void expect_flag(const Object& object, std::string_view name, Report& report) {
  const Value* value = object.find(name);
  if (value == nullptr || value->if_bool() == nullptr) report.add("lacks the boolean " + std::string(name));
}

void expect_word(const Object& object, std::string_view name, Words words, Report& report) {
  if (!is_one_of(text_of(object, name), words)) report.add("has no known value in " + std::string(name));
}

void expect_no_others(const Object& object, Words names, Report& report) {
  for (const core::Member& member : object) {
    if (!is_one_of(member.name, names)) report.add("has the unknown member " + member.name);
  }
}

void each_object(const Object& holder, std::string_view name, const std::function<void(const Object&)>& check,
                 Report& report) {
  const Value* value = holder.find(name);
  const Array* items = value != nullptr ? value->if_array() : nullptr;
  if (items == nullptr || items->empty()) return report.add("lacks " + std::string(name));
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Report::At at(report, std::string(name) + "[" + std::to_string(i) + "]");
    const Object* item = (*items)[i].if_object();
    item != nullptr ? check(*item) : report.add("is no object");
  }
}

void check_meta(const Object& document, std::string_view type, std::string_view path, Report& report) {
  const Value* value = document.find("meta");
  const Object* meta = value != nullptr ? value->if_object() : nullptr;
  if (meta == nullptr) return report.add("lacks meta");
  if (text_of(*meta, "resourceType") != type) report.add("meta.resourceType is not " + std::string(type));
  if (!text_of(*meta, "location").ends_with(path)) report.add("meta.location does not end with " + std::string(path));
}

/// RFC 7643 section 7; a complex attribute has no complex ones below it (2.3.8).
void check_definition(const Object& attribute, bool top, Report& report) {
  static const std::regex kName(R"([A-Za-z][A-Za-z0-9_-]*|\$ref)");
  expect_no_others(attribute,
                   {"name", "type", "subAttributes", "multiValued", "description", "required", "canonicalValues",
                    "caseExact", "mutability", "returned", "uniqueness", "referenceTypes"},
                   report);
  const std::string name(text_of(attribute, "name"));
  if (!std::regex_match(name, kName)) report.add("has no name as RFC 7643 wants it");
  expect_word(attribute, "type",
              {"string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"}, report);
  for (const std::string_view flag : {"multiValued", "required", "caseExact"}) expect_flag(attribute, flag, report);
  expect_text(attribute, "description", report);
  expect_word(attribute, "mutability", {"readOnly", "readWrite", "immutable", "writeOnly"}, report);
  expect_word(attribute, "returned", {"always", "never", "default", "request"}, report);
  expect_word(attribute, "uniqueness", {"none", "server", "global"}, report);
  const std::string_view type = text_of(attribute, "type");
  if ((type == "reference") != (attribute.find("referenceTypes") != nullptr)) {
    report.add("has referenceTypes that are not those of a reference, or none");
  }
  if ((type == "complex") != (attribute.find("subAttributes") != nullptr)) {
    report.add("has subAttributes that are not those of a complex attribute, or none");
  }
  if (type != "complex") return;
  if (!top) return report.add("is complex below a complex attribute");
  each_object(
      attribute, "subAttributes", [&](const Object& sub) { check_definition(sub, false, report); }, report);
}

void check_supported(const Object& config, std::string_view name, Words numbers, Report& report) {
  const Report::At at(report, name);
  const Value* value = config.find(name);
  const Object* object = value != nullptr ? value->if_object() : nullptr;
  if (object == nullptr) return report.add("is missing");
  expect_flag(*object, "supported", report);
  for (const std::string_view number : numbers) {
    const Value* found = object->find(number);
    if (found == nullptr || found->if_integer() == nullptr) report.add("lacks the integer " + std::string(number));
  }
}

void check_scheme(const Object& scheme, Report& report) {
  expect_no_others(scheme, {"type", "name", "description", "specUri", "documentationUri", "primary"}, report);
  expect_word(scheme, "type", {"oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"}, report);
  expect_text(scheme, "name", report);
  expect_text(scheme, "description", report);
}

}  // namespace

void check_schema_document(const Object& document, Report& report) {
  expect_no_others(document, {"schemas", "id", "name", "description", "attributes", "meta"}, report);
  const std::string_view id = text_of(document, "id");
  if (!id.starts_with("urn:") || id.find(":api:messages:") != std::string_view::npos) {
    report.add("id is no URN of a resource's schema");
  }
  expect_text(document, "name", report);
  each_object(
      document, "attributes", [&](const Object& attribute) { check_definition(attribute, true, report); }, report);
  check_meta(document, "Schema", "/Schemas/" + std::string(id), report);
}

void check_resource_type_document(const Object& document, Report& report) {
  expect_no_others(document, {"schemas", "id", "name", "description", "endpoint", "schema", "schemaExtensions", "meta"},
                   report);
  for (const std::string_view name : {"name", "endpoint", "schema"}) expect_text(document, name, report);
  if (!text_of(document, "endpoint").starts_with('/')) report.add("endpoint is not relative to the base");
  const auto check_extension = [&](const Object& extension) {
    expect_text(extension, "schema", report);
    expect_flag(extension, "required", report);
  };
  if (document.find("schemaExtensions") != nullptr) each_object(document, "schemaExtensions", check_extension, report);
  check_meta(document, "ResourceType", "/ResourceTypes/" + std::string(text_of(document, "id")), report);
}

void check_service_provider_config(const Object& document, Report& report) {
  expect_no_others(document,
                   {"schemas", "documentationUri", "patch", "bulk", "filter", "changePassword", "sort", "etag",
                    "pagination", "authenticationSchemes", "meta"},
                   report);
  for (const std::string_view name : {"patch", "changePassword", "sort", "etag"}) {
    check_supported(document, name, {}, report);
  }
  check_supported(document, "bulk", {"maxOperations", "maxPayloadSize"}, report);
  check_supported(document, "filter", {"maxResults"}, report);
  each_object(
      document, "authenticationSchemes", [&](const Object& scheme) { check_scheme(scheme, report); }, report);
  check_meta(document, "ServiceProviderConfig", "/ServiceProviderConfig", report);
}

}  // namespace bridge::integration
