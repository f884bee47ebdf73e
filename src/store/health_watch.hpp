#pragma once
// Whether changes can be saved: what a failure means, and one line to the log when it starts and one when it is over.

#include <mutex>
#include <string>

#include "bridge/store/log.hpp"
#include "bridge/store/store.hpp"

struct sqlite3;
namespace SQLite {
class Exception;
}

namespace bridge::store {

/// Whose fault a failed statement is.
enum class Blame : std::uint8_t {
  /// What it wanted to save can't be saved: others can.
  Change,
  /// The disk or the machine; may pass.
  Disk,
  /// The file is damaged: nothing may be written on top of that.
  Damage,
};

struct Failing {
  Blame blame = Blame::Change;
  /// What failed, with SQLite's code and the system's reason.
  std::string what;
};
/// To be asked before the connection is used again.
[[nodiscard]] Failing judged(const SQLite::Exception& error, sqlite3* connection);
[[nodiscard]] Failing judged(int code, sqlite3* connection);

/// Callable from any thread.
class HealthWatch {
 public:
  /// `file` as the log names it.
  HealthWatch(std::string file, Log log);

  /// A transaction that could not be written.
  void failed(const Failing& failing);
  /// One that was.
  void worked();
  /// The file of the database takes no pages, while the log of changes beside it does. Empty: it does again.
  void cannot_carry_over(const std::string& what);

  [[nodiscard]] StoreHealth health() const;
  /// No more writes until the next start.
  [[nodiscard]] bool damaged() const;
  /// In a trouble that may pass.
  [[nodiscard]] bool ailing() const;

 private:
  void tell(LogLevel level, const std::string& text) const;

  const std::string file_;
  const Log log_;
  mutable std::mutex mutex_;
  StoreHealth health_;
  bool damaged_ = false;
  bool carries_over_ = true;
};

}  // namespace bridge::store
