#pragma once
// The service, one source file for each concern: who asks, reads, writes, plans, discovery.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/scim/discovery.hpp"
#include "bridge/service/make_service.hpp"
#include "listing.hpp"
#include "presenter.hpp"
#include "writes.hpp"

namespace bridge::service {

/// What a principal's `context` points at.
struct TokenContext {
  const TenantEntry* tenant = nullptr;
  const TokenEntry* token = nullptr;
};

/// Made by make_service(). Thread-safe: what changes is the tenants' and the index's.
class BridgeService final : public Service {
 public:
  explicit BridgeService(ServiceParts parts) : parts_(std::move(parts)) {
    for (const TenantEntry& tenant : parts_.tenants) {
      for (const TokenEntry& token : tenant.tokens) contexts_.push_back({&tenant, &token});
    }
  }

  [[nodiscard]] core::Result<Principal> authenticate(std::string_view segment,
                                                     const core::IdpToken& token) const override;
  void get(const Principal& who, Kind kind, const core::ResourceId& id, const View& view, ReadDone done) override;
  void list(const Principal& who, std::optional<Kind> kind, const ListQuery& query, ListDone done) override;
  void create(const Principal& who, Write write, WriteDone done) override {
    submit(who, Verb::Create, std::move(write), std::move(done));
  }
  void replace(const Principal& who, Write write, WriteDone done) override {
    submit(who, Verb::Replace, std::move(write), std::move(done));
  }
  void modify(const Principal& who, Write write, WriteDone done) override {
    submit(who, Verb::Modify, std::move(write), std::move(done));
  }
  void remove(const Principal& who, Write write, WriteDone done) override {
    submit(who, Verb::Remove, std::move(write), std::move(done));
  }
  void me(const Principal& who, MeDone done) override;
  void bulk(const Principal& who, const core::RequestId& request, const core::Value& body, BulkDone done) override;
  void plan(const PlanQuery& query, PlanDone done) override;
  [[nodiscard]] core::Result<std::string> service_provider_config(const Principal& who) const override;
  [[nodiscard]] core::Result<std::string> public_configuration(std::string_view segment) const override;
  [[nodiscard]] core::Result<std::string> schemas(const Principal& who, std::string_view urn) const override;
  [[nodiscard]] core::Result<std::string> resource_types(const Principal& who, std::string_view name) const override;
  [[nodiscard]] core::Result<std::string> roles(const Principal& who, std::string_view value) const override;
  [[nodiscard]] core::Result<std::string> entitlements(const Principal& who, std::string_view value) const override;

 private:
  [[nodiscard]] static const TokenContext& context(const Principal& who) {
    return *static_cast<const TokenContext*>(who.context);
  }
  [[nodiscard]] static work::Tenant& tenant(const Principal& who) { return *context(who).tenant->tenant; }
  [[nodiscard]] static const scim::SchemaRegistry& registry(const Principal& who) {
    return *context(who).tenant->schemas;
  }
  [[nodiscard]] Presenter presenter(const Principal& who) const {
    return Presenter(tenant(who).index(), registry(who), who.base_url, who.client);
  }
  void submit(const Principal& who, Verb verb, Write write, WriteDone done) {
    submit_by(deadline(), who, verb, std::move(write), std::move(done));
  }
  [[nodiscard]] scim::Capabilities capabilities(std::size_t most_operations) const;
  /// Whether a PATCH of this group is answered with it unasked.
  [[nodiscard]] static bool shows_patched_group(const Principal& who, const core::ResourceId& id);
  void submit_by(core::Tick deadline, const Principal& who, Verb verb, Write write, WriteDone done);
  /// For a request that arrives now.
  [[nodiscard]] core::Tick deadline() const { return parts_.clock.tick() + parts_.max_wait; }
  /// Of one bulk request.
  [[nodiscard]] std::size_t most_operations(const Principal& who) const;
  /// The token of this name, or the tenant's first where it is empty; null: there is none.
  [[nodiscard]] const TokenContext* context_of(const core::TenantName& tenant, std::string_view client) const;
  void with_target(const Principal& who, store::Kind kind, const core::ResourceId& id,
                   std::function<void(core::Outcome)> then) const;
  /// Where the index knows all that the list is about.
  void list_known(const Principal& who, const Listing& listing, const ListDone& done);
  void list_now(const Principal& who, const Listing& listing, const ListDone& done);

  ServiceParts parts_;
  std::vector<TokenContext> contexts_;
  dialect::Counters counters_;
};

[[nodiscard]] store::Kind stored(Kind kind) noexcept;

/// Refusals that several use cases share.
[[nodiscard]] core::Failure not_ready();
[[nodiscard]] core::Failure read_only();

}  // namespace bridge::service
