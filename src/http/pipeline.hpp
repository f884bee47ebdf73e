#pragma once
// The way of a request to its route's action: one ordered list of stages.

#include <cstdint>
#include <span>
#include <string_view>

#include "bridge/core/result.hpp"
#include "http/exchange.hpp"

namespace bridge::http {

/// What must be there for a stage to run.
enum class Needs : std::uint8_t { Head, WholeRequest };

struct Stage {
  std::string_view name;
  Needs needs;
  /// A fault ends the way.
  core::Outcome (*run)(Exchange& exchange);
  /// Why it stands, and stands here.
  std::string_view reason;
};

/// All stages; those that need the head alone come first.
[[nodiscard]] std::span<const Stage> pipeline() noexcept;

/// Runs the stages in order, up to those that need more than is there.
[[nodiscard]] core::Outcome run_pipeline(Exchange& exchange, Needs available);

}  // namespace bridge::http
