#include "bench/scale/process.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bridge/core/credential.hpp"

namespace bridge::bench {

namespace {

/// requests_per_minute's largest value.
constexpr int kBudget = 100'000;

/// The number behind a word at the begin of a line of a file in /proc.
std::uint64_t number_behind(pid_t process, const char* file, const std::string& word) {
  std::ifstream lines("/proc/" + std::to_string(process) + "/" + file);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(word, 0) == 0) return std::strtoull(line.c_str() + word.size(), nullptr, 10);
  }
  return 0;
}

std::string token_section(const std::string& idp, const std::string& token) {
  return "[[tenant.idp_token]]\nname = \"" + idp + "\"\nidp = \"" + idp + "\"\ndigest = \"" +
         core::TokenDigest::of(core::IdpToken(std::string(token))).to_string() + "\"\n";
}

}  // namespace

Process::Process(const std::vector<std::string>& words, const std::filesystem::path& log) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  process_ = ::fork();
  if (process_ != 0) return;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int file = ::open(log.c_str(), O_CREAT | O_APPEND | O_WRONLY, 0600);
  ::dup2(file, STDOUT_FILENO);
  ::dup2(file, STDERR_FILENO);
  ::execv(arguments.front(), arguments.data());
  ::_exit(127);
}

Process::~Process() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

std::uint64_t Process::resident() const { return number_behind(process_, "status", "VmRSS:") * 1024; }

std::uint64_t Process::written() const { return number_behind(process_, "io", "write_bytes:"); }

double Process::cpu() const {
  std::ifstream file("/proc/" + std::to_string(process_) + "/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream rest(line.substr(line.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) rest >> skipped;
  double user = 0;
  double system = 0;
  rest >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

Served::Served(std::filesystem::path directory, std::uint16_t upstream, const std::string& api_token)
    : directory_(std::move(directory)),
      port_(free_port()),
      admin_port_(free_port()),
      okta_(core::new_idp_token().expose()),
      entra_(core::new_idp_token().expose()) {
  std::filesystem::create_directories(directory_);
  std::ofstream(directory_ / "api-token") << api_token << "\n";
  std::filesystem::permissions(directory_ / "api-token", std::filesystem::perms::owner_read);
  const std::filesystem::path file = directory_ / "scimbridge.toml";
  std::ofstream(file) << "[server]\nlisten = \"127.0.0.1:" << port_ << "\"\nadmin_listen = \"127.0.0.1:" << admin_port_
                      << "\"\nstate_dir = \"state\"\n\n[store]\nurl = \"sqlite:bridge.db\"\n\n[[tenant]]\n"
                      << token_section("okta", okta_) << token_section("entra", entra_)
                      << "[tenant.rest]\nurl = \"http://127.0.0.1:" << upstream
                      << "/2.0\"\ntoken_file = \"api-token\"\nrequests_per_minute = " << kBudget
                      << "\n[tenant.mirror]\nrefresh = \"1h\"\n";
  command_ = {SCIMBRIDGE_PROGRAM, "serve", "--config", file.string()};
}

std::string Served::request(const std::string& idp, const std::string& method, const std::string& path,
                            const std::string& body) const {
  return wire({port_, method, "/scim/v2" + path, idp == "entra" ? entra_ : okta_, body});
}

Answered Served::exchange(const std::string& method, const std::string& path) const {
  return ask({port_, method, "/scim/v2" + path, okta_, {}});
}

void Served::wait_until_read() const {
  constexpr std::chrono::minutes kPatience{5};
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < until) {
    const Answered told = ask({admin_port_, "GET", "/readyz", {}, {}});
    if (told.status == 200 && told.body.find("\"refreshed\":null") == std::string::npos) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  give_up("the mirror does not become complete; see " + log().string());
}

}  // namespace bridge::bench
