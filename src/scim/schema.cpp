#include "bridge/scim/schema.hpp"

#include <algorithm>
#include <utility>

#include "schema_reader.hpp"

namespace bridge::scim {
namespace {

const AttributeDefinition* find_by_name(const std::vector<AttributeDefinition>& attributes,
                                        std::string_view name) noexcept {
  const auto hit = std::find_if(attributes.begin(), attributes.end(), [&](const AttributeDefinition& attribute) {
    return core::equal_ignoring_case(attribute.name, name);
  });
  return hit != attributes.end() ? &*hit : nullptr;
}

}  // namespace

const AttributeDefinition* AttributeDefinition::sub(std::string_view sub_name) const noexcept {
  return find_by_name(sub_attributes, sub_name);
}

core::Result<Schema> Schema::from_value(const core::Value& value) {
  const core::Object* object = value.if_object();
  if (object == nullptr) {
    return core::failure(core::FaultKind::InvalidValue,
                         std::string("a schema: expected an object, found ") + value.kind());
  }
  Schema schema;
  schema.urn_ = core::text_or_empty(*object, "id");
  if (!core::starts_with_ignoring_case(schema.urn_, "urn:")) {
    return core::failure(core::FaultKind::InvalidValue, "id: expected the URN of the schema");
  }
  auto attributes = read_attributes(*object, "attributes", "", true);
  if (!attributes) return core::failure(attributes.error().kind, schema.urn_ + ": " + attributes.error().detail);
  schema.attributes_ = *std::move(attributes);
  schema.document_ = value;
  return schema;
}

const AttributeDefinition* Schema::find(std::string_view name) const noexcept {
  return find_by_name(attributes_, name);
}

ResourceType::ResourceType(std::string name, std::string endpoint, std::string description,
                           std::shared_ptr<const Schema> base, std::vector<Extension> extensions)
    : name_(std::move(name)),
      endpoint_(std::move(endpoint)),
      description_(std::move(description)),
      base_(std::move(base)),
      extensions_(std::move(extensions)) {
  const auto add = [&](const AttributeDefinition& attribute) {
    layout_.push_back(Slot{attribute.name, &attribute, nullptr, attribute.required});
  };
  // The common attributes live as long as the program, the schemas as long as their owners here: the
  // pointers hold in every copy of this type.
  for (const char* common : {"schemas", "id", "externalId"}) add(*find_by_name(common_attributes(), common));
  for (const AttributeDefinition& attribute : base_->attributes()) add(attribute);
  for (const Extension& extension : extensions_) {
    layout_.push_back(Slot{extension.schema->urn(), nullptr, extension.schema.get(), extension.required});
  }
  add(*find_by_name(common_attributes(), "meta"));
}

const ResourceType::Slot* ResourceType::slot(std::string_view name) const noexcept {
  const auto hit = std::find_if(layout_.begin(), layout_.end(),
                                [&](const Slot& slot) { return core::equal_ignoring_case(slot.name, name); });
  return hit != layout_.end() ? &*hit : nullptr;
}

const Schema* ResourceType::extension(std::string_view urn) const noexcept {
  const auto hit = std::find_if(extensions_.begin(), extensions_.end(), [&](const Extension& extension) {
    return core::equal_ignoring_case(extension.schema->urn(), urn);
  });
  return hit != extensions_.end() ? hit->schema.get() : nullptr;
}

const AttributeDefinition* ResourceType::core_attribute(std::string_view name) const noexcept {
  const AttributeDefinition* found = base_->find(name);
  return found != nullptr ? found : find_by_name(common_attributes(), name);
}

}  // namespace bridge::scim
