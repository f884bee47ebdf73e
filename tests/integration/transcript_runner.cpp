#include "integration/transcript_runner.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "bridge/conformance/pattern.hpp"
#include "bridge/core/ascii_case.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::integration {
namespace {

using conformance::differences;

using core::Array;
using core::Object;
using core::Value;
using emulator::Logged;

/// "${name}" replaced by what it stands for; an unknown name stays, so that the difference shows it.
std::string filled_text(std::string_view text, const Captures& captures) {
  std::string result;
  while (!text.empty()) {
    const std::size_t start = text.find("${");
    const std::size_t end = start == std::string_view::npos ? start : text.find('}', start);
    if (end == std::string_view::npos) break;
    result += text.substr(0, start);
    const auto found = captures.find(std::string(text.substr(start + 2, end - start - 2)));
    result += found != captures.end() ? std::string_view(found->second) : text.substr(start, end - start + 1);
    text.remove_prefix(end + 1);
  }
  return result += text;
}

Value filled(const Value& value, const Captures& captures) {
  if (const std::string* text = value.if_string()) return filled_text(*text, captures);
  if (const Array* array = value.if_array()) {
    std::vector<Value> items;
    for (const Value& item : *array) items.push_back(filled(item, captures));
    return Array(std::move(items));
  }
  if (const Object* object = value.if_object()) {
    std::vector<core::Member> members;
    for (const core::Member& member : *object) members.push_back({member.name, filled(member.value, captures)});
    return Object(std::move(members));
  }
  return value;
}

/// RFC 6901, without "~" escapes, which no attribute name needs.
const Value* at_pointer(const Value& root, std::string_view pointer) {
  const Value* here = &root;
  while (here != nullptr && !pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    if (const Object* object = here->if_object()) {
      here = object->find(token);
    } else if (const Array* array = here->if_array()) {
      std::size_t index = array->size();
      std::from_chars(token.data(), token.data() + token.size(), index);
      here = index < array->size() ? &(*array)[index] : nullptr;
    } else {
      here = nullptr;
    }
  }
  return here;
}

std::optional<std::string> header_of(const HttpAnswer& answer, std::string_view name) {
  for (const auto& [field, value] : answer.headers) {
    if (core::equal_ignoring_case(field, name)) return value;
  }
  return std::nullopt;
}

bool fits(const Logged& call, const ExpectedCall& expected, const Captures& captures, const Surroundings& around) {
  if (call.method != expected.method || call.path != filled_text(expected.path, captures)) return false;
  const auto token = around.credentials.find(expected.credential);
  if (token == around.credentials.end() || call.credential != token->second) return false;
  if (!expected.body) return true;
  const auto body = json::parse(call.body);
  return body && differences(*body, filled(*expected.body, captures)).empty();
}

class Run {
 public:
  Run(const Surroundings& around, Captures captures) : around_(around), captures_(std::move(captures)) {}

  void play(const Transcript& transcript) {
    for (const TranscriptStep& step : transcript.steps) {
      step_ = step.name;
      const std::uint64_t before = last_call();
      const HttpAnswer answer = around_.http(request_of(transcript, step));
      check_answer(answer, step);
      if (!step.upstream.empty()) check_calls(calls_after(before), step);
    }
    step_ = "the emulator's state";
    if (transcript.emulator) check(public_state(around_.emulator, around_.ids), *transcript.emulator, "");
  }
  [[nodiscard]] std::vector<std::string> problems() && { return std::move(problems_); }

 private:
  void report(const std::string& problem) { problems_.push_back(step_ + ": " + problem); }

  void check(const Value& value, const Value& pattern, const std::string& prefix) {
    for (const std::string& difference : differences(value, filled(pattern, captures_))) report(prefix + difference);
  }

