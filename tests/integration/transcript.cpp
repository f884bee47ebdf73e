#include "integration/transcript.hpp"

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "bridge/json/codec.hpp"

namespace bridge::integration {
namespace {

using core::Array;
using core::Object;
using core::Value;

/// Thrown and caught in this file alone.
struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An object of the file, whose members are all to be known.
class Node {
 public:
  Node(const Value& value, std::string where, std::initializer_list<std::string_view> known)
      : where_(std::move(where)) {
    if (value.if_object() == nullptr) throw Unreadable(where_ + ": expected an object");
    object_ = *value.if_object();
    for (const core::Member& member : object_) {
      if (std::find(known.begin(), known.end(), member.name) == known.end()) {
        throw Unreadable(where_ + ": unknown member \"" + member.name + "\"");
      }
    }
  }

  [[nodiscard]] std::optional<Value> value(std::string_view name) const {
    const Value* found = object_.find(name);
    return found != nullptr ? std::optional(*found) : std::nullopt;
  }
  [[nodiscard]] std::string text(std::string_view name) const {
    const auto found = value(name);
    if (!found || found->if_string() == nullptr) throw wrong(name, "a text");
    return *found->if_string();
  }
  [[nodiscard]] std::int64_t integer(std::string_view name) const {
    const auto found = value(name);
    if (!found || found->if_integer() == nullptr) throw wrong(name, "an integer");
    return *found->if_integer();
  }
  [[nodiscard]] bool flag(std::string_view name) const {
    const auto found = value(name);
    if (found && found->if_bool() == nullptr) throw wrong(name, "true or false");
    return found && *found->if_bool();
  }
  [[nodiscard]] Object object(std::string_view name) const {
    const auto found = value(name);
    if (found && found->if_object() == nullptr) throw wrong(name, "an object");
    return found ? *found->if_object() : Object();
  }
  [[nodiscard]] Array array(std::string_view name) const {
    const auto found = value(name);
    if (!found || found->if_array() == nullptr) throw wrong(name, "an array");
    return *found->if_array();
  }

 private:
  [[nodiscard]] Unreadable wrong(std::string_view name, const char* expected) const {
    return Unreadable(where_ + ": expected " + expected + " under \"" + std::string(name) + "\"");
  }
  std::string where_;
  Object object_;
};

ExpectedCall read_call(const Value& value, const std::string& where) {
  const Node node(value, where, {"method", "path", "credential", "body"});
  return {node.text("method"), node.text("path"), node.text("credential"), node.value("body")};
}

std::vector<ExpectedCall> read_calls(const Array& array, const std::string& where) {
  std::vector<ExpectedCall> calls;
  for (const Value& call : array) calls.push_back(read_call(call, where));
  return calls;
}

/// An array where the routes agree, else an object with an array for each; nothing when it is left out.
std::map<PlayedRoute, std::vector<ExpectedCall>> read_upstream(const Node& step, const std::string& where) {
  const auto value = step.value("upstream");
  if (!value) return {};
  if (value->if_object() == nullptr) {
    const std::vector<ExpectedCall> calls = read_calls(step.array("upstream"), where);
    return {{PlayedRoute::Rest, calls}, {PlayedRoute::Scim, calls}};
  }
  const Node routes(*value, where, {"rest", "scim"});
  return {{PlayedRoute::Rest, read_calls(routes.array("rest"), where + ".rest")},
          {PlayedRoute::Scim, read_calls(routes.array("scim"), where + ".scim")}};
}

std::map<std::string, std::string> read_capture(const Object& object, const std::string& where) {
  std::map<std::string, std::string> capture;
  for (const core::Member& member : object) {
    if (member.value.if_string() == nullptr) throw Unreadable(where + ": expected a JSON pointer for " + member.name);
    capture[member.name] = *member.value.if_string();
  }
  return capture;
}

TranscriptStep read_step(const Value& value, const std::string& where) {
  const Node node(value, where,
                  {"name", "request", "expect", "capture", "upstream", "upstream_in_any_order", "routes_differ"});
  TranscriptStep step;
  step.name = node.text("name");
  const Node request(node.object("request"), where + ".request", {"method", "path", "headers", "body", "text"});
  step.method = request.text("method");
  step.path = request.text("path");
  step.headers = request.object("headers");
  step.body = request.value("body");
  if (request.value("text")) step.text = request.text("text");
  if (step.body && step.text) throw Unreadable(where + ".request: expected body or text, found both");
  const Node expect(node.object("expect"), where + ".expect", {"status", "headers", "body"});
  step.status = expect.integer("status");
  step.expected_headers = expect.object("headers");
  step.expected_body = expect.value("body");
  step.capture = read_capture(node.object("capture"), where + ".capture");
  step.upstream = read_upstream(node, where + ".upstream");
  step.upstream_in_any_order = node.flag("upstream_in_any_order");
  step.routes_differ = node.flag("routes_differ");
  return step;
}

Transcript read_document(const Value& document) {
  const Node node(document, "transcript",
                  {"name", "source", "settings", "token", "seed", "headers", "steps", "emulator"});
  Transcript transcript;
  transcript.name = node.text("name");
  transcript.source = node.text("source");
  transcript.settings = node.object("settings");
  transcript.token = node.object("token");
  transcript.seed = node.object("seed");
  transcript.headers = node.object("headers");
  for (const Value& step : node.array("steps")) {
    transcript.steps.push_back(read_step(step, "step " + std::to_string(transcript.steps.size() + 1)));
  }
  transcript.emulator = node.value("emulator");
  return transcript;
}

}  // namespace

core::Result<Transcript> read_transcript(const core::Value& document) {
  try {
    return read_document(document);
  } catch (const Unreadable& problem) {
    return core::failure(core::FaultKind::InvalidSyntax, problem.what());
  }
}

core::Result<Transcript> read_transcript(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return core::failure(core::FaultKind::NotFound, file.string() + " can't be read");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const auto document = json::parse(text);
  if (!document) return document.passed_on();
  return read_transcript(*document);
}

std::vector<std::filesystem::path> transcripts_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace bridge::integration
