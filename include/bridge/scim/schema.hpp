#pragma once
// Schemas as data (RFC 7643 section 7): read from config/schemas at start, served at /Schemas, and
// asked by everything that has to know an attribute. No attribute's rule stands in code.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bridge/core/ascii_case.hpp"
#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"

namespace bridge::scim {

enum class AttributeType : std::uint8_t { String, Boolean, Decimal, Integer, DateTime, Binary, Reference, Complex };
enum class Mutability : std::uint8_t { ReadOnly, ReadWrite, Immutable, WriteOnly };
enum class Returned : std::uint8_t { Always, Never, Default, Request };
enum class Uniqueness : std::uint8_t { None, Server, Global };

/// One attribute or sub-attribute with its characteristics (RFC 7643 section 2.2 has the defaults).
struct AttributeDefinition {
  std::string name;
  AttributeType type = AttributeType::String;
  bool multi_valued = false;
  bool required = false;
  bool case_exact = false;
  Mutability mutability = Mutability::ReadWrite;
  Returned returned = Returned::Default;
  Uniqueness uniqueness = Uniqueness::None;
  std::vector<std::string> canonical_values;
  std::vector<std::string> reference_types;
  std::vector<AttributeDefinition> sub_attributes;

  /// The sub-attribute of this name (case ignored), or null pointer.
  [[nodiscard]] const AttributeDefinition* sub(std::string_view sub_name) const noexcept;
};

/// One schema, as its file defines it.
class Schema {
 public:
  /// Reads the JSON form of RFC 7643 section 7; a fault says which member is wrong.
  [[nodiscard]] static core::Result<Schema> from_value(const core::Value& value);

  [[nodiscard]] const std::string& urn() const noexcept { return urn_; }
  [[nodiscard]] const std::vector<AttributeDefinition>& attributes() const noexcept { return attributes_; }
  [[nodiscard]] const AttributeDefinition* find(std::string_view name) const noexcept;
  /// The definition as it is served.
  [[nodiscard]] const core::Value& document() const noexcept { return document_; }

 private:
  std::string urn_;
  std::vector<AttributeDefinition> attributes_;
  core::Value document_;
};

/// A resource type (RFC 7643 section 6): its base schema, its extensions, and the common attributes
/// id, externalId, schemas and meta (section 3.1), which belong to every type.
class ResourceType {
 public:
  struct Extension {
    std::shared_ptr<const Schema> schema;
    bool required = false;
  };
  /// A member that a resource of this type can have: an attribute, or an extension under its URN.
  struct Slot {
    std::string_view name;
    const AttributeDefinition* attribute = nullptr;  ///< null pointer for an extension
    const Schema* extension = nullptr;               ///< null pointer for an attribute
    bool required = false;
  };

  ResourceType(std::string name, std::string endpoint, std::string description, std::shared_ptr<const Schema> base,
               std::vector<Extension> extensions);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// Relative to the tenant's base, for example "/Users".
  [[nodiscard]] const std::string& endpoint() const noexcept { return endpoint_; }
  [[nodiscard]] const std::string& description() const noexcept { return description_; }
  [[nodiscard]] const Schema& base() const noexcept { return *base_; }
  [[nodiscard]] const std::vector<Extension>& extensions() const noexcept { return extensions_; }
  [[nodiscard]] const Schema* extension(std::string_view urn) const noexcept;

  /// A top-level attribute of the base schema or a common one, by name (case ignored).
  [[nodiscard]] const AttributeDefinition* core_attribute(std::string_view name) const noexcept;
  /// Every member in the order in which resources list them: schemas, id, externalId, the base
  /// schema's attributes, the extensions, meta.
  [[nodiscard]] const std::vector<Slot>& layout() const noexcept { return layout_; }
  /// The member of this name (case ignored), or null pointer.
  [[nodiscard]] const Slot* slot(std::string_view name) const noexcept;
  /// The common attributes: schemas, id, externalId, meta.
  [[nodiscard]] static const std::vector<AttributeDefinition>& common_attributes();

 private:
  std::string name_;
  std::string endpoint_;
  std::string description_;
  std::shared_ptr<const Schema> base_;
  std::vector<Extension> extensions_;
  std::vector<Slot> layout_;
};

/// All schemas and resource types that a tenant offers. Immutable after start.
class SchemaRegistry {
 public:
  /// From the schema documents (the text of each config/schemas/*.json). User and Group must be among
  /// them; extensions go to the type that their URN names, Role and Entitlement are types of their own.
  [[nodiscard]] static core::Result<SchemaRegistry> from_documents(const std::vector<core::Value>& documents);

  [[nodiscard]] const std::vector<std::shared_ptr<const Schema>>& schemas() const noexcept { return schemas_; }
  [[nodiscard]] const std::vector<ResourceType>& resource_types() const noexcept { return types_; }
  [[nodiscard]] const Schema* schema(std::string_view urn) const noexcept;
  [[nodiscard]] const ResourceType* resource_type(std::string_view name) const noexcept;
  [[nodiscard]] const ResourceType& user() const;
  [[nodiscard]] const ResourceType& group() const;

 private:
  std::vector<std::shared_ptr<const Schema>> schemas_;
  std::vector<ResourceType> types_;
};

}  // namespace bridge::scim
