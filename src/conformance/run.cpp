#include "bridge/conformance/run.hpp"

#include <utility>

#include "bridge/json/codec.hpp"
#include "conformance/caller.hpp"
#include "conformance/declarations.hpp"
#include "conformance/masking.hpp"
#include "conformance/playing.hpp"

namespace bridge::conformance {
namespace {

constexpr int kUnauthorized = 401;

/// The three answers in which a server declares itself.
struct Discovery {
  Declared declared;
  std::string unreachable;
};

std::optional<core::Value> usable_body(const Incoming& came) {
  if (came.status != 200) return std::nullopt;
  auto body = json::parse(came.body);
  return body ? std::optional<core::Value>(*body) : std::nullopt;
}

Discovery discover(Caller& caller) {
  Discovery discovery;
  std::vector<Incoming> answers;
  for (const char* target : {"/ServiceProviderConfig", "/ResourceTypes", "/Schemas"}) {
    Reached reached = caller.call(Outgoing{"GET", target, headers_of({}, {}, false), std::nullopt});
    if (answers.empty() && reached.came.status == 0) {
      discovery.unreachable = "no answer to the first request: " + reached.came.why;
      return discovery;
    }
    answers.push_back(std::move(reached.came));
  }
  const bool refused =
      answers[0].status == kUnauthorized && answers[1].status == kUnauthorized && answers[2].status == kUnauthorized;
  if (refused) discovery.unreachable = "the server does not accept the token: it answers 401";
  discovery.declared = Declared::read(usable_body(answers[0]), usable_body(answers[1]), usable_body(answers[2]));
  return discovery;
}

CaseResult skipped(const Chosen& chosen, std::string reason) {
  CaseResult result;
  result.suite = chosen.suite;
  result.the_case = chosen.the_case;
  result.verdict = Verdict::Skipped;
  result.reason = std::move(reason);
  return result;
}

std::string why_skipped(const Chosen& chosen, const Declared& declared) {
  if (!chosen.left_out.empty()) return chosen.left_out;
  for (const std::string& need : chosen.the_case->needs) {
    if (auto reason = declared.unmet(need)) return *reason;
  }
  return {};
}

bool failed_badly(const CaseResult& result) {
  const bool failed = result.verdict == Verdict::Failed || result.verdict == Verdict::Blocked;
  return failed && result.worst() != Level::May;
}

void play_all(const Stage& stage, const std::vector<Chosen>& cases, Report& report,
              std::vector<Remainder>& remainders) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (stage.surroundings.stop) return;
    std::string reason = why_skipped(cases[i], stage.declared);
    report.results.push_back(reason.empty() ? Playing(stage, cases[i], i + 1).play(remainders)
                                            : skipped(cases[i], std::move(reason)));
    if (stage.surroundings.progress) {
      stage.surroundings.progress({i + 1, cases.size(), &report.results.back()});
    }
    if (!stage.options.fail_fast || !failed_badly(report.results.back())) continue;
    report.stopped = i + 1 < cases.size();
    return;
  }
}

/// Others may have let go of it meanwhile.
void try_once_more(const Stage& stage, std::vector<Remainder>& remainders, Report& report) {
  const Masker masker(stage.options.secrets);
  for (auto remainder = remainders.rbegin(); remainder != remainders.rend(); ++remainder) {
    const LeftOver& what = remainder->what;
    const std::string why = remainder->ours ? remove(stage, *remainder->suite, what.target, nullptr) : what.why;
    if (why.empty()) continue;
    report.left_over.push_back({remainder->what.made_by, masker.masked(remainder->what.target), masker.masked(why)});
  }
}

}  // namespace

Report run(const Surroundings& surroundings, const std::vector<Chosen>& cases, const RunOptions& options) {
  const core::Tick began = surroundings.clock.tick();
  Report report;
  report.base_url = options.base_url;
  report.version = options.version;
  report.started = surroundings.clock.now();
  Caller caller(surroundings, options.patience);
  const Discovery discovery = discover(caller);
  report.unreachable = Masker(options.secrets).masked(discovery.unreachable);
  if (report.unreachable.empty()) {
    report.declares = declarations_of(discovery.declared);
    const Stage stage{surroundings, options, discovery.declared, caller};
    std::vector<Remainder> remainders;
    play_all(stage, cases, report, remainders);
    try_once_more(stage, remainders, report);
  }
  report.stopped = report.stopped || surroundings.stop;
  report.took = std::chrono::duration_cast<std::chrono::milliseconds>(surroundings.clock.tick() - began);
  return report;
}

}  // namespace bridge::conformance
