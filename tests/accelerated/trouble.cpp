#include "accelerated/trouble.hpp"

#include <array>

namespace bridge::accelerated {

namespace {

using emulator::FaultPlan;
using What = Trouble::What;

struct ErrorRow {
  const char* name;
  int status;
  int code;
  std::optional<int> retry_after;
  /// What Smartsheet says with it, so that there is none after the work.
  bool nothing_was_done = false;
};

constexpr std::array kErrors{
    ErrorRow{"500/4000", 500, 4000, {}},
    ErrorRow{"500/4002", 500, 4002, {}},
    ErrorRow{"500/4004", 500, 4004, {}},
    ErrorRow{"503/4001", 503, 4001, {}, true},
    ErrorRow{"429 with Retry-After", 429, 4003, 20, true},
    ErrorRow{"429", 429, 4003, {}, true},
    ErrorRow{"401/1003", 401, 1003, {}, true},
};

FaultPlan plan(FaultPlan::What what, FaultPlan::When when) {
  FaultPlan made;
  made.what = what;
  made.when = when;
  return made;
}

void add_upstream(std::vector<Trouble>& rows, FaultPlan::When when) {
  const std::string suffix = when == FaultPlan::When::BeforeWork ? ", before the work" : ", after the work";
  for (const ErrorRow& row : kErrors) {
    if (row.nothing_was_done && when == FaultPlan::When::AfterWork) continue;
    FaultPlan fault = plan(FaultPlan::What::Error, when);
    fault.status = row.status;
    fault.error_code = row.code;
    rows.push_back({row.name + suffix, What::Upstream, fault, row.retry_after});
  }
  rows.push_back({"502 that is not JSON" + suffix, What::Upstream, plan(FaultPlan::What::NotJson, when)});
  rows.push_back({"truncated 200" + suffix, What::Upstream, plan(FaultPlan::What::Truncated, when)});
  rows.push_back({"lost answer" + suffix, What::Upstream, plan(FaultPlan::What::LostAnswer, when)});
  FaultPlan late = plan(FaultPlan::What::Delay, when);
  late.delay = std::chrono::seconds(40);
  rows.push_back({"time-out" + suffix, What::Upstream, late});
}

}  // namespace

const std::vector<Trouble>& troubles_at_a_call() {
  static const std::vector<Trouble> rows = [] {
    std::vector<Trouble> made;
    add_upstream(made, FaultPlan::When::BeforeWork);
    add_upstream(made, FaultPlan::When::AfterWork);
    made.push_back({"connection refused", What::ConnectionRefused});
    made.push_back({"crash before the call", What::CrashBeforeCall});
    made.push_back({"crash before the answer", What::CrashBeforeAnswer});
    made.push_back({"crash before the commit", What::CrashBeforeCommit});
    made.push_back({"crash after the commit", What::CrashAfterCommit});
    return made;
  }();
  return rows;
}

const std::vector<Trouble>& troubles_of_a_request() {
  static const std::vector<Trouble> rows{
      {"first commit lost in a crash", What::CrashBeforeCommit},
      {"crash after the first commit", What::CrashAfterCommit},
      {"answer to the identity provider lost", What::AnswerToIdpLost},
  };
  return rows;
}

}  // namespace bridge::accelerated
