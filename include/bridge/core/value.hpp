#pragma once
// A JSON value as an immutable tree. Arrays and objects are shared: a copy costs a reference count,
// and a change copies the path to what changes, not the tree. Reading from several threads is safe.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace bridge::core {

class Value;
struct Member;

/// An immutable sequence of values.
class Array {
 public:
  Array() = default;
  explicit Array(std::vector<Value> items);
  Array(std::initializer_list<Value> items);

  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  /// An index past the end throws std::out_of_range.
  [[nodiscard]] const Value& operator[](std::size_t index) const;
  [[nodiscard]] const Value* begin() const noexcept;
  [[nodiscard]] const Value* end() const noexcept;

  /// A copy with one more item at the end.
  [[nodiscard]] Array appended(Value item) const;
  /// A copy with the item at `index` replaced.
  [[nodiscard]] Array with(std::size_t index, Value item) const;

  /// Order matters.
  bool operator==(const Array& other) const;

 private:
  std::shared_ptr<const std::vector<Value>> items_;
};

/// An immutable set of named values that keeps the order of insertion. Which rule finds a name is
/// chosen at the call: Smartsheet's names are case-sensitive, SCIM's are not (RFC 7643 section 2.1).
class Object {
 public:
  Object() = default;
  explicit Object(std::vector<Member> members);
  Object(std::initializer_list<Member> members);

  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] const Member* begin() const noexcept;
  [[nodiscard]] const Member* end() const noexcept;

  /// The value under exactly this name, or null pointer. The pointer lives as long as this object.
  [[nodiscard]] const Value* find(std::string_view name) const noexcept;
  /// The first value whose name is equal but for ASCII case.
  [[nodiscard]] const Value* find_ignoring_case(std::string_view name) const noexcept;

  /// A copy in which `name` (found ignoring case) has this value; a new name is put at the end, a
  /// known one keeps its place and takes the spelling given here.
  [[nodiscard]] Object with(std::string_view name, Value value) const;
  /// A copy without `name` (found ignoring case).
  [[nodiscard]] Object without(std::string_view name) const;

  /// Order of members does not matter, names compare exactly.
  bool operator==(const Object& other) const;

 private:
  std::shared_ptr<const std::vector<Member>> members_;
};

/// null, true/false, a 64-bit integer, a double, text (UTF-8), an array or an object.
class Value {
 public:
  using Storage = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object>;

  Value() : storage_(nullptr) {}
  // Implicit on purpose: literals in tests and builders read as JSON does.
  Value(std::nullptr_t) : storage_(nullptr) {}                      // NOLINT(google-explicit-constructor)
  Value(bool value) : storage_(value) {}                            // NOLINT(google-explicit-constructor)
  Value(std::int64_t value) : storage_(value) {}                    // NOLINT(google-explicit-constructor)
  Value(int value) : storage_(static_cast<std::int64_t>(value)) {}  // NOLINT(google-explicit-constructor)
  Value(double value) : storage_(value) {}                          // NOLINT(google-explicit-constructor)
  Value(std::string value) : storage_(std::move(value)) {}          // NOLINT(google-explicit-constructor)
  Value(std::string_view value) : storage_(std::string(value)) {}   // NOLINT(google-explicit-constructor)
  Value(const char* value) : storage_(std::string(value)) {}        // NOLINT(google-explicit-constructor)
  Value(Array value) : storage_(std::move(value)) {}                // NOLINT(google-explicit-constructor)
  Value(Object value) : storage_(std::move(value)) {}               // NOLINT(google-explicit-constructor)

  [[nodiscard]] const Storage& storage() const noexcept { return storage_; }

  [[nodiscard]] bool is_null() const noexcept { return storage_.index() == 0; }
  [[nodiscard]] const bool* if_bool() const noexcept { return std::get_if<bool>(&storage_); }
  [[nodiscard]] const std::int64_t* if_integer() const noexcept { return std::get_if<std::int64_t>(&storage_); }
  [[nodiscard]] const double* if_double() const noexcept { return std::get_if<double>(&storage_); }
  [[nodiscard]] const std::string* if_string() const noexcept { return std::get_if<std::string>(&storage_); }
  [[nodiscard]] const Array* if_array() const noexcept { return std::get_if<Array>(&storage_); }
  [[nodiscard]] const Object* if_object() const noexcept { return std::get_if<Object>(&storage_); }

  /// What kind of JSON value this is, for messages: "null", "boolean", "integer", "number",
  /// "string", "array", "object".
  [[nodiscard]] const char* kind() const noexcept;

  bool operator==(const Value& other) const = default;

 private:
  Storage storage_;
};

/// One named value of an Object.
struct Member {
  std::string name;
  Value value;
  bool operator==(const Member&) const = default;
};

/// null, [] and {} are the same state as absent (RFC 7643 section 2.5).
[[nodiscard]] bool is_unassigned(const Value& value) noexcept;

/// The text under `name` (exact), or empty: for records whose absent texts mean nothing.
[[nodiscard]] std::string_view text_or_empty(const Object& object, std::string_view name) noexcept;
/// The flag under `name` (exact), or false.
[[nodiscard]] bool flag_or_false(const Object& object, std::string_view name) noexcept;

}  // namespace bridge::core
