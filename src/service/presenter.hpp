#pragma once
// An entry as the resource that goes out: with id, meta, the client's externalId and, where they can
// show, members or groups.

#include <string>
#include <string_view>

#include "bridge/scim/projection.hpp"
#include "bridge/scim/schema.hpp"
#include "bridge/service/service.hpp"
#include "bridge/store/index.hpp"

namespace bridge::service {

class Presenter {
 public:
  Presenter(const store::Index& index, const scim::SchemaRegistry& schemas, std::string base_url, std::string client)
      : index_(index), schemas_(schemas), base_url_(std::move(base_url)), client_(std::move(client)) {}

  /// The whole resource; `derived` tells whether members and groups are put in.
  [[nodiscard]] core::Object resource(const store::Entry& entry, bool derived) const;

  /// The part of it that a request asked to see, serialised.
  [[nodiscard]] Shown shown(const store::Entry& entry, const scim::Projection& projection) const;

  [[nodiscard]] std::string location(const store::Entry& entry) const;

 private:
  [[nodiscard]] core::Array members(const core::ResourceId& group) const;
  [[nodiscard]] core::Array groups(const core::ResourceId& user) const;
  [[nodiscard]] core::Object meta(const store::Entry& entry) const;

  const store::Index& index_;
  const scim::SchemaRegistry& schemas_;
  std::string base_url_;
  std::string client_;
};

[[nodiscard]] const scim::ResourceType& type_of(const scim::SchemaRegistry& schemas, store::Kind kind);

}  // namespace bridge::service
