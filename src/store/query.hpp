#pragma once
// A prepared statement that changes rows and is run again and again.

#include <cstdint>
#include <optional>
#include <string>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace bridge::store {

/// The signed number of the same bits, which is what SQLite can hold.
[[nodiscard]] inline std::int64_t to_stored(std::uint64_t number) { return static_cast<std::int64_t>(number); }
[[nodiscard]] inline std::uint64_t from_stored(std::int64_t number) { return static_cast<std::uint64_t>(number); }

class Query {
 public:
  Query(const SQLite::Database& database, const char* text) : statement_(database, text) {}

  /// Binds the values in their order and runs the statement. Throws SQLite::Exception.
  template <class... Values>
  void run(const Values&... values) {
    statement_.tryReset();
    int place = 0;
    (bind(++place, values), ...);
    statement_.exec();
    statement_.tryReset();
  }

 private:
  // Without copies: the values outlive the run.
  void bind(int place, const std::string& text) { statement_.bindNoCopy(place, text); }
  void bind(int place, std::int64_t number) { statement_.bind(place, number); }
  void bind(int place, bool flag) { statement_.bind(place, std::int32_t{flag}); }
  void bind(int place, const std::optional<std::string>& text) {
    if (text) {
      statement_.bindNoCopy(place, *text);
    } else {
      statement_.bind(place);
    }
  }
  void bind(int place, const std::optional<bool>& flag) {
    if (flag) {
      bind(place, *flag);
    } else {
      statement_.bind(place);
    }
  }

  SQLite::Statement statement_;
};

}  // namespace bridge::store
