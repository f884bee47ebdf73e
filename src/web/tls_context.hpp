#pragma once
// Certificates and rules that all TLS connections of a server share.

#include <memory>

#include <openssl/ssl.h>

#include "bridge/core/result.hpp"
#include "bridge/web/server.hpp"

namespace bridge::web {

class TlsContext {
 public:
  /// InvalidValue when a file can't be read, holds no PEM of its kind, or key and certificate differ.
  [[nodiscard]] static core::Result<std::shared_ptr<TlsContext>> load(const Tls& files);

  [[nodiscard]] SSL_CTX* get() const { return context_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  std::unique_ptr<SSL_CTX, Free> context_;
};

}  // namespace bridge::web
