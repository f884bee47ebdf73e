#pragma once
// A visitor out of lambdas, for std::visit without a catch-all case.

namespace bridge::core {

template <class... Ts>
struct overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
overloaded(Ts...) -> overloaded<Ts...>;

}  // namespace bridge::core
