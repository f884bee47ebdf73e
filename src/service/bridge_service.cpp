#include <algorithm>
#include <utility>

#include "bridge/core/overloaded.hpp"
#include "bridge/json/codec.hpp"
#include "bridge/scim/discovery.hpp"
#include "bridge/service/make_service.hpp"
#include "listing.hpp"
#include "planning.hpp"
#include "presenter.hpp"
#include "writes.hpp"

namespace bridge::service {

namespace {

using core::FaultKind;
using store::EntryPtr;

constexpr std::chrono::seconds kNotReadyWait{5};

store::Kind stored(Kind kind) { return kind == Kind::User ? store::Kind::User : store::Kind::Group; }

/// Ids are decimal numbers; anything else is nobody's, and must not become part of a call's path.
bool is_id(const core::ResourceId& id) {
  return !id.text.empty() && id.text.size() <= 20 &&
         std::all_of(id.text.begin(), id.text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

core::Failure not_ready() {
  return core::Failure{
      {FaultKind::NotReady, "the bridge is still reading the directory from Smartsheet", {}, kNotReadyWait}};
}

core::Failure read_only() {
  return core::failure(FaultKind::Forbidden, "this token is read-only; expected one with rights = \"read-write\"");
}

core::Failure unauthorized() {
  return core::failure(FaultKind::Unauthorized, "expected a valid bearer token in the Authorization header");
}

/// What a principal's `context` points at.
struct TokenContext {
  const TenantEntry* tenant = nullptr;
  const TokenEntry* token = nullptr;
};

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
  void list(const Principal& who, Kind kind, const ListQuery& query, ListDone done) override;
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
  void plan(const PlanQuery& query, PlanDone done) override;
  [[nodiscard]] core::Result<std::string> service_provider_config(const Principal& who) const override;
  [[nodiscard]] core::Result<std::string> schemas(const Principal& who, std::string_view urn) const override;
  [[nodiscard]] core::Result<std::string> resource_types(const Principal& who, std::string_view name) const override;

 private:
  [[nodiscard]] static const TokenContext& context(const Principal& who) {
    return *static_cast<const TokenContext*>(who.context);
  }
  [[nodiscard]] static work::Tenant& tenant(const Principal& who) { return *context(who).tenant->tenant; }
  [[nodiscard]] Presenter presenter(const Principal& who) const {
    return Presenter(tenant(who).index(), parts_.schemas, who.base_url, who.client);
  }
  void submit(const Principal& who, Verb verb, Write write, WriteDone done);
  /// The token of this name, or the tenant's first where it is empty; null: there is none.
  [[nodiscard]] const TokenContext* context_of(const core::TenantName& tenant, std::string_view client) const;
  void with_target(const Principal& who, store::Kind kind, const core::ResourceId& id,
                   std::function<void(core::Outcome)> then) const;
  void list_now(const Principal& who, const Listing& listing, const ListDone& done);

  ServiceParts parts_;
  std::vector<TokenContext> contexts_;
  dialect::Counters counters_;
};

core::Result<Principal> BridgeService::authenticate(std::string_view segment, const core::IdpToken& token) const {
  const core::TokenDigest digest = core::TokenDigest::of(token);
  const TokenContext* found = nullptr;
  // Every token is compared, so that the time taken tells nothing about any of them.
  for (const TokenContext& candidate : contexts_) {
    const bool same = candidate.token->digest == digest;
    if (same && candidate.tenant->segment == segment) found = &candidate;
  }
  if (found == nullptr) return unauthorized();
  if (found->token->expires && *found->token->expires <= parts_.clock.now()) {
    return core::failure(FaultKind::Unauthorized, "the bearer token has expired");
  }
  Principal who;
  who.tenant = found->tenant->name;
  who.client = found->token->name;
  who.rights = found->token->rights;
  who.base_url = found->tenant->base_url;
  who.context = found;
  return who;
}

/// Until the first complete refresh the mirror can't say that somebody does not exist: Smartsheet is asked.
void BridgeService::with_target(const Principal& who, store::Kind kind, const core::ResourceId& id,
                                std::function<void(core::Outcome)> then) const {
  work::Tenant& at = tenant(who);
  if (at.complete() || at.index().find(kind, id) || !is_id(id)) return then(core::ok());
  if (kind == store::Kind::Group) return then(not_ready());
  at.look_up_id(id, std::move(then));
}

void BridgeService::get(const Principal& who, Kind kind, const core::ResourceId& id, const View& view, ReadDone done) {
  const store::Kind of = stored(kind);
  auto projection = scim::Projection::make(
      view.attributes ? std::optional<std::string_view>(*view.attributes) : std::nullopt,
      view.excluded_attributes ? std::optional<std::string_view>(*view.excluded_attributes) : std::nullopt,
      type_of(parts_.schemas, of));
  if (!projection) return done(projection.passed_on());
  with_target(who, of, id, [this, who, of, id, projection = *projection, done = std::move(done)](core::Outcome known) {
    if (!known) return done(known.passed_on());
    const EntryPtr entry = tenant(who).index().find(of, id);
    if (!entry || entry->row.life != store::Life::Visible) {
      return done(core::failure(FaultKind::NotFound,
                                "no " + type_of(parts_.schemas, of).name() + " with id \"" + id.text + "\""));
    }
    done(presenter(who).shown(*entry, projection));
  });
}

void BridgeService::list_now(const Principal& who, const Listing& listing, const ListDone& done) {
  done(service::list(listing, tenant(who).index(), parts_.schemas, presenter(who), who.client));
}

void BridgeService::list(const Principal& who, Kind kind, const ListQuery& query, ListDone done) {
  auto listing = Listing::read(stored(kind), query, parts_.schemas, *context(who).token->dialect, counters_);
  if (!listing) return done(listing.passed_on());
  work::Tenant& at = tenant(who);
  if (!at.complete()) {
    const auto name = kind == Kind::User ? sought(*listing, "userName") : std::nullopt;
    if (!name) return done(not_ready());
    // Asked for an empty address, Smartsheet would answer with a page of everybody.
    if (name->empty()) return list_now(who, *listing, done);
    return at.look_up_name(*name, [this, who, listing = *listing, done = std::move(done)](core::Outcome outcome) {
      outcome ? list_now(who, listing, done) : done(outcome.passed_on());
    });
  }
  if (is_indexed(*listing)) return list_now(who, *listing, done);
  parts_.scans.post([this, who, listing = *listing, done = std::move(done)] { list_now(who, listing, done); });
}

void BridgeService::submit(const Principal& who, Verb verb, Write write, WriteDone done) {
  if (who.rights != Rights::ReadWrite) return done(read_only());
  const store::Kind kind = stored(write.kind);
  const scim::ResourceType& type = type_of(parts_.schemas, kind);
  auto prepared = prepare(verb, write, type, *context(who).token->dialect, counters_);
  if (!prepared) return done(prepared.passed_on());
  work::Edit edit{kind,
                  std::move(prepared->what),
                  write.conditions.if_match,
                  who.client,
                  write.request,
                  parts_.clock.tick() + parts_.max_wait};
  work::Tenant& at = tenant(who);
  auto go = [this, who, kind, edit = std::move(edit), projection = prepared->projection,
             done](core::Outcome known) mutable {
    if (!known) return done(known.passed_on());
    tenant(who).submit(std::move(edit), [this, who, kind, projection, done](core::Result<work::EditDone> result) {
      if (!result) return done(result.passed_on());
      Written written;
      written.created = result->created;
      if (result->entry) written.shown = presenter(who).shown(*result->entry, projection);
      if (result->created && result->entry) {
        written.delivered = [&at = tenant(who), kind, id = result->entry->row.id](Delivery delivery) {
          at.delivered(kind, id, delivery == Delivery::Written);
        };
      }
      done(std::move(written));
    });
  };
  if (write.id) return with_target(who, kind, *write.id, std::move(go));
  if (at.complete()) return go(core::ok());
  if (kind == store::Kind::Group) return done(not_ready());
  at.look_up_name(prepared->name, std::move(go));
}

const TokenContext* BridgeService::context_of(const core::TenantName& tenant, std::string_view client) const {
  const auto found = std::find_if(contexts_.begin(), contexts_.end(), [&](const TokenContext& known) {
    return known.tenant->name == tenant && (client.empty() || known.token->name == client);
  });
  return found != contexts_.end() ? &*found : nullptr;
}

void BridgeService::plan(const PlanQuery& query, PlanDone done) {
  const TokenContext* known = context_of(query.tenant, query.client);
  if (known == nullptr) {
    return done(core::failure(FaultKind::NotFound, "expected a tenant and one of its tokens by name, found neither"));
  }
  const auto request = read_request(query.method, query.path);
  if (!request) return done(request.passed_on());
  const std::string& client = known->token->name;
  if (!request->verb) return done(shown_read(query, client));
  if (known->token->rights != Rights::ReadWrite) return done(read_only());
  if (!known->tenant->tenant->complete()) return done(not_ready());
  Write write;
  write.kind = request->kind;
  write.id = request->id;
  write.body = query.body;
  const store::Kind kind = stored(write.kind);
  // No identity provider sent it.
  dialect::Counters uncounted;
  auto prepared = prepare(*request->verb, write, type_of(parts_.schemas, kind), *known->token->dialect, uncounted);
  if (!prepared) return done(prepared.passed_on());
  work::Edit edit;
  edit.kind = kind;
  edit.what = std::move(prepared->what);
  edit.client = client;
  known->tenant->tenant->plan(std::move(edit), [query, client, done](const core::Result<work::Planned>& planned) {
    planned ? done(shown_plan(query, client, *planned)) : done(planned.passed_on());
  });
}

core::Result<std::string> BridgeService::service_provider_config(const Principal& who) const {
  scim::Capabilities capabilities;
  capabilities.filter_max_results = kMostResults;
  capabilities.etag = true;
  return json::write(scim::service_provider_config(capabilities, who.base_url));
}

core::Result<std::string> BridgeService::schemas(const Principal& who, std::string_view urn) const {
  if (urn.empty()) return json::write(scim::schema_list(parts_.schemas, who.base_url));
  const scim::Schema* schema = parts_.schemas.schema(urn);
  if (schema == nullptr) return core::failure(FaultKind::NotFound, "no schema \"" + std::string(urn) + "\"");
  return json::write(scim::schema_document(*schema, who.base_url));
}

core::Result<std::string> BridgeService::resource_types(const Principal& who, std::string_view name) const {
  if (name.empty()) return json::write(scim::resource_type_list(parts_.schemas, who.base_url));
  const scim::ResourceType* type = parts_.schemas.resource_type(name);
  if (type == nullptr) return core::failure(FaultKind::NotFound, "no resource type \"" + std::string(name) + "\"");
  return json::write(scim::resource_type_document(*type, who.base_url));
}

}  // namespace

std::unique_ptr<Service> make_service(ServiceParts parts) { return std::make_unique<BridgeService>(std::move(parts)); }

}  // namespace bridge::service
