#include "conformance/step_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "bridge/conformance/pattern.hpp"
#include "conformance/placeholders.hpp"

namespace bridge::conformance {
namespace {

using core::Array;
using core::Object;
using core::Value;

constexpr std::int64_t kMostTogether = 50;
constexpr std::int64_t kLongestPause = 10'000;
constexpr std::string_view kPatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

void check_pattern(const Value& pattern, const std::string& where, Problems& problems) {
  for (const std::string& problem : pattern_problems(pattern)) problems.push_back(where + problem);
}

Value patch_message(const Array& operations) {
  return Object{{"schemas", Array{Value(kPatchOp)}}, {"Operations", operations}};
}

Sending read_sending(const Value& value, const std::string& where, Problems& problems) {
  Reader reader(value, where, problems);
  Sending sending;
  sending.method = reader.text("method");
  sending.path = reader.text("path");
  const bool rooted = sending.path.substr(0, 1) == "/" || sending.path.substr(0, 2) == "${";
  if (!rooted || sending.path.find_first_of(" \t") != std::string::npos) {
    reader.complain("path", "does not begin with '/', or holds blanks");
  }
  sending.query = reader.object("query");
  sending.headers = reader.object("headers");
  if (const Value* body = reader.find("body")) sending.body = *body;
  sending.text = reader.optional_text("text");
  if (reader.find("patch") != nullptr) {
    if (sending.body) reader.complain("patch", "stands beside body");
    sending.body = patch_message(reader.array("patch"));
  }
  if (sending.body && sending.text) reader.complain("text", "stands beside body");
  reader.end();
  return sending;
}

std::vector<std::int64_t> read_statuses(Reader& reader) {
  const Value* value = reader.find("status");
  if (value == nullptr) return {};
  const Array list = value->if_array() != nullptr ? *value->if_array() : Array{*value};
  std::vector<std::int64_t> statuses;
  for (const Value& status : list) {
    const std::int64_t* number = status.if_integer();
    if (number == nullptr || *number < 100 || *number > 599) {
      reader.complain("status", "is no HTTP status");
    } else {
      statuses.push_back(*number);
    }
  }
  return statuses;
}

Expectation read_expectation(const Value& value, const std::string& where, Problems& problems) {
  Reader reader(value, where, problems);
  Expectation expectation;
  expectation.statuses = read_statuses(reader);
  expectation.headers = reader.object("headers");
  check_pattern(expectation.headers, where + "/headers", problems);
  if (const Value* body = reader.find("body")) {
    expectation.body = *body;
    check_pattern(*body, where + "/body", problems);
  }
  expectation.error = reader.optional_text("error");
  reader.end();
  return expectation;
}

Question read_question(Reader& reader) {
  Question question;
  const Value* send = reader.find("send");
  if (send == nullptr) {
    reader.complain("send", "is missing");
  } else {
    question.sending = read_sending(*send, reader.place_of("send"), reader.problems());
  }
  const Value* expect = reader.find("expect");
  if (expect == nullptr) return question;
  const Array alternatives = expect->if_array() != nullptr ? *expect->if_array() : Array{*expect};
  if (alternatives.empty()) reader.complain("expect", "is empty");
  for (const Value& alternative : alternatives) {
    question.any_of.push_back(read_expectation(alternative, reader.place_of("expect"), reader.problems()));
  }
  return question;
}

/// One object with a `count` stands for that many, in which ${n} counts from 1.
void read_repeated(const Value& value, const std::string& where, Problems& problems, std::vector<Question>& questions) {
  Reader counting(value, where, problems);
  const std::int64_t count = counting.number("count", 0, 1, kMostTogether);
  if (count == 0) counting.complain("count", "is missing");
  for (std::int64_t n = 1; n <= count; ++n) {
    Placeholders numbered;
    numbered.put("n", Value(n));
    Reader reader(numbered.filled_where_known(value), where, problems);
    static_cast<void>(reader.find("count"));
    questions.push_back(read_question(reader));
    reader.end();
  }
}

bool is_repeated(const Value& value) {
  return value.if_object() != nullptr && value.if_object()->find("count") != nullptr;
}

void read_together(const Value& together, const std::string& where, Problems& problems,
                   std::vector<Question>& questions) {
  const Array* list = together.if_array();
  if (list == nullptr) return read_repeated(together, where, problems, questions);
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string here = where + "/" + std::to_string(i);
    if (is_repeated((*list)[i])) {
      read_repeated((*list)[i], here, problems, questions);
      continue;
    }
    Reader reader((*list)[i], here, problems);
    questions.push_back(read_question(reader));
    reader.end();
  }
  if (questions.size() < 2 || questions.size() > static_cast<std::size_t>(kMostTogether)) {
    problems.push_back(where + " has not between 2 and " + std::to_string(kMostTogether) + " requests");
  }
}

void read_questions(Reader& reader, Step& step) {
  const Value* together = reader.find("together");
  if (together == nullptr) {
    step.questions.push_back(read_question(reader));
    if (step.questions.front().any_of.empty()) reader.complain("expect", "is missing");
    return;
  }
  read_together(*together, reader.place_of("together"), reader.problems(), step.questions);
  if (const Value* statuses = reader.find("statuses")) {
    step.statuses = *statuses;
    check_pattern(*statuses, reader.place_of("statuses"), reader.problems());
  }
}

void read_keep(Reader& reader, Step& step) {
  for (const core::Member& member : reader.object("keep")) {
    const std::string* pointer = member.value.if_string();
    const Object* object = member.value.if_object();
    const Value* header = object != nullptr && object->size() == 1 ? object->find("header") : nullptr;
    if (pointer != nullptr && (pointer->empty() || pointer->front() == '/')) {
      step.keep.emplace(member.name, Pointer{*pointer});
    } else if (header != nullptr && header->if_string() != nullptr) {
      step.keep.emplace(member.name, HeaderName{*header->if_string()});
    } else {
      reader.complain("keep/" + member.name, R"(is neither a JSON pointer nor {"header": name})");
    }
  }
}

bool is_attribute_need(std::string_view text) {
  constexpr std::string_view kChangeable = " changeable";
  if (text.size() > kChangeable.size() && text.substr(text.size() - kChangeable.size()) == kChangeable) {
    text.remove_suffix(kChangeable.size());
  }
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot + 1 == text.size()) return false;
  const std::string_view type = text.substr(0, dot);
  return (type == "User" || type == "Group" || type == "EnterpriseUser") &&
         text.find_first_of(" \t") == std::string_view::npos;
}

}  // namespace

