#include "accelerated/world.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"

namespace bridge::accelerated {

namespace {

constexpr const char* kIdpToken = "idp-token-of-the-accelerated-world-0123456789";

core::Value schema_document(const std::string& name) {
  std::ifstream file(std::filesystem::path(BRIDGE_SOURCE_DIR) / "config/schemas" / (name + ".json"), std::ios::binary);
  auto value = json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
  EXPECT_TRUE(value) << name << " can't be read";
  return value ? *value : core::Value();
}

scim::SchemaRegistry registry_of(const std::vector<std::string>& names) {
  std::vector<core::Value> documents;
  for (const std::string& name : names) documents.push_back(schema_document(name));
  auto made = scim::SchemaRegistry::from_documents(documents);
  EXPECT_TRUE(made) << (made ? "" : made.error().detail);
  return made ? *std::move(made) : scim::SchemaRegistry();
}

const scim::SchemaRegistry& registry(Services services) {
  static const scim::SchemaRegistry with_rest =
      registry_of({"User", "Group", "EnterpriseUser", "SmartsheetUser", "SmartsheetGroup", "Role", "Entitlement"});
  static const scim::SchemaRegistry without_rest =
      registry_of({"User", "Group", "EnterpriseUser", "Role", "Entitlement"});
  return services == Services::Scim ? without_rest : with_rest;
}

std::unique_ptr<store::Store> disk(const std::string& file) {
  if (file.empty()) return std::make_unique<MemoryStore>();
  auto opened = store::Store::open(file);
  EXPECT_TRUE(opened) << (opened ? "" : opened.error().detail);
  return opened ? std::move(*opened) : nullptr;
}

/// The identity provider's end of one connection.
class IdpEnd final : public web::Responder::Sink {
 public:
  IdpEnd(bool lost, std::function<bool()> dead, std::function<milliseconds()> took, AnswerDone done)
      : lost_(lost), dead_(std::move(dead)), took_(std::move(took)), done_(std::move(done)) {}

  void answer(web::Response response) override {
    Answer got;
    got.took = took_();
    const bool arrives = !lost_ && !dead_();
    if (arrives) {
      got.status = response.status;
      got.body = std::move(response.body);
      for (const web::Header& header : response.headers) {
        if (header.name == "Retry-After") got.retry_after = seconds(std::stoi(header.value));
      }
    }
    if (response.delivered && !dead_()) response.delivered(arrives);
    done_(std::move(got));
  }
  void abandoned() override { done_({500, "abandoned", {}, {}}); }

