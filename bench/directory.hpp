#pragma once
// What the benchmarks work on: the schemas as they ship, and people who look like a company's.

#include <cstddef>
#include <string_view>
#include <vector>

#include "bridge/core/value.hpp"
#include "bridge/scim/schema.hpp"

namespace bridge::bench {

/// The schemas of config/schemas; a file that can't be read ends the program.
[[nodiscard]] const scim::SchemaRegistry& schemas();

/// The JSON text as an object; anything else ends the program.
[[nodiscard]] core::Object object_of(std::string_view text);

/// One User of 0.9 kB as JSON, with names, two e-mails, a phone, a role and the enterprise extension.
[[nodiscard]] core::Object one_user();

/// Users that differ in userName, names, title, department and active; the same ones each time. Every
/// seventh has no title, every tenth is inactive, departments are twenty.
[[nodiscard]] std::vector<core::Object> many_users(std::size_t count);

}  // namespace bridge::bench
