#include "web/delivery.hpp"

#include <utility>

namespace bridge::web {

namespace {

void tell(const std::function<void(bool)>& told, bool written) noexcept {
  if (!told) return;
  try {
    told(written);
  } catch (...) {  // NOLINT(bugprone-empty-catch): it is a notice, nobody is left to hear of its failure
  }
}

}  // namespace

void report_delivery(Response& response, bool written) noexcept {
  tell(std::exchange(response.delivered, nullptr), written);
}

void Delivery::expect(Response& response) {
  report(false);
  told_ = std::exchange(response.delivered, nullptr);
}

void Delivery::report(bool written) noexcept { tell(std::exchange(told_, nullptr), written); }

}  // namespace bridge::web
