#pragma once
// Chance, handed in, so that many bridges don't come back at the same instant and tests are exact.

#include <functional>

namespace bridge::work {

/// Gives numbers from 0 to below 1. Called on the loop. Empty: always 0.
using Jitter = std::function<double()>;

/// A source of its own for each tenant, seeded by the machine.
[[nodiscard]] Jitter random_jitter();

}  // namespace bridge::work
