#include <algorithm>
#include <utility>

#include "bridge/conformance/case.hpp"
#include "conformance/reading.hpp"
#include "conformance/step_reader.hpp"
#include "conformance/urns.hpp"

namespace bridge::conformance {
namespace {

using core::Value;

constexpr std::int64_t kMostGiven = 100;

/// "ada", "group1": what can stand before the dot of a placeholder.
bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

Given read_given(const Value& value, const std::string& where, Problems& problems) {
  Reader reader(value, where, problems);
  Given given;
  given.as = reader.text("as");
  if (!is_name(given.as)) reader.complain("as", "is not made of letters, digits, '-' and '_'");
  given.type = reader.text("type");
  if (given.type != "User" && given.type != "Group") reader.complain("type", "is neither User nor Group");
  given.count = static_cast<std::size_t>(reader.number("count", 1, 2, kMostGiven));
  given.with = reader.object("with");
  reader.end();
  return given;
}

void add_need(Case& the_case, std::string need) {
  const bool known = std::find(the_case.needs.begin(), the_case.needs.end(), need) != the_case.needs.end();
  if (!known) the_case.needs.push_back(std::move(need));
}

/// What is given has to be declared too.
void derive_needs(Case& the_case, const Given& given) {
  if (given.type == "Group") add_need(the_case, "Group");
  for (const core::Member& member : given.with) {
    if (member.value.is_null() || member.name == "schemas") continue;
    if (member.name == kEnterpriseSchema) {
      add_need(the_case, "EnterpriseUser");
      const core::Object* extension = member.value.if_object();
      if (extension == nullptr) continue;
      for (const core::Member& part : *extension) add_need(the_case, "EnterpriseUser." + part.name);
    } else if (member.name.find(':') == std::string::npos) {
      add_need(the_case, given.type + "." + member.name);
    }
  }
}

void read_claim(Reader& reader, Case& the_case) {
  the_case.title = reader.text("title");
  the_case.source = reader.text("source");
  the_case.level = read_level(reader, Level::Must);
  if (reader.find("level") == nullptr) reader.complain("level", "is missing");
  the_case.requirements = reader.texts("requirements");
  the_case.needs = reader.texts("needs");
  for (const std::string& need : the_case.needs) {
    if (!is_need(need)) reader.complain("needs", "names \"" + need + "\", which is no need");
  }
  the_case.clients = reader.texts("clients");
  the_case.seen = reader.texts("seen");
  the_case.stumbles = reader.object("stumbles");
  for (const core::Member& member : the_case.stumbles) {
    if (member.value.if_string() == nullptr) reader.complain("stumbles/" + member.name, "is no text");
  }
  for (const core::Member& member : reader.object("yields")) {
    const std::string* id = member.value.if_string();
    if (id == nullptr) reader.complain("yields/" + member.name, "is no id of a case");
    the_case.yields.emplace(member.name, id != nullptr ? *id : std::string());
  }
}

void read_parts(Reader& reader, Case& the_case) {
  std::size_t i = 0;
  for (const Value& value : reader.array("given")) {
    the_case.given.push_back(
        read_given(value, reader.place_of("given") + "/" + std::to_string(i++), reader.problems()));
    derive_needs(the_case, the_case.given.back());
  }
  i = 0;
  for (const Value& value : reader.array("steps")) {
    the_case.steps.push_back(
        read_step(value, reader.place_of("steps") + "/" + std::to_string(i++), the_case.level, reader.problems()));
  }
  if (the_case.steps.empty()) reader.complain("steps", "is missing or empty");
}

std::string joined(const Problems& problems) {
  std::string text;
  for (const std::string& problem : problems) text += (text.empty() ? "" : "; ") + problem;
  return text;
}

}  // namespace

core::Result<Case> read_case(std::string id, const Value& document) {
  Problems problems;
  Case the_case;
  the_case.id = std::move(id);
  Reader reader(document, "", problems);
  read_claim(reader, the_case);
  read_parts(reader, the_case);
  reader.end();
  if (!problems.empty()) return core::failure(core::FaultKind::InvalidSyntax, joined(problems));
  return the_case;
}

}  // namespace bridge::conformance
