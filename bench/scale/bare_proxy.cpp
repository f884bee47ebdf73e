// What the bridge is held against: a Pistache handler that forwards each request with libcurl over a connection that
// it keeps, and hands on the answer. Nothing else.
//
// usage: bare_proxy PORT UPSTREAM-ORIGIN TOKEN
// "/still" is answered without a call, which shows how fast whoever asks can be.

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>

#include <curl/curl.h>
#include <pistache/endpoint.h>
#include <pistache/http.h>
#include <sys/prctl.h>

namespace {

/// As many calls as the bridge has on their way at a time.
constexpr int kThreads = 8;

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(data, size * count);
  return size * count;
}

/// One for each thread.
class Upstream {
 public:
  Upstream() : curl_(curl_easy_init()) {}
  Upstream(const Upstream&) = delete;
  Upstream& operator=(const Upstream&) = delete;
  ~Upstream() { curl_easy_cleanup(curl_); }

  long exchange(const std::string& url, const std::string& method, const std::string& token, const std::string& body,
                std::string& answer) {
    curl_easy_reset(curl_);
    curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
    headers = curl_slist_append(headers, "Expect:");
    headers = curl_slist_append(headers, ("Authorization: " + token).c_str());
    curl_easy_setopt(curl_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl_, CURLOPT_PROXY, "");
    curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, method.c_str());
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &answer);
    if (!body.empty()) {
      curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.c_str());
      curl_easy_setopt(curl_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    }
    long status = 502;
    if (curl_easy_perform(curl_) == CURLE_OK) curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    return status;
  }

 private:
  CURL* curl_;
};

class Forward : public Pistache::Http::Handler {
 public:
  HTTP_PROTOTYPE(Forward)
  Forward(std::string origin, std::string token) : origin_(std::move(origin)), token_("Bearer " + token) {}

  void onRequest(const Pistache::Http::Request& request, Pistache::Http::ResponseWriter response) override {
    if (request.resource() == "/still") {
      response.send(Pistache::Http::Code::Ok, "{}");
      return;
    }
    static thread_local Upstream upstream;
    std::string answer;
    const long status =
        upstream.exchange(origin_ + request.resource() + request.query().as_str(),
                          Pistache::Http::methodString(request.method()), token_, request.body(), answer);
    response.send(static_cast<Pistache::Http::Code>(status), answer);
  }

 private:
  std::string origin_;
  std::string token_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 4) return 2;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  Pistache::Http::Endpoint server(
      Pistache::Address(Pistache::Ipv4::loopback(), Pistache::Port(static_cast<std::uint16_t>(std::atoi(words[1])))));
  server.init(Pistache::Http::Endpoint::options().threads(kThreads));
  server.setHandler(std::make_shared<Forward>(words[2], words[3]));
  server.serve();
  return 0;
}
