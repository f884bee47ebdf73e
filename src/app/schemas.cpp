#include "app/schemas.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "bridge/json/codec.hpp"
#include "bridge/scim/urns.hpp"
#include "schema_texts.hpp"

namespace bridge::app {

namespace {

bool is_smartsheet_extension(const core::Value& document) {
  const core::Object* schema = document.if_object();
  const std::string_view urn = schema != nullptr ? core::text_or_empty(*schema, "id") : std::string_view();
  return urn == scim::kSmartsheetUserUrn || urn == scim::kSmartsheetGroupUrn;
}

}  // namespace

core::Result<Schemas> built_in_schemas() {
  std::vector<core::Value> all;
  std::vector<core::Value> without_extensions;
  for (const std::string_view text : kSchemaTexts) {
    auto document = json::parse(text);
    if (!document) return document.passed_on();
    if (!is_smartsheet_extension(*document)) without_extensions.push_back(*document);
    all.push_back(std::move(*document));
  }
  auto extended = scim::SchemaRegistry::from_documents(all);
  if (!extended) return extended.passed_on();
  auto plain = scim::SchemaRegistry::from_documents(without_extensions);
  if (!plain) return plain.passed_on();
  return Schemas{std::move(*extended), std::move(*plain)};
}

}  // namespace bridge::app
