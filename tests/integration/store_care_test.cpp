// The store of a program that runs: looked at, copied, put back; and a disk that fails and works again.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>

#include "integration/crash_writers.hpp"
#include "integration/file_faults.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

bool has_retry_after(const HttpAnswer& answer) {
  return std::any_of(answer.headers.begin(), answer.headers.end(),
                     [](const auto& header) { return header.first == "Retry-After" && !header.second.empty(); });
}

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

class StoreCare : public ::testing::Test {
 protected:
  explicit StoreCare(std::chrono::milliseconds latency = {})
      : faults_(files_.path()), bridge_(options(faults_, latency)) {}

  static BridgeOptions options(const FileFaults& faults, std::chrono::milliseconds latency) {
    BridgeOptions options;
    options.emulator.latency = latency;
    options.emulator.rate_limit = 0;
    options.environment = faults.environment();
    return options;
  }

  Ran store(const std::string& arguments) {
    const fs::path directory = bridge_.directory();
    const std::string out = (directory / "out").string();
    const std::string err = (directory / "err").string();
    const std::string command = std::string(SCIMBRIDGE_PROGRAM) + " store " + arguments + " --config " +
                                (directory / "scimbridge.toml").string() + " </dev/null >" + out + " 2>" + err;
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(out), text_of(err)};
  }
  [[nodiscard]] std::string create(const std::string& name) {
    const HttpAnswer answer = bridge_.scim("POST", "/Users", creation(name, "first"));
    EXPECT_EQ(answer.status, 201) << answer.body;
    return text_at(answer, "id");
  }
  [[nodiscard]] int status_of(const std::string& id) { return bridge_.scim("GET", "/Users/" + id).status; }

  TemporaryDirectory files_;
  FileFaults faults_;
  RunningBridge bridge_;
  std::string backup_ = (files_.path() / "backup.db").string();
};

TEST_F(StoreCare, GoesBackToABackupThatWasMadeWhileTheServerRan) {
  bridge_.start();
  const std::string ada = create("ada@example.com");
  Ran ran = store("check");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("bridge.db: sound, schema version"), std::string::npos) << ran.out;
  ran = store("backup --json " + backup_);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("{\"target\":\"" + backup_ + "\",\"bytes\":"), std::string::npos) << ran.out;
  ran = store("backup " + backup_);
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("there is a file of this name"), std::string::npos) << ran.err;
  const std::string bob = create("bob@example.com");

  ran = store("restore --yes " + backup_);
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("is in use by another process"), std::string::npos) << ran.err;
  bridge_.stop();
  ran = store("restore " + backup_);
  EXPECT_EQ(ran.code, 2) << ran.out;
  EXPECT_NE(ran.err.find("there is no terminal to ask at; --yes restores unasked"), std::string::npos) << ran.err;
  ran = store("restore --yes --json " + backup_);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out.find("{\"restored\":true,\"before\":\""), 0U) << ran.out;
  bridge_.start_without_waiting();
  EXPECT_EQ(status_of(ada), 200);
  bridge_.stop();
  ran = store("check --json");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("\"sound\":true"), std::string::npos) << ran.out;
  EXPECT_NE(bob, ada);
}

TEST_F(StoreCare, TellsAStoreThatIsDamaged) {
  bridge_.start();
  static_cast<void>(create("ada@example.com"));
  bridge_.stop();
  const std::string file = (bridge_.directory() / "state/bridge.db").string();
  std::fstream(file, std::ios::in | std::ios::out) << std::string(100, 'x');
  const Ran ran = store("check");
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("is no SQLite database"), std::string::npos) << ran.err;
}

TEST_F(StoreCare, AFullDiskRefusesWritesUntilThereIsRoom) {
  bridge_.start();
  const std::string ada = create("ada@example.com");
  bridge_.forget_calls();
  faults_.set(1000, 0, 0, 0);
  for (int i = 0; i < 5; ++i) {
    const HttpAnswer answer = bridge_.scim("POST", "/Users", creation("bob@example.com", "first"));
    EXPECT_EQ(answer.status, 503) << answer.body;
    EXPECT_TRUE(has_retry_after(answer));
    EXPECT_EQ(answer.body.find("SQL"), std::string::npos) << answer.body;
    EXPECT_EQ(status_of(ada), 200);
  }
  EXPECT_TRUE(bridge_.calls().empty()) << "a change that can't be saved is not sent";
  faults_.end();
  const std::string bob = create("bob@example.com");
  EXPECT_EQ(status_of(bob), 200);
  bridge_.stop();
  EXPECT_EQ(times(bridge_.log(), "can't be written: the disk is full"), 1U) << bridge_.log();
  EXPECT_EQ(times(bridge_.log(), "can be written again"), 1U) << bridge_.log();
}

class StoreCareWhileCallsTakeLong : public StoreCare {
 protected:
  StoreCareWhileCallsTakeLong() : StoreCare(std::chrono::milliseconds(200)) {}
};

// The call is out, and what came of it can't be saved: the answer is 503, and the change is kept once the disk works.
TEST_F(StoreCareWhileCallsTakeLong, KeepsWhatSmartsheetDidWhileTheDiskFailed) {
  bridge_.start();
  const std::string ada = create("ada@example.com");
  bridge_.forget_calls();
  HttpAnswer answer;
  std::thread writer([&] { answer = bridge_.scim("PATCH", "/Users/" + ada, replacement(R"({"active":false})")); });
  while (bridge_.calls().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  faults_.set(0, 1000, 0, 1000);
  writer.join();
  EXPECT_EQ(answer.status, 503) << answer.body;
  faults_.end();
  const HttpAnswer again = repeated(bridge_, "PATCH", "/Users/" + ada, replacement(R"({"active":false})"));
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_NE(again.body.find("\"active\":false"), std::string::npos) << again.body;
}

}  // namespace
}  // namespace bridge::integration
