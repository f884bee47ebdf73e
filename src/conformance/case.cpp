#include "bridge/conformance/case.hpp"

#include <algorithm>

namespace bridge::conformance {
namespace {

bool reads(const Sending& sending) {
  constexpr std::string_view kSearch = "/.search";
  if (sending.method == "GET" || sending.method == "HEAD") return true;
  const std::string_view path = std::string_view(sending.path).substr(0, sending.path.find('?'));
  return sending.method == "POST" && path.size() >= kSearch.size() &&
         path.substr(path.size() - kSearch.size()) == kSearch;
}

}  // namespace

std::string_view name_of(Level level) noexcept {
  switch (level) {
    case Level::Must: return "MUST";
    case Level::Should: return "SHOULD";
    case Level::May: return "MAY";
  }
  return "";
}

std::string_view Case::suite() const noexcept { return std::string_view(id).substr(0, id.find('/')); }

bool Case::writes() const noexcept {
  return !given.empty() || std::any_of(steps.begin(), steps.end(), [](const Step& step) {
    return std::any_of(step.questions.begin(), step.questions.end(),
                       [](const Question& question) { return !reads(question.sending); });
  });
}

}  // namespace bridge::conformance