  [[nodiscard]] HttpRequest request_of(const Transcript& transcript, const TranscriptStep& step) const {
    HttpRequest request{step.method, filled_text(step.path, captures_), {}, ""};
    Object headers = transcript.headers;
    for (const core::Member& member : step.headers) headers = headers.with(member.name, member.value);
    for (const core::Member& member : headers) {
      const std::string* text = member.value.if_string();
      const bool of_body = core::equal_ignoring_case(member.name, "Content-Type");
      if (text == nullptr || (of_body && !step.body && !step.text)) continue;
      request.headers.emplace_back(member.name, filled_text(*text, captures_));
    }
    if (step.body) request.body = json::write(filled(*step.body, captures_));
    if (step.text) request.body = filled_text(*step.text, captures_);
    return request;
  }

  void check_answer(const HttpAnswer& answer, const TranscriptStep& step) {
    if (answer.status != step.status) {
      report("expected status " + std::to_string(step.status) + ", found " + std::to_string(answer.status) + " " +
             answer.body);
    }
    for (const core::Member& member : step.expected_headers) check_header(answer, member);
    if (!step.expected_body && step.capture.empty()) return;
    const auto body = json::parse(answer.body);
    if (!body) return report("expected a JSON body, found " + answer.body);
    for (const auto& [name, pointer] : step.capture) capture(name, *body, pointer);
    if (step.expected_body) check(*body, *step.expected_body, "body ");
  }

  void check_header(const HttpAnswer& answer, const core::Member& expected) {
    std::vector<core::Member> found;
    if (const auto value = header_of(answer, expected.name)) found.push_back({expected.name, *value});
    check(Object(std::move(found)), Object{{expected.name, expected.value}}, "header ");
  }

  void capture(const std::string& name, const Value& body, const std::string& pointer) {
    const Value* found = at_pointer(body, pointer);
    if (found == nullptr || found->if_string() == nullptr) {
      return report("expected a text at " + pointer + " to keep as " + name + ", found " + json::write(body));
    }
    captures_[name] = *found->if_string();
  }

  [[nodiscard]] std::uint64_t last_call() const {
    const auto log = around_.emulator.log();
    return log.empty() ? 0 : log.back().number;
  }

  [[nodiscard]] std::vector<Logged> calls_after(std::uint64_t number) const {
    std::vector<Logged> calls;
    for (Logged& call : around_.emulator.log()) {
      const bool housekeeping = around_.is_housekeeping && around_.is_housekeeping(call);
      if (call.number > number && !housekeeping) calls.push_back(std::move(call));
    }
    return calls;
  }

  void check_calls(std::vector<Logged> calls, const TranscriptStep& step) {
    const std::vector<Logged> all = calls;
    const std::vector<ExpectedCall>& wanted = step.upstream.at(around_.route);
    bool as_expected = true;
    for (const ExpectedCall& expected : wanted) {
      const auto end = step.upstream_in_any_order || calls.empty() ? calls.end() : calls.begin() + 1;
      const auto found = std::find_if(calls.begin(), end,
                                      [&](const Logged& call) { return fits(call, expected, captures_, around_); });
      as_expected = as_expected && found != end;
      if (found != end) calls.erase(found);
    }
    if (!as_expected || !calls.empty()) report("expected the calls" + listed(wanted) + ", found" + listed(all));
  }

  [[nodiscard]] std::string listed(const std::vector<ExpectedCall>& calls) const {
    std::string text;
    for (const ExpectedCall& call : calls) {
      text += " [" + call.method + " " + filled_text(call.path, captures_) + " as " + call.credential;
      text += (call.body ? " " + json::write(filled(*call.body, captures_)) : "") + "]";
    }
    return text.empty() ? " none" : text;
  }
  [[nodiscard]] static std::string listed(const std::vector<Logged>& calls) {
    std::string text;
    for (const Logged& call : calls) text += " [" + call.method + " " + call.path + " " + call.body + "]";
    return text.empty() ? " none" : text;
  }

  const Surroundings& around_;
  Captures captures_;
  std::string step_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> run(const Transcript& transcript, const Surroundings& surroundings, Captures captures) {
  Run run(surroundings, std::move(captures));
  run.play(transcript);
  return std::move(run).problems();
}

}  // namespace bridge::integration
