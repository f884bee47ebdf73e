#include "unit/web/fixture.hpp"

#include <utility>

namespace bridge::web::test {

namespace {

constexpr std::chrono::seconds kLong{60};

int status_of(core::FaultKind kind) {
  using core::FaultKind;
  switch (kind) {
    case FaultKind::BadRequest: return 400;
    case FaultKind::RequestTimeout: return 408;
    case FaultKind::PayloadTooLarge: return 413;
    case FaultKind::TargetTooLong: return 414;
    case FaultKind::HeadersTooLarge: return 431;
    case FaultKind::ExpectationFailed: return 417;
    case FaultKind::NotImplemented: return 501;
    case FaultKind::Overloaded: return 503;
    default: return 500;
  }
}

}  // namespace

std::optional<Response> FakeHandler::on_head(const RequestHead& head) {
  return head_rule ? head_rule(head) : std::nullopt;
}

void FakeHandler::on_request(Request request, Responder responder) {
  if (work) return work(std::move(request), std::move(responder));
  std::move(responder).send(text(echo_of(request)));
}

Response FakeHandler::on_fault(const core::Fault& fault, const RequestHead&) {
  const std::lock_guard lock(mutex_);
  contexts_.push_back(fault.context.text);
  return Response{
      .status = status_of(fault.kind), .headers = {{"X-Fault", to_string(fault.kind)}}, .body = fault.detail};
}

void FakeHandler::on_done(const RequestHead& head, int status, std::chrono::microseconds) {
  const std::lock_guard lock(mutex_);
  done_.push_back({head.path, status});
  changed_.notify_all();
}

std::vector<Done> FakeHandler::done() const {
  const std::lock_guard lock(mutex_);
  return done_;
}

std::vector<std::string> FakeHandler::contexts() const {
  const std::lock_guard lock(mutex_);
  return contexts_;
}

bool FakeHandler::wait_for_done(std::size_t count) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kLong, [&] { return done_.size() >= count; });
}

Response text(std::string body, int status) {
  return Response{.status = status, .headers = {{"Content-Type", "text/plain"}}, .body = std::move(body)};
}

std::string echo_of(const Request& request) {
  return request.head.method + " " + request.head.path + "?" + request.head.query + "|" + request.body;
}

bool eventually(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + kLong;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

Background::~Background() {
  for (std::thread& thread : threads_) thread.join();
}

void Background::run(std::function<void()> job) {
  const std::lock_guard lock(mutex_);
  threads_.emplace_back(std::move(job));
}

void Held::keep(Responder responder) {
  const std::lock_guard lock(mutex_);
  responder_ = std::make_unique<Responder>(std::move(responder));
}

bool Held::wait() const {
  return eventually([this] {
    const std::lock_guard lock(mutex_);
    return responder_ != nullptr;
  });
}

void Held::send(Response response) {
  const std::lock_guard lock(mutex_);
  std::move(*responder_).send(std::move(response));
}

ServerTest::ServerTest() = default;
ServerTest::~ServerTest() { server_.reset(); }

void ServerTest::start() {
  auto started = Server::start(settings_, handler_);
  ASSERT_TRUE(started) << started.error().detail << " " << started.error().context.text;
  server_ = std::move(*started);
}

}  // namespace bridge::web::test
