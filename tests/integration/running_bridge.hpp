#pragma once
// `scimbridge serve` as its users run it: a process of its own, reached over HTTP, in front of an
// emulated Smartsheet that lives in the test.

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "bridge/emulator/emulator.hpp"
#include "integration/answer_check.hpp"
#include "integration/transcript_runner.hpp"

namespace bridge::integration {

/// One exchange with a server on the loopback interface; status 0 when there was no answer. Callable
/// from any thread; each thread keeps its own connection.
[[nodiscard]] HttpAnswer over_http(const std::string& origin, const HttpRequest& request);

/// A directory that goes away with the object.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct BridgeOptions {
  emulator::Options emulator{};
  /// Which of Smartsheet's services the tenant has.
  bool rest = true;
  bool scim = false;
  /// The REST token is one of a pair that is renewed; there is none before sign_in().
  bool oauth = false;
  /// Lines of TOML for [server], [server.limits], the tenant, its IdP token, [tenant.rest] and [tenant.scim].
  std::string server;
  std::string limits;
  std::string tenant = "idp = \"okta\"";
  std::string token_lines;
  std::string rest_lines;
  std::string scim_lines;
  /// Of [tenant.guard]: organisations in tests are tiny, half of one is soon lost. Empty: no such section.
  std::string guard_lines = "max_per_hour = 1000000";
  /// The tenant's policy removes people (deprovision.on_…, or pending = "cancel").
  bool removals = false;
  /// mirror.refresh: long by default, so that no call of a refresh falls into a test's count.
  std::string refresh = "1h";
  /// More of the configuration, at its end: other tenants.
  std::string more;
  /// Variables for the program alone.
  std::map<std::string, std::string> environment;
};

/// The program, the emulator and their secrets. The destructor stops the program and fails the test
/// when a secret stands in a line of its log or in an answer, when an answer is not as /Schemas and
/// /ResourceTypes declare it, or when any call to the emulator broke the contract with Smartsheet: each
/// service with its own token, and no DELETE of a user but what policy asks for.
class RunningBridge {
 public:
  explicit RunningBridge(BridgeOptions options = {});
  RunningBridge(const RunningBridge&) = delete;
  RunningBridge& operator=(const RunningBridge&) = delete;
  ~RunningBridge();

  /// The organisation, to be filled before start() or changed behind the bridge's back.
  [[nodiscard]] emulator::Emulator& smartsheet() { return *emulator_; }
  [[nodiscard]] const emulator::Emulator& smartsheet() const { return *emulator_; }

  /// Puts a first pair of OAuth tokens into the state directory, as `scimbridge login` would.
  void sign_in();
  /// Where the pair lies.
  [[nodiscard]] std::filesystem::path pair_file() const { return directory() / "state/oauth-default.json"; }

  /// Starts the program and waits until it answers from a complete mirror.
  void start();
  /// Starts the program and waits only until it listens.
  void start_without_waiting();
  /// SIGTERM, and waits for the end; gives the exit code.
  int stop();
  /// SIGKILL, and waits for the end.
  void kill();

  /// With the IdP token and the SCIM content type; `target` is below the tenant's base, "/Users/…".
  [[nodiscard]] HttpAnswer scim(const std::string& method, const std::string& target, const std::string& body = {},
                                HttpHeaders headers = {});
  /// As it is; the target begins at the root.
  [[nodiscard]] HttpAnswer send(const HttpRequest& request);

  /// Holds an answer against what the program declares; send() does it with each.
  void hold(const HttpRequest& request, const HttpAnswer& answer);

  /// Where the program listens.
  [[nodiscard]] const std::string& origin() const { return origin_; }
  [[nodiscard]] std::string port() const { return origin_.substr(origin_.rfind(':') + 1); }
  [[nodiscard]] const std::string& idp_token() const { return idp_token_; }
  [[nodiscard]] const std::string& api_token() const { return api_token_; }
  [[nodiscard]] const std::string& scim_token() const { return scim_token_; }
  [[nodiscard]] std::string log() const;
  /// "METHOD path" of every call to the emulator since the last forget_calls().
  [[nodiscard]] std::vector<std::string> calls() const;
  void forget_calls();
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_.path(); }

 private:
  void write_config(const BridgeOptions& options, std::uint16_t emulator_port) const;
  void spawn();
  void wait_for_port();
  /// What the program declares; answers are held against it from then on.
  void read_declarations();
  /// What they are called, and their texts.
  [[nodiscard]] std::map<std::string, std::string> secrets() const;
  void expect_no_secret(const std::string& where, const std::string& text) const;
  void expect_calls_as_agreed() const;

  TemporaryDirectory directory_;
  core::SystemClock clock_;
  std::string idp_token_;
  std::string api_token_;
  std::string scim_token_;
  std::string client_secret_;
  bool oauth_ = false;
  std::map<std::string, std::string> environment_;
  std::unique_ptr<emulator::Emulator> emulator_;
  std::unique_ptr<emulator::EmulatorServer> server_;
  pid_t process_ = -1;
  /// Each start has a log of its own.
  int starts_ = 0;
  std::string origin_;
  bool removals_ = false;
  std::mutex answers_mutex_;
  std::string leaked_answer_;
  std::optional<AnswerCheck> check_;
  std::vector<std::string> violations_;
};

/// The value at a JSON pointer's single name, as text; empty when it is not there.
[[nodiscard]] std::string text_at(const HttpAnswer& answer, std::string_view name);

}  // namespace bridge::integration
