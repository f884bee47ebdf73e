#include "bridge_service.hpp"

namespace bridge::service {

using core::FaultKind;

void BridgeService::me(const Principal&, MeDone done) {
  done(core::failure(FaultKind::NotImplemented, "path: expected an endpoint that ServiceProviderConfig promises"));
}

}  // namespace bridge::service
