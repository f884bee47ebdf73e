// Two tenants in one process: nothing of one is seen by the other, and no trouble of one is the other's.

#include <atomic>
#include <chrono>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "bridge/core/credential.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

using emulator::FaultPlan;
using std::chrono::milliseconds;

/// Only a hang takes so long.
constexpr int kPatienceTenths = 600;

std::string person(const std::string& name) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + name + R"(@example.com"})";
}

FaultPlan fault(const std::string& match, FaultPlan::What what) {
  FaultPlan plan;
  plan.match = match;
  plan.what = what;
  plan.times = 100'000;
  return plan;
}

std::string header(const HttpAnswer& answer, std::string_view name) {
  for (const auto& [known, value] : answer.headers) {
    if (known == name) return value;
  }
  return {};
}

/// The second tenant: its Smartsheet and its tokens.
class Acme {
 public:
  Acme() : idp_token_(core::new_idp_token().expose()), emulator_(emulator::Emulator::make({}, clock_)) {
    const std::string token = core::new_idp_token().expose();
    emulator_->add_token({token, "admin@example.com", false, false, {}, emulator::TokenUse::Rest});
    auto server = emulator::EmulatorServer::start(*emulator_, 0);
    if (!server) throw std::runtime_error(server.error().detail);
    server_ = std::move(*server);
    std::ofstream(token_file()) << token;
    ::chmod(token_file().c_str(), 0600);
  }

  [[nodiscard]] std::string section() const {
    const core::IdpToken token{std::string(idp_token_)};
    return "\n[[tenant]]\nname = \"acme\"\n\n[[tenant.idp_token]]\nname = \"okta\"\ndigest = \"" +
           core::TokenDigest::of(token).to_string() +
           "\"\n\n[tenant.rest]\nurl = \"http://127.0.0.1:" + std::to_string(server_->port()) +
           "/2.0\"\ntoken_file = \"" + token_file() +
           "\"\nrequests_per_minute = 100000\n\n[tenant.mirror]\nrefresh = \"1h\"\n";
  }
  [[nodiscard]] const std::string& idp_token() const { return idp_token_; }

 private:
  [[nodiscard]] std::string token_file() const { return (directory_.path() / "token").string(); }

  TemporaryDirectory directory_;
  core::SystemClock clock_;
  std::string idp_token_;
  std::unique_ptr<emulator::Emulator> emulator_;
  std::unique_ptr<emulator::EmulatorServer> server_;
};

class TenantsTest : public ::testing::Test {
 protected:
  void start(const std::string& max_wait) {
    BridgeOptions options;
    options.limits = "max_wait = \"" + max_wait + "\"\n";
    options.more = acme.section();
    bridge = std::make_unique<RunningBridge>(options);
    bridge->start();
    for (int i = 0; i < kPatienceTenths && at_acme("GET", "/Users?count=0").status != 200; ++i) {
      std::this_thread::sleep_for(milliseconds(100));
    }
    ASSERT_EQ(at_acme("GET", "/Users?count=0").status, 200);
  }
  /// From any thread.
  [[nodiscard]] HttpAnswer at(const std::string& base, const std::string& token, const std::string& method,
                              const std::string& target, const std::string& body = {}) const {
    HttpHeaders headers{{"Authorization", "Bearer " + token}};
    if (!body.empty()) headers.emplace_back("Content-Type", "application/scim+json");
    return over_http(bridge->origin(), {method, base + target, headers, body});
  }
  [[nodiscard]] HttpAnswer at_acme(const std::string& method, const std::string& target,
                                   const std::string& body = {}) const {
    return at("/acme/scim/v2", acme.idp_token(), method, target, body);
  }
  [[nodiscard]] HttpAnswer at_default(const std::string& method, const std::string& target,
                                      const std::string& body = {}) const {
    return at("/scim/v2", bridge->idp_token(), method, target, body);
  }
  /// Reads, a scan of everybody and a write.
  void expect_acme_at_work(const std::string& name) const {
    const HttpAnswer made = at_acme("POST", "/Users", person(name));
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(at_acme("GET", "/Users/" + text_at(made, "id")).status, 200);
    EXPECT_EQ(at_acme("GET", "/Users?filter=title%20pr").status, 200);
    EXPECT_EQ(at_acme("GET", "/Groups").status, 200);
  }

  Acme acme;
  std::unique_ptr<RunningBridge> bridge;
};

