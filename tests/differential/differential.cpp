// Answers filters and PATCH requests, one JSON text a line, for the comparison with other implementations
// (README.md). A request is one of
//   {"types": true}                                           {"types": [{"name", "base", "extensions"}, …]}
//   {"population": [resource, …]}                             what the filters that follow are asked of
//   {"type": "User", "filter": text}                          {"hits": [index, …]}
//   {"type": "User", "resource": resource, "body": message}   {"resource": resource}
// and a refusal is {"fault": kind, "stage": "parse" | "apply", "detail": text}.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "bridge/json/codec.hpp"
#include "bridge/scim/filter.hpp"
#include "bridge/scim/patch.hpp"

namespace {

using bridge::core::Array;
using bridge::core::Fault;
using bridge::core::Object;
using bridge::core::Value;

/// A resource asked for its members one by one.
class OneByOne : public bridge::scim::AttributeSource {
 public:
  explicit OneByOne(const Object& resource) : resource_(resource) {}
  [[nodiscard]] const Value* find(std::string_view name) const override { return resource_.find(name); }

 private:
  const Object& resource_;
};

Value refusal(const Fault& fault, const char* stage) {
  return Object{{"fault", bridge::core::to_string(fault.kind)}, {"stage", stage}, {"detail", fault.detail}};
}

Value broken(std::string detail) { return refusal(Fault{bridge::core::FaultKind::Bug, std::move(detail)}, "request"); }

class Answers {
 public:
  explicit Answers(bridge::scim::SchemaRegistry registry) : registry_(std::move(registry)) {}

  [[nodiscard]] Value answer(const Object& request) {
    if (request.find("types") != nullptr) return types();
    if (const Value* population = request.find("population")) return keep(*population);
    const auto* type = registry_.resource_type(bridge::core::text_or_empty(request, "type"));
    if (type == nullptr) return broken("type: expected the name of a resource type");
    if (const Value* filter = request.find("filter")) return hits(*filter, *type);
    const Value* resource = request.find("resource");
    const Value* body = request.find("body");
    if (resource == nullptr || resource->if_object() == nullptr || body == nullptr) {
      return broken("expected a population, a filter, or a resource with a body");
    }
    return patched(*resource->if_object(), *body, *type);
  }

 private:
  [[nodiscard]] Value types() const {
    std::vector<Value> found;
    for (const auto& type : registry_.resource_types()) {
      std::vector<Value> extensions;
      for (const auto& extension : type.extensions()) extensions.push_back(extension.schema->document());
      found.emplace_back(Object{
          {"name", type.name()}, {"base", type.base().document()}, {"extensions", Array(std::move(extensions))}});
    }
    return Object{{"types", Array(std::move(found))}};
  }

  [[nodiscard]] Value keep(const Value& population) {
    population_.clear();
    const Array* resources = population.if_array();
    if (resources == nullptr) return broken("population: expected an array");
    for (const Value& resource : *resources) {
      if (resource.if_object() == nullptr) return broken("population: expected objects");
      population_.push_back(*resource.if_object());
    }
    return Object{{"kept", static_cast<std::int64_t>(population_.size())}};
  }

  [[nodiscard]] Value hits(const Value& text, const bridge::scim::ResourceType& type) const {
    if (text.if_string() == nullptr) return broken("filter: expected a text");
    const auto filter = bridge::scim::parse_filter(*text.if_string());
    if (!filter) return refusal(filter.error(), "parse");
    const auto again = bridge::scim::parse_filter(bridge::scim::to_string(*filter));
    if (!again || !(*again == *filter)) return broken("the filter as text is another filter");
    const auto matcher = bridge::scim::Matcher::make(*filter, type);
    if (!matcher) return refusal(matcher.error(), "apply");
    std::vector<Value> found;
    for (std::size_t i = 0; i < population_.size(); ++i) {
      const bool hit = matcher->matches(population_[i]);
      if (hit != matcher->matches(OneByOne(population_[i]))) return broken("a resource in parts matches otherwise");
      if (hit) found.emplace_back(static_cast<std::int64_t>(i));
    }
    return Object{{"hits", Array(std::move(found))}};
  }

  [[nodiscard]] static Value patched(const Object& resource, const Value& body,
                                     const bridge::scim::ResourceType& type) {
    const auto request = bridge::scim::parse_patch(body);
    if (!request) return refusal(request.error(), "parse");
    const auto after = bridge::scim::apply_patch(resource, *request, type);
    if (!after) return refusal(after.error(), "apply");
    return Object{{"resource", *after}};
  }

  bridge::scim::SchemaRegistry registry_;
  std::vector<Object> population_;
};

bridge::core::Result<bridge::scim::SchemaRegistry> read_schemas(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Value> documents;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    auto document = bridge::json::parse(text);
    if (!document) return document.passed_on();
    documents.push_back(*std::move(document));
  }
  return bridge::scim::SchemaRegistry::from_documents(documents);
}

}  // namespace

int main() {
  auto registry = read_schemas(std::filesystem::path(BRIDGE_SOURCE_DIR) / "config" / "schemas");
  if (!registry) {
    std::cerr << "differential: " << registry.error().detail << '\n';
    return 1;
  }
  Answers answers(*std::move(registry));
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = bridge::json::parse(line);
    const bool is_object = request && request->if_object() != nullptr;
    const Value answer = is_object ? answers.answer(*request->if_object()) : broken("expected a JSON object a line");
    std::cout << bridge::json::write(answer) << '\n';
  }
  return 0;
}
