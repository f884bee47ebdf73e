#pragma once
// Runs a grammar over a whole text. The one place where PEGTL's exceptions end.

#include <optional>
#include <string_view>

#include "bridge/core/result.hpp"
#include "grammar/grammar_errors.hpp"
#include "syntax_fault.hpp"

namespace bridge::scim {

/// Nothing, when the text was read; the actions have filled `state` then.
template <class Rule, template <class...> class Action, class State>
[[nodiscard]] std::optional<core::Failure> parse_text(std::string_view text, core::FaultKind kind,
                                                      std::string_view what, State& state) {
  namespace pegtl = grammar::pegtl;
  pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, const char*> input(text.data(), text.size(), "");
  try {
    static_cast<void>(pegtl::parse<Rule, Action, grammar::control>(input, state));
    return std::nullopt;
  } catch (const pegtl::parse_error& error) {
    return syntax_fault(kind, what, text, error.positions().front().byte, error.message());
  }
}

}  // namespace bridge::scim
