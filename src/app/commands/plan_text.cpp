#include <string>
#include <string_view>

#include "app/commands/admin_text.hpp"
#include "app/json_reading.hpp"
#include "bridge/json/codec.hpp"

namespace bridge::app {

namespace {

std::string sentence_for(const std::string& outcome) {
  if (outcome == "read") return "Nothing is sent to Smartsheet: a read is answered from the mirror.\n";
  if (outcome == "nothing") return "Nothing is sent to Smartsheet: the resource is as the request wants it.\n";
  return "Nothing is sent to Smartsheet: the change is the bridge's own to keep.\n";
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

}  // namespace

std::string plan_text(const core::Value& planned) {
  const core::Array calls = list_at(planned, "calls");
  if (calls.empty()) return sentence_for(text_at(planned, "outcome"));
  std::string text;
  std::size_t number = 0;
  for (const core::Value& call : calls) {
    text += std::to_string(++number) + ". " + padded(text_at(call, "route"), 4) + "  " +
            padded(text_at(call, "credential"), 10) + "  " + text_at(call, "method") + " " +
            printable(text_at(call, "path")) + "\n";
    const core::Value& body = value_at(call, "body");
    if (!body.is_null()) text += "   " + json::write(body) + "\n";
  }
  return text;
}

std::string refusal_text(int status, const core::Value& error) {
  const std::string type = text_at(error, "scimType");
  std::string text = "Nothing is sent to Smartsheet: the identity provider would be answered " + std::to_string(status);
  if (!type.empty()) text += " " + type;
  return text + "\n   " + printable(text_at(error, "detail")) + "\n";
}

}  // namespace bridge::app
