// OAuth as it is lived with: pairs that are renewed under load, crashes around it, logins, and what happens when
// Smartsheet takes the app's access away.

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include <curl/curl.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

namespace fs = std::filesystem;
using emulator::FaultPlan;

BridgeOptions by_oauth(std::uint32_t seconds) {
  BridgeOptions options;
  options.oauth = true;
  options.emulator.rate_limit = 0;
  options.emulator.facts.oauth_seconds = seconds;
  return options;
}

std::string text_in(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string person(const std::string& name) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + name + R"(@example.com"})";
}

std::size_t count_calls(RunningBridge& bridge, const std::string& line) {
  std::size_t count = 0;
  for (const std::string& call : bridge.calls()) count += call == line ? 1U : 0U;
  return count;
}

/// Waits for what has to come, however busy the machine is.
template <class Condition>
bool comes(const Condition& condition) {
  for (int i = 0; i < 1200; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

/// Long enough for a person to be made within, on any machine; short enough to see several end.
constexpr std::uint32_t kShortLife = 4;

TEST(OAuthTest, ServesAcrossRenewalsWithoutAFailure) {
  RunningBridge bridge(by_oauth(kShortLife));
  bridge.sign_in();
  bridge.start();
  int made = 0;
  EXPECT_TRUE(comes([&] {
    const HttpAnswer answer = bridge.scim("POST", "/Users", person("p" + std::to_string(made)));
    EXPECT_EQ(answer.status, 201) << answer.body;
    ++made;
    return answer.status != 201 || count_calls(bridge, "POST /token") >= 4;
  }));
  EXPECT_EQ(bridge.smartsheet().state().if_object()->find("users")->if_array()->size(),
            static_cast<std::size_t>(made) + 1)
      << "nobody is doubled";
  for (const char* token : {"access-", "refresh-"}) EXPECT_EQ(bridge.log().find(token), std::string::npos);
}

/// The token ends earlier than anybody said: the call that meets it is sent again with another one.
TEST(OAuthTest, RenewsATokenThatSmartsheetCallsDead) {
  RunningBridge bridge(by_oauth(604'799));
  bridge.sign_in();
  bridge.start();
  bridge.smartsheet().advance(std::chrono::hours(200));
  EXPECT_EQ(bridge.scim("POST", "/Users", person("ada")).status, 201);
  EXPECT_EQ(count_calls(bridge, "POST /token"), 1U);
  EXPECT_EQ(count_calls(bridge, "POST /users"), 2U);
}

TEST(OAuthTest, GoesOnAfterACrashRightAfterARenewal) {
  RunningBridge bridge(by_oauth(kShortLife));
  bridge.sign_in();
  for (int round = 0; round < 3; ++round) {
    bridge.start_without_waiting();
    const std::string before = text_in(bridge.pair_file());
    ASSERT_TRUE(comes([&] {
      const std::string now = text_in(bridge.pair_file());
      return !now.empty() && now != before;
    })) << bridge.log();
    bridge.kill();
  }
  bridge.start();
  EXPECT_EQ(bridge.scim("POST", "/Users", person("ada")).status, 201);
  EXPECT_EQ(bridge.log().find("scimbridge login"), std::string::npos) << bridge.log();
}

/// The request for a new pair never arrived: the old refresh token is good for another one, also after a crash.
TEST(OAuthTest, GoesOnAfterACrashWhereTheRequestWasLost) {
  RunningBridge bridge(by_oauth(kShortLife));
  bridge.sign_in();
  FaultPlan lost;
  lost.match = "POST /token";
  lost.what = FaultPlan::What::LostAnswer;
  bridge.smartsheet().inject(lost);
  bridge.start_without_waiting();
  ASSERT_TRUE(comes([&] { return count_calls(bridge, "POST /token") >= 1; })) << bridge.log();
  bridge.kill();
  bridge.smartsheet().clear_faults();
  bridge.start();
  EXPECT_EQ(bridge.scim("POST", "/Users", person("ada")).status, 201);
}

TEST(OAuthTest, SaysThatThePairIsDeadAndNeverBlamesTheCaller) {
  RunningBridge bridge(by_oauth(604'799));
  bridge.sign_in();
  bridge.start();
  bridge.smartsheet().revoke_oauth();
  const HttpAnswer answer = bridge.scim("POST", "/Users", person("ada"));
  EXPECT_EQ(answer.status, 502) << answer.body;
  EXPECT_TRUE(comes([&] {
    return bridge.log().find("scimbridge login --config FILE --tenant default") != std::string::npos;
  })) << bridge.log();
  bridge.sign_in();
  EXPECT_TRUE(comes([&] { return bridge.scim("POST", "/Users", person("ada")).status == 201; }))
      << "a login mends it without a restart";
}

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

/// A command that runs beside the test.
class Command {
 public:
  Command(RunningBridge& bridge, std::vector<std::string> words) : directory_(bridge.directory()) {
    words.insert(words.begin(), SCIMBRIDGE_PROGRAM);
    words.insert(words.end(), {"--config", (directory_ / "scimbridge.toml").string()});
    process_ = ::fork();
    if (process_ != 0) return;
    ::dup2(::open((directory_ / "out").c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600), STDOUT_FILENO);
    ::dup2(::open((directory_ / "err").c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600), STDERR_FILENO);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execv(SCIMBRIDGE_PROGRAM, arguments.data());
    ::_exit(127);
  }
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;
  ~Command() {
    if (process_ > 0) (void)end();
  }
  Ran end() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out(), text_in(directory_ / "err")};
  }
  [[nodiscard]] std::string out() const { return text_in(directory_ / "out"); }
  /// The address that a login printed; empty when it ended without one.
  [[nodiscard]] std::string address() const {
    std::string found;
    comes([&] {
      const std::string text = out();
      const std::size_t at = text.find("http://");
      const std::size_t end = at == std::string::npos ? at : text.find('\n', at);
      if (end == std::string::npos || text.find("Waiting") == std::string::npos) return false;
      found = text.substr(at, end - at);
      return true;
    });
    return found;
  }

 private:
  fs::path directory_;
  pid_t process_ = -1;
};

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(data, size * count);
  return size * count;
}

/// What a browser shows after it followed the redirect.
std::string browse(const std::string& address) {
  CURL* curl = curl_easy_init();
  std::string page;
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 90L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &page);
  curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return page;
}

TEST(OAuthLoginTest, IsAskedForByServeAndByCheckConfig) {
  RunningBridge bridge(by_oauth(604'799));
  EXPECT_THROW(bridge.start(), std::runtime_error);
  EXPECT_NE(bridge.log().find("scimbridge login --config FILE --tenant default"), std::string::npos) << bridge.log();
  Command check(bridge, {"check-config"});
  const Ran ran = check.end();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("scimbridge login"), std::string::npos) << ran.err;
}

TEST(OAuthLoginTest, GetsThePairThatTheServerThenUses) {
  RunningBridge bridge(by_oauth(604'799));
  Command login(bridge, {"login"});
  const std::string address = login.address();
  ASSERT_NE(address.find("scope=READ_USERS%20ADMIN_USERS&state="), std::string::npos) << login.out();
  const std::string page = browse(address);
  EXPECT_NE(page.find("Done"), std::string::npos) << page;
  const Ran ran = login.end();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("admin@example.com"), std::string::npos) << ran.out;
  for (const char* token : {"access-", "refresh-"})
    EXPECT_EQ((ran.out + ran.err + page).find(token), std::string::npos);
  EXPECT_EQ(fs::status(bridge.pair_file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  bridge.start();
  EXPECT_EQ(bridge.scim("POST", "/Users", person("ada")).status, 201);
}

TEST(OAuthLoginTest, TurnsAStrangersAnswerAwayAndGoesOnWaiting) {
  RunningBridge bridge(by_oauth(604'799));
  Command login(bridge, {"login"});
  const std::string address = login.address();
  const std::string forged = address.substr(0, address.find("&state=")) + "&state=forged";
  EXPECT_NE(browse(forged).find("no answer to the login"), std::string::npos);
  EXPECT_NE(browse(address).find("Done"), std::string::npos);
  EXPECT_EQ(login.end().code, 0);
}

TEST(OAuthLoginTest, SaysWhenItWasToldNo) {
  BridgeOptions options = by_oauth(604'799);
  options.emulator.facts.oauth_denied = true;
  RunningBridge bridge(options);
  Command login(bridge, {"login"});
  EXPECT_NE(browse(login.address()).find("told no"), std::string::npos);
  const Ran ran = login.end();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("access_denied"), std::string::npos) << ran.err;
  EXPECT_FALSE(fs::exists(bridge.pair_file()));
}

TEST(OAuthLoginTest, KeepsNoPairOfSomebodyWhoCanNotDoTheWork) {
  RunningBridge bridge(by_oauth(604'799));
  const core::Value state = bridge.smartsheet().state();
  const std::int64_t owner =
      *state.if_object()->find("users")->if_array()->begin()->if_object()->find("id")->if_integer();
  ASSERT_TRUE(bridge.smartsheet().change_user(owner, {{"admin", false}}));
  Command login(bridge, {"login"});
  EXPECT_NE(browse(login.address()).find("System Admin"), std::string::npos);
  const Ran ran = login.end();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("not a System Admin"), std::string::npos) << ran.err;
  EXPECT_FALSE(fs::exists(bridge.pair_file()));
}

TEST(OAuthLoginTest, GivesUpWhenNobodyComesBack) {
  RunningBridge bridge(by_oauth(604'799));
  Command login(bridge, {"login", "--wait", "1"});
  const Ran ran = login.end();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("in time"), std::string::npos) << ran.err;
}

TEST(OAuthLoginTest, IsForTenantsWithOAuthAlone) {
  RunningBridge bridge;
  ::setenv("BRIDGE_TEST_API_TOKEN", bridge.api_token().c_str(), 1);
  Command login(bridge, {"login"});
  const Ran ran = login.end();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("no [tenant.rest.oauth]"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace bridge::integration
