#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include <curl/curl.h>
#include <pthread.h>
#include <signal.h>

#include "bridge/transport/http_client.hpp"
#include "transport/gate.hpp"
#include "transport/transfer.hpp"

namespace bridge::transport {

namespace {

constexpr long kIdleConnections = 64;
constexpr int kLongestSleepMs = 60'000;  // submissions and time-outs end it earlier

struct MultiFree {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};

void start_libcurl() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) throw std::bad_alloc();
  });
}

/// Signals are the main thread's business; a SIGPIPE out of a TLS write must not end the process.
void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

class CurlEngine final : public Engine {
 public:
  CurlEngine() {
    start_libcurl();
    multi_.reset(curl_multi_init());
    if (!multi_) throw std::bad_alloc();
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kIdleConnections);
    thread_ = std::thread([this] { run(); });
  }
  CurlEngine(const CurlEngine&) = delete;
  CurlEngine& operator=(const CurlEngine&) = delete;

  ~CurlEngine() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    curl_multi_wakeup(multi_.get());
    thread_.join();
  }

  void submit(Job job) override {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(job));
    }
    curl_multi_wakeup(multi_.get());
  }

 private:
  // noexcept: what is thrown here (memory gone, or a callback that breaks its promise) has nobody to go to.
  void run() noexcept {
    block_signals();
    while (begin_waiting()) {
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      finish_ended();
      curl_multi_poll(multi_.get(), nullptr, 0, kLongestSleepMs, nullptr);
    }
    shut_down();
  }

  /// Starts what has been submitted; false when it is time to stop.
  bool begin_waiting() {
    std::vector<Job> jobs;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return false;
      jobs.swap(waiting_);
    }
    for (Job& job : jobs) begin(std::move(job));
    return true;
  }

  void begin(Job job) {
    if (const auto reason = reason_to_refuse(job)) {
      return job.done(Reply(TransportFault{Trouble::NotSent, core::LogText{*reason}}));
    }
    auto transfer = std::make_unique<Transfer>(std::move(job));
    if (curl_multi_add_handle(multi_.get(), transfer->handle()) != CURLM_OK) {
      return transfer->fail(Trouble::NotSent, "libcurl refuses the call");
    }
    CURL* const handle = transfer->handle();
    under_way_.emplace(handle, std::move(transfer));
  }

  void finish_ended() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      const auto transfer = take(message->easy_handle);
      if (transfer) transfer->finish(code);
    }
  }

  std::unique_ptr<Transfer> take(CURL* handle) {
    const auto found = under_way_.find(handle);
    if (found == under_way_.end()) return nullptr;
    auto transfer = std::move(found->second);
    under_way_.erase(found);
    curl_multi_remove_handle(multi_.get(), handle);
    return transfer;
  }

  /// A callback may submit once more; that is ended as well.
  void shut_down() {
    finish_ended();
    while (!under_way_.empty()) take(under_way_.begin()->first)->fail(Trouble::ShutDown, "the bridge is stopping");
    while (true) {
      std::vector<Job> jobs;
      {
        const std::lock_guard lock(mutex_);
        jobs.swap(waiting_);
      }
      if (jobs.empty()) return;
      for (Job& job : jobs) {
        job.done(
            Reply(TransportFault{Trouble::ShutDown, core::LogText{"the bridge is stopping; the call did not leave"}}));
      }
    }
  }

  std::unique_ptr<CURLM, MultiFree> multi_;
  std::unordered_map<CURL*, std::unique_ptr<Transfer>> under_way_;  // the engine's thread alone
  std::mutex mutex_;
  std::vector<Job> waiting_;  // guarded by mutex_
  bool stopping_ = false;     // guarded by mutex_
  std::thread thread_;
};

}  // namespace

std::unique_ptr<Engine> Engine::start() { return std::make_unique<CurlEngine>(); }

}  // namespace bridge::transport
