#pragma once
// Which attributes an answer shows (RFC 7644 section 3.9, `returned` in RFC 7643 section 7).

#include <optional>
#include <string_view>
#include <vector>

#include "bridge/core/result.hpp"
#include "bridge/core/value.hpp"
#include "bridge/scim/attribute_path.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::scim {

/// What a request asked to see, looked up in a resource type (which must outlive it).
class Projection {
 public:
  /// Nothing asked: the default set.
  Projection() = default;

  /// From the comma-separated parameters; an absent one is nullopt. Both together: InvalidValue.
  /// Names that the type does not know are ignored; malformed ones are InvalidPath.
  [[nodiscard]] static core::Result<Projection> make(std::optional<std::string_view> attributes,
                                                     std::optional<std::string_view> excluded_attributes,
                                                     const ResourceType& type);

  /// The part of the resource that is shown; `schemas`, where the resource has it, names the base schema and
  /// the extensions of which something shows.
  [[nodiscard]] core::Object apply(const core::Object& resource, const ResourceType& type) const;

  /// Whether the member of this name, an attribute or an extension's URN, can show at all: lets the caller
  /// skip making `members` and `groups`.
  [[nodiscard]] bool shows(std::string_view name, const ResourceType& type) const;

  /// Whether the request asked for the default set, so that ready-made bytes will do.
  [[nodiscard]] bool is_default() const noexcept { return !only_ && excluded_.empty(); }

 private:
  std::optional<std::vector<ResolvedAttribute>> only_;
  std::vector<ResolvedAttribute> excluded_;
};

}  // namespace bridge::scim
