// The commands about a tenant, as an administrator meets them: through the server that runs, and without
// one.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

namespace fs = std::filesystem;

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

constexpr const char* kAda =
    R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@example.com",)"
    R"("name":{"givenName":"Ada","familyName":"Byron"}})";

BridgeOptions both_services() {
  BridgeOptions options;
  options.scim = true;
  options.emulator.seed_users = 3;
  return options;
}

/// The commands against one bridge; what they print must never show a secret.
class Commands {
 public:
  explicit Commands(RunningBridge& bridge) : bridge_(bridge) { std::ofstream(bridge.directory() / "ada.json") << kAda; }

  Ran run(const std::string& arguments) {
    const std::string out = (bridge_.directory() / "out").string();
    const std::string err = (bridge_.directory() / "err").string();
    const int status = std::system((command(arguments, " </dev/null") + " >" + out + " 2>" + err).c_str());
    Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(out), text_of(err)};
    for (const std::string& secret : {bridge_.idp_token(), bridge_.api_token(), bridge_.scim_token()}) {
      EXPECT_TRUE(secret.empty() || (ran.out + ran.err).find(secret) == std::string::npos) << arguments;
    }
    return ran;
  }

  /// At a terminal, where `typed` is typed.
  Ran run_at_terminal(const std::string& arguments, const std::string& typed) {
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
      ::execl("/bin/sh", "sh", "-c", command(arguments, {}).c_str(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    EXPECT_EQ(::write(terminal, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
    Ran ran;
    char buffer[4096];
    for (ssize_t read = 0; (read = ::read(terminal, buffer, sizeof(buffer))) > 0;) {
      ran.out.append(buffer, static_cast<std::size_t>(read));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(terminal);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
  }

  [[nodiscard]] std::string body() const { return (bridge_.directory() / "ada.json").string(); }
  [[nodiscard]] fs::path admin_file() const { return bridge_.directory() / "state" / "admin.json"; }

 private:
  /// `input` stands first: a redirection in the arguments wins.
  [[nodiscard]] std::string command(const std::string& arguments, const std::string& input) const {
    const std::size_t blank = arguments.find(" --");
    return std::string(SCIMBRIDGE_PROGRAM) + input + " " + arguments.substr(0, blank) + " --config " +
           (bridge_.directory() / "scimbridge.toml").string() +
           (blank == std::string::npos ? "" : arguments.substr(blank));
  }

  RunningBridge& bridge_;
};

TEST(PlanCommand, ShowsTheCallsAndSendsNone) {
  RunningBridge bridge(both_services());
  bridge.start();
  Commands commands(bridge);
  const Ran masked = commands.run("plan --path /Users " + commands.body());
  EXPECT_EQ(masked.code, 0) << masked.err;
  EXPECT_EQ(masked.out.rfind("1. scim  ScimToken   POST /Users\n   {", 0), 0U) << masked.out;
  EXPECT_EQ(masked.out.find("ada@"), std::string::npos) << masked.out;
  const Ran shown = commands.run("plan --show-values --path /scim/v2/Users - <" + commands.body() + " --json");
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_NE(shown.out.find(R"("userName":"ada@example.com")"), std::string::npos) << shown.out;
  EXPECT_TRUE(json::parse(shown.out));
  EXPECT_EQ(commands.run("plan --path /Users").out.find("Nothing is sent to Smartsheet: a read"), 0U);
  EXPECT_TRUE(bridge.calls().empty());
  EXPECT_EQ(bridge.scim("GET", "/Users?filter=userName%20eq%20%22ada@example.com%22&count=0").status, 200);
}

TEST(PlanCommand, TellsWhatTheIdentityProviderWouldBeRefusedWith) {
  RunningBridge bridge(both_services());
  bridge.start();
  Commands commands(bridge);
  const Ran ran = commands.run("plan --method DELETE --path /Users/1");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("answered 404\n   no User with id"), std::string::npos) << ran.out;
  const Ran as_json = commands.run("plan --method DELETE --path /Users/1 --json");
  EXPECT_EQ(as_json.code, 1);
  EXPECT_NE(as_json.out.find(R"("status":"404")"), std::string::npos) << as_json.out;
}

TEST(PlanCommand, RefusesABodyThatIsNoJson) {
  RunningBridge bridge(both_services());
  bridge.start();
  Commands commands(bridge);
  std::ofstream(commands.body()) << "{";
  const Ran bad = commands.run("plan --path /Users " + commands.body());
  EXPECT_EQ(bad.code, 1);
  EXPECT_NE(bad.err.find("ada.json"), std::string::npos) << bad.err;
  EXPECT_EQ(commands.run("plan --path /Users /nowhere.json").code, 1);
}

TEST(Commands, UseTheStoreWhenNobodyHoldsIt) {
  RunningBridge bridge(both_services());
  bridge.start();
  Commands commands(bridge);
  const std::string planned = commands.run("plan --path /Users " + commands.body()).out;
  const auto rights = fs::status(commands.admin_file()).permissions();
  EXPECT_EQ(rights, fs::perms::owner_read | fs::perms::owner_write);
  bridge.stop();
  EXPECT_FALSE(fs::exists(commands.admin_file()));
  EXPECT_EQ(commands.run("plan --path /Users " + commands.body()).out, planned);
  EXPECT_TRUE(bridge.calls().empty());
  bridge.start();
  bridge.kill();
  EXPECT_TRUE(fs::exists(commands.admin_file()));
  const Ran ran = commands.run("plan --path /Users " + commands.body());
  EXPECT_EQ(ran.out, planned) << ran.err;
}

TEST(Commands, SayThatTheStoreIsHeldByAServerThatCantBeReached) {
  RunningBridge bridge(both_services());
  bridge.start();
  Commands commands(bridge);
  fs::remove(commands.admin_file());
  const Ran ran = commands.run("route show");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("in use by another process"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("admin.json"), std::string::npos) << ran.err;
}

TEST(Commands, NameTheTenantsWhenNoneIsMeant) {
  RunningBridge bridge(both_services());
  bridge.start();
  Commands commands(bridge);
  EXPECT_EQ(commands.run("route show --tenant default").code, 0);
  const Ran ran = commands.run("route show --tenant nobody");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("expected one of default, found \"nobody\""), std::string::npos) << ran.err;
}

TEST(RouteCommand, ChangesNothingUnasked) {
  RunningBridge bridge(both_services());
  bridge.start();
  Commands commands(bridge);
  const Ran ran = commands.run("route set rest");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("REST: 4 people, 0 groups\nSCIM: 4 people, 0 groups\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.err.find("--yes"), std::string::npos) << ran.err;
  EXPECT_NE(commands.run("route show").out.find("route       scim\n"), std::string::npos);
  EXPECT_EQ(commands.run_at_terminal("route set rest", "n\n").code, 1);
  EXPECT_NE(commands.run("route show").out.find("route       scim\n"), std::string::npos);
}

TEST(RouteCommand, ChangesWhatIsConfirmed) {
  RunningBridge bridge(both_services());
  bridge.start();
  Commands commands(bridge);
  const Ran asked = commands.run_at_terminal("route set rest", "y\n");
  EXPECT_EQ(asked.code, 0) << asked.out;
  EXPECT_NE(asked.out.find("Change the route of tenant default from scim to rest? [y/N]"), std::string::npos)
      << asked.out;
  EXPECT_NE(commands.run("plan --path /Users " + commands.body()).out.find("1. rest  OAuthToken  POST /users"),
            std::string::npos);
  const Ran unasked = commands.run("route set scim --yes --json");
  EXPECT_EQ(unasked.code, 0) << unasked.err;
  EXPECT_NE(unasked.out.find(R"("changed":true)"), std::string::npos) << unasked.out;
  EXPECT_EQ(commands.run("route set scim").out, "The route is scim already.\n");
}

TEST(RouteCommand, LeavesARouteThatTheConfigurationNames) {
  BridgeOptions options = both_services();
  options.tenant += "\nroute = \"rest\"";
  RunningBridge bridge(std::move(options));
  bridge.start();
  Commands commands(bridge);
  EXPECT_NE(commands.run("route show").out.find("rest (named by the configuration)"), std::string::npos);
  const Ran ran = commands.run("route set scim --yes");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("tenant.route"), std::string::npos) << ran.err;
}

TEST(RehearsalCommand, ReportsWhatWouldHaveHappened) {
  BridgeOptions options = both_services();
  options.tenant += "\nmode = \"rehearse\"";
  RunningBridge bridge(std::move(options));
  bridge.start();
  Commands commands(bridge);
  EXPECT_EQ(commands.run("rehearsal show").out, "No write was rehearsed.\n");
  EXPECT_EQ(bridge.scim("POST", "/Users", kAda).status, 503);
  const Ran shown = commands.run("rehearsal show");
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_NE(shown.out.find("people   1 created, 0 changed"), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("user   create   ada@example.com  1 call: create_person\n"), std::string::npos) << shown.out;
  EXPECT_TRUE(json::parse(commands.run("rehearsal show --json").out));
  EXPECT_EQ(commands.run("rehearsal forget").out, "Forgot 1 rehearsed write.\n");
  EXPECT_EQ(commands.run("rehearsal show").out, "No write was rehearsed.\n");
  EXPECT_TRUE(bridge.calls().empty());
}

TEST(OnlineCheck, TellsOwnersRightsAndRoute) {
  RunningBridge bridge(both_services());
  bridge.start();
  bridge.stop();
  bridge.forget_calls();
  Commands commands(bridge);
  const Ran ran = commands.run("check-config --online");
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("owner         admin@example.com (ACTIVE)\n    System Admin  yes\n"), std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("route           scim: "), std::string::npos) << ran.out;
  for (const std::string& call : bridge.calls()) EXPECT_EQ(call.rfind("GET ", 0), 0U) << call;
}

TEST(OnlineCheck, TakesRestWhereThePlanHasNoScimService) {
  BridgeOptions options = both_services();
  options.emulator.plan = emulator::Plan::Business;
  RunningBridge bridge(std::move(options));
  bridge.start();
  Commands commands(bridge);
  const Ran ran = commands.run("check-config --online");
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_NE(ran.out.find("route           rest: Smartsheet's SCIM service is not there for this tenant (403)"),
            std::string::npos)
      << ran.out;
}

TEST(OnlineCheck, NamesWhatIsWrong) {
  RunningBridge bridge(both_services());
  bridge.start();
  bridge.stop();
  Commands commands(bridge);
  bridge.smartsheet().add_token({bridge.api_token(), "user1@example.com", false, true, {}});
  bridge.smartsheet().add_token({bridge.scim_token(), "admin@example.com", false, true, {}});
  const Ran ran = commands.run("check-config --online");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("perhaps the two tokens are swapped"), std::string::npos) << ran.out;
  const Ran as_json = commands.run("check-config --online --json");
  EXPECT_EQ(as_json.code, 1);
  EXPECT_NE(as_json.out.find(R"("route":null)"), std::string::npos) << as_json.out;
}

}  // namespace
}  // namespace bridge::integration