 private:
  bool lost_;
  std::function<bool()> dead_;
  std::function<milliseconds()> took_;
  AnswerDone done_;
};

}  // namespace

const char* to_string(Services services) {
  switch (services) {
    case Services::Rest: return "rest";
    case Services::ScimAndRest: return "scim_and_rest";
    case Services::Scim: return "scim";
  }
  return "";
}

std::string Answer::text(std::string_view name) const {
  const auto value = json::parse(body);
  const core::Object* object = value ? value->if_object() : nullptr;
  return object != nullptr ? std::string(core::text_or_empty(*object, name)) : std::string();
}

World::World(WorldOptions options)
    : options_(std::move(options)),
      emulator_(emulator::Emulator::make(options_.emulator, clock_)),
      store_(disk(options_.store_file)) {
  emulator_->add_token({"rest token", "admin@example.com", false, false, {}, emulator::TokenUse::Rest});
  emulator_->add_token({"scim token", "admin@example.com", false, false, {}, emulator::TokenUse::Scim});
  options_.tenant.name = core::TenantName("default");
}

World::~World() { end(); }

void World::end() {
  if (near_) near_->wind_down();
  tenant_.reset();
  handler_.reset();
  service_.reset();
}

service::ServiceParts World::service_parts() {
  service::ServiceParts parts{{}, clock_};
  service::TenantEntry entry;
  entry.name = options_.tenant.name;
  entry.segment = "scim";
  entry.base_url = "https://scim.example.com/scim/v2";
  entry.tokens.push_back(
      {"okta", core::TokenDigest::of(core::IdpToken(kIdpToken)), {}, service::Rights::ReadWrite, &dialect::okta()});
  entry.tenant = tenant_.get();
  entry.schemas = &registry(options_.services);
  entry.grantable_roles = options_.tenant.policy.grantable_roles;
  entry.scans = near_.get();
  parts.tenants.push_back(std::move(entry));
  return parts;
}

void World::make() {
  near_ = std::make_unique<TurnedLoop>(clock_);
  auto made = work::Tenant::make(options_.tenant,
                                 {*near_, clock_, store_, rest_.get(), scim_.get(), registry(options_.services),
                                  [this](work::LogLevel level, const std::string& line) {
                                    const bool alarm = level == work::LogLevel::Alarm;
                                    log_.push_back((alarm ? "ALARM " : "") + line);
                                  }});
  ASSERT_TRUE(made) << made.error().detail;
  tenant_ = std::move(*made);
  service_ = service::make_service(service_parts());
  handler_ = std::make_unique<http::ScimHandler>(*service_, http::HandlerSettings{}, http::LogSink());
  tenant_->start();
}

void World::start_again() {
  end();
  passages_.clear();
  store_.start_again();
  make();
}

void World::run_due() {
  while (near_->run_one() || far_.run_one()) {
  }
}

bool World::step() {
  bool any = false;
  while (near_->run_one() || far_.run_one()) any = true;
  if (any || crashed()) return true;
  auto next = near_->next_timer();
  if (const auto far = far_.next_timer(); far && (!next || *far < *next)) next = far;
  if (!next) return false;
  if (*next > clock_.tick()) clock_.advance(std::chrono::ceil<milliseconds>(*next - clock_.tick()));
  return true;
}

void World::run_for(milliseconds time) {
  bool over = false;
  at(time, [&over] { over = true; });
  while (!over) {
    if (crashed()) start_again();
    step();
  }
}

void World::submit(const Request& request, AnswerDone done) {
  const bool lost = trouble_ && trouble_->what == Trouble::What::AnswerToIdpLost && !trouble_came_;
  if (lost) trouble_came_ = true;
  web::RequestHead head;
  head.id = core::RequestId("r-" + std::to_string(++requests_));
  head.method = request.method;
  const std::size_t mark = request.target.find('?');
  head.path = "/scim/v2" + request.target.substr(0, mark);
  if (mark != std::string::npos) head.query = request.target.substr(mark + 1);
  head.headers = {{"Authorization", std::string("Bearer ") + kIdpToken}};
  if (!request.body.empty()) {
    head.headers.push_back({"Content-Type", "application/scim+json"});
    head.headers.push_back({"Content-Length", std::to_string(request.body.size())});
  }
  const core::Tick begun = clock_.tick();
  auto end = std::make_unique<IdpEnd>(
      lost, [this] { return crashed(); },
      [this, begun] { return std::chrono::duration_cast<milliseconds>(clock_.tick() - begun); }, std::move(done));
  if (auto refused = handler_->on_head(head)) return end->answer(std::move(*refused));
  handler_->on_request({std::move(head), request.body}, web::Responder(std::move(end)));
}

Answer World::ask(const Request& request) {
  auto answer = std::make_shared<std::optional<Answer>>();
  submit(request, [answer](Answer got) { *answer = std::move(got); });
  while (!*answer && !crashed() && step()) {
  }
  return answer->value_or(Answer());
}

Answer World::ask_until_final(const Request& request) {
  Answer answer;
  seconds wait(5);
  for (int tries = 0; tries < 60; ++tries) {
    answer = ask(request);
    if (answer.took > seconds(26)) violations_.push_back("a request hung for " + std::to_string(answer.took.count()));
    if (answer.status == 500) violations_.push_back("500: " + answer.body);
    if (crashed()) start_again();
    if (answer.is_final()) return answer;
    run_for(answer.retry_after.value_or(wait));
    wait = std::min(wait * 2, seconds(300));
  }
  return answer;
}

bool World::has_open_changes() {
  const auto contents = store_.load(options_.tenant.name);
  return !contents || !contents->intents.empty();
}

void World::settle() {
  for (int minutes = 0; minutes < 120 && has_open_changes(); ++minutes) run_for(std::chrono::minutes(1));
  if (has_open_changes()) violations_.emplace_back("a change stays open for ever");
  run_for(options_.tenant.refresh * 2 + seconds(30));
}

void World::begin_watch(std::optional<Trouble> trouble, std::optional<std::size_t> call) {
  calls_.clear();
  trouble_ = std::move(trouble);
  trouble_at_ = call;
  trouble_came_ = false;
  access_ = access_in(*emulator_);
  gained_.clear();
  if (!trouble_ || trouble_at_) return;
  if (trouble_->what == Trouble::What::CrashBeforeCommit) store_.crash_at_next_commit(false);
  if (trouble_->what == Trouble::What::CrashAfterCommit) store_.crash_at_next_commit(true);
  trouble_came_ = trouble_->what != Trouble::What::AnswerToIdpLost;
}

std::string World::id_of(store::Kind kind, std::string_view name) const {
  const store::EntryPtr entry = tenant_->index().find_by_name(kind, name);
  return entry ? entry->row.id.text : std::string();
}

std::string World::shown() {
  const auto list = [this](const char* target) {
    const Answer answer = ask_until_final({"GET", target});
    auto value = json::parse(answer.body);
    EXPECT_TRUE(value && answer.status == 200) << target << ": " << answer.status << " " << answer.body;
    return value ? *value : core::Value();
  };
  const core::Value users = list("/Users?count=1000");
  return picture_of(users, list("/Groups?count=1000"));
}

}  // namespace bridge::accelerated
