#pragma once
// An organisation in an emulator without latency and limits, and a store that knows all of it as managed.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "bridge/core/clock.hpp"
#include "bridge/emulator/emulator.hpp"

namespace bridge::bench {

struct Size {
  std::size_t people = 0;
  std::size_t groups = 0;
  /// Of the first group; the others have 5.
  std::size_t members = 0;
};

class Company {
 public:
  explicit Company(Size size);

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  /// Of the REST API.
  [[nodiscard]] const std::string& token() const { return token_; }
  [[nodiscard]] const Size& size() const { return size_; }

  [[nodiscard]] std::size_t calls() const { return emulator_->log().size(); }
  void forget_calls() { emulator_->clear_log(); }

  /// Ids of people who are active, and of the groups.
  [[nodiscard]] const std::string& person(std::size_t number) const { return active_[number % active_.size()]; }
  [[nodiscard]] const std::string& group(std::size_t number) const { return groups_[number]; }
  /// Active people who are in no group, each once.
  [[nodiscard]] const std::string& outsider(std::size_t number) const { return outsiders_.at(number); }

  /// What a bridge has read into this store becomes what an identity provider has asked for.
  void manage(const std::filesystem::path& store) const;

 private:
  Size size_;
  core::SystemClock clock_;
  std::string token_;
  std::unique_ptr<emulator::Emulator> emulator_;
  std::unique_ptr<emulator::EmulatorServer> server_;
  std::vector<std::string> active_;
  std::vector<std::string> outsiders_;
  std::vector<std::string> groups_;
};

}  // namespace bridge::bench
