#pragma once
// A way out by REST whose access token may die on the way.

#include <memory>

#include "bridge/oauth/token_keeper.hpp"
#include "bridge/work/route_client.hpp"

namespace bridge::oauth {

/// Sends by `inner`, which shows the keeper's token. A call that comes back because its token was dead did nothing: it
/// is sent once more with a new token. Where there is none for now, the call ends as not sent; where there will be
/// none, with Smartsheet's answer.
[[nodiscard]] std::unique_ptr<work::RestClient> make_renewing_client(std::shared_ptr<work::RestClient> inner,
                                                                     std::shared_ptr<TokenKeeper> keeper);

}  // namespace bridge::oauth