bool is_need(std::string_view text) {
  constexpr std::array<std::string_view, 14> kNeeds{
      "patch", "bulk", "filter", "sort",           "etag",    "changePassword", "cursor",
      "index", "User", "Group",  "EnterpriseUser", "schemas", "resource types", "configuration"};
  return std::find(kNeeds.begin(), kNeeds.end(), text) != kNeeds.end() || is_attribute_need(text);
}

Level read_level(Reader& reader, Level otherwise) {
  const auto text = reader.optional_text("level");
  if (!text) return otherwise;
  for (const Level level : {Level::Must, Level::Should, Level::May}) {
    if (*text == name_of(level)) return level;
  }
  reader.complain("level", "is none of MUST, SHOULD, MAY");
  return otherwise;
}

Step read_step(const Value& value, const std::string& where, Level weight, Problems& problems) {
  Reader reader(value, where, problems);
  Step step;
  step.name = reader.text("name");
  step.level = read_level(reader, weight);
  if (step.level < weight) reader.complain("level", "is above the case's");
  step.needs = reader.texts("needs");
  for (const std::string& need : step.needs) {
    if (!is_need(need)) reader.complain("needs", "names \"" + need + "\", which is no need");
  }
  step.pause = std::chrono::milliseconds(reader.number("pause", 0, 0, kLongestPause));
  read_questions(reader, step);
  read_keep(reader, step);
  reader.end();
  return step;
}

}  // namespace bridge::conformance
