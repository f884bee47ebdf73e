#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/commands/conformance_progress.hpp"
#include "app/commands/conformance_reports.hpp"
#include "app/json_reading.hpp"
#include "bridge/conformance/library.hpp"
#include "bridge/conformance/report.hpp"
#include "bridge/conformance/run.hpp"
#include "bridge/core/credential.hpp"

namespace bridge::app {

namespace {

using conformance::Chosen;

constexpr std::chrono::milliseconds kBetweenLooks{50};
constexpr int kFailed = 1;
constexpr int kKilled = 130;
constexpr std::size_t kRunLetters = 6;

/// Set by the first SIGINT or SIGTERM; the second ends the program at once.
std::atomic<bool> stop_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "signal handlers may touch no other atomics");

extern "C" void take_stop_signal(int /*signal*/) {
  if (stop_asked.exchange(true)) ::_exit(kKilled);
}

int refuse(int code, const std::string& why) {
  std::fprintf(stderr, "scimbridge: %s\n", why.c_str());
  return code;
}

std::optional<std::string> wrong_usage(const ConformanceOptions& options) {
  if (options.list) return std::nullopt;
  if (options.url.empty()) return "--url is missing: the server's base URL, as https://scim.example.com/scim/v2";
  if (options.token_file.empty()) return "--token-file is missing: a file with the token that the server takes";
  for (const std::string& file : options.reports) {
    if (auto problem = report_name_problem(file)) return problem;
  }
  const auto in_domain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '.'; };
  if (options.user_domain.empty() || !std::all_of(options.user_domain.begin(), options.user_domain.end(), in_domain)) {
    return "--user-domain: expected letters, digits, '-' and '.', as example.com";
  }
  if (options.read_only || options.side_effects_accepted) return std::nullopt;
  return "the suite makes people and groups on " + options.url +
         ", changes them and deletes them again. All have names with \"scimbridge-\" in them; nothing else is "
         "touched. Say --i-accept-side-effects where that may be, or --read-only for the cases that change nothing.";
}

/// The file's text without the line end behind it; a Fault that names the file.
core::Result<std::string> read_token(const std::string& file) {
  const std::string where = "--token-file " + file + ": ";
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    return core::failure(core::FaultKind::InvalidValue, where + "it is a folder");
  }
  std::ifstream stream(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.is_open() || stream.bad()) {
    return core::failure(core::FaultKind::InvalidValue, where + "it can't be read");
  }
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty()) return core::failure(core::FaultKind::InvalidValue, where + "expected a token, found nothing");
  const bool clean = std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f; });
  if (clean) return text;
  return core::failure(core::FaultKind::InvalidValue,
                       where + "expected one line of letters, digits and signs, found spaces or control characters");
}

core::Result<conformance::Library> library_of(const ConformanceOptions& options) {
  return options.folder.empty() ? conformance::built_in_library() : conformance::library_in(options.folder);
}

int list_cases(const std::vector<Chosen>& cases) {
  for (const Chosen& chosen : cases) {
    const conformance::Case& one = *chosen.the_case;
    std::printf("%s\t%s\t%s\n", one.id.c_str(), std::string(name_of(one.level)).c_str(), printable(one.title).c_str());
  }
  return 0;
}

/// A few letters that no other run has.
std::string new_run_name() {
  std::random_device source;
  std::uniform_int_distribution<int> letter('a', 'z');
  std::string name;
  while (name.size() < kRunLetters) name += static_cast<char>(letter(source));
  return name;
}

void sleep_unless_stopped(std::chrono::milliseconds wait) {
  const auto end = std::chrono::steady_clock::now() + wait;
  while (!stop_asked && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(
        std::min<std::chrono::steady_clock::duration>(kBetweenLooks, end - std::chrono::steady_clock::now()));
  }
}

conformance::Report play(const ConformanceOptions& options, conformance::Wire& wire, const std::vector<Chosen>& cases,
                         conformance::RunOptions run_options) {
  ConformanceProgress progress(::isatty(STDERR_FILENO) != 0);
  const core::SystemClock clock;
  const conformance::Surroundings surroundings{wire, clock, sleep_unless_stopped,
                                               [&progress](const conformance::Progress& now) { progress.show(now); },
                                               stop_asked};
  run_options.user_domain = options.user_domain;
  run_options.run = new_run_name();
  run_options.fail_fast = options.fail_fast;
  run_options.version = SCIMBRIDGE_VERSION;
  return conformance::run(surroundings, cases, run_options);
}

int judge(const ConformanceOptions& options, const conformance::Report& report) {
  std::fputs(conformance::text_report(report).c_str(), stdout);
  const std::vector<std::string> problems = write_reports(options.reports, report);
  for (const std::string& problem : problems) static_cast<void>(refuse(kFailed, problem));
  return problems.empty() && report.good() ? 0 : kFailed;
}

int play_all(const ConformanceOptions& options, const std::vector<Chosen>& cases) {
  for (const std::string& file : options.reports) {
    if (const auto problem = report_place_problem(file)) return refuse(kFailed, *problem);
  }
  auto token = read_token(options.token_file);
  if (!token) return refuse(kFailed, token.error().detail);
  conformance::RunOptions run_options;
  run_options.base_url = options.url;
  while (run_options.base_url.ends_with('/')) run_options.base_url.pop_back();
  run_options.secrets = {*token};
  auto wire = conformance::make_wire({run_options.base_url, std::chrono::seconds(options.timeout), options.ca_file},
                                     core::IdpToken(std::move(*token)));
  if (!wire) return refuse(kWrongUsage, wire.error().detail);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGINT, take_stop_signal);
  std::signal(SIGTERM, take_stop_signal);
  return judge(options, play(options, **wire, cases, std::move(run_options)));
}

}  // namespace

int conformance(const ConformanceOptions& options) {
  if (const auto why = wrong_usage(options)) return refuse(kWrongUsage, *why);
  const auto library = library_of(options);
  if (!library) return refuse(kFailed, library.error().detail);
  const auto cases = choose(*library, {options.suites, options.cases, options.read_only});
  if (!cases) return refuse(kWrongUsage, cases.error().detail);
  if (cases->empty()) return refuse(kWrongUsage, "there is no such case: nothing would be tried");
  if (options.list) return list_cases(*cases);
  return play_all(options, *cases);
}

}  // namespace bridge::app
