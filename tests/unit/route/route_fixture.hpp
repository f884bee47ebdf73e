#pragma once
// JSON literals, and plans as lines of text, for the tests of this module.

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "bridge/json/codec.hpp"
#include "bridge/route/plan.hpp"

namespace bridge::route::test {

inline core::Value parse(std::string_view text) {
  auto value = json::parse(text);
  EXPECT_TRUE(value) << (value ? "" : value.error().detail) << " in " << text;
  return value ? *value : core::Value();
}

inline core::Object object(std::string_view text) {
  const core::Value value = parse(text);
  EXPECT_NE(value.if_object(), nullptr) << text;
  return value.if_object() != nullptr ? *value.if_object() : core::Object();
}

/// For example "PUT /users/7 {"firstName":"Ada"}".
inline std::string line(const Call& call) {
  const CallView of = view(call);
  return of.method + " " + of.path + (of.body.is_null() ? "" : " " + json::write(of.body));
}

inline std::vector<std::string> lines(const Plan& plan) {
  std::vector<std::string> calls;
  for (const Step& step : plan.steps) calls.push_back(line(step.call));
  return calls;
}

inline std::vector<Purpose> purposes(const Plan& plan) {
  std::vector<Purpose> found;
  for (const Step& step : plan.steps) found.push_back(step.purpose);
  return found;
}

/// A step of this purpose that sends this body (JSON; empty for none).
inline Step step_of(Purpose purpose, std::string_view body = {}) {
  return {purpose, RestCall{"PUT", "/somewhere", body.empty() ? core::Value() : parse(body)}, {}, {}, {}};
}

/// Whether the fault is of this kind and its detail contains the text.
template <class T>
testing::AssertionResult fails_with(const core::Result<T>& result, core::FaultKind kind, std::string_view contains) {
  if (result) return testing::AssertionFailure() << "it succeeded";
  if (result.error().kind != kind) {
    return testing::AssertionFailure() << core::to_string(result.error().kind) << ": " << result.error().detail;
  }
  if (result.error().detail.find(contains) == std::string::npos) {
    return testing::AssertionFailure() << "the detail is: " << result.error().detail;
  }
  return testing::AssertionSuccess();
}

}  // namespace bridge::route::test
