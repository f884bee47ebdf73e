#pragma once
// Waiting for an answer that comes through a callback.

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <utility>

namespace bridge::app {

/// Calls `begin` with a callback and waits until it is called; nothing when it was dropped instead.
template <class T>
[[nodiscard]] std::optional<T> awaited(const std::function<void(std::function<void(T)>)>& begin) {
  auto promise = std::make_shared<std::promise<T>>();
  std::future<T> answer = promise->get_future();
  begin([promise = std::move(promise)](T value) { promise->set_value(std::move(value)); });
  try {
    return answer.get();
  } catch (const std::future_error&) {
    return std::nullopt;
  }
}

}  // namespace bridge::app
