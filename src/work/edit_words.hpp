#pragma once
// An edit in words, for what is recorded of it.

#include <string>

#include "bridge/work/edit.hpp"

namespace bridge::work {

struct State;

/// "create", "replace", "modify", "remove", "settle".
[[nodiscard]] const char* verb_of(const Edit& edit);
/// Empty of a creation.
[[nodiscard]] core::ResourceId id_in(const Edit& edit);
/// The name of what a creation makes: the address of a User's userName, a Group's displayName.
[[nodiscard]] std::string name_wanted(const State& state, store::Kind kind, const core::Object& wanted);
/// The name of the resource, case folded, or its id where nobody knows its name.
[[nodiscard]] std::string name_in(const State& state, const Edit& edit);

}  // namespace bridge::work
