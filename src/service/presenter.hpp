#pragma once
// An entry as the resource that goes out: with id, meta, the client's externalId and, where they can
// show, members or groups.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "bridge/scim/projection.hpp"
#include "bridge/scim/schema.hpp"
#include "bridge/service/service.hpp"
#include "bridge/store/glimpse.hpp"
#include "bridge/store/index.hpp"

namespace bridge::service {

class Presenter {
 public:
  Presenter(const store::Index& index, const scim::SchemaRegistry& schemas, std::string base_url, std::string client)
      : index_(index), schemas_(schemas), base_url_(std::move(base_url)), client_(std::move(client)) {}

  /// A member of resources that Entry::shown does not hold: made anew for each answer. All of them stand in
  /// derived_members() and nowhere else.
  struct DerivedMember {
    std::string_view name;
    /// Nothing: of both kinds.
    std::optional<store::Kind> kind;
    /// Whether it stands before the attributes of `shown` or behind them.
    bool in_front;
    /// Nothing where it is unassigned.
    std::optional<core::Value> (Presenter::*make)(const store::Glimpse& entry) const;
  };
  static constexpr std::size_t kDerivedMembers = 7;
  [[nodiscard]] static const std::array<DerivedMember, kDerivedMembers>& derived_members() noexcept;

  /// The member that resources of this kind have under exactly this name, or null pointer: then `shown` has
  /// it, or nothing has.
  [[nodiscard]] static const DerivedMember* derived_member(store::Kind kind, std::string_view name) noexcept;

  /// Whether the member is left out though Entry::shown has it: a client removed it.
  [[nodiscard]] static bool is_removed(const store::Glimpse& entry, std::string_view name) {
    return name == "active" && entry.hides_active();
  }

  /// The resource with all that the projection could show of it.
  [[nodiscard]] core::Object resource(const store::Glimpse& entry, const scim::Projection& projection = {}) const;

  /// The part of it that a request asked to see, serialised.
  [[nodiscard]] Shown shown(const store::Glimpse& entry, const scim::Projection& projection) const;

  /// The same without a body.
  [[nodiscard]] Shown unseen(const store::Glimpse& entry) const;

  [[nodiscard]] std::string location(const store::Glimpse& entry) const;

 private:
  [[nodiscard]] std::optional<core::Value> id(const store::Glimpse& entry) const;
  [[nodiscard]] std::optional<core::Value> external_id(const store::Glimpse& entry) const;
  [[nodiscard]] std::optional<core::Value> members(const store::Glimpse& group) const;
  [[nodiscard]] std::optional<core::Value> groups(const store::Glimpse& user) const;
  [[nodiscard]] std::optional<core::Value> smartsheet_extension(const store::Glimpse& entry) const;
  [[nodiscard]] std::optional<core::Value> meta(const store::Glimpse& entry) const;

  const store::Index& index_;
  const scim::SchemaRegistry& schemas_;
  std::string base_url_;
  std::string client_;
};

[[nodiscard]] const scim::ResourceType& type_of(const scim::SchemaRegistry& schemas, store::Kind kind);

}  // namespace bridge::service
