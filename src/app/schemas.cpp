#include "app/schemas.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "bridge/json/codec.hpp"
#include "schema_texts.hpp"

namespace bridge::app {

core::Result<scim::SchemaRegistry> built_in_schemas() {
  std::vector<core::Value> documents;
  for (const std::string_view text : kSchemaTexts) {
    auto document = json::parse(text);
    if (!document) return document.passed_on();
    documents.push_back(std::move(*document));
  }
  return scim::SchemaRegistry::from_documents(documents);
}

}  // namespace bridge::app
