#include "accelerated/matrix.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "sanitized.hpp"

namespace bridge::accelerated {

namespace {

/// A sanitized program is some ten times slower: it tries one combination out of so many.
constexpr std::size_t kOneOutOf = kSanitized ? 7 : 1;

struct Run {
  std::vector<Answer> answers;
  std::string smartsheet;
  std::string shown;
  std::string doubled;
  Access gained;
  Access in_the_end;
  std::vector<std::string> violations;
  std::vector<std::string> calls;
  std::vector<std::string> log;
  bool trouble_came = false;
};

WorldOptions options_of(const Scenario& scenario, Services services) {
  WorldOptions options;
  options.services = services;
  options.tenant.policy.grantable_roles = {"LICENSED_USER", "GROUP_ADMIN", "RESOURCE_VIEWER"};
  if (services == Services::ScimAndRest) {
    options.tenant.fixed_route = route::Route::Scim;
    options.emulator.facts.scim_ids = emulator::ScimIds::Uuids;
  }
  if (scenario.configure) scenario.configure(options);
  return options;
}

/// All at the same time; each again until it is answered for good.
std::vector<Answer> ask_all(World& world, const std::vector<Request>& requests) {
  if (requests.size() == 1) return {world.ask_until_final(requests.front())};
  std::vector<Answer> answers(requests.size());
  std::size_t done = 0;
  std::function<void(std::size_t)> ask = [&](std::size_t i) {
    world.submit(requests[i], [&, i](const Answer& answer) {
      answers[i] = answer;
      if (answer.is_final()) {
        ++done;
      } else {
        world.at(answer.retry_after.value_or(seconds(5)), [&, i] { ask(i); });
      }
    });
  };
  for (std::size_t i = 0; i < requests.size(); ++i) ask(i);
  const core::Tick end = world.clock().tick() + std::chrono::hours(2);
  while (done < requests.size() && world.clock().tick() < end) {
    if (world.crashed()) world.start_again();
    world.step();
  }
  return answers;
}

Run run(const Scenario& scenario, Services services, std::optional<Trouble> trouble, std::optional<std::size_t> call) {
  ++totals().runs;
  World world(options_of(scenario, services));
  fill_with_cast(world.smartsheet());
  if (scenario.fill) scenario.fill(world.smartsheet());
  world.start();
  if (scenario.prepare) scenario.prepare(world);
  // Whatever a refresh has to say of it is said before calls are counted.
  world.settle();
  Run result;
  const std::vector<Request> requests = scenario.ask(world);
  world.begin_watch(std::move(trouble), call);
  result.answers = ask_all(world, requests);
  if (world.crashed()) world.start_again();
  if (!scenario.later) result.calls = world.calls();
  if (scenario.later) scenario.later(world);
  world.settle();
  if (scenario.later) result.calls = world.calls();
  result.trouble_came = world.trouble_came();
  result.smartsheet = picture_of(world.smartsheet());
  result.shown = world.shown();
  result.doubled = doubled_in(world.smartsheet());
  result.gained = world.gained();
  result.in_the_end = access_in(world.smartsheet());
  result.violations = world.violations();
  result.log = world.log();
  return result;
}

std::set<std::string> lines_of(const std::string& text) {
  std::set<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  return lines;
}

std::string difference(const std::string& expected, const std::string& found) {
  const auto before = lines_of(expected);
  const auto after = lines_of(found);
  std::string text;
  for (const std::string& line : before) {
    if (!after.contains(line)) text += "    - " + line + "\n";
  }
  for (const std::string& line : after) {
    if (!before.contains(line)) text += "    + " + line + "\n";
  }
  return text;
}

std::string findings(const Scenario& scenario, const Run& clean, const Run& found) {
  std::string text;
  for (const Answer& answer : found.answers) {
    if (std::find(scenario.statuses.begin(), scenario.statuses.end(), answer.status) == scenario.statuses.end()) {
      text += "  answered " + std::to_string(answer.status) + " " + answer.body + "\n";
    }
  }
  if (found.smartsheet != clean.smartsheet) {
    text += "  Smartsheet has something else:\n" + difference(clean.smartsheet, found.smartsheet);
  }
  if (found.shown != clean.shown) {
    text += "  the bridge shows something else:\n" + difference(clean.shown, found.shown);
  }
  for (const std::string& access : found.gained) {
    if (!clean.gained.contains(access) && !scenario.passing.contains(access))
      text += "  gained for a moment: " + access + "\n";
  }
  for (const std::string& one : found.violations) text += "  " + one + "\n";
  if (!found.doubled.empty()) text += "  doubled: " + found.doubled + "\n";
  return text;
}

/// What the run without trouble must hold to by itself.
void check_clean(const Scenario& scenario, const Run& clean) {
  EXPECT_EQ(findings(scenario, clean, clean), "") << scenario.name;
  for (const std::string& access : clean.gained) {
    EXPECT_TRUE(clean.in_the_end.contains(access) || scenario.passing.contains(access))
        << scenario.name << ": " << access;
  }
}

/// One that is refused, one that is unclear, and whatever does not come from Smartsheet.
bool is_typical(const Trouble& trouble) {
  const auto what = trouble.fault.what;
  return trouble.what != Trouble::What::Upstream || trouble.retry_after ||
         what == emulator::FaultPlan::What::LostAnswer || what == emulator::FaultPlan::What::Delay;
}

bool wanted(const std::string& combination) {
  const char* only = std::getenv(kOnly);
  return only == nullptr || combination.find(only) != std::string::npos;
}

class Matrix {
 public:
  Matrix(const Scenario& scenario, Services services)
      : scenario_(scenario), services_(services), clean_(run(scenario, services, {}, {})) {}

  [[nodiscard]] const Run& clean() const { return clean_; }

  void hold(const Trouble& trouble, std::optional<std::size_t> call) {
    std::string name = scenario_.name + "/" + to_string(services_) + "/";
    name += call ? "call " + std::to_string(*call) + " " + clean_.calls[*call] : std::string("request");
    name += "/" + trouble.name;
    if (totals().combinations++ % kOneOutOf != 0 && std::getenv(kOnly) == nullptr) return;
    if (!wanted(name)) return;
    const Run found = run(scenario_, services_, trouble, call);
    std::string text = findings(scenario_, clean_, found);
    if (!found.trouble_came) text += "  the trouble never came\n";
    if (text.empty()) return;
    std::string told = text + "  alone: " + kOnly + "='" + name + "'\n";
    if (std::getenv(kOnly) != nullptr) {
      for (const std::string& line : found.calls) told += "    call " + line + "\n";
      for (const std::string& line : found.log) told += "    log " + line + "\n";
    }
    ADD_FAILURE() << name << "\n" << told;
  }

 private:
  const Scenario& scenario_;
  Services services_;
  Run clean_;
};

}  // namespace

Totals& totals() {
  static Totals kept;
  return kept;
}

void run_matrix(const Scenario& scenario, Services services) {
  Matrix matrix(scenario, services);

  check_clean(scenario, matrix.clean());
  ASSERT_FALSE(matrix.clean().calls.empty()) << "a plan without a call";
  for (std::size_t call = 0; call < matrix.clean().calls.size(); ++call) {
    for (const Trouble& trouble : troubles_at_a_call()) {
      if (!scenario.large || is_typical(trouble)) matrix.hold(trouble, call);
    }
  }
  for (const Trouble& trouble : troubles_of_a_request()) matrix.hold(trouble, {});
}

}  // namespace bridge::accelerated
