#include "unit/work/bench.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "bridge/json/codec.hpp"
#include "bridge/scim/resource.hpp"
#include "work/shown.hpp"

namespace bridge::work::test {

namespace {

core::Value schema_document(const char* name) {
  std::ifstream file(std::filesystem::path(BRIDGE_SOURCE_DIR) / "config/schemas" / name, std::ios::binary);
  return parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

const scim::ResourceType& type_of(Kind kind) { return kind == Kind::User ? schemas().user() : schemas().group(); }

Edit edit_of(Kind kind, decltype(Edit::what) what) {
  Edit edit;
  edit.kind = kind;
  edit.what = std::move(what);
  edit.client = "okta";
  edit.request = core::RequestId("r-1");
  return edit;
}

}  // namespace

core::Value parse(std::string_view text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << (value ? "" : value.error().detail) << " in " << text;
  return value ? *value : core::Value();
}

Object parse_object(std::string_view text) {
  const core::Value value = parse(text);
  EXPECT_NE(value.if_object(), nullptr) << text;
  return value.if_object() != nullptr ? *value.if_object() : Object();
}

const scim::SchemaRegistry& schemas() {
  static const scim::SchemaRegistry kept = [] {
    auto made = scim::SchemaRegistry::from_documents(
        {schema_document("User.json"), schema_document("Group.json"), schema_document("EnterpriseUser.json")});
    EXPECT_TRUE(made) << (made ? "" : made.error().detail);
    return made ? *std::move(made) : scim::SchemaRegistry();
  }();
  return kept;
}

Object checked(Kind kind, std::string_view json) {
  auto resource = scim::check_resource(parse(json), type_of(kind));
  EXPECT_TRUE(resource) << (resource ? "" : resource.error().detail) << " in " << json;
  return resource ? resource->resource : Object();
}

Edit create(Kind kind, std::string_view json) { return edit_of(kind, Create{checked(kind, json)}); }

Edit replace(Kind kind, std::string_view id, std::string_view json) {
  return edit_of(kind, Replace{ResourceId(std::string(id)), checked(kind, json)});
}

core::Value patch_body(std::string_view operations) {
  return Object{{"schemas", core::Array{"urn:ietf:params:scim:api:messages:2.0:PatchOp"}},
                {"Operations", parse(operations)}};
}

Edit modify(Kind kind, std::string_view id, std::string_view operations) {
  auto patch = scim::parse_patch(patch_body(operations));
  EXPECT_TRUE(patch) << (patch ? "" : patch.error().detail) << " in " << operations;
  return edit_of(kind, Modify{ResourceId(std::string(id)), patch ? *patch : scim::PatchRequest()});
}

Edit remove(Kind kind, std::string_view id) { return edit_of(kind, Remove{ResourceId(std::string(id))}); }

std::string person(std::string_view user_name, std::string_view more) {
  return std::string("{") + kUser + R"(,"userName":")" + std::string(user_name) + "\"" + (more.empty() ? "" : ",") +
         std::string(more) + "}";
}

std::string group(std::string_view display_name, const std::vector<std::string>& members) {
  std::string list;
  for (const std::string& id : members) list += (list.empty() ? "" : ",") + (R"({"value":")" + id + "\"}");
  return std::string("{") + kGroup + R"(,"displayName":")" + std::string(display_name) + "\"" +
         (members.empty() ? "" : R"(,"members":[)" + list + "]") + "}";
}

store::Row person_row(std::string_view id, std::string_view email, std::string_view status) {
  store::Row row;
  row.id = ResourceId(std::string(id));
  row.kind = Kind::User;
  row.name = std::string(email);
  row.seen = Object{{"id", static_cast<std::int64_t>(std::stoll(row.id.text))}, {"email", email}, {"status", status}};
  row.links[link_name(route::Route::Rest)] = core::UpstreamId(row.id.text);
  row.order = static_cast<std::uint64_t>(std::stoull(row.id.text));
  return row;
}

store::Row group_row(std::string_view id, std::string_view name) {
  store::Row row;
  row.id = ResourceId(std::string(id));
  row.kind = Kind::Group;
  row.name = std::string(name);
  row.seen = Object{{"id", static_cast<std::int64_t>(std::stoll(row.id.text))}, {"name", name}};
  row.links[link_name(route::Route::Rest)] = core::UpstreamId(row.id.text);
  row.order = static_cast<std::uint64_t>(std::stoull(row.id.text));
  return row;
}

std::string Asked::id() const {
  if (!answered()) return "not answered";
  if (!ok()) return fault();
  return (*result)->entry ? (*result)->entry->row.id.text : std::string("no resource");
}

std::string Asked::fault() const {
  if (!answered()) return "not answered";
  return ok() ? "no fault" : core::to_string(result->error().kind);
}

StateBench::StateBench(TenantSettings settings, Services services)
    : state(std::move(settings),
            TenantParts{loop, clock, store, services == Services::Scim ? nullptr : &client,
                        services == Services::Rest ? nullptr : &scim_client, schemas(),
                        [](LogLevel, const std::string&) {}},
            std::make_shared<Gate>(loop)) {
  EXPECT_TRUE(state.watch.take({{kRouteMark, services == Services::Rest ? "rest" : "scim"}}));
  state.confirmed_at = clock.tick();
}

void StateBench::publish(store::Row row) {
  store::Publication publication;
  publication.entries.push_back(entry_of(std::move(row), state.settings.bare_names));
  state.index.publish(std::move(publication));
}

