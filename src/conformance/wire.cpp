#include "bridge/conformance/wire.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "bridge/core/ascii_case.hpp"
#include "bridge/transport/http_client.hpp"

namespace bridge::conformance {
namespace {

constexpr std::size_t kLargestAnswer = std::size_t{16} << 20U;
constexpr std::chrono::milliseconds kConnectTimeout{10'000};

std::string_view cause_in_words(transport::Cause cause) {
  switch (cause) {
    case transport::Cause::NameNotFound: return "the host's name is not known";
    case transport::Cause::ConnectionRefused: return "the connection is refused";
    case transport::Cause::ConnectTimedOut: return "no connection in time";
    case transport::Cause::ProxyFailed: return "the proxy can't be reached";
    case transport::Cause::CertificateExpired: return "the certificate is not valid at this time";
    case transport::Cause::CertificateOfOtherHost: return "the certificate is another host's";
    case transport::Cause::CertificateUntrusted: return "the certificate is not trusted";
    case transport::Cause::HandshakeFailed: return "no TLS connection comes about";
    case transport::Cause::Stalled: return "the answer came to a standstill";
    case transport::Cause::Unknown: break;
  }
  return {};
}

std::string_view trouble_in_words(transport::Trouble trouble) {
  switch (trouble) {
    case transport::Trouble::NotSent: return "the request could not be sent";
    case transport::Trouble::TlsFailed: return "no TLS connection comes about";
    case transport::Trouble::TimedOut: return "no answer in time";
    case transport::Trouble::ConnectionLost: return "the connection ended without a whole answer";
    case transport::Trouble::AnswerTooLarge: return "the answer is larger than 16 MiB";
    case transport::Trouble::Unreadable: return "the answer is not HTTP that can be read";
    case transport::Trouble::ShutDown: return "the run ended";
  }
  return {};
}

Incoming incoming(transport::Reply reply, std::chrono::microseconds took) {
  Incoming came;
  came.took = took;
  if (auto* answer = std::get_if<transport::Answer>(&reply)) {
    came.status = answer->status;
    came.headers = std::move(answer->headers);
    came.body = std::move(answer->body);
    if (came.status == 0) came.why = "the answer has no status that can be read";
    return came;
  }
  const auto& fault = std::get<transport::TransportFault>(reply);
  came.never_left = fault.trouble == transport::Trouble::NotSent || fault.trouble == transport::Trouble::TlsFailed;
  const std::string_view cause = cause_in_words(fault.cause);
  came.why = std::string(cause.empty() ? trouble_in_words(fault.trouble) : cause) + " (" + fault.why.text + ")";
  return came;
}

/// What several calls bring back; the last one wakes who waits.
class Answers {
 public:
  explicit Answers(std::size_t count) : answers_(count), open_(count) {}

  void put(std::size_t index, Incoming answer) {
    const std::lock_guard guard(mutex_);
    answers_[index] = std::move(answer);
    if (--open_ == 0) all_there_.notify_all();
  }
  std::vector<Incoming> wait() {
    std::unique_lock guard(mutex_);
    all_there_.wait(guard, [this] { return open_ == 0; });
    return std::move(answers_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_there_;
  std::vector<Incoming> answers_;  // guarded by mutex_
  std::size_t open_;               // guarded by mutex_
};

class HttpWire final : public Wire {
 public:
  HttpWire(transport::ClientSettings settings, core::IdpToken token)
      : engine_(transport::Engine::start()), client_(*engine_, std::move(settings), std::move(token)) {}

  std::vector<Incoming> exchange(const std::vector<Outgoing>& requests) override {
    const auto answers = std::make_shared<Answers>(requests.size());
    if (requests.empty()) return {};
    for (std::size_t i = 0; i < requests.size(); ++i) send(requests[i], i, answers);
    return answers->wait();
  }

 private:
  void send(const Outgoing& out, std::size_t index, const std::shared_ptr<Answers>& answers) {
    transport::Request request;
    request.method = out.method;
    request.path = out.target;
    request.body = out.body.value_or("");
    request.content_type = "application/scim+json";
    request.headers = out.headers;
    const auto began = std::chrono::steady_clock::now();
    client_.send(std::move(request), [answers, index, began](transport::Reply reply) {
      const auto took = std::chrono::steady_clock::now() - began;
      answers->put(index, incoming(std::move(reply), std::chrono::duration_cast<std::chrono::microseconds>(took)));
    });
  }

  std::unique_ptr<transport::Engine> engine_;
  transport::Client<core::IdpToken> client_;
};

core::Outcome check_url(std::string_view url) {
  const auto refuse = [](const char* why) {
    return core::Outcome(core::failure(core::FaultKind::InvalidValue, std::string("the base URL ") + why));
  };
  const bool plain = core::starts_with_ignoring_case(url, "http://");
  if (!plain && !core::starts_with_ignoring_case(url, "https://"))
    return refuse("begins with neither https:// nor http://");
  const std::string_view rest = url.substr(plain ? 7 : 8);
  if (rest.empty() || rest.front() == '/') return refuse("has no host");
  if (rest.find('?') != std::string_view::npos) {
    return refuse("has a query; what stands behind '?' can't be part of the URL that a server is reached by");
  }
  if (rest.find_first_of("#@\\") != std::string_view::npos) return refuse("holds more than host and path");
  const bool one_word = std::all_of(rest.begin(), rest.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  return one_word ? core::ok() : refuse("holds blanks or characters that are not percent-encoded");
}

}  // namespace

std::optional<std::string_view> Incoming::header(std::string_view lower_case_name) const {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return header.first == lower_case_name; });
  if (found == headers.end()) return std::nullopt;
  return std::string_view(found->second);
}

core::Result<std::unique_ptr<Wire>> make_wire(WireSettings settings, core::IdpToken token) {
  while (!settings.base_url.empty() && settings.base_url.back() == '/') settings.base_url.pop_back();
  if (const auto usable = check_url(settings.base_url); !usable) return usable.passed_on();
  transport::ClientSettings client;
  client.base_url = settings.base_url;
  client.plain_http_anywhere = true;
  client.connect_timeout = std::min(kConnectTimeout, settings.timeout);
  client.timeout = settings.timeout;
  client.max_answer = kLargestAnswer;
  client.ca_file = settings.ca_file;
  return std::unique_ptr<Wire>(std::make_unique<HttpWire>(std::move(client), std::move(token)));
}

}  // namespace bridge::conformance
