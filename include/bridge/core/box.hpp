#pragma once
// An immutable, shared child of a recursive value, with value equality.

#include <memory>
#include <utility>

namespace bridge::core {

/// Never empty. Copies share the pointee, which nobody can change, so a Box is safe across threads.
template <class T>
class Box {
 public:
  Box(T value) : value_(std::make_shared<const T>(std::move(value))) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] const T& operator*() const noexcept { return *value_; }
  [[nodiscard]] const T* operator->() const noexcept { return value_.get(); }

  bool operator==(const Box& other) const { return value_ == other.value_ || *value_ == *other.value_; }

 private:
  std::shared_ptr<const T> value_;
};

}  // namespace bridge::core