void StateBench::join(std::string_view group, std::vector<std::string> users, bool asked) {
  store::MembershipChange change{ResourceId(std::string(group)), {}, {}, asked};
  for (std::string& user : users) change.added.emplace_back(std::move(user));
  store::Publication publication;
  publication.memberships.push_back(std::move(change));
  state.index.publish(std::move(publication));
}

Bench::Bench(Services given) : services(given) {
  settings.name = core::TenantName("default");
  settings.policy.grantable_roles = {"LICENSED_USER", "GROUP_ADMIN"};
  settings.refresh = std::chrono::hours(10);
  // Organisations in tests are tiny: half of one is soon lost.
  settings.access.guard.max_per_hour = 1'000'000;
  store.events = &events;
}

Bench::~Bench() { end(); }

void Bench::end() {
  if (!tenant) return;
  loop->wind_down();
  tenant.reset();
}

void Bench::make() {
  loop = std::make_unique<ManualLoop>(clock);
  client = std::make_unique<FakeRestClient>();
  client->events = &events;
  scim_client = std::make_unique<FakeScimClient>();
  scim_client->events = &events;
  serve_all();
  auto made = Tenant::make(
      settings, TenantParts{*loop, clock, store, services == Services::Scim ? nullptr : client.get(),
                            services == Services::Rest ? nullptr : scim_client.get(), schemas(),
                            [this](LogLevel level, std::string text) { log.emplace_back(level, std::move(text)); }});
  ASSERT_TRUE(made) << made.error().detail;
  tenant = std::move(*made);
}

void Bench::start() {
  make();
  tenant->start();
  loop->run();
  forget();
}

void Bench::restart(bool held_commits_on_disk) {
  store.crash(held_commits_on_disk);
  end();
  store.crash(false);
  store.hold = false;
  make();
  tenant->start();
  loop->run();
}

void Bench::forget() {
  events.clear();
  client->sent.clear();
  scim_client->sent.clear();
  store.changes.clear();
}

AskedPtr Bench::submit(Edit edit) {
  edit.deadline = clock.tick() + max_wait;
  auto asked = std::make_shared<Asked>();
  tenant->submit(std::move(edit), [this, asked](core::Result<EditDone> result) {
    EXPECT_FALSE(asked->answered()) << "answered twice";
    if (result && result->entry) {
      const store::EntryPtr shown = tenant->index().find(result->entry->row.kind, result->entry->row.id);
      events.push_back(shown && result->entry && shown->row == result->entry->row ? "answer, published"
                                                                                  : "answer, not published");
    } else {
      events.push_back("answer");
    }
    asked->result = std::move(result);
  });
  return asked;
}

AskedPtr Bench::ask(Edit edit) {
  AskedPtr asked = submit(std::move(edit));
  loop->run();
  return asked;
}

void Bench::serve_all() {
  client->script = [this](const route::RestCall& call) { return std::optional(smartsheet.serve(call)); };
  scim_client->script = [this](const route::ScimCall& call) { return std::optional(scim.serve(call)); };
}

void Bench::hold(std::string line_begins) {
  client->script = [this, line_begins = std::move(line_begins)](const route::RestCall& call) {
    return line_of(call).starts_with(line_begins) ? std::nullopt : std::optional(smartsheet.serve(call));
  };
}

store::EntryPtr Bench::find(Kind kind, std::string_view id) const {
  found_.push_back(tenant->index().find(kind, ResourceId(std::string(id))));
  return found_.back();
}

void Bench::hold_scim(std::string line_begins) {
  scim_client->script = [this, line_begins = std::move(line_begins)](const route::ScimCall& call) {
    return line_of(call).starts_with(line_begins) ? std::nullopt : std::optional(scim.serve(call));
  };
}

std::string Bench::refresh() {
  std::string outcome = "not answered";
  tenant->refresh(
      [&](const core::Outcome& result) { outcome = result ? "fine" : core::to_string(result.error().kind); });
  loop->run();
  return outcome;
}

std::string Bench::set_route(route::Route to) {
  std::string outcome = "not answered";
  tenant->set_route(
      to, [&](const core::Outcome& result) { outcome = result ? "fine" : core::to_string(result.error().kind); });
  loop->run();
  return outcome;
}

RouteStatus Bench::route_status() {
  RouteStatus status;
  tenant->route_status([&](const RouteStatus& told) { status = told; });
  loop->run();
  return status;
}

std::vector<std::string> Bench::writes() const {
  std::vector<std::string> lines;
  std::copy_if(events.begin(), events.end(), std::back_inserter(lines), [](const std::string& event) {
    return (event.starts_with("call ") || event.starts_with("scim ")) && !event.substr(5).starts_with("GET ");
  });
  return lines;
}

core::Value Bench::scim_body(std::string_view line_begins) const {
  const auto found = std::find_if(scim_client->sent.begin(), scim_client->sent.end(),
                                  [&](const auto& sent) { return line_of(sent.call).starts_with(line_begins); });
  return found != scim_client->sent.end() ? found->call.body : core::Value();
}

std::string Bench::link(Kind kind, std::string_view id, route::Route route) const {
  const store::EntryPtr entry = find(kind, id);
  const auto known = entry ? link_of(entry->row, route) : std::nullopt;
  return known ? known->text : std::string();
}

std::size_t Bench::logged(LogLevel level, std::string_view word) const {
  return static_cast<std::size_t>(std::count_if(log.begin(), log.end(), [&](const auto& line) {
    return line.first == level && line.second.find(word) != std::string::npos;
  }));
}

}  // namespace bridge::work::test
