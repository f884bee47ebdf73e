#pragma once
// What the names of a path become. The state of the parse holds the path being read in `path`: texts
// of its own, or views of what is parsed.

#include <string_view>

#include "grammar/scim_attribute.hpp"

namespace bridge::scim {

template <class Rule>
struct PathAction : grammar::pegtl::nothing<Rule> {};

template <>
struct PathAction<grammar::urn> {
  template <class Input, class State>
  static void apply(const Input& in, State& state) {
    state.path.urn = std::string_view(in.begin(), in.size() - 1);  // without its last ':'
  }
};

template <>
struct PathAction<grammar::attr_name> {
  template <class Input, class State>
  static void apply(const Input& in, State& state) {
    state.path.name = std::string_view(in.begin(), in.size());
  }
};

template <>
struct PathAction<grammar::sub_attr_name> {
  template <class Input, class State>
  static void apply(const Input& in, State& state) {
    state.path.sub = std::string_view(in.begin(), in.size());
  }
};

}  // namespace bridge::scim
