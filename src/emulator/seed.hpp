#pragma once
// What an organisation begins with.

#include "bridge/emulator/emulator.hpp"
#include "emulator/organisation.hpp"

namespace bridge::emulator {

/// The owner (admin@example.com), then the example people and groups that the options ask for. The
/// same options give the same organisation.
[[nodiscard]] Organisation first_organisation(const Options& options, core::Instant now);

}  // namespace bridge::emulator
