#pragma once
// Many requests over few connections: keep-alive, one request at a time on each, every status counted.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace bridge::bench {

struct Loaded {
  double seconds = 0;
  std::map<int, std::uint64_t> statuses;
  /// Of each answer, in microseconds, in the order in which they came.
  std::vector<double> micros;

  [[nodiscard]] double rate() const { return seconds > 0 ? static_cast<double>(micros.size()) / seconds : 0; }
  [[nodiscard]] std::uint64_t other_than(int status) const;
};

struct Exchange {
  std::uint16_t port = 0;
  std::string method;
  std::string path;
  std::string token;
  std::string body;
};
/// The request as it goes over the wire to a server on the loopback interface.
[[nodiscard]] std::string wire(const Exchange& exchange);

/// How much: so many answers, or for so long, whichever ends first; 0 is no end.
struct Amount {
  std::size_t answers = 0;
  std::chrono::milliseconds lasting{0};
};

/// `request(n)` gives the n-th request as it goes over the wire. A connection that can't be made, ends, or answers what
/// is no HTTP with a Content-Length ends the program.
[[nodiscard]] Loaded load(std::uint16_t port, std::size_t connections, Amount amount,
                          const std::function<std::string(std::size_t)>& request);

/// One exchange; status 0 where nothing listens yet.
struct Answered {
  int status = 0;
  std::string body;
};
[[nodiscard]] Answered ask(const Exchange& exchange);

/// A port that nobody listens on.
[[nodiscard]] std::uint16_t free_port();

[[noreturn]] void give_up(const std::string& why);

}  // namespace bridge::bench
