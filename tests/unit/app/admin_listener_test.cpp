// The admin listener as a command meets it: over HTTP, with the token that lies in the state directory.

#include "app/admin/admin_listener.hpp"

#include <filesystem>
#include <memory>
#include <string>

#include "app/admin/admin_file.hpp"
#include "app/awaited.hpp"
#include "app/json_reading.hpp"
#include "bridge/transport/http_client.hpp"
#include "unit/app/directory.hpp"
#include "unit/app/fakes.hpp"
#include "unit/app/json.hpp"

namespace bridge::app {
namespace {

using test::json;

class AdminListenerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_.state_dir = directory_.path();
    server_.admin_port = 0;
    auto started = AdminListener::start(server_);
    ASSERT_TRUE(started) << started.error().detail;
    listener_ = std::move(*started);
  }

  struct Answer {
    int status = 0;
    core::Value body;
  };

  template <class Client>
  static Answer exchange(const Client& client, const std::string& method, const std::string& path,
                         const std::string& body) {
    transport::Request request;
    request.method = method;
    request.path = path;
    request.body = body;
    const auto reply = awaited<transport::Reply>(
        [&](std::function<void(transport::Reply)> done) { client.send(request, std::move(done)); });
    const auto* answer = std::get_if<transport::Answer>(&*reply);
    return answer == nullptr ? Answer{} : Answer{answer->status, json(answer->body)};
  }

  /// With the token of admin.json, or another one.
  Answer ask(const std::string& method, const std::string& path, const std::string& body = {}) {
    auto file = read_admin_file(admin_file_in(directory_.path()));
    return exchange(transport::Client<core::AdminToken>(*engine_, settings(), std::move(file->token)), method, path,
                    body);
  }
  Answer ask_with(const std::string& token, const std::string& path) {
    return exchange(transport::Client<core::AdminToken>(*engine_, settings(), core::AdminToken(token)), "GET", path,
                    {});
  }
  [[nodiscard]] transport::ClientSettings settings() const {
    transport::ClientSettings settings;
    settings.base_url = listener_->url();
    return settings;
  }

  test::Directory directory_;
  config::Server server_;
  std::unique_ptr<transport::Engine> engine_ = transport::Engine::start();
  test::FakeTenant tenant_;
  test::FakeService service_;
  test::FakeStore store_;
  AdminActions actions_{service_, store_, {{core::TenantName("default"), &tenant_}}};
  std::unique_ptr<AdminListener> listener_;
};

TEST_F(AdminListenerTest, TurnsAwayWhoeverHasNotItsToken) {
  listener_->serve(actions_);
  EXPECT_EQ(ask("GET", "/tenants/default/route").status, 200);
  for (const char* path : {"/tenants/default/route", "/tenants/nobody/route", "/", "/scim/v2/Users"}) {
    EXPECT_EQ(ask_with("another-token-of-the-same-length-as-the-one", path).status, 401) << path;
    EXPECT_EQ(exchange(transport::AnonymousClient(*engine_, settings()), "GET", path, {}).status, 401) << path;
  }
}

TEST_F(AdminListenerTest, SaysThatItIsStartingUntilItServes) {
  EXPECT_EQ(ask("GET", "/tenants/default/route").status, 503);
  listener_->serve(actions_);
  EXPECT_EQ(ask("GET", "/tenants/default/route").status, 200);
}

TEST_F(AdminListenerTest, AnswersUnknownPathsMethodsTenantsAndBodies) {
  listener_->serve(actions_);
  EXPECT_EQ(ask("GET", "/").status, 404);
  EXPECT_EQ(ask("GET", "/tenants/default/nothing").status, 404);
  EXPECT_EQ(ask("DELETE", "/tenants/default/route").status, 405);
  EXPECT_EQ(ask("GET", "/tenants/nobody/route").status, 404);
  EXPECT_EQ(ask("PUT", "/tenants/default/route", "{").status, 400);
  EXPECT_EQ(ask("PUT", "/tenants/default/route").status, 400);
  EXPECT_EQ(ask("PUT", "/tenants/default/route", R"({"route":"gold"})").status, 400);
  EXPECT_EQ(ask("POST", "/tenants/default/plan", R"({"method":"GET"})").status, 400);
}

TEST_F(AdminListenerTest, PlansWhatItIsTold) {
  listener_->serve(actions_);
  service_.planned = json(R"({"outcome":"nothing","calls":[]})");
  const Answer answer = ask("POST", "/tenants/default/plan",
                            R"({"client":"okta","method":"PUT","path":"/Users/7","body":{"a":1},"show_values":true})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, *service_.planned);
  EXPECT_EQ(service_.query.tenant.text, "default");
  EXPECT_EQ(service_.query.client, "okta");
  EXPECT_EQ(service_.query.method, "PUT");
  EXPECT_EQ(service_.query.path, "/Users/7");
  EXPECT_EQ(service_.query.body, json(R"({"a":1})"));
  EXPECT_TRUE(service_.query.show_values);
  service_.planned = core::failure(core::FaultKind::Uniqueness, "taken");
  const Answer refused = ask("POST", "/tenants/default/plan", R"({"method":"POST","path":"/Users"})");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_at(refused.body, "scimType"), "uniqueness");
  EXPECT_EQ(text_at(refused.body, "detail"), "taken");
}

