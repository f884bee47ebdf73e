#include "emulator/email.hpp"

#include <algorithm>
#include <array>

#include "bridge/core/ascii_case.hpp"

namespace bridge::emulator {

namespace {

/// Smartsheet API, "Deactivate User". A name without a dot stands for all of its top-level domains.
constexpr std::array<std::string_view, 17> kIspDomains{
    "aol",      "charter", "comcast", "duck",       "email.com", "gmail",   "hotmail", "icloud", "live",
    "mail.com", "mail.ru", "outlook", "rocketmail", "usa.com",   "verizon", "web.de",  "yahoo"};

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == ',' || c == ';' || c == '<' || c == '>'; }

}  // namespace

bool is_email(std::string_view text) {
  if (text.size() > 254 || std::any_of(text.begin(), text.end(), is_blank)) return false;
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
  const std::string_view domain = text.substr(at + 1);
  const auto dot = domain.find('.');
  return dot != std::string_view::npos && dot != 0 && domain.back() != '.' && domain.find("..") == domain.npos;
}

std::string domain_of(std::string_view email) {
  const auto at = email.rfind('@');
  return at == std::string_view::npos ? std::string() : core::fold_case(email.substr(at + 1));
}

bool is_isp_domain(std::string_view domain) {
  const std::string_view provider = domain.substr(0, domain.find('.'));
  return std::any_of(kIspDomains.begin(), kIspDomains.end(), [&](std::string_view known) {
    return known == domain || (known.find('.') == std::string_view::npos && known == provider);
  });
}

}  // namespace bridge::emulator
