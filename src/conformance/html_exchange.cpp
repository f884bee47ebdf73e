// A request with its answer, as HTML.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bridge/core/first_characters.hpp"
#include "conformance/html_parts.hpp"
#include "conformance/report_escape.hpp"
#include "conformance/report_facts.hpp"

namespace bridge::conformance {

namespace {

/// Larger ones are not laid out anew: what is cut off anyway needs no line ends.
constexpr std::size_t kLaidOutBody = std::size_t{1024} * 1024;

std::string body_block(const std::string& body, std::size_t most) {
  if (body.empty()) return "<p class=\"none\">no body</p>";
  const std::string laid_out = body.size() <= kLaidOutBody ? pretty_body(body) : body;
  const std::string_view shown = core::first_characters(laid_out, most);
  std::string block = "<pre tabindex=\"0\">" + escaped(shown) + "</pre>";
  if (shown.size() < laid_out.size()) {
    block += "<p class=\"none\">Shortened; the whole body has " + std::to_string(body.size()) +
             " bytes; the JSON report holds it.</p>";
  }
  return block;
}

std::string headers_block(const std::vector<std::pair<std::string, std::string>>& headers) {
  if (headers.empty()) return {};
  std::string block = "<dl class=\"headers\">";
  for (const auto& [name, value] : headers) {
    block += "<div><dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd></div>";
  }
  return block + "</dl>";
}

std::string status_badge(const Incoming& came) {
  if (came.status == 0) return "<span class=\"status s0\">no answer</span>";
  const std::string status = std::to_string(came.status);
  return "<span class=\"status s" + status.substr(0, 1) + "\">" + status + "</span>";
}

std::string request_block(const Outgoing& sent, std::size_t most) {
  return "<section><h5>Request</h5><p class=\"line\"><b>" + escaped(sent.method) + "</b> " + escaped(sent.target) +
         "</p>" + headers_block(sent.headers) + body_block(sent.body.value_or(std::string()), most) + "</section>";
}

std::string answer_block(const Exchange& exchange, std::size_t most) {
  const Incoming& came = exchange.came;
  std::string block = "<section><h5>Answer</h5><p class=\"line\">" + status_badge(came) + " after " +
                      escaped(lasting(came.took)) + "</p>";
  if (exchange.put_off > 0) {
    block += "<p class=\"none\">The server asked to come again later " +
             counted(static_cast<std::size_t>(exchange.put_off), "time", "times") + " before this answer.</p>";
  }
  if (came.status == 0) return block + "<p class=\"none\">" + escaped(came.why) + "</p></section>";
  return block + headers_block(came.headers) + body_block(came.body, most) + "</section>";
}

}  // namespace

std::string html_exchange(const Exchange& exchange, bool at_fault, std::size_t shown_body) {
  return std::string("<details class=\"exchange") + (at_fault ? " at-fault\" open" : "\"") +
         "><summary><span class=\"method\">" + escaped(exchange.sent.method) + "</span><code>" +
         escaped(exchange.sent.target) + "</code>" + status_badge(exchange.came) + "<span class=\"step\">" +
         escaped(exchange.step) + "</span></summary><div class=\"both\">" + request_block(exchange.sent, shown_body) +
         answer_block(exchange, shown_body) + "</div></details>\n";
}

}  // namespace bridge::conformance
