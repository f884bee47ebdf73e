#pragma once
// Value or Fault, with the member names of std::expected (C++23), so that it can become an alias.

#include <type_traits>
#include <utility>
#include <variant>

#include "bridge/core/fault.hpp"

namespace bridge::core {

/// Wraps the fault on the way into a Result, as std::unexpected does.
struct Failure {
  Fault fault;
};

/// Shorthand for the common case: a kind and a detail.
[[nodiscard]] inline Failure failure(FaultKind kind, std::string detail) {
  return Failure{Fault{kind, std::move(detail), {}, {}}};
}

/// Either a T or the Fault that stood in its way. Asking for the one that is not there is a bug and
/// throws std::bad_variant_access.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Failure failed)
      : state_(std::in_place_index<1>, std::move(failed.fault)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }

  [[nodiscard]] T& operator*() & { return std::get<0>(state_); }
  [[nodiscard]] const T& operator*() const& { return std::get<0>(state_); }
  [[nodiscard]] T&& operator*() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] T* operator->() { return &std::get<0>(state_); }
  [[nodiscard]] const T* operator->() const { return &std::get<0>(state_); }

  [[nodiscard]] const Fault& error() const& { return std::get<1>(state_); }
  [[nodiscard]] Fault&& error() && { return std::get<1>(std::move(state_)); }

  /// The fault, ready to be returned from a function with another value type.
  [[nodiscard]] Failure passed_on() const& { return Failure{std::get<1>(state_)}; }

 private:
  std::variant<T, Fault> state_;
};

/// Success without a value, or a Fault.
using Outcome = Result<std::monostate>;

/// The successful Outcome.
[[nodiscard]] inline Outcome ok() { return Outcome{std::monostate{}}; }

}  // namespace bridge::core
