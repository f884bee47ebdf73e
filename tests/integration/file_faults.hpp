#pragma once
// Faults in the calls by which the program writes its store, switched while it runs (faulty_files.cpp).

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace bridge::integration {

class FileFaults {
 public:
  explicit FileFaults(const std::filesystem::path& directory);
  /// For BridgeOptions.
  [[nodiscard]] std::map<std::string, std::string> environment() const;

  /// Of a thousand calls each: writes that find the disk full, that fail, that are short; syncs that fail.
  void set(std::uint32_t full, std::uint32_t error, std::uint32_t shortened, std::uint32_t sync) const;
  void end() const { set(0, 0, 0, 0); }

 private:
  std::string file_;
};

}  // namespace bridge::integration