TEST_F(TenantsTest, AForeignIdIsUnknown) {
  start("25s");
  std::string id;
  for (const char* name : {"ada", "bob", "cleo"}) id = text_at(at_default("POST", "/Users", person(name)), "id");
  ASSERT_EQ(at_default("GET", "/Users/" + id).status, 200);
  const std::string off =
      R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]})";
  EXPECT_EQ(at_acme("GET", "/Users/" + id).status, 404);
  EXPECT_EQ(at_acme("PATCH", "/Users/" + id, off).status, 404);
  EXPECT_EQ(at_acme("PUT", "/Users/" + id, person("cleo")).status, 404);
  EXPECT_EQ(at_acme("DELETE", "/Users/" + id).status, 404);
  EXPECT_NE(at_acme("GET", "/Users?filter=userName%20eq%20%22cleo@example.com%22").body.find("\"totalResults\":0"),
            std::string::npos);
  EXPECT_NE(at_default("GET", "/Users/" + id).body.find("\"active\":true"), std::string::npos);
}

TEST_F(TenantsTest, AForeignTokenLooksLikeAWrongOneAndAnUnknownTenant) {
  start("25s");
  const std::string wrong = core::new_idp_token().expose();
  const HttpAnswer expected = at("/acme/scim/v2", wrong, "GET", "/Users");
  ASSERT_EQ(expected.status, 401);
  for (const char* const base : {"/acme/scim/v2", "/nobody/scim/v2"}) {
    for (const std::string& token : {bridge->idp_token(), wrong}) {
      const HttpAnswer answer = at(base, token, "GET", "/Users");
      EXPECT_EQ(answer.status, 401) << base;
      EXPECT_EQ(answer.body, expected.body) << base;
      EXPECT_EQ(header(answer, "WWW-Authenticate"), header(expected, "WWW-Authenticate")) << base;
    }
  }
  EXPECT_EQ(at("/scim/v2", acme.idp_token(), "GET", "/Users").body, expected.body);
}

TEST_F(TenantsTest, AHungSmartsheetDelaysNobodyElse) {
  start("60s");
  FaultPlan hangs = fault("POST /users", FaultPlan::What::Delay);
  hangs.delay = std::chrono::hours(1);
  bridge->smartsheet().inject(hangs);
  std::atomic<int> answered{0};
  std::vector<std::thread> flood;
  for (int i = 0; i < 60; ++i) {
    flood.emplace_back([&, i] {
      static_cast<void>(at_default("POST", "/Users", person("p" + std::to_string(i))));
      ++answered;
    });
  }
  for (int i = 0; i < kPatienceTenths && bridge->calls().empty(); ++i) std::this_thread::sleep_for(milliseconds(100));
  EXPECT_FALSE(bridge->calls().empty());
  for (int i = 0; i < 10; ++i) expect_acme_at_work("a" + std::to_string(i));
  EXPECT_EQ(at_default("GET", "/Users?filter=title%20pr").status, 200) << "and reads of the hung one go on";
  EXPECT_EQ(answered, 0) << "all of acme's were answered before one of the flood";
  bridge->kill();
  for (std::thread& one : flood) one.join();
}

TEST_F(TenantsTest, ALimitThatIsMetSlowsNobodyElse) {
  start("2s");
  FaultPlan limit = fault("POST /users", FaultPlan::What::Error);
  limit.status = 429;
  limit.error_code = 4003;
  bridge->smartsheet().inject(limit);
  EXPECT_EQ(at_default("POST", "/Users", person("ada")).status, 503) << "under way, and not done in time";
  const HttpAnswer refused = at_default("POST", "/Users", person("bob"));
  EXPECT_EQ(refused.status, 429) << refused.body;
  EXPECT_NE(header(refused, "Retry-After"), "");
  for (int i = 0; i < 5; ++i) expect_acme_at_work("a" + std::to_string(i));
}

TEST_F(TenantsTest, ASmartsheetThatIsDownIsDownForItsOwnTenantAlone) {
  start("1s");
  bridge->smartsheet().inject(fault("", FaultPlan::What::NotJson));
  HttpAnswer refused;
  for (int i = 0; i < kPatienceTenths && refused.body.find("does not answer") == std::string::npos; ++i) {
    refused = at_default("POST", "/Users", person("p" + std::to_string(i)));
    ASSERT_EQ(refused.status, 503) << refused.body;
  }
  EXPECT_NE(refused.body.find("does not answer"), std::string::npos) << refused.body;
  EXPECT_NE(header(refused, "Retry-After"), "");
  for (int i = 0; i < 5; ++i) expect_acme_at_work("a" + std::to_string(i));
  EXPECT_EQ(at_default("GET", "/Users").status, 200);
}

}  // namespace
}  // namespace bridge::integration
