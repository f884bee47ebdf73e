// The command line as a script meets it: exit codes, what goes to which stream, one clear sentence.

#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bridge/core/credential.hpp"
#include "bridge/json/codec.hpp"
#include "integration/running_bridge.hpp"

namespace bridge::integration {
namespace {

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class CliTest : public ::testing::Test {
 protected:
  Ran run(const std::string& arguments) {
    const std::string out = (directory_.path() / "out").string();
    const std::string err = (directory_.path() / "err").string();
    const int status =
        std::system((std::string(SCIMBRIDGE_PROGRAM) + " " + arguments + " >" + out + " 2>" + err).c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text_of(out), text_of(err)};
  }

  std::string write(const std::string& name, const std::string& text) {
    const std::filesystem::path path = directory_.path() / name;
    std::ofstream(path) << text;
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return path.string();
  }

  /// A configuration without faults, on this port.
  std::string good_config(const std::string& listen, const std::string& store = "sqlite:bridge.db") {
    write("api-token", "0123456789012345678901234567890123\n");
    return write("good.toml",
                 "[server]\nlisten = \"" + listen +
                     "\"\nadmin_listen = \"127.0.0.1:0\"\nstate_dir = \"state\"\n[store]\nurl = \"" + store +
                     "\"\n[[tenant]]\nname = \"default\"\n[[tenant.idp_token]]\nname = \"okta\"\ndigest = \"sha256:" +
                     std::string(64, 'a') + "\"\n[tenant.rest]\ntoken_file = \"api-token\"\n");
  }

  TemporaryDirectory directory_;
};

TEST_F(CliTest, TellsItsVersion) {
  const Ran ran = run("--version");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out.substr(0, 11), "scimbridge ");
}

TEST_F(CliTest, AnswersWrongUsageWithTwo) {
  for (const std::string arguments :
       {"", "fly", "serve", "serve --config", "demo --port many", "emulate --plan gold", "token", "plan",
        "plan --config x", "plan --config x --path /Users --method TRACE", "route", "route show",
        "route set --config x gold", "rehearsal", "check-config --online"}) {
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, 2) << arguments;
    EXPECT_NE(ran.err, "") << arguments;
  }
}

TEST_F(CliTest, MakesATokenAndItsDigest) {
  const Ran ran = run("token new");
  EXPECT_EQ(ran.code, 0);
  ASSERT_EQ(ran.out.size(), 44U);
  const core::IdpToken token(ran.out.substr(0, 43));
  EXPECT_EQ(ran.err, "digest = \"" + core::TokenDigest::of(token).to_string() + "\"\n");
}

TEST_F(CliTest, ReportsEveryProblemOfAConfigurationAtOnce) {
  const std::string file = write("bad.toml",
                                 "[server]\nlisten = 80\nlisten_adress = \"x\"\n[[tenant]]\nname = \"UPPER\"\n"
                                 "[[tenant.idp_token]]\nname = \"okta\"\ndigest = \"sha256:12\"\n[tenant.rest]\n"
                                 "token_env = \"NO_SUCH_VARIABLE_ANYWHERE\"\n");
  for (const std::string command : {"check-config", "serve"}) {
    const Ran ran = run(command + " --config " + file);
    EXPECT_EQ(ran.code, 1) << command;
    EXPECT_EQ(ran.out, "");
    for (const char* place : {":2:", ":3:", ":5:", ":8:", ":10:"}) {
      EXPECT_NE(ran.err.find(file + place), std::string::npos) << place << " in\n" << ran.err;
    }
  }
}

TEST_F(CliTest, AcceptsAGoodConfiguration) {
  const Ran ran = run("check-config --config " + good_config("127.0.0.1:0"));
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
}

TEST_F(CliTest, SaysThatTheFileCantBeRead) {
  const Ran ran = run("serve --config " + (directory_.path() / "missing.toml").string());
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("missing.toml"), std::string::npos);
}

TEST_F(CliTest, SaysThatThePortIsInUse) {
  const int taken = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::bind(taken, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(taken, 1), 0);
  socklen_t size = sizeof address;
  ::getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size);
  const std::string port = std::to_string(ntohs(address.sin_port));
  const Ran ran = run("serve --config " + good_config("127.0.0.1:" + port));
  ::close(taken);
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find(port), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("in use"), std::string::npos) << ran.err;
}

TEST_F(CliTest, SaysThatTheStoreCantBeOpened) {
  write("no-database", std::string(4096, 'x'));
  const Ran ran =
      run("serve --config " + good_config("127.0.0.1:0", "sqlite:" + (directory_.path() / "no-database").string()));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("no-database"), std::string::npos) << ran.err;
}

/// The lines of the demo's output that begin with "curl", as a person would paste them.
std::vector<std::string> curl_lines(const std::string& output) {
  std::vector<std::string> lines;
  std::istringstream stream(output);
  for (std::string line; std::getline(stream, line);) {
    const std::size_t at = line.find("curl ");
    if (at != std::string::npos && line.find_first_not_of(' ') == at) lines.push_back(line.substr(at));
  }
  return lines;
}

TEST_F(CliTest, DemoPrintsLinesThatWorkWhenPasted) {
  const std::filesystem::path out = directory_.path() / "demo";
  const pid_t demo = ::fork();
  if (demo == 0) {
    std::freopen(out.c_str(), "w", stdout);
    std::freopen("/dev/null", "w", stderr);
    ::execl(SCIMBRIDGE_PROGRAM, SCIMBRIDGE_PROGRAM, "demo", "--port", "0", static_cast<char*>(nullptr));
    ::_exit(127);
  }
  std::vector<std::string> lines;
  for (int i = 0; i < 600 && lines.size() < 3; ++i) {
    ::usleep(100'000);
    lines = curl_lines(text_of(out));
  }
  EXPECT_EQ(lines.size(), 3U) << text_of(out);
  for (const std::string& line : lines) {
    std::string answer;
    for (int i = 0;
         i < 100 && answer.find("totalResults\":") == std::string::npos && answer.find("\"id\"") == std::string::npos;
         ++i) {
      const std::string file = (directory_.path() / "answer").string();
      EXPECT_EQ(std::system((line + " >" + file).c_str()), 0) << line;
      answer = text_of(file);
    }
    const auto parsed = json::parse(answer);
    ASSERT_TRUE(parsed) << line << "\n" << answer;
    EXPECT_EQ(parsed->if_object()->find("status"), nullptr) << answer;
  }
  ::kill(demo, SIGTERM);
  int status = 0;
  ::waitpid(demo, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace bridge::integration
