// /healthz and /readyz as a probe meets them: on the admin listener of the running program, without a token.

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kPatienceTenths = 300;

emulator::FaultPlan trouble(const std::string& match, int status, std::uint32_t times) {
  emulator::FaultPlan plan;
  plan.match = match;
  plan.status = status;
  plan.times = times;
  return plan;
}

emulator::FaultPlan delay(const std::string& match, milliseconds wait) {
  emulator::FaultPlan plan;
  plan.match = match;
  plan.what = emulator::FaultPlan::What::Delay;
  plan.delay = wait;
  return plan;
}

class Probe {
 public:
  explicit Probe(RunningBridge& bridge) {
    std::ifstream file(bridge.directory() / "state/admin.json");
    const auto read = json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
    url_ = read ? core::text_or_empty(*read->if_object(), "url") : std::string();
  }
  [[nodiscard]] HttpAnswer ask(const std::string& path, const std::string& method = "GET") const {
    return over_http(url_, {method, path, {}, {}});
  }
  /// Asks until the status and the text are there; gives the last answer.
  [[nodiscard]] HttpAnswer wait_for(int status, const std::string& text) const {
    HttpAnswer answer;
    for (int i = 0; i < kPatienceTenths; ++i) {
      answer = ask("/readyz");
      if (answer.status == status && answer.body.find(text) != std::string::npos) return answer;
      std::this_thread::sleep_for(milliseconds(100));
    }
    ADD_FAILURE() << "no " << status << " with " << text << ": " << answer.status << " " << answer.body;
    return answer;
  }

 private:
  std::string url_;
};

TEST(HealthTest, IsReadyOnceTheDirectoryWasRead) {
  RunningBridge bridge;
  bridge.smartsheet().inject(delay("GET /groups", seconds(2)));
  bridge.start_without_waiting();
  const Probe probe(bridge);
  EXPECT_EQ(probe.ask("/healthz").status, 200) << "it lives from the start";
  const HttpAnswer before = probe.ask("/readyz");
  EXPECT_EQ(before.status, 503) << before.body;
  EXPECT_NE(before.body.find("tenant \\\"default\\\": expected the directory"), std::string::npos) << before.body;
  const HttpAnswer after = probe.wait_for(200, "\"ready\":true");
  EXPECT_NE(after.body.find(R"("reasons":[],"warnings":[])"), std::string::npos) << after.body;
  EXPECT_NE(after.body.find(R"("name":"default","ready":true,"route":"rest")"), std::string::npos) << after.body;
}

TEST(HealthTest, NeedsNoTokenAndTellsNothingElse) {
  RunningBridge bridge;
  bridge.smartsheet().add_user(core::Object{{"email", "ada@example.com"}});
  bridge.start();
  const Probe probe(bridge);
  EXPECT_EQ(probe.ask("/healthz").status, 200);
  EXPECT_EQ(text_at(probe.ask("/healthz"), "status"), "ok");
  EXPECT_NE(text_at(probe.ask("/healthz"), "version"), "");
  const HttpAnswer head = probe.ask("/readyz", "HEAD");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(probe.ask("/readyz", "POST").status, 405);
  EXPECT_EQ(probe.ask("/healthz", "DELETE").status, 405);
  EXPECT_EQ(probe.ask("/tenants/default/route").status, 401);
  EXPECT_EQ(probe.ask("/").status, 401);
  EXPECT_EQ(probe.ask("/readyz").body.find("ada"), std::string::npos);
  EXPECT_NE(bridge.send({"GET", "/readyz", {}, {}}).status, 200) << "never on the public port";
}

TEST(HealthTest, WarnsWhileSmartsheetIsDownAndIsReadyAllTheSame) {
  BridgeOptions options;
  options.refresh = "1s";
  RunningBridge bridge(options);
  bridge.start();
  const Probe probe(bridge);
  bridge.smartsheet().inject(trouble("GET /", 500, 1'000'000));
  const HttpAnswer down = probe.wait_for(200, "expected a complete refresh every 1 s");
  EXPECT_NE(down.body.find("last_failure"), std::string::npos) << down.body;
  bridge.smartsheet().clear_faults();
  (void)probe.wait_for(200, R"("warnings":[])");
}

TEST(HealthTest, SaysThatItIsStoppingWhileItDrains) {
  RunningBridge bridge;
  bridge.start();
  const Probe probe(bridge);
  bridge.smartsheet().inject(delay("POST /users", seconds(2)));
  std::thread writer([&] {
    (void)bridge.scim("POST", "/Users",
                      R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@example.com"})");
  });
  for (int i = 0; i < kPatienceTenths && bridge.calls().empty(); ++i) std::this_thread::sleep_for(milliseconds(10));
  std::thread stopper([&] { bridge.stop(); });
  bool told = false;
  for (int i = 0; i < kPatienceTenths && !told; ++i) {
    const HttpAnswer answer = probe.ask("/readyz");
    told = answer.status == 503 && answer.body.find("stopping") != std::string::npos;
    if (answer.status == 0) break;
    std::this_thread::sleep_for(milliseconds(10));
  }
  stopper.join();
  writer.join();
  EXPECT_TRUE(told);
}

}  // namespace
}  // namespace bridge::integration
