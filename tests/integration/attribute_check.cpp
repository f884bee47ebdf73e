#include "integration/attribute_check.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace bridge::integration {

namespace {

using core::Array;
using core::Object;
using core::Value;

std::string_view text_of(const Object& object, std::string_view name) { return core::text_or_empty(object, name); }

bool flag_of(const Object& object, std::string_view name) { return core::flag_or_false(object, name); }

bool is_base64(std::string_view text) {
  const std::size_t padding = text.size() - std::min(text.find('='), text.size());
  return text.size() % 4 == 0 && padding <= 2 && std::all_of(text.begin(), text.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '/' || c == '=';
         });
}

/// "d" in the form is a digit, everything else itself.
bool has_form(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](char c, char wanted) {
    return wanted == 'd' ? std::isdigit(static_cast<unsigned char>(c)) != 0 : c == wanted;
  });
}

/// Empty when the value is of the simple type.
std::string wrong_type(const Value& value, std::string_view type) {
  const std::string* text = value.if_string();
  const auto expect = [&](bool fine, std::string_view what) {
    return fine ? std::string() : "expected " + std::string(what) + ", found " + value.kind();
  };
  if (type == "string") return expect(text != nullptr, "a string");
  if (type == "boolean") return expect(value.if_bool() != nullptr, "a boolean");
  if (type == "integer") return expect(value.if_integer() != nullptr, "an integer");
  if (type == "decimal") return expect(value.if_double() != nullptr || value.if_integer() != nullptr, "a number");
  if (type == "dateTime") return expect(text != nullptr && is_date_time(*text), "a date and time");
  if (type == "binary") return expect(text != nullptr && is_base64(*text), "base64");
  if (type == "reference") return expect(text != nullptr && !text->empty(), "a URI");
  return "is declared with the unknown type \"" + std::string(type) + "\"";
}

/// What the bridge alone makes is spelled as declared; what a client gave is the client's.
void check_canonical(const Value& value, const Object& definition, Report& report) {
  const Value* canonical = definition.find("canonicalValues");
  const std::string_view mutability = text_of(definition, "mutability");
  if (canonical == nullptr || mutability == "readWrite" || mutability == "writeOnly") return;
  const Array& values = *canonical->if_array();
  if (std::find(values.begin(), values.end(), value) == values.end()) report.add("is none of the canonical values");
}

void check_complex(const Value& value, const Object& definition, Asked asked, Report& report) {
  const Object* object = value.if_object();
  if (object == nullptr) return report.add(std::string("expected an object, found ") + value.kind());
  if (object->empty()) return report.add("is an empty object");
  check_attributes(*object, *definition.find("subAttributes")->if_array(), {}, asked, report);
  const std::string_view reference = text_of(*object, "$ref");
  const std::string_view id = text_of(*object, "value");
  const bool made_here = text_of(definition, "mutability") == "readOnly" || text_of(definition, "name") == "members";
  if (!made_here || reference.empty() || id.empty()) return;
  if (!reference.ends_with("/" + std::string(id))) report.add("$ref does not lead to the value");
}

void check_one(const Value& value, const Object& definition, Asked asked, Report& report) {
  if (text_of(definition, "type") == "complex") return check_complex(value, definition, asked, report);
  const std::string problem = wrong_type(value, text_of(definition, "type"));
  if (!problem.empty()) return report.add(problem);
  if (value.if_string() != nullptr && flag_of(definition, "required") && value.if_string()->empty()) {
    report.add("is required and empty");
  }
  check_canonical(value, definition, report);
}

void check_many(const Value& value, const Object& definition, Asked asked, Report& report) {
  const Array* elements = value.if_array();
  if (elements == nullptr) return report.add(std::string("expected an array, found ") + value.kind());
  if (elements->empty()) return report.add("is an empty array");
  std::size_t primaries = 0;
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const Report::At at(report, "[" + std::to_string(i) + "]");
    const Value& element = (*elements)[i];
    check_one(element, definition, asked, report);
    if (element.if_object() != nullptr && flag_of(*element.if_object(), "primary")) ++primaries;
  }
  if (primaries > 1) report.add("has more than one primary value");
}

void check_present(const Value& value, const Object& definition, Asked asked, Report& report) {
  if (value.is_null()) return report.add("is null");
  const std::string_view returned = text_of(definition, "returned");
  if (returned == "never") return report.add("is never to be returned");
  if (returned == "request" && asked != Asked::Named) report.add("is shown though no request named it");
  flag_of(definition, "multiValued") ? check_many(value, definition, asked, report)
                                     : check_one(value, definition, asked, report);
}

void check_absent(const Object& definition, Asked asked, Report& report) {
  const std::string_view returned = text_of(definition, "returned");
  if (returned == "always") return report.add("is always to be returned and missing");
  const bool expected = asked == Asked::Default && returned == "default";
  if (flag_of(definition, "required") && expected) report.add("is required and missing");
}

}  // namespace

Report::At::At(Report& report, std::string_view step) : report_(report), before_(report.place_) {
  const bool joined = before_.empty() || step.starts_with('[');
  report.place_ += (joined ? "" : ".") + std::string(step);
}

bool is_date_time(std::string_view text) {
  if (!has_form(text.substr(0, 19), "dddd-dd-ddTdd:dd:dd")) return false;
  text.remove_prefix(19);
  if (text.starts_with('.')) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
    if (end == 1) return false;
    text.remove_prefix(end);
  }
  return text == "Z" || has_form(text, "+dd:dd") || has_form(text, "-dd:dd");
}

void check_attributes(const Object& object, const Array& definitions, const std::vector<std::string_view>& also,
                      Asked asked, Report& report) {
  std::set<std::string_view> known(also.begin(), also.end());
  for (const Value& item : definitions) {
    const Object& definition = *item.if_object();
    const std::string_view name = text_of(definition, "name");
    known.insert(name);
    const Report::At at(report, name);
    const Value* value = object.find(name);
    value != nullptr ? check_present(*value, definition, asked, report) : check_absent(definition, asked, report);
  }
  std::set<std::string_view> seen;
  for (const core::Member& member : object) {
    const Report::At at(report, member.name);
    if (!known.contains(member.name)) report.add("is no attribute that the schema has, spelled so");
    if (!seen.insert(member.name).second) report.add("stands twice");
  }
}

}  // namespace bridge::integration
