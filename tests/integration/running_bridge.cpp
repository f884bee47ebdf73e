#include "integration/running_bridge.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include <curl/curl.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bridge/core/credential.hpp"
#include "bridge/core/ids.hpp"
#include "bridge/json/codec.hpp"
#include "integration/oauth_setup.hpp"

namespace bridge::integration {

namespace {

/// Long enough for a sanitized program on a busy machine; only a hang takes that long.
constexpr int kPatienceTenths = 600;
constexpr auto kTenth = std::chrono::milliseconds(100);

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(data, size * count);
  return size * count;
}

std::size_t append_header(char* data, std::size_t size, std::size_t count, void* headers) {
  const std::string_view line(data, size * count);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size * count;
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '\r' || value.back() == '\n')) value.remove_suffix(1);
  static_cast<HttpHeaders*>(headers)->emplace_back(std::string(line.substr(0, colon)), std::string(value));
  return size * count;
}

struct Handle {
  CURL* curl = curl_easy_init();
  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { curl_easy_cleanup(curl); }
};

bool is_of_scim_service(const std::string& path) {
  static const std::string kBase = "/scim/v2";
  return path == kBase || path.rfind(kBase + "/", 0) == 0;
}

/// A removal of a person, but for those that policy allows: over REST, with somebody who gets what they owned, or
/// of an invitation, after the look that found it open.
bool removes_person(const emulator::Logged& call, const emulator::Logged* before, bool by_policy) {
  const bool rest = call.path.rfind("/users/", 0) == 0;
  if (call.method != "DELETE" || (!rest && call.path.rfind("/scim/v2/Users", 0) != 0)) return false;
  if (!rest || !by_policy) return true;
  const bool looked = before != nullptr && before->method == "GET" && before->status == 200 &&
                      (before->path == call.path || before->path == "/users");
  return call.query.find("transferTo=") == std::string::npos && !looked;
}