TEST_F(AdminListenerTest, ShowsAndSetsTheRoute) {
  listener_->serve(actions_);
  tenant_.status.has_rest = true;
  EXPECT_EQ(ask("GET", "/tenants/default/route").body,
            json(R"({"route":null,"fixed":false,"lost":false,"mirror":"rest","has_rest":true,"has_scim":false})"));
  EXPECT_EQ(text_at(ask("PUT", "/tenants/default/route", R"({"route":"scim"})").body, "route"), "scim");
  tenant_.set = core::failure(core::FaultKind::InvalidValue, "no credential");
  EXPECT_EQ(ask("PUT", "/tenants/default/route", R"({"route":"rest"})").status, 400);
  EXPECT_EQ(text_at(ask("GET", "/tenants/default/route").body, "route"), "scim");
}

TEST_F(AdminListenerTest, ComparesTheRoutes) {
  listener_->serve(actions_);
  work::RouteComparison comparison;
  comparison.rest.people = 3;
  comparison.scim.groups_only_here = {"x"};
  comparison.ids_that_differ = 2;
  comparison.differences = {{store::Kind::Group, "g", "members"}};
  tenant_.comparison = comparison;
  EXPECT_EQ(ask("GET", "/tenants/default/route/comparison").body,
            json(R"({"rest":{"people":3,"groups":0,"people_only_here":[],"groups_only_here":[],"ambiguous":[]},
                     "scim":{"people":0,"groups":0,"people_only_here":[],"groups_only_here":["x"],"ambiguous":[]},
                     "ids_that_differ":2,"differences":[{"kind":"group","name":"g","what":"members"}]})"));
  tenant_.comparison = core::failure(core::FaultKind::InvalidValue, "only one");
  EXPECT_EQ(ask("GET", "/tenants/default/route/comparison").status, 400);
}

TEST_F(AdminListenerTest, ReportsAndForgetsRehearsals) {
  listener_->serve(actions_);
  store::Rehearsal rehearsal;
  rehearsal.name = "a@example.com";
  rehearsal.content = json(R"({"verb":"modify","outcome":"nothing","plan":[]})");
  store_.kept = std::vector{rehearsal, rehearsal};
  EXPECT_EQ(number_at(ask("GET", "/tenants/default/rehearsal").body, "writes"), 2);
  EXPECT_EQ(ask("DELETE", "/tenants/default/rehearsal").body, json(R"({"forgotten":2})"));
  EXPECT_EQ(number_at(ask("GET", "/tenants/default/rehearsal").body, "writes"), 0);
  store_.kept = core::failure(core::FaultKind::StoreFailed, "the disk is full");
  EXPECT_EQ(ask("GET", "/tenants/default/rehearsal").status, 503);
}

TEST_F(AdminListenerTest, ProbesNeedNoToken) {
  const HealthProbe probe(store_, {{"default", &tenant_, nullptr}});
  const auto anonymous = [&](const char* method, const char* path) {
    return exchange(transport::AnonymousClient(*engine_, settings()), method, path, {});
  };
  EXPECT_EQ(anonymous("GET", "/healthz").status, 200);
  EXPECT_EQ(text_at(anonymous("GET", "/healthz").body, "status"), "ok");
  EXPECT_EQ(anonymous("GET", "/readyz").status, 503) << "still starting";
  listener_->serve(actions_);
  listener_->probe_with(probe);
  tenant_.healthy.complete = true;
  tenant_.healthy.route = route::Route::Rest;
  EXPECT_EQ(anonymous("GET", "/readyz").status, 200);
  EXPECT_TRUE(flag_at(anonymous("GET", "/readyz").body, "ready"));
  tenant_.healthy.complete = false;
  EXPECT_EQ(anonymous("GET", "/readyz").status, 503);
  tenant_.healthy.complete = true;
  listener_->say_stopping();
  EXPECT_EQ(anonymous("GET", "/readyz").status, 503);
  EXPECT_EQ(anonymous("GET", "/healthz").status, 200) << "it lives while it drains";
  for (const char* path : {"/healthz", "/readyz"}) {
    EXPECT_EQ(anonymous("POST", path).status, 405) << path;
    EXPECT_EQ(anonymous("DELETE", path).status, 405) << path;
  }
  EXPECT_EQ(anonymous("GET", "/healthz/").status, 401);
  EXPECT_EQ(anonymous("GET", "/readyzz").status, 401);
}

TEST_F(AdminListenerTest, AProbeOfATenantThatIsStoppedMeanwhileIsAnswered) {
  struct Stopped final : test::FakeTenant {
    void health(std::function<void(work::TenantHealth)>) override {}
  } stopped;
  const HealthProbe probe(store_, {{"default", &tenant_, nullptr}, {"other", &stopped, nullptr}});
  listener_->probe_with(probe);
  EXPECT_EQ(exchange(transport::AnonymousClient(*engine_, settings()), "GET", "/readyz", {}).status, 503);
}

TEST_F(AdminListenerTest, RemovesItsFileWhenItStops) {
  const auto path = admin_file_in(directory_.path());
  EXPECT_TRUE(std::filesystem::exists(path));
  listener_->stop();
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(AdminListenerTest, NamesTheKeyWhenItsPortIsTaken) {
  const std::string url = listener_->url();
  config::Server second = server_;
  second.admin_port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
  const auto started = AdminListener::start(second);
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().detail.rfind("server.admin_listen: can't listen on 127.0.0.1 port ", 0), 0U)
      << started.error().detail;
  EXPECT_TRUE(std::filesystem::exists(admin_file_in(directory_.path()))) << "the first one's file";
}

}  // namespace
}  // namespace bridge::app
