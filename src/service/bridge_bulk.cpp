#include "bridge_service.hpp"

namespace bridge::service {

using core::FaultKind;

void BridgeService::bulk(const Principal&, const core::RequestId&, const core::Value&, BulkDone done) {
  done(core::failure(FaultKind::NotImplemented, "path: expected an endpoint that ServiceProviderConfig promises"));
}

}  // namespace bridge::service
