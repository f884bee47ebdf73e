#include <utility>

#include "bridge/scim/schema.hpp"

namespace bridge::scim {
namespace {

AttributeDefinition read_only(std::string name, AttributeType type, Returned returned = Returned::Default) {
  AttributeDefinition attribute;
  attribute.name = std::move(name);
  attribute.type = type;
  attribute.case_exact = type == AttributeType::String || type == AttributeType::Reference;
  attribute.mutability = Mutability::ReadOnly;
  attribute.returned = returned;
  return attribute;
}

/// RFC 7643 section 3.1. `schemas` follows from the content, so a client has no say in it after the
/// creation: readOnly.
std::vector<AttributeDefinition> make_common_attributes() {
  AttributeDefinition schemas = read_only("schemas", AttributeType::Reference, Returned::Always);
  schemas.multi_valued = true;
  schemas.reference_types = {"uri"};

  AttributeDefinition id = read_only("id", AttributeType::String, Returned::Always);
  id.uniqueness = Uniqueness::Server;

  AttributeDefinition external_id = read_only("externalId", AttributeType::String);
  external_id.mutability = Mutability::ReadWrite;

  AttributeDefinition meta = read_only("meta", AttributeType::Complex);
  meta.sub_attributes = {read_only("resourceType", AttributeType::String),
                         read_only("created", AttributeType::DateTime),
                         read_only("lastModified", AttributeType::DateTime),
                         read_only("location", AttributeType::Reference), read_only("version", AttributeType::String)};
  return {std::move(schemas), std::move(id), std::move(external_id), std::move(meta)};
}

}  // namespace

const std::vector<AttributeDefinition>& ResourceType::common_attributes() {
  static const std::vector<AttributeDefinition> kAttributes = make_common_attributes();
  return kAttributes;
}

}  // namespace bridge::scim
