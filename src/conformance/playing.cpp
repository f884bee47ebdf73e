#include "conformance/playing.hpp"

#include <algorithm>
#include <variant>

#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"
#include "conformance/comparison.hpp"
#include "conformance/judgement.hpp"
#include "conformance/made_up.hpp"

namespace bridge::conformance {
namespace {

using core::Object;
using core::Value;

/// So many digits that no name is the beginning of another.
std::string unique_name(const std::string& run_name, std::size_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, digits.size() < 4 ? 4 - digits.size() : 0, '0');
  return run_name + digits;
}

std::string first_of(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "${" : ", ${") + name + "}";
  return text;
}

const Value* pointed_at(const Value& value, std::string_view pointer) {
  const Value* here = &value;
  while (here != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    std::string name(pointer.substr(0, pointer.find('/')));
    pointer.remove_prefix(name.size());
    for (const auto& [escape, letter] : {std::pair("~1", "/"), std::pair("~0", "~")}) {
      for (std::size_t at = name.find(escape); at != std::string::npos; at = name.find(escape, at + 1)) {
        name.replace(at, 2, letter);
      }
    }
    if (const Object* object = here->if_object()) {
      const Value* exact = object->find(name);
      here = exact != nullptr ? exact : object->find_ignoring_case(name);
    } else {
      const core::Array* array = here->if_array();
      const bool is_index =
          !name.empty() && name.size() < 6 && name.find_first_not_of("0123456789") == std::string::npos;
      const std::size_t index = is_index ? std::stoul(name) : 0;
      here = array != nullptr && is_index && index < array->size() ? &(*array)[index] : nullptr;
    }
  }
  return here;
}

bool mentions(const Value& pattern, int status) {
  if (pattern == Value(status)) return true;
  if (const core::Array* array = pattern.if_array()) {
    return std::any_of(array->begin(), array->end(), [&](const Value& item) { return mentions(item, status); });
  }
  const Object* object = pattern.if_object();
  return object != nullptr && std::any_of(object->begin(), object->end(),
                                          [&](const core::Member& member) { return mentions(member.value, status); });
}

bool is_expected(const Step& step, int status) {
  if (step.statuses && mentions(*step.statuses, status)) return true;
  return std::any_of(step.questions.begin(), step.questions.end(), [&](const Question& question) {
    return std::any_of(question.any_of.begin(), question.any_of.end(), [&](const Expectation& expectation) {
      const auto& statuses = expectation.statuses;
      return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
    });
  });
}

}  // namespace

Playing::Playing(const Stage& stage, const Chosen& chosen, std::size_t number)
    : stage_(stage),
      case_(*chosen.the_case),
      suite_(*chosen.suite),
      run_name_("scimbridge-" + core::fold_case(stage.options.run) + "-") {
  unique_ = unique_name(run_name_, number);
  result_.suite = chosen.suite;
  result_.the_case = chosen.the_case;
  placeholders_.put("unique", unique_);
  placeholders_.put("domain", stage.options.user_domain);
  placeholders_.put("base", stage.options.base_url);
  if (!stage.options.secrets.empty()) placeholders_.put("token", stage.options.secrets.front());
}

CaseResult Playing::play(std::vector<Remainder>& remainders) && {
  const core::Tick began = stage_.surroundings.clock.tick();
  make_given();
  if (result_.verdict == Verdict::Passed) play_steps();
  clean_up(remainders);
  Masker masker(stage_.options.secrets);
  for (const Exchange& each : result_.exchanges) {
    masker.learn(each.sent);
    masker.learn(each.came);
  }
  for (Exchange& each : result_.exchanges) each = masker.masked(std::move(each));
  for (Finding& finding : result_.findings) {
    for (std::string& difference : finding.differences) difference = masker.masked(difference);
  }
  result_.reason = masker.masked(result_.reason);
  result_.took = std::chrono::duration_cast<std::chrono::microseconds>(stage_.surroundings.clock.tick() - began);
  return std::move(result_);
}