/// A section of what both services have.
std::string service_section(const std::string& name, const std::string& url, const std::string& token_variable,
                            const std::string& lines) {
  return "\n[tenant." + name + "]\nurl = \"" + url + "\"\ntoken_env = \"" + token_variable +
         "\"\nrequests_per_minute = 100000\n" + lines;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

HttpAnswer over_http(const std::string& origin, const HttpRequest& request) {
  static thread_local Handle handle;
  CURL* curl = handle.curl;
  curl_easy_reset(curl);
  HttpAnswer answer;
  curl_slist* headers = curl_slist_append(nullptr, "Expect:");
  for (const auto& [name, value] : request.headers) headers = curl_slist_append(headers, (name + ": " + value).c_str());
  const std::string url = origin + request.target;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(curl, CURLOPT_NOBODY, request.method == "HEAD" ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 90L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, append_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer.headers);
  if (!request.body.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
  }
  const CURLcode code = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  answer.status = code == CURLE_OK ? static_cast<int>(status) : 0;
  return answer;
}

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "scimbridge-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

RunningBridge::RunningBridge(BridgeOptions options)
    : idp_token_(core::new_idp_token().expose()),
      api_token_(core::new_idp_token().expose()),
      scim_token_(core::new_idp_token().expose()),
      client_secret_(core::new_request_id().text + core::new_request_id().text),
      oauth_(options.oauth),
      environment_(options.environment),
      emulator_(emulator::Emulator::make(options.emulator, clock_)),
      removals_(options.removals) {
  emulator_->add_token({api_token_, "admin@example.com", false, false, {}, emulator::TokenUse::Rest});
  emulator_->add_token({scim_token_, "admin@example.com", false, false, {}, emulator::TokenUse::Scim});
  auto server = emulator::EmulatorServer::start(*emulator_, 0);
  if (!server) throw std::runtime_error(server.error().detail);
  server_ = std::move(*server);
  write_config(options, server_->port());
}

RunningBridge::~RunningBridge() {
  stop();
  for (; starts_ > 0; --starts_) expect_no_secret("the log", log());
  expect_calls_as_agreed();
  EXPECT_EQ(leaked_answer_, "");
  for (const std::string& violation : violations_) ADD_FAILURE() << "not as declared: " << violation;
}

void RunningBridge::write_config(const BridgeOptions& options, std::uint16_t emulator_port) const {
  const core::IdpToken token{std::string(idp_token_)};
  const std::string origin = "http://127.0.0.1:" + std::to_string(emulator_port);
  const std::string base = origin + "/2.0";
  std::ofstream config(directory_.path() / "scimbridge.toml");
  config << "[server]\nlisten = \"127.0.0.1:0\"\nadmin_listen = \"127.0.0.1:0\"\nstate_dir = \"state\"\n"
         << options.server << "\n[server.limits]\ndrain = \"2s\"\n"
         << options.limits << "\n[store]\nurl = \"sqlite:bridge.db\"\n"
         << "\n[[tenant]]\nname = \"default\"\n"
         << options.tenant << "\n\n[[tenant.idp_token]]\n"
         << options.token_lines << "name = \"okta\"\ndigest = \"" << core::TokenDigest::of(token).to_string() << "\"\n";
  if (options.oauth) {
    const std::string redirect = "http://127.0.0.1:" + std::to_string(free_port()) + "/oauth/callback";
    emulator_->add_oauth_client({"app", client_secret_, redirect});
    ::setenv("BRIDGE_TEST_CLIENT_SECRET", client_secret_.c_str(), 1);
    config << oauth_sections(origin, redirect, options.rest_lines);
  }
  if (options.rest && !options.oauth)
    config << service_section("rest", base, "BRIDGE_TEST_API_TOKEN", options.rest_lines);
  if (options.scim) config << service_section("scim", base + "/scim/v2", "BRIDGE_TEST_SCIM_TOKEN", options.scim_lines);
  if (!options.guard_lines.empty()) config << "\n[tenant.guard]\n" << options.guard_lines << "\n";
  config << "\n[tenant.mirror]\nrefresh = \"" << options.refresh << "\"\n" << options.more;
}

void RunningBridge::spawn() {
  const std::string log_file = (directory_.path() / ("log." + std::to_string(++starts_))).string();
  const std::string config = (directory_.path() / "scimbridge.toml").string();
  ::setenv("BRIDGE_TEST_API_TOKEN", api_token_.c_str(), 1);
  ::setenv("BRIDGE_TEST_SCIM_TOKEN", scim_token_.c_str(), 1);
  // Made before the fork: the child of a process with threads may not allocate.
  std::vector<std::string> variables;
  for (char** variable = ::environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
  for (const auto& [name, value] : environment_) variables.push_back(name + "=" + value);
  std::vector<char*> environment;
  for (std::string& variable : variables) environment.push_back(variable.data());
  environment.push_back(nullptr);
  process_ = ::fork();
  if (process_ == 0) {
    const int log = ::open(log_file.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
    ::dup2(log, STDERR_FILENO);
    ::dup2(log, STDOUT_FILENO);
    ::execle(SCIMBRIDGE_PROGRAM, SCIMBRIDGE_PROGRAM, "serve", "--config", config.c_str(), static_cast<char*>(nullptr),
             environment.data());
    ::_exit(127);
  }
}

void RunningBridge::wait_for_port() {
  // Looked for often: tests start the program hundreds of times.
  for (int i = 0; i < kPatienceTenths * 20; ++i) {
    const std::string text = log();
    const std::size_t at = text.find(" port=");
    const std::size_t end = at == std::string::npos ? at : text.find('\n', at);
    if (end != std::string::npos) {
      origin_ = "http://127.0.0.1:" + text.substr(at + 6, end - at - 6);
      return;
    }
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) == process_) {
      process_ = -1;
      throw std::runtime_error("the program ended at once: " + text);
    }
    std::this_thread::sleep_for(kTenth / 20);
  }
  throw std::runtime_error("the program does not listen: " + log());
}

void RunningBridge::start_without_waiting() {
  spawn();
  wait_for_port();
  read_declarations();
}

void RunningBridge::read_declarations() {
  const auto fetched = [&](const char* path) {
    const HttpAnswer answer =
        over_http(origin_, {"GET", std::string("/scim/v2") + path, {{"Authorization", "Bearer " + idp_token_}}, {}});
    auto document = json::parse(answer.body);
    return answer.status == 200 && document ? *document : core::Value();
  };
  const core::Value schemas = fetched("/Schemas");
  const core::Value types = fetched("/ResourceTypes");
  // A test of TLS does not get them so.
  if (schemas.if_object() != nullptr && types.if_object() != nullptr) check_.emplace(schemas, types);
}

void RunningBridge::start() {
  start_without_waiting();
  for (int i = 0; i < kPatienceTenths; ++i) {
    if (scim("GET", "/Users?count=0").status == 200) return forget_calls();
    std::this_thread::sleep_for(kTenth);
  }
  throw std::runtime_error("the mirror does not become complete: " + log());
}

int RunningBridge::stop() {
  if (process_ < 0) return 0;
  ::kill(process_, SIGTERM);
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "the program did not end well:\n" << log();
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void RunningBridge::kill() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;
}

HttpAnswer RunningBridge::scim(const std::string& method, const std::string& target, const std::string& body,
                               HttpHeaders headers) {
  headers.emplace_back("Authorization", "Bearer " + idp_token_);
  if (!body.empty()) headers.emplace_back("Content-Type", "application/scim+json");
  return send({method, "/scim/v2" + target, std::move(headers), body});
}

HttpAnswer RunningBridge::send(const HttpRequest& request) {
  HttpAnswer answer = over_http(origin_, request);
  std::string all = answer.body;
  for (const auto& [name, value] : answer.headers) all += name + ": " + value + "\n";
  for (const auto& [name, secret] : secrets()) {
    if (all.find(secret) == std::string::npos) continue;
    const std::lock_guard guard(answers_mutex_);
    leaked_answer_ = request.method + " " + request.target + " shows " + name;
  }
  hold(request, answer);
  return answer;
}

void RunningBridge::hold(const HttpRequest& request, const HttpAnswer& answer) {
  if (!check_) return;
  std::vector<std::string> found = check_->violations(request, answer);
  const std::lock_guard guard(answers_mutex_);
  // A few tell what is wrong.
  if (violations_.size() < 20) std::move(found.begin(), found.end(), std::back_inserter(violations_));
}

std::string RunningBridge::log() const { return read_file(directory_.path() / ("log." + std::to_string(starts_))); }

std::vector<std::string> RunningBridge::calls() const {
  std::vector<std::string> calls;
  for (const emulator::Logged& logged : emulator_->log()) calls.push_back(logged.method + " " + logged.path);
  return calls;
}

void RunningBridge::forget_calls() {
  expect_calls_as_agreed();
  emulator_->clear_log();
}

std::map<std::string, std::string> RunningBridge::secrets() const {
  return {{"the IdP token", idp_token_},
          {"the API token", api_token_},
          {"the SCIM token", scim_token_},
          {"the client secret", client_secret_}};
}

void RunningBridge::expect_no_secret(const std::string& where, const std::string& text) const {
  for (const auto& [name, secret] : secrets())
    EXPECT_EQ(text.find(secret), std::string::npos) << where << " shows " << name;
}

void RunningBridge::expect_calls_as_agreed() const {
  const std::vector<emulator::Logged> log = emulator_->log();
  const emulator::Logged* before = nullptr;
  for (const emulator::Logged& call : log) {
    const bool scim = is_of_scim_service(call.path);
    if (oauth_ && !scim) {
      EXPECT_TRUE(call.credential != api_token_ && call.credential != scim_token_) << call.method << " " << call.path;
      continue;
    }
    EXPECT_TRUE(call.credential == (scim ? scim_token_ : api_token_))
        << call.method << " " << call.path << " did not carry the " << (scim ? "SCIM" : "API") << " token";
    EXPECT_FALSE(removes_person(call, before, removals_)) << call.path << ": people are never removed unasked";
    before = &call;
  }
}

std::string text_at(const HttpAnswer& answer, std::string_view name) {
  const auto parsed = json::parse(answer.body);
  const core::Object* object = parsed ? parsed->if_object() : nullptr;
  return object != nullptr ? std::string(core::text_or_empty(*object, name)) : std::string();
}

}  // namespace bridge::integration
