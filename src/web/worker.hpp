#pragma once
// One I/O thread: a handler of Pistache's reactor that owns connections; the first one also accepts.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <pistache/reactor.h>

#include "web/connection.hpp"
#include "web/listener.hpp"
#include "web/loop.hpp"
#include "web/response_writer.hpp"

namespace bridge::web {

class Worker final : public Pistache::Aio::Handler, public Loop {
 public:
  explicit Worker(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}

  /// Before the reactor runs: the mailboxes that new connections are spread over, and the listener.
  void accept_from(UniqueFd listener, std::vector<std::shared_ptr<Mailbox>> mailboxes);

  // Pistache::Aio::Handler
  [[nodiscard]] std::shared_ptr<Pistache::Aio::Handler> clone() const override;
  void registerPoller(Pistache::Polling::Epoll& poller) override;
  void onReady(const Pistache::Aio::FdSet& ready) override;

  // Loop
  [[nodiscard]] Shared& shared() override { return *shared_; }
  [[nodiscard]] const std::shared_ptr<Mailbox>& mailbox() override { return mailbox_; }
  [[nodiscard]] std::string_view date() override { return date_.now(); }
  [[nodiscard]] std::span<char> scratch() override { return scratch_; }
  void watch(std::uint64_t connection, int fd, bool reading, bool writing) override;
  void closing(std::uint64_t connection, int fd) override;

 private:
  void on_entry(const Pistache::Aio::FdSet::Entry& entry);
  void read_mailbox();
  void handle(NewSocket message) { adopt(std::move(message)); }
  void handle(LateAnswer message);
  void handle(StopTaking);
  void handle(CallAgain message);
  void on_timer();
  void accept_some();
  void place(Accepted accepted);
  void pause_accepting();
  void adopt(NewSocket socket);
  void bury();
  void keep_time();

  std::shared_ptr<Shared> shared_;
  std::shared_ptr<Mailbox> mailbox_;
  UniqueFd timer_;
  bool timer_runs_ = false;
  UniqueFd listener_;
  bool accepting_ = false;
  std::vector<std::shared_ptr<Mailbox>> mailboxes_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Connection>> connections_;
  std::vector<std::uint64_t> closed_;
  DateLine date_;
  std::array<char, std::size_t{32} * 1024> scratch_{};
};

}  // namespace bridge::web
