#include "bridge/conformance/report.hpp"
#include "conformance/report_escape.hpp"

namespace bridge::conformance {

std::string html_report(const Report& report) {
  return "<!doctype html><title>" + escaped(report.base_url) + "</title>\n";
}

}  // namespace bridge::conformance
