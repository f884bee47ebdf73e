#pragma once
// E-mail addresses as the emulator takes them.

#include <string>
#include <string_view>

namespace bridge::emulator {

/// One "@", something before it, a dotted domain after it, no blanks, at most 254 bytes.
[[nodiscard]] bool is_email(std::string_view text);
/// The part after the "@", in lower case.
[[nodiscard]] std::string domain_of(std::string_view email);
/// A domain of a public mail provider, whose accounts can't be deactivated.
[[nodiscard]] bool is_isp_domain(std::string_view domain);

}  // namespace bridge::emulator
