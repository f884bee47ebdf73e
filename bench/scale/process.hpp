#pragma once
// Programs under measurement, as processes of their own that end with this one.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

#include "bench/scale/load.hpp"

namespace bridge::bench {

class Process {
 public:
  /// Output and log go to `log`.
  Process(const std::vector<std::string>& words, const std::filesystem::path& log);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  /// SIGTERM, and waits for the end.
  ~Process();

  /// VmRSS, in bytes.
  [[nodiscard]] std::uint64_t resident() const;
  /// What it wrote to disks so far, in bytes, as the kernel counts it; 0 where that is not told.
  [[nodiscard]] std::uint64_t written() const;
  /// CPU time so far, in seconds.
  [[nodiscard]] double cpu() const;

 private:
  pid_t process_;
};

/// `scimbridge serve` in a directory: its configuration, its two tokens.
class Served {
 public:
  /// Writes the configuration; `upstream` is the emulator's port, `api_token` what it takes.
  Served(std::filesystem::path directory, std::uint16_t upstream, const std::string& api_token);

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::filesystem::path store() const { return directory_ / "state/bridge.db"; }
  [[nodiscard]] const std::vector<std::string>& command() const { return command_; }
  [[nodiscard]] std::filesystem::path log() const { return directory_ / "log"; }

  /// A request with the token of this identity provider, "okta" or "entra"; the path is below the base URL.
  [[nodiscard]] std::string request(const std::string& idp, const std::string& method, const std::string& path,
                                    const std::string& body = {}) const;
  [[nodiscard]] Answered exchange(const std::string& method, const std::string& path) const;
  /// Waits until its mirror was read since the start, and nothing is under way.
  void wait_until_read() const;

 private:
  std::filesystem::path directory_;
  std::uint16_t port_;
  std::uint16_t admin_port_;
  std::string okta_;
  std::string entra_;
  std::vector<std::string> command_;
};

}  // namespace bridge::bench