void Playing::block(std::string reason) {
  if (!result_.findings.empty()) return;  // what failed before says more
  result_.verdict = Verdict::Blocked;
  result_.reason = std::move(reason);
}

bool Playing::exchange(const std::string& step, const std::vector<Outgoing>& requests,
                       const std::function<bool(int)>& expected) {
  std::vector<Reached> all = stage_.caller.call(requests, expected);
  std::string no_use;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    Reached& reached = all[i];
    note_what_was_made(requests[i], reached);
    if (no_use.empty()) no_use = reached.no_use;
    result_.exchanges.push_back({step, as_it_left(requests[i]), std::move(reached.came), reached.put_off});
  }
  if (no_use.empty()) return true;
  block(step + ": " + no_use);
  return false;
}

void Playing::play_steps() {
  for (const Step& step : case_.steps) {
    if (stopped()) return block("the run was stopped");
    const bool left_out = std::any_of(step.needs.begin(), step.needs.end(),
                                      [&](const std::string& need) { return stage_.declared.unmet(need).has_value(); });
    if (left_out) {
      for (const auto& [name, source] : step.keep) never_kept_.insert(name);
    } else if (!play_step(step)) {
      return;
    }
  }
}

bool Playing::play_step(const Step& step) {
  std::set<std::string> missing;
  std::vector<Question> questions;
  std::vector<Outgoing> requests;
  for (const Question& question : step.questions) {
    questions.push_back(filled(question, missing));
    requests.push_back(outgoing(question.sending, missing));
  }
  const auto is_never_kept = [&](const std::string& name) {
    return never_kept_.count(name.substr(0, name.find('.'))) > 0;
  };
  if (!missing.empty() && std::all_of(missing.begin(), missing.end(), is_never_kept)) return true;
  const bool outside =
      std::any_of(requests.begin(), requests.end(), [](const Outgoing& out) { return out.target.empty(); });
  if (!missing.empty() || outside) {
    block(step.name + ": " +
          (missing.empty() ? "the address that the server gave is not below the base URL"
                           : "no answer before had " + first_of(missing)));
    return false;
  }
  if (const std::string why = why_not_to_send(requests); !why.empty()) {
    block(step.name + ": " + why);
    return false;
  }
  if (step.pause.count() > 0) stage_.surroundings.sleep(step.pause);
  const std::size_t first = result_.exchanges.size();
  if (!exchange(step.name, requests, [&](int status) { return is_expected(step, status); })) return false;
  const bool fits = judge_step(step, questions, first);
  keep(step, result_.exchanges[first].came);
  return fits || step.level > case_.level;
}

bool Playing::judge_step(const Step& step, const std::vector<Question>& questions, std::size_t first_exchange) {
  const std::size_t before = result_.findings.size();
  std::vector<Value> statuses;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const Incoming& came = result_.exchanges[first_exchange + i].came;
    statuses.emplace_back(came.status);
    auto differences = judge(questions[i].any_of, came);
    if (differences.empty()) continue;
    result_.findings.push_back({step.level, step.name, first_exchange + i, std::move(differences)});
  }
  if (step.statuses) {
    const Value all{core::Array(std::move(statuses))};
    auto differences = differences_at(&all, *step.statuses, "the statuses");
    if (!differences.empty()) {
      result_.findings.push_back({step.level, step.name, first_exchange, std::move(differences)});
    }
  }
  const bool fits = result_.findings.size() == before;
  if (!fits) result_.verdict = Verdict::Failed;
  return fits;
}

void Playing::keep(const Step& step, const Incoming& came) {
  const auto body = json::parse(came.body);
  for (const auto& [name, source] : step.keep) {
    std::optional<Value> value;
    if (const auto* pointer = std::get_if<Pointer>(&source)) {
      const Value* found = body ? pointed_at(*body, pointer->path) : nullptr;
      if (found != nullptr) value = *found;
    } else if (const auto text = came.header(core::fold_case(std::get<HeaderName>(source).name))) {
      value = Value(*text);
    }
    placeholders_.drop(name);
    if (value) placeholders_.put(name, std::move(*value));
  }
}

}  // namespace bridge::conformance
