#include "emulator/operation.hpp"

#include <algorithm>

#include "emulator/email.hpp"

namespace bridge::emulator {

bool Operation::is_internal(const User& user) const {
  const std::string domain = domain_of(user.email);
  return std::find(options.domains.begin(), options.domains.end(), domain) != options.domains.end();
}

core::Value Operation::date(core::Instant instant) const {
  if (numeric_dates()) return static_cast<std::int64_t>(instant.time_since_epoch().count());
  const std::string text = core::to_date_time(instant);
  return text.substr(0, text.find('.')) + "Z";
}

std::optional<ApiError> refuse_unknown(const Operation& operation, const core::Object& body,
                                       std::initializer_list<std::string_view> known) {
  if (!operation.facts.unknown_attributes_refused) return std::nullopt;
  for (const core::Member& member : body) {
    if (std::find(known.begin(), known.end(), member.name) == known.end()) return refuse(1283, member.name);
  }
  return std::nullopt;
}

std::optional<ApiError> refuse_licence(const Operation& operation) {
  const auto& pool = operation.options.licence_pool;
  if (!pool || operation.seats() || operation.organisation.licences_taken() < *pool) return std::nullopt;
  return refuse(1014);
}

const User* person(const Operation& operation, std::int64_t id) {
  const User* user = operation.organisation.user(id);
  return user != nullptr ? user : operation.organisation.former(id);
}

}  // namespace bridge::emulator
